"""Keeps the index of the pages' words current, and reads the pages themselves without it."""

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from app.domain.wording import Folded, Term
from app.jobs import JobContext
from app.services.store import Store
from db.models import PageTextRow
from db.page_index import IndexedPage, PageIndex, remove

FILE = "search.sqlite"
REST = 0.001  # seconds after each page in which other threads have their turn


@dataclass(frozen=True, slots=True)
class FoldedPage:
    """The text of a page, counted from 0."""

    page: int
    text: Folded


class PageWords:
    """The pages that hold some words: from the index where it has them, else read through.

    The file of the index can be deleted at any time. A review open for reading uses the file
    when it has all papers, else one that lasts until the review is closed.
    """

    def __init__(self, store: Store, folder: Path, *, read_only: bool) -> None:
        """Keep the index in the folder of the review."""
        self._store = store
        self._path = folder / FILE
        self._read_only = read_only
        self._index: PageIndex | None = None
        self._lock = threading.RLock()
        self._building = threading.Lock()

    def prepare(self, ctx: JobContext) -> None:
        """Add the papers that the index lacks, one by one; what is stale or damaged goes.

        Where no index can be kept (no room, no rights) there is none, and nothing is lost.
        """
        with self._building:
            try:
                self._build(ctx, self._stored())
            except (sqlite3.Error, OSError) as error:
                self._give_up(error)

    def is_ready(self) -> bool:
        """Tell whether every page is in the index."""
        index = self._opened()
        try:
            return index is not None and self._stored().items() <= index.papers().items()
        except sqlite3.Error as error:
            self._give_up(error)
            return False

    def look_up(self, terms: Sequence[Term]) -> "Found":
        """Return what can be asked for the pages of a paper that may hold all the terms."""
        index = self._opened()
        if index is not None:
            try:
                known = index.papers().items() & self._stored().items()
                keys = index.find([term.folded for term in terms])
            except sqlite3.Error as error:
                self._give_up(error)
            else:
                papers = {sha256: keys.get(sha256, []) for sha256, _ in known}
                return Found(self, index, papers)
        return Found(self, None, {})

    def stored(self, sha256: str, page: int) -> Folded | None:
        """Return the text of a page as it is kept; None for one that is not."""
        with self._store.reading() as session:
            row = session.get(PageTextRow, (sha256, page))
            return None if row is None else Folded.of(row.text)

    def read(self, sha256: str) -> list[FoldedPage]:
        """Read a paper through, without the index."""
        return [FoldedPage(page, Folded.of(text)) for page, text in self._texts(sha256)]

    def read_indexed(self, index: PageIndex, sha256: str, keys: Sequence[int]) -> list[FoldedPage]:
        """Read some pages of a paper from the index, or all of them when it fails."""
        try:
            pages = [index.page(key) for key in keys]
        except sqlite3.Error as error:
            self._give_up(error)
            return self.read(sha256)
        return [FoldedPage(p.page, Folded(p.text, p.folded, p.positions)) for p in pages]

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            if self._index is not None:
                self._index.close()
                self._index = None

    def _build(self, ctx: JobContext, wanted: Mapping[str, int]) -> None:
        index = self._usable(wanted)
        missing = sorted(wanted.keys() - index.papers().keys())
        done, total = 0, sum(wanted[sha256] for sha256 in missing)
        for sha256 in missing:
            pages = []
            for page in self._folded(sha256):
                ctx.step(done, total)
                pages.append(page)
                done += 1
            index.add(sha256, pages)

    def _stored(self) -> dict[str, int]:
        wanted = select(PageTextRow.paper_sha256, func.count()).group_by(PageTextRow.paper_sha256)
        with self._store.reading() as session:
            return {row[0]: row[1] for row in session.execute(wanted)}

    def _texts(self, sha256: str) -> list[tuple[int, str]]:
        wanted = select(PageTextRow.page, PageTextRow.text)
        of_paper = wanted.where(PageTextRow.paper_sha256 == sha256).order_by(PageTextRow.page)
        with self._store.reading() as session:
            return [(page, text) for page, text in session.execute(of_paper)]

    def _folded(self, sha256: str) -> Iterator[IndexedPage]:
        for page, text in self._texts(sha256):
            folded = Folded.of(text)
            yield IndexedPage(page, text, folded.folded, folded.positions)
            time.sleep(REST)

    def _opened(self) -> PageIndex | None:
        """Return the index if there is one; nothing is begun."""
        with self._lock:
            if self._index is None and self._path.exists():
                with suppress(sqlite3.Error, OSError):
                    self._index = PageIndex.to_read(self._path) if self._read_only else self._file()
            return self._index

    def _usable(self, wanted: Mapping[str, int]) -> PageIndex:
        """Return an index without stale papers that can take what is missing."""
        index = self._opened()
        with self._lock:
            if index is not None and self._read_only:
                if wanted.items() <= index.papers().items():
                    return index
                self.close()
            elif index is not None:
                if index.papers().items() <= wanted.items():
                    return index
                self._remove()
            if self._index is None:
                self._index = self._begun()
            return self._index

    def _begun(self) -> PageIndex:
        if not self._read_only:
            with suppress(sqlite3.Error, OSError):
                return self._file()
        return PageIndex.for_now()

    def _file(self) -> PageIndex:
        return PageIndex.in_file(self._path)

    def _give_up(self, error: Exception) -> None:
        """Do without the index; a damaged one is deleted, so that the next is begun anew."""
        if type(error) is sqlite3.DatabaseError:  # those of other kinds: busy, no room, closed
            self._remove()

    def _remove(self) -> None:
        self.close()
        if not self._read_only:
            with suppress(OSError):
                remove(self._path)


class Found:
    """The pages that may hold the words looked up, paper by paper."""

    def __init__(
        self, words: PageWords, index: PageIndex | None, keys: Mapping[str, list[int]]
    ) -> None:
        """Know the keys of the pages of all papers in the index."""
        self._words = words
        self._index = index
        self._keys = keys

    def pages(self, sha256: str) -> Iterator[FoldedPage]:
        """Yield the pages of a paper that are worth a look, in order."""
        keys = self._keys.get(sha256)
        if keys is None or self._index is None:
            yield from self._words.read(sha256)
        else:
            yield from self._words.read_indexed(self._index, sha256, keys)
