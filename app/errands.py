"""What leaves a review and takes long is written by a process of its own, so the window draws on.

The other process opens the review read-only, as the acting reviewer, on one state of it: nothing
large crosses. What is written in less time than a process takes to start stays here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.apart import done_apart
from app.domain.errors import AppError
from app.export.choices import ExportChoices, Format, Whose
from app.export.files import remove_left_by
from app.jobs import JobContext
from app.services.acting import View

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.export.annotated_pdf import AnnotatedCopies
    from app.export.charts.figure import Figure
    from app.export.charts.writing import Written as WrittenFigures
    from app.export.methods import Sentence
    from app.export.places import Contents
    from app.export.readiness import Readiness
    from app.export.word.parts import Part
    from app.export.word.writing import Wanted
    from app.services.exporting import Written

Result = TypeVar("Result")

SMALL = 4_000
"""Answers and quotes that are read and written within about a second, as a process starts."""
SLOW = frozenset({Format.FIGURES, Format.ALL})
"""Formats that take long however little there is: drawing loads a large library."""


@dataclass(frozen=True, slots=True)
class Write:
    """Write what was chosen into a folder."""

    choices: ExportChoices
    folder: Path

    def __call__(self, review: "Review", ctx: JobContext) -> "Written":
        """Do it."""
        return review.outputs.write(self.choices, self.folder, ctx)


@dataclass(frozen=True, slots=True)
class Look:
    """Look at what would be exported and what is not ready."""

    whose: Whose

    def __call__(self, review: "Review", ctx: JobContext) -> "Readiness":
        """Do it."""
        return review.exports.readiness(self.whose, ctx)


@dataclass(frozen=True, slots=True)
class CopyPapers:
    """Write copies of the papers with their quotes into a folder."""

    folder: Path

    def __call__(self, review: "Review", ctx: JobContext) -> "AnnotatedCopies":
        """Do it."""
        from app.export.annotated_pdf import write_annotated_copies

        table = review.records.export_table()
        return write_annotated_copies(table, self.folder, review.papers.write_copy, ctx)


@dataclass(frozen=True, slots=True)
class ReportText:
    """What a report says of the methods, one by one and together; why parts would be empty."""

    said: "tuple[Sentence, ...]"
    theirs: str
    empty: "Mapping[Part, str]"


@dataclass(frozen=True, slots=True)
class WriteReport:
    """Write the report in Word into a folder."""

    wanted: "Wanted"
    folder: Path

    def __call__(self, review: "Review", ctx: JobContext) -> Path:
        """Do it."""
        from app.export.files import export_path
        from app.export.word.writing import write_word

        contents = _contents(review, ctx)
        table = contents.table
        path = export_path(self.folder, f"{table.title} report", table.made_at.date(), ".docx")
        write_word(contents, path, self.wanted, ctx)
        return path


def _text_of(review: "Review", ctx: JobContext) -> ReportText:
    from app.export.methods import paragraph, sentences
    from app.export.word.parts import NOTHING, Part, is_there

    contents = _contents(review, ctx)
    said = sentences(contents)
    empty = {p: NOTHING.get(p.value, "") for p in Part if not is_there(p, contents)}
    return ReportText(said, paragraph(said), empty)


def _contents(review: "Review", ctx: JobContext) -> "Contents":
    """Return what was agreed, or one's own answers as long as no consensus is complete."""
    from app.export.word.writing import contents_of

    has_final = any(entry.is_complete for entry in review.consensus.standing(ctx))
    table = review.exports.table(Whose.FINAL if has_final else Whose.OWN, ctx)
    return contents_of(table, review.exports.log(), review.exports.choices().options())


def write(review: "Review", choices: ExportChoices, folder: Path, ctx: JobContext) -> "Written":
    """Write what is chosen into a folder; raises as `OutputService.write`, and ProcessLost."""
    errand = Write(choices, folder)
    if choices.format not in SLOW and is_small(review):
        return errand(review, ctx)
    return apart(review, errand, ctx, folder)


def readiness(review: "Review", whose: Whose, ctx: JobContext) -> "Readiness":
    """Return what an export would hold, and what is to be looked at first."""
    errand = Look(whose)
    return errand(review, ctx) if is_small(review) else apart(review, errand, ctx)


def annotated_copies(review: "Review", folder: Path, ctx: JobContext) -> "AnnotatedCopies":
    """Write a copy of every paper with its quotes into a new dated folder."""
    errand = CopyPapers(folder)
    if is_small(review):
        return errand(review, ctx)
    return apart(review, errand, ctx, folder)


def read_report(review: "Review", ctx: JobContext) -> "ReportText":
    """Return what the report would say of the methods, and why parts of it would be empty."""
    return _text_of(review, ctx) if is_small(review) else apart(review, _text_of, ctx)


def write_report(review: "Review", wanted: "Wanted", folder: Path, ctx: JobContext) -> Path:
    """Write the report in Word as a dated file; raises as `write_word`, and ProcessLost."""
    errand = WriteReport(wanted, folder)
    return errand(review, ctx) if is_small(review) else apart(review, errand, ctx, folder)


def drawn(draw: Callable[[Path], object], path: Path, ctx: JobContext) -> None:
    """Draw a picture into a file; raises what `draw` raises, Cancelled and ProcessLost."""
    done_apart(partial(_drawn, draw, path), ctx, partial(remove_left_by, path.parent))


def _drawn(draw: Callable[[Path], object], path: Path, _ctx: JobContext) -> None:
    draw(path)


def figures(
    made: Sequence[Callable[[], "Figure"]], folder: Path, ctx: JobContext
) -> "WrittenFigures":
    """Draw figures into a new folder; raises as `write_all`, and ProcessLost."""
    drawn = tuple(map(_made, made))
    return done_apart(partial(_draw, drawn, folder), ctx, partial(remove_left_by, folder.parent))


def _made(make: Callable[[], "Figure"]) -> "Figure | AppError":
    try:
        return make()
    except AppError as problem:
        return AppError(problem.message)


def _draw(drawn: Sequence["Figure | AppError"], folder: Path, ctx: JobContext) -> "WrittenFigures":
    from app.export.charts.writing import write_all

    return write_all([partial(_given, one) for one in drawn], folder, ctx)


def _given(made: "Figure | AppError") -> "Figure":
    if isinstance(made, AppError):
        raise made
    return made


def is_small(review: "Review") -> bool:
    """Tell whether there is so little charted that another process would take longer to start."""
    return not review.records.has_more_than(SMALL)


def apart(
    review: "Review",
    errand: Callable[["Review", JobContext], Result],
    ctx: JobContext,
    folder: Path | None = None,
) -> Result:
    """Run an errand, a plain value, in another process that sees what the reviewer sees.

    `folder` is where it writes: what it leaves there when it is killed is taken away.
    """
    clear = None if folder is None else partial(remove_left_by, folder)
    return done_apart(partial(_run, review.view(), errand), ctx, clear)


def _run(view: View, errand: Callable[["Review", JobContext], Result], ctx: JobContext) -> Result:
    """Open the review in the other process and run the errand."""
    from app.bootstrap import open_view

    with open_view(view) as review:
        return errand(review, ctx)
