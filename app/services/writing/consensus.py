"""Writing of the consensus: decisions, and rows paired by hand. Originals are never touched."""

from app.domain.answers import Answer, Status
from app.domain.comparing import COMPLETION
from app.domain.consensus import Decision, Taken
from app.domain.consensus_edits import AlignRows, Decide
from app.domain.edits import ChangeSet
from app.domain.errors import AppError, StaleEdit
from app.domain.ids import derived_id
from app.domain.row_alignment import HandPair
from app.services.codec import word_of
from app.services.sealed_pairs import Viewpoint, require_pair
from app.services.writing.context import Writers, Writing
from db.models import AlignmentRow, DecisionRow

CHANGED = ChangeSet(areas=frozenset({"consensus"}))


def decide(writing: Writing, edit: Decide) -> ChangeSet:
    """Keep a decision, or take it back."""
    _require_pair(writing, edit.form_id, edit.study_id)
    if (edit.field_id, edit.row_key) == COMPLETION:
        _seen(writing, "open studies").discard((edit.form_id, edit.study_id))
    else:
        _require_open(writing, edit.study_id, edit.form_id)
    key = decision_id(edit.study_id, edit.form_id, edit.field_id, edit.row_key)
    row = writing.session.get(DecisionRow, key)
    if decision_of(row) != edit.before:
        raise StaleEdit(
            "This was decided in the meantime, so the step was not carried out. "
            "Nothing was overwritten. Look at the decision as it is now."
        )
    if edit.after is None:
        if row is not None:
            row.removed = True
        return CHANGED
    if row is None:
        row = DecisionRow(
            id=key,
            study_id=edit.study_id,
            form_id=edit.form_id,
            field_id=edit.field_id,
            row_key=edit.row_key,
        )
        writing.session.add(row)
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


def decision_id(study_id: str, form_id: str, field_id: str, row_key: str) -> str:
    """Return the key of a decision, the same on every laptop."""
    return derived_id("decision", study_id, form_id, field_id, row_key)


def decision_of(row: DecisionRow | None) -> Decision | None:
    """Return a stored decision; None when there is none, or it was taken back."""
    if row is None or row.removed:
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


def _put(writing: Writing, row: DecisionRow, after: Decision) -> None:
    row.rows = list(after.rows)
    row.side = str(after.taken)
    row.value = after.answer.value
    row.status = after.answer.status.value
    row.reason = after.reason
    row.anchors = list(after.anchors)
    row.reviewer_id = after.by or writing.acting.reviewer.reviewer_id
    row.decided_at = writing.moment()
    row.removed = False


def _require_open(writing: Writing, study_id: str, form_id: str) -> None:
    """Refuse to change a closed study; asked once a study and transaction."""
    seen = _seen(writing, "open studies")
    if (form_id, study_id) in seen:
        return
    key = decision_id(study_id, form_id, *COMPLETION)
    completion = decision_of(writing.session.get(DecisionRow, key))
    if completion is not None and completion.taken == Taken.COMPLETE:
        raise AppError(
            "The consensus of this study is closed, so its decisions stay as they are. "
            "Nothing was changed. Reopen it first, with a reason."
        )
    seen.add((form_id, study_id))


WRITERS: Writers = {Decide: decide, AlignRows: align_rows}
