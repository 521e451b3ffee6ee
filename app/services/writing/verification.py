"""Writing of checks: rows of the checker's own; the checked answer is never touched."""

from app.domain.answers import NO_ANSWER, Answer, Status
from app.domain.edits import ChangeSet
from app.domain.errors import AppError, NotFound, StaleEdit
from app.domain.ids import derived_id
from app.domain.verification import Check, Verdict
from app.domain.verification_edits import CheckAnswer
from app.services.codec import answer_checksum, word_of
from app.services.sight import require_sight, study_works
from app.services.writing.answers import answer_of, answer_row
from app.services.writing.context import Writers, Writing
from db.models import CheckRow, ExtractionRow


def check(writing: Writing, edit: CheckAnswer) -> ChangeSet:
    """Keep what the acting reviewer found of an answer that they may see."""
    session, cell = writing.session, edit.cell
    own = writing.acting.reviewer.reviewer_id
    extraction = session.get(ExtractionRow, cell.extraction_id)
    if extraction is None:
        raise NotFound("This extraction is not in the review any more. Nothing was changed.")
    if extraction.reviewer_id == own:
        raise AppError("Your own answers are checked by somebody else. Nothing was changed.")
    work = study_works(session, extraction.form_id, extraction.study_id)[extraction.study_id]
    require_sight(own, extraction.reviewer_id, work)
    key = derived_id("verification", cell.extraction_id, cell.field_id, cell.row_id, own)
    row = session.get(CheckRow, key)
    if check_of(row) != edit.before:
        raise StaleEdit("This answer was checked in the meantime. Nothing was overwritten.")
    if edit.after is not None:
        stored = answer_row(writing, cell)
        answer = NO_ANSWER if stored is None else answer_of(stored)
        if answer_checksum(cell, answer) != edit.after.checked:
            raise StaleEdit(
                "This answer was changed since you looked at it. Nothing was overwritten. "
                "Look at it as it is now."
            )
    if row is None:
        row = CheckRow(id=key, extraction_id=cell.extraction_id, field_id=cell.field_id)
        row.row_key, row.reviewer_id = cell.row_id or "", own
        row.verdict = ""
        session.add(row)
    row.at = writing.moment()
    row.removed = edit.after is None
    if edit.after is not None:
        _put(row, edit.after)
    return ChangeSet(areas=frozenset({"checks of answers"}))


def check_of(row: CheckRow | None) -> Check | None:
    """Return a stored check; None when there is none, or it was taken back."""
    if row is None or row.removed:
        return None
    status = word_of(Status, str(row.value.get("status")))
    answer = Answer(row.value.get("value"), status)
    return Check(word_of(Verdict, row.verdict), answer, row.checked, row.note)


def _put(row: CheckRow, said: Check) -> None:
    row.verdict = said.verdict.value
    row.value = {"value": said.answer.value, "status": said.answer.status.value}
    row.checked = said.checked
    row.note = said.note


WRITERS: Writers = {CheckAnswer: check}
