"""Which pages of the papers the acting reviewer had on the screen: kept, not audited."""

from collections.abc import Collection

from sqlalchemy import select

from app.services.acting import Acting
from app.services.store import Store
from db.models import PaperRow, ViewedPageRow


class ViewedPages:
    """Remembers pages by the paper's SHA-256; indexes count from 0."""

    def __init__(self, store: Store, acting: Acting) -> None:
        """Read and write through `store`; a read-only review remembers nothing."""
        self._store = store
        self._acting = acting

    def of(self, paper: str) -> frozenset[int]:
        """Return the pages of a paper that were viewed."""
        wanted = select(ViewedPageRow.page).where(
            ViewedPageRow.reviewer_id == self._acting.reviewer.reviewer_id,
            ViewedPageRow.paper_sha256 == paper,
        )
        with self._store.reading() as session:
            return frozenset(session.scalars(wanted))

    def add(self, paper: str, pages: Collection[int]) -> None:
        """Keep that pages were viewed."""
        fresh = frozenset(pages) - self.of(paper) if self._acting.may_write else frozenset()
        if not fresh:
            return
        reviewer_id = self._acting.reviewer.reviewer_id
        with self._store.writing() as session:
            if session.get(PaperRow, paper) is None:
                return
            session.add_all(
                ViewedPageRow(reviewer_id=reviewer_id, paper_sha256=paper, page=page)
                for page in sorted(fresh)
            )
