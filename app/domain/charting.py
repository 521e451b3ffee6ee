"""The charting table as a grid: studies as lines, fields as columns, groups folded or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain import values
from app.domain.answers import STATUS_CODES, Answer, Cell, Status
from app.domain.coded import is_codes_field
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Field, FieldType, Form
from app.domain.folding import folded, one_line
from app.domain.records import Record
from app.domain.row_names import row_noun, shown

BETWEEN = " · "
_TOLD_TYPES = frozenset({FieldType.COUNTRY, FieldType.QUANTITY, FieldType.ROW})


@dataclass(frozen=True, slots=True)
class Charted:
    """A study of the grid: the acting reviewer's record, and how many quotes each cell has.

    `rows` are the keys of the rows of each repeating section, in order. `words` is what the
    filter searches: the folded text of the study and of all its cells.
    """

    record: Record
    quotes: Mapping[Cell, int]
    rows: Mapping[str, tuple[str, ...]]
    words: str

    @property
    def study_id(self) -> str:
        """The key of the study."""
        return self.record.study.study_id

    @property
    def height(self) -> int:
        """Lines of the study when its rows are shown: those of the longest group, at least 1."""
        return max((len(rows) for rows in self.rows.values()), default=1) or 1

    @property
    def folds(self) -> bool:
        """Tell whether any group has several rows."""
        return self.height > 1


class Tone(StrEnum):
    """How a cell of the grid is written."""

    VALUE = "value"
    MARK = "mark"  # not reported, not applicable, unclear
    FOLDED = "folded"  # several rows in one line
    EMPTY = "empty"
    NOT_ASKED = "not_asked"  # no row there, or hidden by the form's conditions


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell of the grid shows; `cell` None can't be edited, as several rows or codes."""

    cell: Cell | None
    text: str = ""
    tone: Tone = Tone.NOT_ASKED
    quotes: int = 0
    flagged: bool = False

    @property
    def is_folded(self) -> bool:
        """Tell whether several rows stand in this one line."""
        return self.tone is Tone.FOLDED


def charted(record: Record, quotes: Mapping[Cell, int]) -> Charted:
    """Return a record as a study of the grid."""
    rows = {
        section.key: tuple(row.row_id for row in record.rows_of(section.key))
        for section in record.form.study_sections
        if section.repeating
    }
    said = (_said(record, cell, answer) for cell, answer in record.answers.items())
    words = folded("\n".join((record.study.label, record.study.title, *said)))
    return Charted(record, quotes, rows, words)


def _said(record: Record, cell: Cell, answer: Answer) -> str:
    """Return what the filter finds in a cell; most values stand for themselves."""
    if not record.form.has(cell.field_id):
        return ""
    if not answer.status.has_value:
        return STATUS_CODES.get(answer.status, "")
    value, field = answer.value, record.form.field(cell.field_id)
    if isinstance(value, str | int) and field.type not in _TOLD_TYPES:
        return str(value)
    return shown(record, field, value)


def cell_at(study: Charted, field: Field, line: int, *, unfolded: bool) -> Cell | None:
    """Return the cell of a field on a line (from 0) of a study; None where there is none."""
    section = study.record.form.section_of(field.field_id)
    if field.is_computed:
        return None
    if not section.repeating:
        return Cell(study.record.extraction_id, field.field_id) if line == 0 else None
    rows = study.rows.get(section.key, ())
    if not unfolded and len(rows) > 1:
        return None
    if line >= len(rows):
        return None
    return Cell(study.record.extraction_id, field.field_id, rows[line])


def look(study: Charted, field: Field, line: int, *, unfolded: bool) -> Look:
    """Return what the grid shows of a field on a line of a study."""
    cell = cell_at(study, field, line, unfolded=unfolded)
    if cell is not None:
        return _look(study, field, cell)
    section = study.record.form.section_of(field.field_id)
    rows = study.rows.get(section.key, ())
    if section.repeating and not unfolded and len(rows) > 1:
        return _folded(study, field, rows)
    return Look(None)


def texts_of(study: Charted, field: Field) -> tuple[str, ...]:
    """Return what every row of a study says in a field; empty text for a blank."""
    section = study.record.form.section_of(field.field_id)
    extraction_id = study.record.extraction_id
    keys = study.rows.get(section.key, ()) if section.repeating else (None,)
    return tuple(_text(study.record, field, Cell(extraction_id, field.field_id, k)) for k in keys)


def copied(record: Record, field: Field, cell: Cell) -> str:
    """Return a cell as text that means the same when it is pasted back."""
    answer = record.answer(cell)
    if not answer.status.has_value:
        return STATUS_CODES.get(answer.status, "")
    short = shown(record, field, answer.value)
    try:
        comes_back = values.parse(field, short) == answer.value
    except ValueDoesNotParse:
        comes_back = False
    if comes_back or not values.is_list(field):
        return short
    return values.edit_text(field, answer.value)


def columns_of(form: Form, section_key: str = "") -> tuple[Field, ...]:
    """Return the fields of the grid: of one section, or of all."""
    return tuple(
        field
        for section in form.study_sections
        for field in section.fields
        if section_key in ("", section.key) and not field.is_computed
    )


def _look(study: Charted, field: Field, cell: Cell) -> Look:
    record = study.record
    answer = record.answer(cell)
    quotes = study.quotes.get(cell, 0)
    if cell in record.hidden:
        return Look(None, _text(record, field, cell), Tone.NOT_ASKED, quotes, answer.flagged)
    if is_codes_field(field.field_id):
        return Look(None, _text(record, field, cell), _tone(answer))
    return Look(cell, _text(record, field, cell), _tone(answer), quotes, answer.flagged)


def _tone(answer: Answer) -> Tone:
    if answer.status.has_value:
        return Tone.VALUE
    return Tone.EMPTY if answer.status is Status.EMPTY else Tone.MARK


def _text(record: Record, field: Field, cell: Cell) -> str:
    answer = record.answer(cell)
    if answer.status.has_value:
        return shown(record, field, answer.value)
    return STATUS_CODES.get(answer.status, "")


def _folded(study: Charted, field: Field, rows: tuple[str, ...]) -> Look:
    """Say how many rows there are, and what they say."""
    section = study.record.form.section_of(field.field_id)
    cells = [Cell(study.record.extraction_id, field.field_id, row) for row in rows]
    said = [text for cell in cells if (text := _text(study.record, field, cell))]
    noun = row_noun(section).lower()
    count = f"{len(rows)} {noun}s ▸"
    quotes = sum(study.quotes.get(cell, 0) for cell in cells)
    flagged = any(study.record.answer(cell).flagged for cell in cells)
    text = f"{count} {BETWEEN.join(map(one_line, said))}".strip()
    return Look(None, text, Tone.FOLDED, quotes, flagged)
