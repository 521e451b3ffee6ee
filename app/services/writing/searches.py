"""Writing of the search log."""

from sqlalchemy import func, select

from app.domain.edits import ChangeSet
from app.domain.errors import AppError, NotFound, StaleEdit
from app.domain.search_edits import AddSearch, DescribeSearch, RemoveSearch
from app.services.search_rows import describe, draft_of
from app.services.writing.context import Writers, Writing
from db.models import RecordRow, SearchRow

LIBRARY = ChangeSet(areas=frozenset({"library", "screening"}))


def add_search(writing: Writing, edit: AddSearch) -> ChangeSet:
    """Note a search."""
    draft = edit.search
    if writing.session.get(SearchRow, draft.search_id) is not None:
        raise StaleEdit("This search is in the log already. Nothing was changed.")
    writing.session.add(describe(SearchRow(id=draft.search_id), draft))
    return LIBRARY


def remove_search(writing: Writing, edit: RemoveSearch) -> ChangeSet:
    """Take a search out of the log; refused while it has records or batches."""
    key = edit.search.search_id
    row = _search(writing, key)
    if draft_of(row) != edit.search:
        raise StaleEdit("This search was changed in the meantime. Nothing was changed.")
    for held in (RecordRow.search_id == key, SearchRow.batch_of == key):
        if writing.session.scalar(select(func.count()).where(held)):
            raise AppError("This search has records or batches by now. Nothing was changed.")
    writing.session.delete(row)
    return LIBRARY


def describe_search(writing: Writing, edit: DescribeSearch) -> ChangeSet:
    """Change what is said of a search."""
    row = _search(writing, edit.after.search_id)
    if draft_of(row) != edit.before:
        raise StaleEdit("This search was changed in the meantime. Nothing was overwritten.")
    describe(row, edit.after)
    return LIBRARY


def _search(writing: Writing, search_id: str) -> SearchRow:
    row = writing.session.get(SearchRow, search_id)
    if row is None:
        raise NotFound("This search is not in the review any more. Nothing was changed.")
    return row


WRITERS: Writers = {
    AddSearch: add_search,
    RemoveSearch: remove_search,
    DescribeSearch: describe_search,
}
