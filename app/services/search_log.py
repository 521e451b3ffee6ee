"""The search log: what was searched, where, when, how and by whom, and what it brought."""

from collections import defaultdict
from dataclasses import replace

from sqlalchemy import func, select

from app.domain.errors import AppError, NotFound
from app.domain.library import Search, SearchDraft
from app.domain.search_edits import AddSearch, DescribeSearch, RemoveSearch
from app.services.search_rows import draft_of, read_files
from app.services.store import Store
from db.models import RecordRow, SearchRow


class SearchLog:
    """Lists the searches, and makes the edits that note, describe, join and remove them."""

    def __init__(self, store: Store) -> None:
        """Read through `store`."""
        self._store = store

    def searches(self) -> tuple[Search, ...]:
        """Return the searches in the order they were noted; batches count with their search."""
        held = select(RecordRow.search_id, func.count()).group_by(RecordRow.search_id)
        with self._store.reading() as session:
            counts = {row[0]: row[1] for row in session.execute(held)}
            rows = list(session.scalars(select(SearchRow).order_by(SearchRow.id)))
        known = {row.id for row in rows}
        batches: dict[str, list[SearchRow]] = defaultdict(list)
        for row in rows:
            if row.batch_of in known:
                batches[row.batch_of or ""].append(row)
        return tuple(
            _search(row, batches[row.id], counts) for row in rows if row.batch_of not in known
        )

    def draft(self, search_id: str) -> SearchDraft:
        """Return what is said of a search, to be changed; raises NotFound."""
        with self._store.reading() as session:
            row = session.get(SearchRow, search_id)
            if row is None:
                raise NotFound("This search is not in the review any more. Nothing was changed.")
            return draft_of(row)

    def add(self, draft: SearchDraft) -> AddSearch:
        """Return the edit that notes a search without a file; raises AppError."""
        _require_name(draft)
        return AddSearch(draft)

    def describe(self, draft: SearchDraft) -> DescribeSearch:
        """Return the edit that changes what is said of a search; raises AppError, NotFound."""
        _require_name(draft)
        before = self.draft(draft.search_id)
        return DescribeSearch(before, replace(draft, batch_of=before.batch_of))

    def join(self, search_id: str, into_id: str) -> DescribeSearch:
        """Return the edit that makes a search a batch of another; raises AppError, NotFound."""
        before, into = self.draft(search_id), self.draft(into_id)
        if into.batch_of is not None or search_id == into_id or self._has_batches(search_id):
            raise AppError(
                "A search that has batches, or is one, can't be joined in this way."
                " Nothing was changed."
            )
        return DescribeSearch(before, replace(before, batch_of=into_id))

    def part(self, search_id: str) -> DescribeSearch:
        """Return the edit that makes a batch a search of its own again; raises NotFound."""
        before = self.draft(search_id)
        return DescribeSearch(before, replace(before, batch_of=None))

    def remove(self, search_id: str) -> RemoveSearch:
        """Return the edit that takes a search without records out; raises AppError, NotFound."""
        draft = self.draft(search_id)
        held = select(func.count()).where(RecordRow.search_id == search_id)
        with self._store.reading() as session:
            records = session.scalar(held) or 0
        if records or self._has_batches(search_id):
            raise AppError(
                "This search has records or batches. Undo their import first. Nothing was changed."
            )
        return RemoveSearch(draft)

    def _has_batches(self, search_id: str) -> bool:
        parts = select(func.count()).where(SearchRow.batch_of == search_id)
        with self._store.reading() as session:
            return bool(session.scalar(parts))


def _require_name(draft: SearchDraft) -> None:
    if not draft.database.strip():
        raise AppError("Say which database or source was searched. Nothing was changed.")
    if draft.reported is not None and draft.reported < 0:
        raise AppError("A number of results can't be below zero. Nothing was changed.")


def _search(row: SearchRow, batches: list[SearchRow], counts: dict[str | None, int]) -> Search:
    draft = draft_of(row)
    whole = (row, *batches)
    taken = tuple(file for one in whole for file in read_files(one))
    told = [one.reported for one in whole if one.reported is not None]
    return Search(
        search_id=row.id,
        database=draft.database,
        found=draft.found,
        platform=draft.platform,
        searched_on=draft.searched_on,
        strategy=draft.strategy,
        limits=draft.limits,
        files=tuple(file.name for file in taken),
        records=sum(counts.get(one.id, 0) for one in whole),
        searched_by=draft.searched_by,
        note=draft.note,
        reported=sum(told) if told else None,
        batches=tuple(one.id for one in batches),
        taken=taken,
    )
