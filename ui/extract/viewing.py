"""Notes which pages of a paper stay on the screen, for the check of pages never viewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.domain.errors import AppError

if TYPE_CHECKING:
    from app.domain.records import Record
    from app.services.viewing import ViewedPages
    from ui.extract.paper_side import PaperSide
    from ui.reader.reader_pane import ReaderPane

DWELL = 700  # milliseconds a page must stay to count as viewed
MANY = 10  # pages after which they are written down


class Viewing(QObject):
    """Watches the reader; writes the pages down when a study is left, or there are many."""

    def __init__(self, viewed: ViewedPages, reader: ReaderPane, papers: PaperSide) -> None:
        """Watch a reader, and which report's paper is shown in it."""
        super().__init__(papers)
        self._viewed = viewed
        self._paper = ""
        self._page = 0
        self._pages: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DWELL)
        self._timer.timeout.connect(self._on_dwelt)
        reader.page_changed.connect(self._on_page)
        papers.reports.shown.connect(self.show)

    def show(self, record: Record) -> None:
        """Take note of the pages of the paper that a record looks at from now on."""
        self.keep()
        paper = record.study.paper
        self._paper = "" if paper is None else paper.sha256

    def keep(self) -> None:
        """Write the pages down. A page that can't be noted now is noted when it is seen again."""
        self._timer.stop()
        pages, self._pages = self._pages, set()
        if pages and self._paper:
            try:
                self._viewed.add(self._paper, pages)
            except AppError:
                self._pages = pages  # the disk's refusal is said where answers are stored

    def _on_page(self, page: int, pages: int) -> None:
        self._page = page
        if not pages:  # the paper is gone, or not there yet
            self._timer.stop()
        elif self._paper:
            self._timer.start()

    def _on_dwelt(self) -> None:
        self._pages.add(self._page)
        if len(self._pages) >= MANY:
            self.keep()
