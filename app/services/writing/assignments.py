"""Writing of assignments."""

from app.domain.assignment_edits import Assign, Duty
from app.domain.blinding import CHARTING
from app.domain.edits import ChangeSet
from app.domain.errors import AppError, NotFound, StaleEdit
from app.domain.ids import derived_id
from app.services.sight import study_works
from app.services.writing.context import Writers, Writing
from db.models import AssignmentRow, ReviewerRow, StudyRow


def assign(writing: Writing, edit: Assign) -> ChangeSet:
    """Give or take a role; who has sealed a study keeps it."""
    session = writing.session
    if session.get(StudyRow, edit.study_id) is None:
        raise NotFound("This study is not in the review any more. Nothing was changed.")
    person = session.get(ReviewerRow, edit.reviewer_id)
    if person is None:
        raise NotFound("This person is not in the review any more. Nothing was changed.")
    key = derived_id("assignment", edit.study_id, edit.reviewer_id, edit.role.value)
    row = session.get(AssignmentRow, key)
    if duty_of(row) is not edit.before:
        raise StaleEdit(
            "Somebody changed who does what in the meantime. Nothing was changed. "
            "Look at the assignments as they are now."
        )
    if edit.after is Duty.NONE and edit.role in CHARTING:
        works = study_works(session, writing.acting.form_id, edit.study_id)
        if works[edit.study_id].has_sealed(edit.reviewer_id):
            raise AppError(
                f"{person.name} has sealed this study already, so it stays theirs. "
                "Nothing was changed."
            )
    if row is None:
        row = AssignmentRow(
            id=key, study_id=edit.study_id, reviewer_id=edit.reviewer_id, role=edit.role.value
        )
        session.add(row)
    row.removed = edit.after is Duty.NONE
    row.audited = edit.after is Duty.AUDITED
    return ChangeSet(studies=frozenset({edit.study_id}), areas=frozenset({"assignments"}))


def duty_of(row: AssignmentRow | None) -> Duty:
    """Return what a stored assignment says."""
    if row is None or row.removed:
        return Duty.NONE
    return Duty.AUDITED if row.audited else Duty.GIVEN


WRITERS: Writers = {Assign: assign}
