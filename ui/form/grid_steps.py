"""What the grid of a repeating group asks for: several cells or rows as one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.answers import Answer, Cell, Status
from app.domain.blocks import Block, answer_of
from app.domain.edits import AddRow, Edit, FillAnswer, Together
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Field, Section
from app.domain.ids import new_id
from app.domain.records import Record, Row
from app.domain.row_names import row_noun
from ui.form.steps import Step


@dataclass(frozen=True, slots=True)
class Reject:
    """A pasted text that is not a value of its field; `row` counts from 1."""

    row: int
    label: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Pasting:
    """What pasting does: one step, how many cells it changes, and what does not fit."""

    step: Step | None
    cells: int
    rejects: tuple[Reject, ...]


def pasted(
    record: Record, section: Section, fields: Sequence[Field], at: tuple[int, int], block: Block
) -> Pasting:
    """Put a block at (row, column), both from 0; rows that are missing are added.

    Columns beyond the last field are left out and told as rejects.
    """
    edits: list[Edit] = []
    rejects: list[Reject] = []
    cells = 0
    rows = _rows_for(record, section, at[0] + len(block), edits)
    for down, line in enumerate(block):
        row_id = rows[at[0] + down]
        for across, text in enumerate(line):
            place = at[1] + across
            if place >= len(fields):
                rejects += [_beyond(at[0] + down, text)] if text.strip() else []
                continue
            made = _filled(record, fields[place], row_id, (at[0] + down, text))
            if isinstance(made, Reject):
                rejects.append(made)
            elif made is not None:
                edits.append(made)
                cells += 1
    label = f"Paste {cells} {'cell' if cells == 1 else 'cells'} into {section.label}"
    step = Step(Together(tuple(edits)), label) if edits else None
    return Pasting(step, cells, tuple(rejects))


def new_row(record: Record, section: Section, answers: Mapping[str, Answer]) -> Step:
    """Add a row at the end, with the answers to some of its fields."""
    position = len(record.rows_of(section.key))
    row_id = new_id()
    added = AddRow(record.extraction_id, section.key, row_id, position)
    filled = tuple(
        FillAnswer(_cell(record, field_id, row_id), Answer(), answer)
        for field_id, answer in answers.items()
        if answer.status is not Status.EMPTY
    )
    label = f"Add {row_noun(section).lower()} {position + 1}"
    return Step(Together((added, *filled)) if filled else added, label)


def given_rows(record: Record, section: Section) -> Step | None:
    """Add the rows that the form gives and that are not there yet, in its order."""
    naming = section.label_field
    if naming is None:
        return None
    edits: list[Edit] = []
    position = len(record.rows_of(section.key))
    for name in missing_rows(record, section):
        row_id = new_id()
        edits.append(AddRow(record.extraction_id, section.key, row_id, position))
        cell = _cell(record, naming.field_id, row_id)
        edits.append(FillAnswer(cell, Answer(), Answer(name, Status.FILLED)))
        position += 1
    return Step(Together(tuple(edits)), f"Add the rows of {section.label}") if edits else None


def missing_rows(record: Record, section: Section) -> tuple[str, ...]:
    """Return the names of given rows that are not there."""
    naming = section.label_field
    if naming is None:
        return ()
    cells = (_cell(record, naming.field_id, r.row_id) for r in record.rows_of(section.key))
    there = {record.answer(cell).value for cell in cells}
    return tuple(name for name in section.given_rows if name not in there)


def cleared(record: Record, cells: Sequence[Cell]) -> Step | None:
    """Take values and marks of several cells away; notes and quotes stay."""
    edits = []
    for cell in cells:
        before = record.answer(cell)
        if before.status is not Status.EMPTY and cell not in record.hidden:
            after = Answer(note=before.note, flagged=before.flagged)
            edits.append(FillAnswer(cell, before, after))
    if not edits:
        return None
    label = f"Clear {len(edits)} {'cell' if len(edits) == 1 else 'cells'}"
    return Step(Together(tuple(edits)), label)


def child_of(record: Record, parent: Row, section: Section) -> Step | None:
    """Add a row to a group that stands under this row, referring to it."""
    reference = section.parent_field
    if reference is None:
        return None
    return new_row(record, section, {reference.field_id: Answer(parent.row_id, Status.FILLED)})


def _rows_for(record: Record, section: Section, count: int, edits: list[Edit]) -> list[str]:
    """Return at least `count` row keys, adding the edits that make those which are missing."""
    rows = [row.row_id for row in record.rows_of(section.key)]
    while len(rows) < count:
        row_id = new_id()
        edits.append(AddRow(record.extraction_id, section.key, row_id, len(rows)))
        rows.append(row_id)
    return rows


def _filled(
    record: Record, field: Field, row_id: str, said: tuple[int, str]
) -> FillAnswer | Reject | None:
    row, text = said
    cell = _cell(record, field.field_id, row_id)
    before = record.answer(cell)
    if field.is_computed or cell in record.hidden:
        why = "This cell is filled by the program." if field.is_computed else "It is not asked."
        return Reject(row + 1, field.label, text, why) if text.strip() else None
    try:
        after = answer_of(record, field, text, before)
    except ValueDoesNotParse as problem:
        return Reject(row + 1, field.label, text, problem.message)
    if (after.value, after.status) == (before.value, before.status):
        return None
    report_id = before.report_id if before.status.has_value else record.study.source
    kept = replace(after, report_id=report_id if after.status.has_value else "")
    return FillAnswer(cell, before, kept)


def _beyond(row: int, text: str) -> Reject:
    return Reject(row + 1, "", text, "There is no field so far to the right.")


def _cell(record: Record, field_id: str, row_id: str) -> Cell:
    return Cell(record.extraction_id, field_id, row_id)
