"""Searches as they are stored: rows to values and back."""

from collections.abc import Mapping
from typing import Any

from app.domain.flow import Found
from app.domain.library import ReadFile, SearchDraft
from app.services.codec import word_of
from db.models import SearchRow


def draft_of(row: SearchRow) -> SearchDraft:
    """Return what is said of a stored search; raises DamagedContent."""
    return SearchDraft(
        search_id=row.id,
        database=row.database,
        found=word_of(Found, row.kind),
        platform=row.platform,
        searched_on=row.searched_on or "",
        strategy=row.strategy,
        limits=row.limits,
        searched_by=row.searched_by,
        note=row.note,
        reported=row.reported,
        batch_of=row.batch_of,
    )


def describe(row: SearchRow, draft: SearchDraft) -> SearchRow:
    """Write what is said of a search into its row."""
    row.database = draft.database
    row.kind = draft.found.value
    row.platform = draft.platform
    row.searched_on = draft.searched_on or None
    row.strategy = draft.strategy
    row.limits = draft.limits
    row.searched_by = draft.searched_by
    row.note = draft.note
    row.reported = draft.reported
    row.batch_of = draft.batch_of
    return row


def read_files(row: SearchRow) -> tuple[ReadFile, ...]:
    """Return what reading each file of a search gave."""
    return tuple(map(_read_file, row.files))


def _read_file(file: object) -> ReadFile:
    if not isinstance(file, Mapping):
        return ReadFile(str(file))
    notices = tuple((int(line), str(text)) for line, text in file.get("notices", ()))
    known: dict[str, Any] = {
        name: file[name] for name in ReadFile.__slots__ if name in file and name != "notices"
    }
    return ReadFile(**{"name": "", **known, "notices": notices})
