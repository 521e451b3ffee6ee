"""How many studies gave each answer, and the spreadsheet formula that counts it again.

A study counts once for an answer, however many rows say it; so shares of fields that take
several answers add up to more than 100 %.
"""

from collections import Counter
from dataclasses import dataclass

from app.domain.answers import STATUS_CODES, Cell, Status
from app.domain.fields import Field, FieldType
from app.domain.values import edit_text
from app.export.model import ExportedStudy, answered_cells
from app.export.order import Column
from app.export.places import CHART_HEADER, Contents
from app.export.text import charted_text
from app.export.xlsx.rows import letter

BLANK = "(not answered)"
COUNTED = frozenset(
    {
        FieldType.SINGLE, FieldType.MULTI, FieldType.YES_NO, FieldType.COUNTRY, FieldType.YEAR,
        FieldType.LIST_CHOICE, FieldType.CODES,
    }
)  # fmt: skip
LONGEST_GAP = 60  # years between the first and the last that are all listed


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the studies gave one answer; `live` means that a formula can count it.

    `is_year` writes the answer as a number.
    """

    column: Column
    answer: str
    studies: int
    of: int
    live: bool = False

    @property
    def is_year(self) -> bool:
        """Tell whether the answer is a year, which cells hold as a number."""
        return self.column.field.type is FieldType.YEAR and self.answer.isdecimal()


def counts(contents: Contents) -> tuple[Count, ...]:
    """Count the answers, the options in the order of the form and then by frequency."""
    of = len({entry.study.study_id for entry in contents.table.records})
    return tuple(
        Count(column, answer, studies, of, live)
        for column in contents.layout.columns
        if column.field.type in COUNTED
        for answer, studies, live in _counted(contents, column)
    )


def formula(contents: Contents, count: Count, at: str) -> str:
    """Return the formula that counts the studies whose charted cell has the answer at `at`."""
    column = letter(contents.layout.column_of(count.column.field.field_id))
    first, last = CHART_HEADER + 1, CHART_HEADER + len(contents.table.records)
    cells = f"'{contents.layout.charting}'!${column}${first}:${column}${last}"
    if count.answer == BLANK:
        return f'SUMPRODUCT(--({cells}=""))'
    if count.column.field.type is FieldType.YEAR:
        return f"SUMPRODUCT(--({cells}={at}))"
    between = contents.options.list_separator.replace('"', '""')
    return (
        f'SUMPRODUCT(--ISNUMBER(FIND("{between}"&{at}&"{between}","{between}"&{cells}'
        f'&"{between}")))'
    )


def _counted(contents: Contents, column: Column) -> list[tuple[str, int, bool]]:
    by_study: dict[str, set[str]] = {}
    for entry in contents.table.records:
        by_study.setdefault(entry.study.study_id, set()).update(_answers(contents, entry, column))
    found = Counter(text for texts in by_study.values() for text in texts or {BLANK})
    live = _live(contents, column)
    shown = sorted(found, key=lambda answer: _rank(column.field, answer, found[answer]))
    if column.field.type is FieldType.YEAR and not column.section.repeating:
        shown = [*_every_year(shown), *(a for a in shown if not a.isdecimal())]
    return [(answer, found[answer], live.get(answer, 0) == found[answer]) for answer in shown]


def _every_year(answers: list[str]) -> list[str]:
    """Return the years from the first to the last, those without a study too."""
    years = sorted(int(answer) for answer in answers if answer.isdecimal())
    if not years or years[-1] - years[0] > LONGEST_GAP:
        return [str(year) for year in years]
    return [str(year) for year in range(years[0], years[-1] + 1)]


def _live(contents: Contents, column: Column) -> Counter[str]:
    """Return what the formulas come to; nothing where a study has several rows or lines."""
    found: Counter[str] = Counter()
    if contents.shows_reviewer or contents.options.page_after_value or column.section.repeating:
        return found
    between = contents.options.list_separator
    for entry in contents.table.records:
        (cell,) = answered_cells(entry, column.section, column.field.field_id)
        text = charted_text(entry, column.field, cell, contents.options)
        tokens = text.split(between) if column.field.type is not FieldType.YEAR else [text]
        found.update(set(tokens) if text else {BLANK})
    return found


def _answers(contents: Contents, entry: ExportedStudy, column: Column) -> set[str]:
    """Return what one study says in a field, over all its rows."""
    cells = answered_cells(entry, column.section, column.field.field_id)
    return {text for cell in cells for text in _texts(contents, entry, column.field, cell)}


def _texts(contents: Contents, entry: ExportedStudy, field: Field, cell: Cell) -> list[str]:
    answer = entry.answer(cell)
    if answer.status is Status.EMPTY:
        return []
    if not answer.status.has_value:
        code = STATUS_CODES[answer.status]
        return [contents.options.codes.get(code, code)]
    items = answer.value if isinstance(answer.value, list) else [answer.value]
    return [edit_text(field, item) for item in items]


def _rank(field: Field, answer: str, studies: int) -> tuple[int, int, str]:
    """Sort options as on the form, years by time, the rest by count; codes come last."""
    if answer == BLANK or answer in STATUS_CODES.values():
        return (len(field.options) + 1, 0, answer)
    if answer in field.options:
        return (field.options.index(answer), 0, answer)
    return (len(field.options), 0 if field.type is FieldType.YEAR else -studies, answer)
