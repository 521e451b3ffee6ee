"""The single writer: applies an edit in one transaction and says what changed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

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
    SetExtractionStatus,
    SetReviewAnswer,
)
from app.services import audit
from app.services.acting import Acting
from app.services.environment import translated
from app.services.writing import answers, rows, studies
from app.services.writing.context import Writing

WRITERS: Mapping[type, Callable[[Writing, Any], ChangeSet]] = {
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
}


class ExtractionService:
    """Applies edits for the acting reviewer."""

    def __init__(self, sessions: sessionmaker[Session], acting: Acting, database: Path) -> None:
        """Write through `sessions`; `database` is named when the disk refuses."""
        self._sessions = sessions
        self._acting = acting
        self._database = database

    def apply(
        self, edit: Edit, origin: object | None = None, label: str = ""
    ) -> ChangeSet:
        """Write the edit and its audit entry, or nothing at all.

        Raises StaleEdit when the stored content is not what the edit was made from,
        NotFound when its place is gone, DiskFull, ReviewReadOnly, ReviewLocked or
        ReviewDamaged when the file can't be written.
        """
        with translated(self._database), self._sessions.begin() as session:
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
    if isinstance(edit, SetReviewAnswer):
        return None
    return edit.extraction_id
