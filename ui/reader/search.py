"""Finds words in the pages of the open paper as their texts arrive."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from unicodedata import normalize

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.accents import bare
from app.domain.anchors import Rect
from app.pdf.locate import find_text
from app.pdf.requests import Priority
from app.pdf.text import PageText, Span, span_rects
from ui.reader.pages import PageSource


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for."""

    text: str
    case: bool = False
    whole_word: bool = False
    accents: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words stand."""

    page: int
    span: Span
    rects: tuple[Rect, ...]


SOON = 120
"""Milliseconds after which hits of further pages are told: a long paper brings many a second."""


class Search(QObject):
    """Hits of one query in reading order, and which of them is the current one."""

    hits_changed = Signal()
    current_changed = Signal(object)  # Hit

    def __init__(self, source: PageSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._query = Query("")
        self._pages: tuple[int, ...] = ()  # in the order they are searched
        self._found: dict[int, tuple[Hit, ...]] = {}
        self._rects: dict[int, tuple[Rect, ...]] = {}  # of the pages with hits
        self._current: Hit | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.hits_changed)
        source.text_arrived.connect(self._on_text_arrived)

    @property
    def query(self) -> Query:
        """What is looked for."""
        return self._query

    @property
    def current(self) -> Hit | None:
        """The hit shown last."""
        return self._current

    @property
    def is_complete(self) -> bool:
        """Tell whether every page has been searched."""
        return len(self._found) == len(self._pages)

    def hits(self) -> list[Hit]:
        """Return what has been found so far, in the order of the paper."""
        return [hit for page in sorted(self._found) for hit in self._found[page]]

    def rects(self) -> dict[int, tuple[Rect, ...]]:
        """Return the rectangles of all hits by page."""
        return dict(self._rects)

    def ticks(self, most: int) -> list[tuple[int, Rect]]:
        """Return page and rectangle of hits; where there are more than `most`, of some of them."""
        a_page = max(1, most // max(1, len(self._pages)))
        return [
            (page, rect)
            for page, rects in self._rects.items()
            for rect in rects[:: math.ceil(len(rects) / a_page)]
        ]

    def start(self, query: Query, pages: int, from_page: int) -> None:
        """Look for something else, beginning with the page that is being read."""
        self.stop()
        self._query = query
        if not query.text.strip():
            self.hits_changed.emit()
            return
        self._pages = (*range(from_page, pages), *range(from_page))
        for page in self._pages:
            text = self._source.text(page)
            if text is not None:
                self._look(text)
        missing = [page for page in self._pages if page not in self._found]
        self._source.need_texts(missing, Priority.BACKGROUND)
        self._choose_first()
        self.hits_changed.emit()

    def stop(self) -> None:
        """Forget query and hits."""
        self._query, self._pages, self._current = Query(""), (), None
        self._found.clear()
        self._rects.clear()
        self._soon.stop()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) hit; after the last comes the first."""
        hits = self.hits()
        if not hits:
            return
        at = hits.index(self._current) + by if self._current in hits else 0
        self._choose(hits[at % len(hits)])
        self.hits_changed.emit()

    def count_text(self) -> str:
        """Return "3 of 12", with "+…" while pages are still to be searched."""
        if not self._pages:
            return ""
        total = sum(map(len, self._found.values()))
        more = "" if self.is_complete else "+…"
        if not total:
            return self.tr("Not found") if self.is_complete else self.tr("Searching…")
        return self.tr("{0} of {1}").format(self._number(), total) + more

    def _number(self) -> int:
        """Return which hit in the order of the paper is the current one, from 1; 0: none."""
        current = self._current
        if current is None:
            return 0
        before = sum(len(hits) for page, hits in self._found.items() if page < current.page)
        return before + self._found[current.page].index(current) + 1

    def _look(self, text: PageText) -> None:
        query = self._query
        read, words = text, normalize("NFC", query.text)
        if not query.accents:
            read, words = replace(text, text=bare(text.text)), bare(words)
        spans = find_text(read, words, case=query.case, whole_word=query.whole_word)
        page = text.page_index
        found = tuple(Hit(page, span, span_rects(text, span)) for span in spans)
        self._found[page] = found
        rects = tuple(rect for hit in found for rect in hit.rects)
        if rects:
            self._rects[page] = rects

    def _on_text_arrived(self, page: int) -> None:
        text = self._source.text(page)
        if page not in self._pages or page in self._found or text is None:
            return
        self._look(text)
        if self._current is None:
            self._choose_first()
        if self.is_complete:
            self._soon.stop()
            self.hits_changed.emit()
        elif not self._soon.isActive():
            self._soon.start()

    def _choose_first(self) -> None:
        """Take the first hit from the page being read on, once the pages before are searched."""
        hit = next(self._in_search_order(), None)
        if hit is not None:
            self._choose(hit)

    def _in_search_order(self) -> Iterator[Hit]:
        for page in self._pages:
            if page not in self._found:
                return
            yield from self._found[page]

    def _choose(self, hit: Hit) -> None:
        self._current = hit
        self.current_changed.emit(hit)
