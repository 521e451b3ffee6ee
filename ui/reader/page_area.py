"""The pages of a paper on a scroll area: zoom, scrolling, jumps, and fetching what is seen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QWidget

from app.domain.anchors import Place, Rect
from app.pdf.requests import Edges, Glance, PaperSummary, Priority
from ui.reader import wheel
from ui.reader.colours import page_colours
from ui.reader.flash import Flash
from ui.reader.glide import Glide
from ui.reader.layout import Spot
from ui.reader.margins import Margins
from ui.reader.pages import PageSource
from ui.reader.painting import paint
from ui.reader.pinch import Pinch
from ui.reader.scene import Overlay, Scene
from ui.reader.tick_bar import TickBar
from ui.reader.values import ReadingPlace, ZoomMode
from ui.reader.viewport import Viewport
from ui.reader.wishes import wishes
from ui.theme import Tokens

LINE = 48  # pixels a press of an arrow key scrolls
JUMP_HEIGHT = 1 / 3  # a jump puts its quote at this share of the height
SETTLE = 300  # milliseconds of rest before a new place is told
ScrollBarPolicy = Qt.ScrollBarPolicy


class PageArea(QAbstractScrollArea):
    """Shows the paper of a `PageSource`; `overlay` is painted over the pages."""

    page_changed = Signal(int, int)  # page from 0, number of pages
    place_changed = Signal()  # once reading has come to rest
    zoom_changed = Signal()
    moved = Signal()  # scrolled, zoomed or resized

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = Viewport()
        self.overlay = Overlay()
        self.blank_pages = 0  # pages last painted without any picture
        self._source = source
        self._colours = page_colours(tokens)
        self._margins = Margins()
        self._waiting: list[Callable[[], None]] = []
        self._page = -1
        self._is_syncing = False
        self._goes_down = True
        self._reduced_motion = False
        self._flashed: dict[int, tuple[Rect, ...]] = {}
        self._ticks = TickBar(self._colours.hit_edge)
        self.setVerticalScrollBar(self._ticks)
        self.setVerticalScrollBarPolicy(ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self._glide = Glide(self._ticks, self)
        self._pinch = Pinch(self.viewport())
        self._pinch.zoomed.connect(self._zoom_at)
        self._pinch.panned.connect(lambda right, down: self.scroll_by(-right, -down))
        self._flash = Flash(self)
        self._flash.changed.connect(self._on_flash)
        self._fetch_soon = QTimer(self, singleShot=True, interval=0)
        self._fetch_soon.timeout.connect(self._fetch)
        self._rest = QTimer(self, singleShot=True, interval=SETTLE)
        self._rest.timeout.connect(self.place_changed)
        source.tile_arrived.connect(self._on_page_arrived)
        source.page_failed.connect(self._on_page_arrived)
        source.text_arrived.connect(self._on_text_arrived)
        source.edges_arrived.connect(self._on_edges_arrived)
        source.paper_surveyed.connect(self._on_surveyed)

    @property
    def is_ready(self) -> bool:
        """Tell whether a paper is shown."""
        return bool(self.view.sizes)

    def show_paper(self, glance: Glance) -> None:
        """Show the first page of the paper that the source has opened, or where it is awaited."""
        self._margins = Margins(glance, self._source.known.edges(self._source.key))
        self._page = -1
        self.view.show(glance.sizes, self._margins.of_paper)
        self._sync()
        self.zoom_changed.emit()
        self._run_waiting()
        self._fetch()  # at once: what else is asked about the paper comes after what is seen
        self._source.need_edges(self._margins.awaited)

    def show_nothing(self) -> None:
        """Show no page."""
        self._waiting.clear()
        self._glide.stop()
        self._flash.stop()
        self._margins = Margins()
        self.view.show(())
        self._sync()

    def set_tokens(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._colours = page_colours(tokens)
        self._ticks.set_colour(self._colours.hit_edge)
        self.viewport().update()

    def set_reduced_motion(self, on: bool) -> None:
        """Neither glide nor flash."""
        self._reduced_motion = on
        self._glide.is_smooth = not on

    def scene(self) -> Scene:
        """Return what is to be painted now."""
        return Scene(
            self._source,
            self.view,
            self._colours,
            self.overlay,
            self._margins.by_page,
            self.devicePixelRatioF(),
        )

    def when_ready(self, act: Callable[[], None]) -> None:
        """Do something as soon as the paper is shown."""
        self._waiting.append(act)
        self._run_waiting()

    def set_zoom(
        self, mode: ZoomMode, zoom: float | None = None, about: tuple[float, float] = (0.0, 0.0)
    ) -> None:
        """Zoom about a point of the pane; `zoom` is 1.0 at 96 pixels an inch."""
        self._glide.stop()
        self.view.set_zoom(mode, zoom, about)
        self._sync()
        self.zoom_changed.emit()

    def set_spread(self, on: bool) -> None:
        """Show two pages side by side, or one."""
        self._glide.stop()
        self.view.set_spread(on)
        self._sync()
        self.zoom_changed.emit()

    def rotate(self, degrees: int) -> None:
        """Turn the pages clockwise."""
        self.view.rotate(degrees)
        self._sync()

    def jump_to(self, places: Sequence[Place], *, flash: bool = True) -> None:
        """Show a quote at one third of the height and let it flash."""
        first = next((place for place in places if place.rects), None)
        if first is None or not 0 <= first.page < len(self.view.sizes):
            return
        rect = first.rects[0]
        fits = (rect.right - rect.left) * self.view.layout.scale <= self.view.width
        self.show_spot(Spot(first.page, rect.left, rect.top), sideways=fits)
        if flash and not self._reduced_motion:
            self._flashed = {place.page: place.rects for place in places}
            self._flash.start()

    def show_spot(self, spot: Spot, *, sideways: bool = True) -> None:
        """Scroll so that a spot stands at one third of the height."""
        self._glide.stop()
        self.view.show_spot(spot, JUMP_HEIGHT, sideways=sideways)
        self._sync()

    def go_to_page(self, page: int) -> None:
        """Show the top of a page, counted from 0."""
        if self.view.sizes:
            self._glide.stop()
            self.view.show_page(page)
            self._sync()

    def restore(self, place: ReadingPlace) -> None:
        """Go back to a place."""
        self.view.restore(place)
        self._sync()
        self.zoom_changed.emit()

    def show_ticks(self, rects: Sequence[tuple[int, Rect]]) -> None:
        """Mark these rectangles (page, points) on the scroll bar."""
        height = max(self.view.layout.height, 1.0)
        frames = (self.view.layout.rect_to_content(page, rect) for page, rect in rects)
        self._ticks.show_ticks(sorted({round(frame.top / height, 3) for frame in frames}))

    def scroll_by(self, right: float, down: float, *, smooth: bool = False) -> None:
        """Scroll by pixels."""
        if smooth:
            self._glide.by(down)
        elif down:
            self._glide.stop()
            self._ticks.setValue(round(self._ticks.value() + down))
        if right:
            bar = self.horizontalScrollBar()
            bar.setValue(round(bar.value() + right))

    def scroll_screens(self, by: int) -> None:
        """Scroll down (or up) by screens, one line less each."""
        self.scroll_by(0, by * (self.view.height - LINE), smooth=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the top left spot where it is."""
        super().resizeEvent(event)
        if self._is_syncing:
            return
        zoom = self.view.zoom
        self.view.resize(self.viewport().width(), self.viewport().height())
        self._sync()
        if self.view.zoom != zoom:
            self.zoom_changed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Follow the scroll bars."""
        if self._is_syncing:
            return
        self._goes_down = dy < 0 or (dy == 0 and self._goes_down)
        self.view.scroll_to(self.horizontalScrollBar().value(), self._ticks.value())
        self._moved()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is seen, and a ring when the keys go here."""
        painter = QPainter(self.viewport())
        self.blank_pages = paint(painter, self.scene())
        if self.hasFocus():
            painter.setPen(QPen(self._colours.focus, 2))
            painter.drawRect(QRectF(1, 1, self.view.width - 2, self.view.height - 2))
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom at the pointer, with Shift scroll sideways."""
        zoom = wheel.zoom_factor(event)
        if zoom is not None:
            self._zoom_at(zoom, event.position().x(), event.position().y())
            return
        right, down, smooth = wheel.way(event)
        self.scroll_by(right, 0)
        self.scroll_by(0, down, smooth=smooth)

    def _zoom_at(self, factor: float, x: float, y: float) -> None:
        if self.view.sizes and factor != 1:
            self.set_zoom(ZoomMode.PERCENT, self.view.zoom * factor, (x, y))

    def _sync(self) -> None:
        """Give the scroll bars the size and offset of the view."""
        self._is_syncing = True
        self._set_bars()
        room = self.viewport().size()
        if (room.width(), room.height()) != (self.view.width, self.view.height):
            self.view.resize(room.width(), room.height())  # a bar came or went
            self._set_bars()
        self._is_syncing = False
        self._moved()

    def _set_bars(self) -> None:
        across = self.horizontalScrollBar()
        crops = self.view.crops_margins
        if crops:
            self.setHorizontalScrollBarPolicy(ScrollBarPolicy.ScrollBarAlwaysOff)
        for bar, offset, most, page in (
            (across, self.view.x, self.view.max_x, self.view.width),
            (self._ticks, self.view.y, self.view.max_y, self.view.height),
        ):
            _fit_bar(bar, offset, most, page)
        if not crops:
            self.setHorizontalScrollBarPolicy(ScrollBarPolicy.ScrollBarAsNeeded)

    def _moved(self) -> None:
        self.viewport().update()
        self._fetch_soon.start()
        self._rest.start()
        self._tell_page()
        self.moved.emit()

    def _tell_page(self) -> None:
        pages = len(self.view.sizes)
        if pages and self.view.page != self._page:
            self._page = self.view.page
            self.page_changed.emit(self._page, pages)

    def _fetch(self) -> None:
        if not self.view.sizes:
            return
        seen = self.view.visible_pages()
        for text in filter(None, map(self._source.text, seen)):
            self._margins.learn(text)
        self._source.want(wishes(self.scene(), downwards=self._goes_down))
        self._source.need_texts(seen, Priority.VISIBLE)
        near = range(max(0, seen.start - 1), min(len(self.view.sizes), seen.stop + 1))
        self._source.need_texts(near, Priority.NEXT_SCREEN)

    def _run_waiting(self) -> None:
        while self.is_ready and self._waiting:
            self._waiting.pop(0)()

    def _on_page_arrived(self, page: int) -> None:
        if page in self.view.visible_pages():
            self.viewport().update()

    def _on_text_arrived(self, page: int) -> None:
        text = self._source.text(page)
        if text is not None:
            self._margins.learn(text)
            self.viewport().update()

    def _on_edges_arrived(self, page: int, edges: Edges | None) -> None:
        """Let the zoom follow the text of the first pages."""
        if self._margins.take(page, edges) and self._margins.of_paper is not None:
            self.view.set_text_extent(*self._margins.of_paper)
            self._sync()
            self.zoom_changed.emit()

    def _on_surveyed(self, summary: PaperSummary) -> None:
        """Take the sizes of all pages; most often they are as they were guessed."""
        if self.view.sizes and self.view.correct(summary.sizes):
            self._sync()
            self.zoom_changed.emit()

    def _on_flash(self) -> None:
        self.overlay.flash = self._flashed if self._flash.is_lit else {}
        self.viewport().update()


def _fit_bar(bar: QScrollBar, offset: float, most: float, page: float) -> None:
    """Give a scroll bar its place, its range and the size of the pane, all in pixels."""
    bar.setRange(0, round(most))
    bar.setPageStep(round(page))
    bar.setSingleStep(LINE)
    bar.setValue(round(offset))
