"""Writing of the people of a review."""

from sqlalchemy import func, select

from app.domain.edits import ChangeSet
from app.domain.errors import AppError, NotFound, StaleEdit
from app.domain.people_edits import AddReviewer, RemoveReviewer
from app.services.writing.context import Writers, Writing
from db.models import AssignmentRow, AuditRow, ExtractionRow, ReviewerRow

CHANGED = ChangeSet(review=True, areas=frozenset({"people"}))


def add_reviewer(writing: Writing, edit: AddReviewer) -> ChangeSet:
    """Add a person whose name nobody has."""
    session = writing.session
    if session.get(ReviewerRow, edit.reviewer_id) is not None:
        raise StaleEdit("This person is in the review already. Nothing was changed.")
    taken = {name.casefold() for name in session.scalars(select(ReviewerRow.name))}
    if not edit.name.strip() or edit.name.strip().casefold() in taken:
        raise AppError(
            f"“{edit.name}” can't be added: a reviewer needs a name of their own. "
            "Nothing was changed. Give the full name."
        )
    session.add(
        ReviewerRow(
            id=edit.reviewer_id,
            name=edit.name.strip(),
            initials=edit.initials,
            colour=edit.colour,
        )
    )
    return CHANGED


def remove_reviewer(writing: Writing, edit: RemoveReviewer) -> ChangeSet:
    """Take a person out again who has no entry in the log, no extraction and no study given.

    What they were given for a time and is taken back goes with them.
    """
    session = writing.session
    row = session.get(ReviewerRow, edit.reviewer_id)
    if row is None:
        raise NotFound("This person is not in the review any more. Nothing was changed.")
    counted = (
        select(func.count()).select_from(table).where(table.reviewer_id == row.id)
        for table in (AuditRow, ExtractionRow)
    )
    acts = row.id == writing.acting.reviewer.reviewer_id
    if acts or any(session.scalar(count) for count in counted):
        raise AppError(
            f"{row.name} has worked on this review and stays in it. Nothing was changed."
        )
    for given in session.scalars(select(AssignmentRow).where(AssignmentRow.reviewer_id == row.id)):
        if not given.removed:
            raise AppError(
                f"{row.name} was given studies and stays in this review. Nothing was changed. "
                "Take the studies back first, under Project, Assignments."
            )
        session.delete(given)
    session.flush()
    session.delete(row)
    return CHANGED


WRITERS: Writers = {AddReviewer: add_reviewer, RemoveReviewer: remove_reviewer}
