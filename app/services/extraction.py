"""The single writer: applies an edit in one transaction and says what changed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.domain.edits import (
    AddRow,
    AddStudy,
    ChangeSet,
    DropQuote,
    Edit,
    FillAnswer,
    KeepQuote,
    LinkPaper,
    MoveRow,
    RelabelStudy,
    RemoveRow,
    RemoveStudy,
    RenameReviewer,
    SetExtractionStatus,
    SetReviewAnswer,
    Together,
)
from app.services import audit
from app.services.acting import Acting
from app.services.store import Store
from app.services.writing import answers, rows, studies
from app.services.writing.context import Writing

_WRITERS: Mapping[type, Callable[[Writing, Any], ChangeSet]] = {
    FillAnswer: answers.fill,
    KeepQuote: answers.keep_quote,
    DropQuote: answers.drop_quote,
    AddRow: rows.add,
    RemoveRow: rows.remove,
    MoveRow: rows.move,
    AddStudy: studies.add_study,
    RemoveStudy: studies.remove_study,
    RelabelStudy: studies.relabel,
    LinkPaper: studies.link_paper,
    SetExtractionStatus: studies.set_status,
    SetReviewAnswer: studies.set_review_answer,
    RenameReviewer: studies.rename_reviewer,
}


def _together(writing: Writing, edit: Together) -> ChangeSet:
    """Write several edits in the transaction of the first."""
    changes = ChangeSet()
    for part in edit.edits:
        changes = changes.united(WRITERS[type(part)](writing, part))
        writing.session.flush()
    return changes


WRITERS: Mapping[type, Callable[[Writing, Any], ChangeSet]] = {**_WRITERS, Together: _together}


class ExtractionService:
    """Applies edits for the acting reviewer."""

    def __init__(self, store: Store, acting: Acting) -> None:
        """Write through `store`."""
        self._store = store
        self._acting = acting

    def apply(self, edit: Edit, origin: object | None = None, label: str = "") -> ChangeSet:
        """Write the edit and its audit entry, or nothing at all.

        Raises StaleEdit when the stored content is not what the edit was made from,
        NotFound when its place is gone, DiskFull, ReviewReadOnly, ReviewLocked or
        ReviewDamaged when the file can't be written.
        """
        with self._store.writing() as session:
            writing = Writing(session, self._acting)
            changes = WRITERS[type(edit)](writing, edit)
            audit.append(writing, edit, label, _subject(edit))
        return replace(changes, origin=origin)


def _subject(edit: Edit) -> str | None:
    if isinstance(edit, FillAnswer):
        return edit.cell.extraction_id
    if isinstance(edit, AddStudy | RemoveStudy):
        return edit.study.study_id
    if isinstance(edit, RelabelStudy):
        return edit.study_id
    if isinstance(edit, LinkPaper):
        return edit.report_id
    if isinstance(edit, SetReviewAnswer | RenameReviewer):
        return None
    if isinstance(edit, Together):
        return _subject(edit.edits[0]) if edit.edits else None
    return edit.extraction_id
