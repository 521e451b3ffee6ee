"""Everything that the export dialog offers, written into a folder by one verb."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from app.domain.errors import AppError, DiskFull
from app.export.choices import ExportChoices, Format
from app.export.files import FolderNotWritable, export_path, folder_path, folder_written_whole
from app.export.model import ReviewTable
from app.jobs import Cancelled, JobContext
from app.services.charts import ChartService
from app.services.citations import CitationService
from app.services.exporting import ExportService, Written
from app.services.flow import FlowService
from app.services.library import LibraryService
from app.services.methods import MethodsService
from app.services.papers import PaperService


@dataclass(frozen=True, slots=True)
class Stock:
    """The services that know what is not in the table of answers."""

    citations: CitationService
    library: LibraryService
    papers: PaperService
    charts: ChartService
    flow: FlowService
    methods: MethodsService


class OutputService:
    """Writes one of the formats, or all of them, under dated names that are never taken."""

    def __init__(self, exports: ExportService, stock: Stock) -> None:
        """Take answers from `exports` and the rest from `stock`."""
        self._exports = exports
        self._stock = stock
        self._writers: Mapping[Format, Callable[[ExportChoices, Path, JobContext], Written]] = {
            Format.BLANK: self._blank,
            Format.WORD: self._word,
            Format.BUNDLE: self._bundle,
            Format.ANNOTATED: self._annotated,
            Format.RIS: self._ris,
            Format.CSL: self._csl,
            Format.FIGURES: self._figures,
            Format.FLOW: self._flow,
            Format.ALL: self._all,
        }

    def write(self, choices: ExportChoices, folder: Path, ctx: JobContext) -> Written:
        """Write what is chosen into a folder.

        Raises AppError when there is nothing to write, DiskFull, FolderNotWritable, Cancelled.
        """
        return self._writers.get(choices.format, self._exports.write)(choices, folder, ctx)

    def _blank(self, choices: ExportChoices, folder: Path, ctx: JobContext) -> Written:
        from app.export.blank import write_blank

        form = self._exports.form()
        path = self._path(folder, f"{form.name} blank", ".xlsx")
        write_blank(form, path, choices.options(), ctx)
        return Written(path)

    def _word(self, choices: ExportChoices, folder: Path, ctx: JobContext) -> Written:
        from app.export.word.writing import Wanted, contents_of, write_word

        table = self._table(choices, ctx)
        path = _dated(table, folder, "report", ".docx")
        contents = contents_of(table, self._exports.log(), choices.options())
        write_word(contents, path, Wanted(methods=self._stock.methods.own()), ctx)
        return Written(path)

    def _bundle(self, choices: ExportChoices, folder: Path, ctx: JobContext) -> Written:
        from app.export.bundle.writing import write_bundle

        table = self._table(choices, ctx)
        path = _dated(table, folder, "evidence", ".zip")
        write_bundle(table, self._stock.citations.included(), path, ctx)
        return Written(path)

    def _annotated(self, choices: ExportChoices, folder: Path, ctx: JobContext) -> Written:
        from app.export.annotated_pdf import write_annotated_copies

        table = self._table(choices, ctx)
        done = write_annotated_copies(table, folder, self._stock.papers.write_copy, ctx)
        return Written(done.folder, problems=done.problems)

    def _ris(self, _choices: ExportChoices, folder: Path, _ctx: JobContext) -> Written:
        from app.export.ris import write_ris

        path = self._path(folder, "references", ".ris")
        write_ris(self._references(), path)
        return Written(path)

    def _csl(self, _choices: ExportChoices, folder: Path, _ctx: JobContext) -> Written:
        from app.export.csl_json import write_csl_json

        path = self._path(folder, "references", ".json")
        write_csl_json(self._references(), path)
        return Written(path)

    def _references(self) -> Iterator[Mapping[str, Any]]:
        """Return the references of the included reports; raises AppError without any."""
        found = self._stock.citations.included()
        if not found:
            raise AppError("No report is included yet, so there is no reference to write.")
        return iter([dict(one.csl) for one in found])

    def _figures(self, choices: ExportChoices, folder: Path, ctx: JobContext) -> Written:
        from app.export.charts.figure import figure_of
        from app.export.charts.writing import write_all

        table = self._table(choices, ctx)
        numbers = self._stock.charts.numbers(table)
        made = [partial(figure_of, numbers, one) for one in self._stock.charts.figures()]
        place = folder_path(folder, table.title, "figures", table.made_at.date())
        done = write_all(made, place, ctx)
        return Written(done.folder, problems=done.problems)

    def _flow(self, choices: ExportChoices, folder: Path, _ctx: JobContext) -> Written:
        from app.domain.flow import begun, warnings
        from app.export.prisma import diagram
        from app.export.prisma_files import measure, write_diagram
        from app.export.prisma_words import Wording

        flow = begun(self._stock.flow.flow())
        path = self._path(folder, "flow", ".svg")
        wording = Wording(self._stock.flow.wording())
        drawn = diagram(flow, measure(), wording, say=choices.options().words)
        write_diagram(drawn, path)
        return Written(path, problems=tuple(one.sentence for one in warnings(flow)))

    def _all(self, choices: ExportChoices, folder: Path, ctx: JobContext) -> Written:
        """Write every format into a new folder; what there is nothing of is told."""
        kinds = [kind for kind in Format if kind is not Format.ALL]
        title, day = self._exports.named()
        path = folder_path(folder, title, "all", day)
        problems: list[str] = []
        with folder_written_whole(path) as place:
            for done, kind in enumerate(kinds):
                ctx.step(done, len(kinds))
                part = JobContext(partial(_step, ctx, (done, len(kinds))))
                try:
                    made = self.write(replace(choices, format=kind), place, part)
                except (Cancelled, DiskFull, FolderNotWritable):
                    raise
                except AppError as problem:
                    problems.append(problem.message)
                else:
                    problems += made.problems
        return Written(path, problems=tuple(dict.fromkeys(problems)))

    def _table(self, choices: ExportChoices, ctx: JobContext) -> ReviewTable:
        return self._exports.chosen(choices, ctx)

    def _path(self, folder: Path, what: str, suffix: str) -> Path:
        title, day = self._exports.named()
        return _named(folder, title, what, (day, suffix))


def _step(ctx: JobContext, at: tuple[int, int], _done: int, _total: int) -> None:
    """Say that a part of the work goes on, and stop it when all of it is to stop."""
    ctx.step(*at)


def _dated(table: ReviewTable, folder: Path, what: str, suffix: str) -> Path:
    return _named(folder, table.title, what, (table.made_at.date(), suffix))


def _named(folder: Path, title: str, what: str, ending: tuple[date, str]) -> Path:
    return export_path(folder, f"{title} {what}", *ending)
