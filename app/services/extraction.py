"""The single writer: applies an edit in one transaction and says what changed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.domain.edits import ChangeSet, Edit, Together
from app.jobs import JobContext
from app.services import audit
from app.services.acting import Acting
from app.services.stamps import Stamps
from app.services.store import Store
from app.services.writing import (
    answers,
    assignments,
    checks,
    codes,
    consensus,
    forms,
    library,
    linking,
    pair_import,
    people,
    reports,
    review,
    rows,
    screening,
    seals,
    searches,
    studies,
    verification,
)
from app.services.writing.context import Writing

_AREAS = (
    answers,
    rows,
    studies,
    review,
    forms,
    reports,
    checks,
    screening,
    linking,
    people,
    library,
    consensus,
    searches,
    seals,
    assignments,
    pair_import,
    verification,
    codes,
)
_WRITERS: Mapping[type, Callable[[Writing, Any], ChangeSet]] = {
    kind: write for area in _AREAS for kind, write in area.WRITERS.items()
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

    def apply(
        self,
        edit: Edit,
        origin: object | None = None,
        label: str = "",
        ctx: JobContext | None = None,
    ) -> ChangeSet:
        """Write the edit and its audit entry, or nothing at all; `ctx` reports and may cancel.

        Raises StaleEdit when the stored content is not what the edit was made from,
        NotFound when its place is gone, DiskFull, ReviewReadOnly, ReviewLocked or
        ReviewDamaged when the file can't be written.
        """
        with self._store.writing() as session:
            stamps = Stamps(session, self._acting.origin)
            step = (ctx or JobContext()).step
            writing = Writing(session, self._acting, stamps.counter, step, self._store.shelf)
            changes = WRITERS[type(edit)](writing, edit)
            audit.append(writing, edit, label)
            stamps.keep()
        return replace(changes, origin=origin)
