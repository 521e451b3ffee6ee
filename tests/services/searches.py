"""Searches that tests take files in under."""

from app.domain.ids import new_id
from app.domain.library import SearchDraft


def staged_under(database: str) -> SearchDraft:
    """Return a search of its own for files of one database."""
    return SearchDraft(new_id(), database)
