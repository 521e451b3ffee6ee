"""Pages and outline beside the paper."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabWidget, QWidget

from app.pdf.requests import PaperSummary
from ui.reader.outline import OutlineTree
from ui.reader.pages import PageSource
from ui.reader.thumbnails import Thumbnails
from ui.reader.values import Highlight
from ui.theme import Tokens

WIDTH = 164  # pixels


class SidePanel(QTabWidget):
    """Two ways to a page; says which one was chosen."""

    page_chosen = Signal(int)  # from 0
    left = Signal()

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Pages and outline"))
        self.setMinimumWidth(WIDTH)
        self.setDocumentMode(True)
        self._thumbnails = Thumbnails(source, tokens)
        self._outline = OutlineTree()
        self._no_outline = _note(self.tr("This PDF has no outline."))
        self._chapters = QStackedWidget()
        self._chapters.addWidget(self._no_outline)
        self._chapters.addWidget(self._outline)
        self.addTab(self._thumbnails, self.tr("Pages"))
        self.addTab(self._chapters, self.tr("Outline"))
        for view in (self._thumbnails, self._outline):
            view.page_chosen.connect(self.page_chosen)
            view.left.connect(self.left)

    @property
    def thumbnails(self) -> Thumbnails:
        """The pages."""
        return self._thumbnails

    @property
    def outline(self) -> OutlineTree:
        """The chapters."""
        return self._outline

    def show_paper(self, summary: PaperSummary | None) -> None:
        """Show the pages and chapters of a paper, or none."""
        if summary is None:
            self._thumbnails.pages.show_pages(())
            self._outline.show_outline(())
        else:
            self._thumbnails.pages.show_pages(summary.sizes, summary.labels)
            self._outline.show_outline(summary.outline)
        has_outline = summary is not None and bool(summary.outline)
        self._chapters.setCurrentWidget(self._outline if has_outline else self._no_outline)

    def show_page(self, page: int) -> None:
        """Mark the page that is read."""
        self._thumbnails.show_page(page)

    def show_highlights(self, highlights: Sequence[Highlight]) -> None:
        """Mark where the quotes stand."""
        self._thumbnails.pages.show_highlights(highlights)

    def set_tokens(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._thumbnails.set_tokens(tokens)


def _note(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMargin(12)
    return label
