"""What the form asks for: edits built from the shown record, each with its undo label."""

from dataclasses import dataclass, replace

from app.domain.answers import SOURCE_MARKS, Answer, Cell, Json, Said, Status
from app.domain.edits import AddRow, Edit, FillAnswer, MoveRow, RemoveRow
from app.domain.fields import Section
from app.domain.ids import new_id
from app.domain.records import Record, Row
from app.domain.row_names import row_noun
from ui.form.card_state import STATUS_WORDS
from ui.form.verbs import MARKS, RowVerb, Verb


@dataclass(frozen=True, slots=True)
class Step:
    """An edit and what the undo list calls it."""

    edit: Edit
    label: str


def typed(record: Record, cell: Cell, value: Json) -> Step | None:
    """Set the typed value; None when the cell holds it already.

    An empty editor takes back a value but never a mark such as "not reported".
    """
    return entered(record, cell, value, "Type")


def entered(record: Record, cell: Cell, value: Json, verb: str) -> Step | None:
    """Set a value under a name for the step; who reported the old one stays said."""
    before = record.answer(cell)
    if value is None and not before.status.has_value:
        return None
    kept = before.status if before.status in SOURCE_MARKS else Status.FILLED
    status = Status.EMPTY if value is None else kept
    return _step(record, cell, _sourced_by(record, before, value, status), verb)


def _sourced_by(record: Record, before: Answer, value: Json, status: Status) -> Answer:
    """Return the answer with the report that is looked at, unless it had a value already."""
    if not status.has_value:
        return replace(before, value=value, status=status, report_id="", others=())
    report_id = before.report_id if before.status.has_value else record.study.source
    return replace(before, value=value, status=status, report_id=report_id)


def answered(record: Record, cell: Cell, after: Answer, verb: str) -> Step | None:
    """Set value and status; a value that was computed or from the authors stays marked so."""
    before = record.answer(cell)
    if after.status is Status.FILLED and before.status in SOURCE_MARKS:
        after = replace(after, status=before.status)
    return _step(record, cell, _sourced_by(record, before, after.value, after.status), verb)


def marked(record: Record, cell: Cell, status: Status) -> Step | None:
    """Say why the cell has no value, or who reported it; None when that changes nothing."""
    before = record.answer(cell)
    if status in SOURCE_MARKS:
        return _sourced(record, cell, status) if before.status.has_value else None
    after = _sourced_by(record, before, None, status)
    step = _step(record, cell, after, "Mark")
    return step and replace(step, label=f"{step.label} {STATUS_WORDS[status].lower()}")


def _sourced(record: Record, cell: Cell, status: Status) -> Step | None:
    """Say that a value was computed or comes from the authors, or no longer."""
    before = record.answer(cell)
    taken_back = before.status is status
    after = replace(before, status=Status.FILLED if taken_back else status)
    word = "reported" if taken_back else STATUS_WORDS[status].lower()
    step = _step(record, cell, after, "Mark")
    return step and replace(step, label=f"{step.label} {word}")


def cleared(record: Record, cell: Cell) -> Step | None:
    """Take the value or mark away; note and quotes stay."""
    after = _sourced_by(record, record.answer(cell), None, Status.EMPTY)
    return _step(record, cell, after, "Clear")


def report_used(record: Record, cell: Cell, report_id: str) -> Step | None:
    """Take what another report says as the value; what was the value stands beside it."""
    before = record.answer(cell)
    said = next((said for said in before.others if said.report_id == report_id), None)
    if said is None:
        return None
    others = [other for other in before.others if other != said]
    if before.status.has_value:
        others.append(Said(before.report_id, before.value))
    after = replace(
        before,
        value=said.value,
        status=Status.FILLED,
        report_id=report_id,
        others=tuple(others),
    )
    return _step(record, cell, after, "Use another report for")


def report_dropped(record: Record, cell: Cell, report_id: str) -> Step | None:
    """Leave out what another report says."""
    before = record.answer(cell)
    kept = tuple(said for said in before.others if said.report_id != report_id)
    return _step(record, cell, replace(before, others=kept), "Leave out a report for")


def flagged(record: Record, cell: Cell) -> Step | None:
    """Flag the cell as unsure, or take the flag away."""
    before = record.answer(cell)
    verb = "Unflag" if before.flagged else "Flag"
    return _step(record, cell, replace(before, flagged=not before.flagged), verb)


def noted(record: Record, cell: Cell, note: str) -> Step | None:
    """Set the note of the cell."""
    return _step(record, cell, replace(record.answer(cell), note=note.strip()), "Note on")


def unlinked(record: Record, cell: Cell, anchor_id: str) -> Step | None:
    """Remove one quote of the cell; None when the cell does not have it."""
    held = [item.anchor for item in record.evidence_of(cell)]
    anchors = tuple(anchor for anchor in held if anchor.anchor_id == anchor_id)
    if not anchors:
        return None
    before = record.answer(cell)
    edit = FillAnswer(cell, before, before, unlink=anchors)
    return Step(edit, f"Remove a quote from {_quoted(record, cell)}")


def asked_for(record: Record, cell: Cell, verb: Verb, anchor_id: str = "") -> Step | None:
    """Do what a card's menu says; None when that changes nothing."""
    if verb in MARKS:
        return marked(record, cell, MARKS[verb])
    match verb:
        case Verb.CLEAR:
            return cleared(record, cell)
        case Verb.FLAG:
            return flagged(record, cell)
        case Verb.REMOVE_EVIDENCE:
            return unlinked(record, cell, anchor_id)
        case _:
            return None


def row_added(record: Record, section: Section) -> Step:
    """Add a row at the end of a repeating section."""
    position = len(record.rows_of(section.key))
    edit = AddRow(record.extraction_id, section.key, new_id(), position)
    return Step(edit, f"Add {row_noun(section).lower()} {position + 1}")


def row_removed(record: Record, row: Row) -> Step:
    """Hide a row."""
    edit = RemoveRow(record.extraction_id, row.section_key, row.row_id, row.position)
    return Step(edit, f"Remove {_row_name(record, row)}")


def row_moved(record: Record, row: Row, by: int) -> Step | None:
    """Move a row up (-1) or down (1); None at the ends."""
    after = row.position + by
    if not 0 <= after < len(record.rows_of(row.section_key)):
        return None
    edit = MoveRow(record.extraction_id, row.section_key, row.row_id, row.position, after)
    return Step(edit, f"Move {_row_name(record, row)}")


def row_duplicated(record: Record, row: Row) -> tuple[Step, ...]:
    """Add a row at the end with the same values; quotes and notes are not copied."""
    section = record.form.section(row.section_key)
    added = row_added(record, section)
    if not isinstance(added.edit, AddRow):
        return ()
    cells = [cell for cell in record.cells_of(section) if cell.row_id == row.row_id]
    label = f"Duplicate {_row_name(record, row)}"
    copies = [_copied(record, cell, added.edit.row_id) for cell in cells]
    return (Step(added.edit, label), *(Step(edit, label) for edit in copies if edit))


def row_asked_for(record: Record, row: Row, verb: RowVerb) -> tuple[Step, ...]:
    """Do what the head of a row says; nothing when the row is at the end already."""
    match verb:
        case RowVerb.DUPLICATE:
            return row_duplicated(record, row)
        case RowVerb.REMOVE:
            return (row_removed(record, row),)
        case RowVerb.UP | RowVerb.DOWN:
            step = row_moved(record, row, -1 if verb is RowVerb.UP else 1)
            return (step,) if step else ()
        case _:
            return ()


def _copied(record: Record, cell: Cell, row_id: str) -> FillAnswer | None:
    answer = record.answer(cell)
    if answer.status is Status.EMPTY:
        return None
    after = Answer(answer.value, answer.status)
    return FillAnswer(replace(cell, row_id=row_id), Answer(), after)


def _step(record: Record, cell: Cell, after: Answer, verb: str) -> Step | None:
    before = record.answer(cell)
    if after == before:
        return None
    return Step(FillAnswer(cell, before, after), f"{verb} {_quoted(record, cell)}")


def _quoted(record: Record, cell: Cell) -> str:
    return f"‘{record.form.field(cell.field_id).label}’"


def _row_name(record: Record, row: Row) -> str:
    return f"{row_noun(record.form.section(row.section_key)).lower()} {row.position + 1}"
