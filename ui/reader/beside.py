"""The paper with room for the side panel, which is made when it is first shown."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from app.pdf.requests import PaperSummary
from ui.reader.canvas import Canvas
from ui.reader.pages import PageSource
from ui.reader.side_panel import WIDTH, SidePanel
from ui.theme import Tokens


class Beside(QObject):
    """Shows, feeds and hides the side panel next to the pages."""

    page_chosen = Signal(int)  # from 0
    left = Signal()

    def __init__(self, source: PageSource, canvas: Canvas, tokens: Tokens, pages: QWidget) -> None:
        super().__init__(canvas)
        self._source = source
        self._canvas = canvas
        self._tokens = tokens
        self._panel: SidePanel | None = None
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(pages)
        source.paper_surveyed.connect(self._on_surveyed)
        canvas.page_changed.connect(self._on_page_changed)

    @property
    def panel(self) -> SidePanel | None:
        """The panel, once it has been shown."""
        return self._panel

    def show_panel(self, on: bool) -> None:
        """Show or hide pages and outline."""
        if on and self._panel is None:
            self._panel = self._made()
        if self._panel is not None:
            self._panel.setVisible(on)
        if on and self._panel is not None:
            self._panel.thumbnails.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.left.emit()

    def set_tokens(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._tokens = tokens
        if self._panel is not None:
            self._panel.set_tokens(tokens)

    def refresh_highlights(self) -> None:
        """Mark the quotes as the pages show them."""
        if self._panel is not None:
            self._panel.show_highlights(self._canvas.overlay.marks.highlights)

    def forget_paper(self) -> None:
        """No paper is shown."""
        if self._panel is not None:
            self._panel.show_paper(None)

    def _made(self) -> SidePanel:
        panel = SidePanel(self._source, self._tokens)
        self.splitter.insertWidget(0, panel)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([WIDTH, max(1, self.splitter.width() - WIDTH)])
        panel.page_chosen.connect(self.page_chosen)
        panel.left.connect(self.left)
        panel.show_paper(self._source.summary)
        panel.show_highlights(self._canvas.overlay.marks.highlights)
        panel.show_page(self._canvas.view.page)
        return panel

    def _on_surveyed(self, summary: PaperSummary) -> None:
        if self._panel is not None:
            self._panel.show_paper(summary)

    def _on_page_changed(self, page: int, _pages: int) -> None:
        if self._panel is not None:
            self._panel.show_page(page)
