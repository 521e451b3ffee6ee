"""Writing of the review's own answers and settings, and of the reviewer's name."""

from sqlalchemy import select

from app.domain.edits import ChangeSet, RenameReviewer, SetReviewAnswer, SetReviewSetting
from app.domain.errors import AppError, NotFound, StaleEdit
from app.services.writing.context import Writers, Writing
from db.models import ReviewerRow, ReviewRow

TITLE_FIELD = "review.title"


def set_review_answer(writing: Writing, edit: SetReviewAnswer) -> ChangeSet:
    """Answer a field of the review itself."""
    row = writing.session.scalars(select(ReviewRow)).one()
    if row.details.get(edit.field_id) != edit.before:
        raise StaleEdit("This was changed in the meantime. Nothing was overwritten.")
    details = {key: value for key, value in row.details.items() if key != edit.field_id}
    if edit.after is not None:
        details[edit.field_id] = edit.after
    row.details = details
    if edit.field_id == TITLE_FIELD:
        row.title = str(edit.after or "")
    return ChangeSet(review=True)


def set_review_setting(writing: Writing, edit: SetReviewSetting) -> ChangeSet:
    """Set or forget a setting of the review."""
    row = writing.session.scalars(select(ReviewRow)).one()
    if row.settings.get(edit.key) != edit.before:
        raise StaleEdit("This was changed in the meantime. Nothing was overwritten.")
    settings = {key: value for key, value in row.settings.items() if key != edit.key}
    if edit.after is not None:
        settings[edit.key] = edit.after
    row.settings = settings
    area = edit.key.partition(".")[0]
    return ChangeSet(review=True, areas=frozenset({"settings", f"settings.{area}"}))


def rename_reviewer(writing: Writing, edit: RenameReviewer) -> ChangeSet:
    """Give the acting reviewer another name and initials."""
    row = writing.session.get(ReviewerRow, edit.reviewer_id)
    if row is None or row.id != writing.acting.reviewer.reviewer_id:
        raise NotFound("Only your own name can be changed here. Nothing was changed.")
    if (row.name, row.initials) != edit.before:
        raise StaleEdit("The name was changed in the meantime. Nothing was overwritten.")
    name, initials = edit.after
    others = select(ReviewerRow.name).where(ReviewerRow.id != row.id)
    if name.casefold() in {other.casefold() for other in writing.session.scalars(others)}:
        raise AppError(
            f"“{name}” is the name of somebody else in this review. Nothing was changed. "
            "Give a name of your own."
        )
    row.name, row.initials = name, initials
    return ChangeSet(review=True, areas=frozenset({"people"}))


WRITERS: Writers = {
    SetReviewAnswer: set_review_answer,
    SetReviewSetting: set_review_setting,
    RenameReviewer: rename_reviewer,
}
