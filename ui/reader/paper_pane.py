"""One paper with its tools: page and zoom, find, notices, jumps back and forward."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from app.domain.anchors import Place
from app.pdf.requests import Glance, PaperSummary
from ui.reader.accessible import SpokenPages
from ui.reader.beside import Beside
from ui.reader.canvas import Canvas
from ui.reader.empty_page import EmptyPage, Offer
from ui.reader.find_bar import FindBar
from ui.reader.finding import Finding
from ui.reader.layout import next_zoom, previous_zoom
from ui.reader.opening import Opening
from ui.reader.pages import PageSource
from ui.reader.pointer import Pointer
from ui.reader.reading import Reading
from ui.reader.tool_bar import ReaderToolBar
from ui.reader.values import ReadingPlace, ZoomMode
from ui.reader.way import Way
from ui.theme import Tokens
from ui.widgets.banner import Banner

NO_TEXT = "This PDF has no text to select. You can still type answers and quotes."
TEXT_WIDTH_BELOW = 1600  # pixels of the window: narrower ones crop the margins


class PaperPane(QWidget):
    """Shows one paper and finds the way in it."""

    page_changed = Signal(int, int)  # page from 0, number of pages
    place_changed = Signal()
    paper_shown = Signal()
    paper_failed = Signal(str)
    announced = Signal(str)
    escaped = Signal()
    address_opened = Signal(str)  # a link out of the paper, seen and agreed to
    pointed_at = Signal(str)  # what the link under the pointer leads to, or ""

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._title = ""
        self._labels: tuple[str, ...] = ()
        self._is_zoom_chosen = False
        self.canvas = Canvas(source, tokens)
        SpokenPages(self.canvas)
        self._pointer = Pointer(source, self.canvas)
        self._tools = ReaderToolBar()
        self._notice = Banner(tokens)
        self._find_bar = FindBar(tokens)
        self._empty = EmptyPage()
        self._stack = QStackedWidget()
        self._opening = Opening(source, self._empty, self._stack, self.canvas)
        self._beside = Beside(source, self.canvas, tokens, self._stack)
        self.reading = Reading(source, self.canvas, self._stack)
        self._way = Way(self.canvas, self.reading, self.place)
        self._finding = Finding(source, self.canvas, self._find_bar, self)
        self._arrange()
        self._connect_paper()
        self._connect_tools()
        self.setFocusProxy(self.canvas)

    @property
    def find_bar(self) -> FindBar:
        """The strip where one types what to find."""
        return self._find_bar

    @property
    def source(self) -> PageSource:
        """Where the pages come from."""
        return self._source

    @property
    def page_box(self) -> QLineEdit:
        """Where a page is typed."""
        return self._tools.page_box

    @property
    def notice(self) -> str:
        """The lasting notice above the pages, or nothing."""
        return self._notice.text

    @property
    def message(self) -> str:
        """The sentence that stands in the place of the pages, or nothing."""
        return self._empty.message if self._stack.currentWidget() is self._empty else ""

    def set_actions(self, actions: Mapping[str, QAction]) -> None:
        """Put the window's actions that belong here into the tool bar."""
        self._tools.set_actions(actions)

    def add_bar(self, bar: QWidget) -> None:
        """Put a bar above everything."""
        self._above.insertWidget(0, bar)

    def set_tokens(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.canvas.set_tokens(tokens)
        self._beside.set_tokens(tokens)
        self._notice.dress(tokens)
        self._find_bar.set_tokens(tokens)

    def set_reduced_motion(self, on: bool) -> None:
        """Neither glide nor flash."""
        self.canvas.set_reduced_motion(on)

    def show_paper(self, path: Path, key: str, title: str, labels: tuple[str, ...] = ()) -> None:
        """Open a paper; `key` is its hash, `labels` are its printed page labels."""
        self._clear()
        self._title, self._labels = title, labels
        if not self._is_zoom_chosen:
            narrow = self.window().width() < TEXT_WIDTH_BELOW
            self.canvas.view.mode = ZoomMode.TEXT_WIDTH if narrow else ZoomMode.WIDTH
        self._opening.open(path, key, title)

    def show_empty(self, message: str, actions: Sequence[Offer] = ()) -> None:
        """Show a drop zone with a sentence and buttons instead of a paper."""
        self._clear()
        self._opening.forget()
        self._empty.tell(message, actions)
        self._stack.setCurrentWidget(self._empty)

    def show_banner(self, text: str | None, tone: str = "info") -> None:
        """Show or hide a lasting notice above the pages."""
        if text is None:
            self._notice.clear()
        else:
            self._notice.tell(text, tone)

    def offer(self, text: str, act: Callable[[], None]) -> None:
        """Add a button to the notice above the pages."""
        self._notice.offer(text, act)

    def escape(self) -> None:
        """Go one level up: find bar, selection, caret mode, then out of the pages."""
        if self._find_bar.isVisible() and not self.canvas.hasFocus():
            self._finding.close()
        elif not self.canvas.escape():
            self.escaped.emit()

    def jump_to(self, places: Sequence[Place], flash: bool = True) -> None:
        """Show a quote at one third of the height, once the paper is there."""
        self._way.jump_to(places, flash=flash)

    def is_open(self) -> bool:
        """Tell whether the pages of a paper are shown."""
        return self._source.is_open

    def place(self) -> ReadingPlace:
        """Return where the reviewer is reading."""
        return self.canvas.view.place(self._find_bar.query.text)

    def restore(self, place: ReadingPlace) -> None:
        """Go back to a place, once the paper is there."""
        self._find_bar.set_text(place.find_text)
        self.canvas.when_ready(lambda: self.canvas.restore(place))

    def zoom_in(self) -> None:
        """Take the next larger zoom step."""
        self.set_percent(next_zoom(self.canvas.view.zoom) * 100)

    def zoom_out(self) -> None:
        """Take the next smaller zoom step."""
        self.set_percent(previous_zoom(self.canvas.view.zoom) * 100)

    def set_percent(self, percent: float) -> None:
        """Zoom to a percentage; what is in the middle stays there."""
        self._set_zoom(ZoomMode.PERCENT, percent / 100)

    def fit_text_width(self) -> None:
        """Crop the margins: the text fills the pane."""
        self._set_zoom(ZoomMode.TEXT_WIDTH)

    def fit_width(self) -> None:
        """Let the page fill the pane."""
        self._set_zoom(ZoomMode.WIDTH)

    def fit_page(self) -> None:
        """Show the whole page."""
        self._set_zoom(ZoomMode.PAGE)

    def fit_document(self) -> None:
        """Show all pages at once."""
        self._set_zoom(ZoomMode.DOCUMENT)

    def rotate(self, cw: bool = True) -> None:
        """Turn the pages by a quarter."""
        self.canvas.rotate(90 if cw else -90)

    def next_page(self) -> None:
        """Show the next page."""
        self.canvas.go_to_page(self.canvas.view.page + self.canvas.view.row_step)

    def previous_page(self) -> None:
        """Show the page before."""
        self.canvas.go_to_page(self.canvas.view.page - self.canvas.view.row_step)

    def go_to_page(self, index: int) -> None:
        """Show the top of a page, counted from 0, once the paper is there."""
        self._way.go_to_page(index)

    def _on_page_refused(self, typed: str) -> None:
        said = self.tr("There is no page “{0}”; this paper has {1}.")
        said = said.format(typed, len(self.canvas.view.sizes))
        QToolTip.showText(self.page_box.mapToGlobal(self.page_box.rect().bottomLeft()), said)
        self.announced.emit(said)

    def go_to_page_dialog(self) -> None:
        """Let the reviewer type a page into the tool bar."""
        self._tools.focus_page()

    def open_find(self, text: str = "") -> None:
        """Open the find bar."""
        self.reading.show_pages()
        self._finding.open(text)

    def find_next(self) -> None:
        """Go to the next hit."""
        self._finding.step(1)

    def find_previous(self) -> None:
        """Go to the hit before."""
        self._finding.step(-1)

    def show_side_panel(self, on: bool) -> None:
        """Show or hide thumbnails and outline."""
        self._beside.show_panel(on)

    def back(self) -> None:
        """Go back to where the last jump came from."""
        self._way.back()

    def forward(self) -> None:
        """Go forward again."""
        self._way.forward()

    def _arrange(self) -> None:
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self._empty)
        self._find_bar.hide()
        column = self._above = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._tools, self._notice, self._find_bar):
            column.addWidget(widget)
        column.addWidget(self._beside.splitter, 1)

    def _connect_paper(self) -> None:
        self._source.paper_opened.connect(self._on_paper_opened)
        self._source.paper_surveyed.connect(self._on_surveyed)
        self._opening.failed.connect(self.paper_failed)
        self._opening.announced.connect(self.announced)
        self._stack.currentChanged.connect(self._on_other_shown)
        self.canvas.page_changed.connect(self._tools.show_page)
        self.canvas.page_changed.connect(self.page_changed)
        self.canvas.zoom_changed.connect(self._on_zoom_changed)
        self.canvas.place_changed.connect(self.place_changed)

    def _connect_tools(self) -> None:
        self._tools.page_typed.connect(self.go_to_page)
        self._tools.page_refused.connect(self._on_page_refused)
        self._tools.zoom_chosen.connect(self._set_zoom)
        self._tools.left.connect(self.canvas.setFocus)
        self.canvas.announced.connect(self.announced)
        self.canvas.escaped.connect(self.escaped)
        self._finding.announced.connect(self.announced)
        self.reading.announced.connect(self.announced)
        self._beside.page_chosen.connect(self.go_to_page)
        self._beside.left.connect(self.canvas.setFocus)
        self._pointer.spot_wanted.connect(self._way.follow)
        self._pointer.pointed_at.connect(self.pointed_at)
        self._pointer.address_opened.connect(self.address_opened)

    def _clear(self) -> None:
        self._way.forget()
        self._finding.close()
        self._notice.clear()
        self._beside.forget_paper()
        self.reading.show_pages()
        self.canvas.show_empty()
        self._tools.show_page(0, 0)
        self.page_changed.emit(0, 0)

    def _set_zoom(self, mode: ZoomMode, zoom: float | None = None) -> None:
        view = self.canvas.view
        self._is_zoom_chosen = True
        if view.sizes:
            page, goes_there = view.page, ZoomMode.DOCUMENT in (mode, view.mode)
            self.canvas.set_zoom(mode, zoom, (view.width / 2, view.height / 2))
            if goes_there or mode is ZoomMode.PAGE:
                self.canvas.go_to_page(page)

    def _on_paper_opened(self, glance: Glance) -> None:
        self._tools.show_labels(self._labels)
        self.canvas.show_titled(glance, self._title)
        self.paper_shown.emit()

    def _on_surveyed(self, summary: PaperSummary) -> None:
        self._tools.show_labels(self._labels or summary.labels)
        if not summary.has_text:
            self.show_banner(NO_TEXT)

    def _on_other_shown(self) -> None:
        """Let the keys go where the pages, their text or a sentence stands now."""
        shown = self._stack.currentWidget()
        if shown is not None:
            self.setFocusProxy(shown)

    def _on_zoom_changed(self) -> None:
        self._tools.show_zoom(self.canvas.view.mode, self.canvas.view.zoom)
