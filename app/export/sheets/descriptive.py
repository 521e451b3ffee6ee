"""Sheet "Descriptive": how many studies gave each answer, for every field with set answers.

A study counts once for an answer, however many rows say it; so shares of fields that take
several answers add up to more than 100 %.
"""

from collections import Counter
from dataclasses import dataclass

from app.domain.answers import STATUS_CODES, Cell, Status
from app.domain.fields import Field, FieldType
from app.domain.values import edit_text
from app.export.model import ExportedStudy, ReviewTable, answered_cells
from app.export.order import Column
from app.export.page import Page
from app.export.places import Places
from app.export.styles import HEADER, LABEL, NUMBER, PERCENT, TEXT, TYPED
from app.export.text import Number

NAME = "Descriptive"
HEADINGS = ("No.", "Field", "Answer", "Studies", "Share")
WIDTHS = (7.0, 44.0, 44.0, 10.0, 10.0)
BLANK = "(not answered)"
COUNTED = frozenset(
    {
        FieldType.SINGLE, FieldType.MULTI, FieldType.YES_NO, FieldType.COUNTRY, FieldType.YEAR,
        FieldType.LIST_CHOICE, FieldType.CODES,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the studies gave one answer to a field."""

    column: Column
    answer: str
    studies: int
    of: int


def counts(table: ReviewTable, layout: Places) -> tuple[Count, ...]:
    """Count the answers, the options in the order of the form and then by frequency."""
    of = len({entry.study.study_id for entry in table.records})
    return tuple(
        Count(column, answer, studies, of)
        for column in layout.columns
        if column.field.type in COUNTED
        for answer, studies in _counted(table, column)
    )


def write(page: Page, lines: tuple[Count, ...]) -> None:
    """Write a line an answer."""
    page.fix_widths(WIDTHS)
    page.header(1, HEADINGS, HEADER)
    for row, line in enumerate(lines, start=2):
        page.text(row, 1, line.column.number, TYPED)
        page.text(row, 2, line.column.field.label, LABEL)
        page.text(row, 3, line.answer, TEXT)
        page.number(row, 4, Number(line.studies), NUMBER)
        page.share(row, 5, f"D{row}/{line.of}", round(line.studies / line.of, 3), PERCENT)
    page.finish(1, HEADINGS, len(lines))


def _counted(table: ReviewTable, column: Column) -> list[tuple[str, int]]:
    by_study: dict[str, set[str]] = {}
    for entry in table.records:
        by_study.setdefault(entry.study.study_id, set()).update(_answers(entry, column))
    found = Counter(text for texts in by_study.values() for text in texts or {BLANK})
    return sorted(found.items(), key=lambda item: _rank(column.field, *item))


def _answers(entry: ExportedStudy, column: Column) -> set[str]:
    """Return what one study says in a field, over all its rows."""
    cells = answered_cells(entry, column.section, column.field.field_id)
    return {text for cell in cells for text in _texts(entry, column.field, cell)}


def _texts(entry: ExportedStudy, field: Field, cell: Cell) -> list[str]:
    answer = entry.answer(cell)
    if answer.status is Status.EMPTY:
        return []
    if not answer.status.has_value:
        return [STATUS_CODES[answer.status]]
    items = answer.value if isinstance(answer.value, list) else [answer.value]
    return [edit_text(field, item) for item in items]


def _rank(field: Field, answer: str, studies: int) -> tuple[int, int, str]:
    """Sort options as on the form, years by time, the rest by count; codes come last."""
    if answer == BLANK or answer in STATUS_CODES.values():
        return (len(field.options) + 1, 0, answer)
    if answer in field.options:
        return (field.options.index(answer), 0, answer)
    return (len(field.options), 0 if field.type is FieldType.YEAR else -studies, answer)
