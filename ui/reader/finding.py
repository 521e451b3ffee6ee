"""Lets find bar, search and pages work together."""

from PySide6.QtCore import QObject, Qt, Signal

from ui.reader.canvas import Canvas
from ui.reader.find_bar import FindBar
from ui.reader.layout import Spot
from ui.reader.pages import PageSource
from ui.reader.search import Hit, Query, Search

CLEAR_OF_EDGE = 40  # pixels
TICKS = 2000  # on the scroll bar; more of them are nearer to each other than it can show


class Finding(QObject):
    """Searches what is typed and shows the hits on the pages."""

    announced = Signal(str)

    def __init__(self, source: PageSource, canvas: Canvas, bar: FindBar, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._bar = bar
        self._search = Search(source, self)
        bar.query_changed.connect(self._on_query_changed)
        bar.next_requested.connect(self._on_next)
        bar.previous_requested.connect(self._on_previous)
        bar.closed.connect(self._on_closed)
        self._search.hits_changed.connect(self._show_hits)
        self._search.current_changed.connect(self._show_current)

    def open(self, text: str = "") -> None:
        """Open the bar, with a text to look for or the one looked for last."""
        self._bar.open(text)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) hit; a search that was closed begins again."""
        if self._search.query != self._bar.query:
            self._on_query_changed(self._bar.query)
        else:
            self._search.step(by)

    def close(self) -> None:
        """Hide the bar and the hits."""
        self._search.stop()
        self._bar.hide()
        self._show_hits()

    def _on_query_changed(self, query: Query) -> None:
        self._search.start(query, len(self._canvas.view.sizes), self._canvas.view.page)

    def _on_next(self) -> None:
        self.step(1)

    def _on_previous(self) -> None:
        self.step(-1)

    def _on_closed(self) -> None:
        """Close, and leave the hit selected: W widens it, F fills from it."""
        hit = self._search.current
        self.close()
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        if hit is not None:
            self._canvas.select(hit.page, hit.span)

    def _show_hits(self) -> None:
        rects = self._search.rects()
        self._canvas.overlay.hits = rects
        current = self._search.current
        self._canvas.overlay.current_hit = {current.page: current.rects} if current else {}
        self._canvas.show_ticks(self._search.ticks(TICKS))
        self._canvas.viewport().update()
        self._bar.show_count(self._search.count_text())

    def _show_current(self, hit: Hit) -> None:
        if not hit.rects:
            return
        rect = hit.rects[0]
        view = self._canvas.view
        x, y = view.point_of(Spot(hit.page, rect.left, rect.top))
        in_sight = CLEAR_OF_EDGE < y < view.height - CLEAR_OF_EDGE and 0 < x < view.width
        if not in_sight:
            self._canvas.show_spot(Spot(hit.page, rect.left, rect.top))
        said = self.tr("{0}, page {1}").format(self._search.count_text(), hit.page + 1)
        self.announced.emit(said)
