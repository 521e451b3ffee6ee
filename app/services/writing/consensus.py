"""Writing of the consensus: decisions, and rows paired by hand. Originals are never touched."""

from sqlalchemy import select

from app.domain.answers import Answer, Status
from app.domain.comparing import COMPLETION
from app.domain.consensus import Apart, Decision, Taken
from app.domain.consensus_edits import AlignRows, Decide
from app.domain.decided import Said, knew, standing
from app.domain.edits import ChangeSet
from app.domain.errors import AppError, StaleEdit
from app.domain.ids import derived_id, new_id
from app.domain.row_alignment import HandPair
from app.services.codec import word_of
from app.services.sealed_pairs import Viewpoint, require_pair
from app.services.writing.context import Writers, Writing
from db.models import AlignmentRow, DecisionRow

CHANGED = ChangeSet(areas=frozenset({"consensus"}))


def decide(writing: Writing, edit: Decide) -> ChangeSet:
    """Keep a decision beside those of other copies of the review, or take it back."""
    _require_pair(writing, edit.form_id, edit.study_id)
    own = writing.acting.origin
    found = _rows_of(writing, edit)
    said = [said_by(row) for row in found]
    stands = standing(said, own)
    if (edit.field_id, edit.row_key) == COMPLETION:
        _seen(writing, "open studies").discard((edit.form_id, edit.study_id))
    elif not isinstance(stands, Apart):
        _require_open(writing, edit.study_id, edit.form_id)
    if not _is_expected(edit, stands):
        raise StaleEdit(
            "This was decided in the meantime, so the step was not carried out. "
            "Nothing was overwritten. Look at the decision as it is now."
        )
    row = next((one for one in found if one.origin == own), None)
    if row is None:
        row = _new_row(writing, edit, found)
    row.mark, row.knew = new_id(), sorted(knew(said, edit.bared))
    _put(writing, row, edit.after)
    return CHANGED


def align_rows(writing: Writing, edit: AlignRows) -> ChangeSet:
    """Keep which rows were paired by hand."""
    _require_pair(writing, edit.form_id, edit.study_id)
    _require_open(writing, edit.study_id, edit.form_id)
    key = derived_id("alignment", edit.study_id, edit.form_id, edit.section_key)
    row = writing.session.get(AlignmentRow, key)
    if hand_pairs(row) != edit.before:
        raise StaleEdit("The rows were paired anew in the meantime. Nothing was overwritten.")
    if row is None:
        row = AlignmentRow(
            id=key,
            study_id=edit.study_id,
            form_id=edit.form_id,
            section_key=edit.section_key,
        )
        writing.session.add(row)
    row.pairs = [list(pair) for pair in edit.after]
    row.reviewer_id = writing.acting.reviewer.reviewer_id
    row.at = writing.moment()
    return CHANGED


def said_by(row: DecisionRow) -> Said:
    """Return what a copy of the review decided; one without a name had no mark either."""
    return Said(
        mark=row.mark or f"{row.id} {row.decided_at}",
        knew=frozenset(map(str, row.knew or ())),
        decision=decision_of(row),
        origin=row.origin,
        at=row.decided_at,
    )


def decision_of(row: DecisionRow) -> Decision | None:
    """Return a stored decision; None when it was taken back."""
    if row.removed:
        return None
    return Decision(
        taken=row.side,
        answer=Answer(row.value, word_of(Status, row.status)),
        reason=row.reason,
        rows=tuple(map(str, row.rows)),
        anchors=tuple(map(str, row.anchors or ())),
        by=row.reviewer_id,
    )


def hand_pairs(row: AlignmentRow | None) -> tuple[HandPair, ...]:
    """Return the pairs that were made by hand."""
    return () if row is None else tuple((pair[0], pair[1]) for pair in row.pairs)


def _require_pair(writing: Writing, form_id: str, study_id: str) -> None:
    """Refuse before both have sealed; asked once a study and transaction."""
    seen = _seen(writing, "sealed pairs")
    if (form_id, study_id) not in seen:
        view = Viewpoint(form_id, writing.acting.reviewer.reviewer_id)
        require_pair(writing.session, view, study_id)
        seen.add((form_id, study_id))


def _seen(writing: Writing, what: str) -> set[tuple[str, str]]:
    """Return what this transaction has asked already."""
    found: set[tuple[str, str]] = writing.session.info.setdefault(what, set())
    return found


def _rows_of(writing: Writing, edit: Decide) -> list[DecisionRow]:
    """Return what all copies decided for a line; a study is read once a transaction."""
    studies: dict[tuple[str, str], dict[tuple[str, str], list[DecisionRow]]]
    studies = writing.session.info.setdefault("decisions", {})
    place = (edit.form_id, edit.study_id)
    if place not in studies:
        lines: dict[tuple[str, str], list[DecisionRow]] = {}
        wanted = select(DecisionRow).where(
            DecisionRow.form_id == edit.form_id, DecisionRow.study_id == edit.study_id
        )
        for row in writing.session.scalars(wanted):
            lines.setdefault((row.field_id, row.row_key), []).append(row)
        studies[place] = lines
    return studies[place].setdefault((edit.field_id, edit.row_key), [])


def _new_row(writing: Writing, edit: Decide, found: list[DecisionRow]) -> DecisionRow:
    own = writing.acting.origin
    line = (edit.study_id, edit.form_id, edit.field_id, edit.row_key)
    row = DecisionRow(
        id=derived_id("decision", *line, own),
        study_id=edit.study_id,
        form_id=edit.form_id,
        field_id=edit.field_id,
        row_key=edit.row_key,
        origin=own,
    )
    writing.session.add(row)
    found.append(row)
    return row


def _is_expected(edit: Decide, stands: Decision | Apart | None) -> bool:
    """Tell whether what stands is what the edit was made from."""
    if isinstance(stands, Apart):
        return (stands.own, stands.marks) == (edit.before, frozenset(edit.over))
    return stands == edit.before


def _put(writing: Writing, row: DecisionRow, after: Decision | None) -> None:
    """Write a decision; without one the row says that the line was opened again."""
    decided = after or Decision(Taken.REOPENED)
    row.rows = list(decided.rows)
    row.side = str(decided.taken)
    row.value = decided.answer.value
    row.status = decided.answer.status.value
    row.reason = decided.reason
    row.anchors = list(decided.anchors)
    row.reviewer_id = decided.by or writing.acting.reviewer.reviewer_id
    row.decided_at = writing.moment()
    row.removed = after is None


def _require_open(writing: Writing, study_id: str, form_id: str) -> None:
    """Refuse to change a closed study; asked once a study and transaction."""
    seen = _seen(writing, "open studies")
    if (form_id, study_id) in seen:
        return
    closing = _rows_of(writing, Decide(study_id, form_id, *COMPLETION, None, None))
    completion = standing([said_by(row) for row in closing], writing.acting.origin)
    if isinstance(completion, Decision) and completion.taken == Taken.COMPLETE:
        raise AppError(
            "The consensus of this study is closed, so its decisions stay as they are. "
            "Nothing was changed. Reopen it first, with a reason."
        )
    seen.add((form_id, study_id))


WRITERS: Writers = {Decide: decide, AlignRows: align_rows}
