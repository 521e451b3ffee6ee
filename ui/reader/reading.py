"""What is read, in words: the page is named as it changes, and its text can stand in its place."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from app.pdf.requests import Priority
from app.pdf.text import nearest
from ui.reader.canvas import Canvas
from ui.reader.caret import line_index
from ui.reader.labels import page_name
from ui.reader.layout import Spot
from ui.reader.pages import PageSource
from ui.reader.text_view import TextView


class Reading(QObject):
    """Keeps pages and text at the same place."""

    toggled = Signal(bool)
    announced = Signal(str)

    def __init__(self, source: PageSource, canvas: Canvas, stack: QStackedWidget) -> None:
        super().__init__(canvas)
        self._source = source
        self._canvas = canvas
        self._stack = stack
        self._view: TextView | None = None
        self._page = -1
        self._said = 0  # the page that was named last
        source.text_arrived.connect(self._on_text_arrived)
        source.paper_opened.connect(self._on_paper_opened)
        canvas.page_changed.connect(self._on_page_changed)
        canvas.place_changed.connect(self._on_rest)

    @property
    def view(self) -> TextView | None:
        """The text, once it has been asked for."""
        return self._view

    @property
    def is_on(self) -> bool:
        """Tell whether the text stands in the place of the pages."""
        return self._view is not None and self._stack.currentWidget() is self._view

    def show_text(self, on: bool) -> None:
        """Show the text of the page that is read, or the pages again at the same place."""
        if on and not self.is_on and self._canvas.view.sizes:
            self._enter()
        elif not on and self.is_on:
            self._leave()
        self.toggled.emit(self.is_on)

    def show_pages(self) -> None:
        """Show pages, whatever stood there: another paper is coming."""
        self._page = -1
        if self.is_on:
            self._stack.setCurrentWidget(self._canvas)
        self.toggled.emit(False)

    def _enter(self) -> None:
        if self._view is None:
            self._view = TextView()
            self._view.left.connect(lambda: self.show_text(False))
            self._view.step_wanted.connect(self._step)
            self._stack.addWidget(self._view)
        spot = self._canvas.view.spot_at(0, self._canvas.view.height / 3)
        self._stack.setCurrentWidget(self._view)
        self._show(self._canvas.view.page, spot)
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave(self) -> None:
        """Bring the line with the cursor into sight."""
        text, position = self._source.text(self._page), self._view.position() if self._view else 0
        self._stack.setCurrentWidget(self._canvas)
        if text is not None and text.lines:
            rect = text.lines[line_index(text, position)].rect
            self._canvas.show_spot(Spot(self._page, rect.left, rect.top))
        self._canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, page: int, spot: Spot | None = None) -> None:
        if self._view is None:
            return
        self._page = page
        text = self._source.text(page)
        here = text is not None and spot is not None and spot.page == page
        position = nearest(text, spot.x, spot.y) if text and spot and here else 0
        self._view.show_text(self._name(page), text, position)
        if text is None:
            self._source.need_texts((page,), Priority.VISIBLE)

    def _name(self, page: int) -> str:
        summary = self._source.summary
        labels = summary.labels if summary is not None else ()
        return page_name(labels, page, len(self._canvas.view.sizes))

    def _on_paper_opened(self) -> None:
        self._said = 0  # a paper that is opened is named with its title

    def _on_rest(self) -> None:
        """Name the page once scrolling has come to rest on another one."""
        page = self._canvas.view.page
        if self._canvas.view.sizes and page != self._said:
            self._said = page
            self.announced.emit(self.tr("Page {name}").format(name=self._name(page)))

    def _step(self, by: int) -> None:
        self._canvas.go_to_page(self._page + by)

    def _on_page_changed(self, page: int, _pages: int) -> None:
        if self.is_on and page != self._page:
            self._show(page)

    def _on_text_arrived(self, page: int) -> None:
        if self.is_on and page == self._page:
            self._show(page)
