"""Opens papers of the review in a pane, with what is known of them; what is learnt is kept."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.errors import AppError
from app.pdf.requests import Priority
from app.services.papers import FIRST_PAGES

if TYPE_CHECKING:
    from app.pdf.requests import PaperSummary
    from app.services.papers import PaperService
    from ui.reader.paper_pane import PaperPane


class KeptPaper(QObject):
    """Shows papers by their hash.

    A file that was compared with its hash before and did not change is shown at once; the edges of
    the text, kept since a paper was taken in or first shown, let it begin at its right zoom.
    """

    def __init__(self, papers: PaperService, pane: PaperPane) -> None:
        """Belong to the pane."""
        super().__init__(pane)
        self._papers = papers
        self.pane = pane
        self._unmeasured: set[int] = set()
        pane.source.paper_surveyed.connect(self._on_surveyed)
        pane.source.text_arrived.connect(self._on_text)

    def show(self, sha256: str, title: str, labels: tuple[str, ...] = ()) -> None:
        """Open a paper of the review; `labels` are its printed page labels."""
        self._unmeasured = set()
        edges, seen = self._papers.first_edges(sha256), self._papers.seen(sha256)
        self.pane.source.known.learn(sha256, edges, seen)
        self.pane.show_paper(self._papers.path_of(sha256), sha256, title, labels)

    def _on_surveyed(self, summary: PaperSummary) -> None:
        """Remember that this file is the right one, and read what is not kept of its pages."""
        source = self.pane.source
        if source.seen is not None:
            self._papers.keep_seen(source.seen)
        known = self._papers.first_edges(source.key)
        self._unmeasured = set(range(min(summary.pages, FIRST_PAGES))) - known.keys()
        for page in self._unmeasured.copy():
            if source.text(page) is not None:
                self._on_text(page)
        source.need_texts(self._unmeasured, Priority.BACKGROUND)

    def _on_text(self, page: int) -> None:
        text = self.pane.source.text(page)
        if page in self._unmeasured and text is not None and text.lines:
            self._unmeasured.discard(page)
            with suppress(AppError):  # the paper is shown all the same; it is kept the next time
                self._papers.keep_edges(self.pane.source.key, text)
