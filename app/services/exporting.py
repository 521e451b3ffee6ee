"""What an export prints and what is remembered of it; and the one place that writes it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.domain.coded import Coding
from app.domain.edits import SetReviewSetting
from app.domain.errors import AppError
from app.domain.fields import Form
from app.domain.studies import ExtractionStatus
from app.export.choices import ExportChoices, Format, Whose, choices_from_json
from app.export.coded import with_codes
from app.export.files import export_path
from app.export.model import ExportedStudy, ReviewTable
from app.export.readiness import Readiness, readiness
from app.export.review_log import ReviewLog
from app.jobs import JobContext
from app.services.records import RecordService
from app.services.review_log import ReviewLogService
from app.services.screening_rows import setting_in
from app.services.store import Store

SETTING = "export"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: a file or a folder.

    A table says how many studies and fields it holds; `problems` are sentences on what was left
    out or is to be looked at.
    """

    path: Path
    studies: int = 0
    fields: int = 0
    problems: tuple[str, ...] = ()


class ExportService:
    """Gives exporters their read models, as the acting reviewer may see them, and writes files."""

    def __init__(
        self,
        store: Store,
        records: RecordService,
        final: Callable[[JobContext | None], ReviewTable],
        log: ReviewLogService,
        coding: Callable[[], Coding],
    ) -> None:
        """Read own records, the final ones with what they came from, the log, and the codes."""
        self._store = store
        self._records = records
        self._final = final
        self._log = log
        self._coding = coding

    def table(self, whose: Whose = Whose.OWN, ctx: JobContext | None = None) -> ReviewTable:
        """Return the studies with their answers, coded fields with their codes behind them."""
        return with_codes(self._table(whose, ctx), self._coding())

    def _table(self, whose: Whose, ctx: JobContext | None) -> ReviewTable:
        if whose is Whose.OWN:
            return self._records.export_table()
        final = self._final(ctx)
        return self._both(final) if whose is Whose.BOTH else final

    def log(self) -> ReviewLog:
        """Return what the sheets about the review print."""
        return self._log.log()

    def form(self) -> Form:
        """Return the form as it is now."""
        return self._records.form()

    def named(self) -> tuple[str, date]:
        """Return the title of the review, and the day that files are named by."""
        return self._records.title(), self._records.today()

    @property
    def was_chosen(self) -> bool:
        """Tell whether anybody said yet what is exported."""
        with self._store.reading() as session:
            return setting_in(session, SETTING) is not None

    def choices(self) -> ExportChoices:
        """Return what was chosen the last time."""
        with self._store.reading() as session:
            return choices_from_json(setting_in(session, SETTING))

    def remembered(self, choices: ExportChoices) -> SetReviewSetting | None:
        """Return the edit that remembers these choices; None when they are the last ones."""
        with self._store.reading() as session:
            before = setting_in(session, SETTING)
        after = choices.to_json()
        return None if before == after else SetReviewSetting(SETTING, before, after)

    def readiness(self, whose: Whose, ctx: JobContext | None = None) -> Readiness:
        """Return what an export would hold, and what is to be looked at first."""
        return readiness(self.table(whose, ctx), self.log())

    def write(self, choices: ExportChoices, folder: Path, ctx: JobContext) -> Written:
        """Write a dated file into a folder; an earlier one is never overwritten.

        Raises AppError when there is nothing to write, DiskFull, FolderNotWritable, Cancelled.
        """
        table = self.chosen(choices, ctx)
        ending = ".csv" if choices.format is Format.TIDY else f".{choices.format.value}"
        path = export_path(folder, table.title, table.made_at.date(), ending)
        self._write(table, choices, path, ctx)
        studies = len({entry.study.study_id for entry in table.records})
        fields = len(table.form.study_fields)
        records = list(table.records)
        del table
        while records:  # one by one: given back all at once they stop the window for a while
            records.pop()
        return Written(path, studies, fields)

    def chosen(self, choices: ExportChoices, ctx: JobContext) -> ReviewTable:
        """Return the table that is exported; raises AppError when it holds no study."""
        table = self.table(choices.whose, ctx)
        if not choices.with_open:
            table = _complete(table)
        if not table.records:
            raise AppError("There is no study to export. Nothing was written.")
        return table

    def _write(
        self, table: ReviewTable, choices: ExportChoices, path: Path, ctx: JobContext
    ) -> None:
        if choices.format is Format.WORKBOOK:
            from app.export.workbook import write_workbook

            write_workbook(table, path, ctx, choices.options(), self.log())
        elif choices.format is Format.JSON:
            from app.export.json_export import write_json

            write_json(table, path, ctx)
        else:
            from app.export.csv_export import CsvStyle, Shape, write_csv

            shape = Shape.TIDY if choices.format is Format.TIDY else Shape.WIDE
            write_csv(table, path, shape, ctx, CsvStyle(choices.has_bom, choices.language))

    def _both(self, final: ReviewTable) -> ReviewTable:
        """Return two rows for every study that two have sealed, one's own for the others."""
        own = self._records.export_table()
        pairs = {one.study.study_id: one for one in final.compared}
        entries: list[ExportedStudy] = []
        for entry in own.records:
            found = pairs.get(entry.study.study_id)
            if found is None:
                entries.append(entry)
                continue
            both = zip(found.reviewers, found.records, strict=True)
            entries += [ExportedStudy(entry.study, who, record) for who, record in both]
        names = tuple(dict.fromkeys(entry.reviewer.name for entry in entries))
        return replace(final, records=tuple(entries), reviewers=names, final=False)


def _complete(table: ReviewTable) -> ReviewTable:
    kept = tuple(e for e in table.records if e.record.status is ExtractionStatus.COMPLETE)
    return replace(table, records=kept)
