"""The paper beside full-text screening: read it there, take selected words as the quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.quotes import clean_quote
from ui.action_table import Scope
from ui.kept_paper import KeptPaper
from ui.reader.pages import PageSource
from ui.reader.paper_pane import PaperPane
from ui.reader.values import ZoomMode

if TYPE_CHECKING:
    from app.domain.screened import Screened
    from ui.screening.page import ScreeningPage
    from ui.theme import Tokens
    from ui.workspaces import Desk

BUDGET = 32 * 1024 * 1024  # bytes of pictures of pages


class PaperBeside(QObject):
    """Shows the PDF of the record that is screened; it is built when first needed."""

    quote_taken = Signal(str, int)  # words, page from 0

    def __init__(self, desk: Desk, page: ScreeningPage) -> None:
        """Show papers on the page of screening."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._tokens = desk.tokens
        self._kept: KeptPaper | None = None
        self._shown = ""
        self._wants_abstract = False
        page.reading.currentChanged.connect(self._on_tab)
        page.pane.quote_requested.connect(self.take)

    @property
    def pane(self) -> PaperPane | None:
        """The pane of the paper, once there was one to show."""
        return self._kept.pane if self._kept is not None else None

    def show(self, item: Screened, *, is_full: bool) -> None:
        """Show the paper of a record at full text, else title and abstract alone."""
        has_paper = is_full and item.paper is not None
        if has_paper:
            self._built()
        self._page.show_reading(paper=has_paper and not self._wants_abstract, both=has_paper)
        self._page.pane.take.setEnabled(False)
        if item.paper is None or not has_paper or item.paper == self._shown:
            return
        self._shown = item.paper
        if self._desk.review.papers.path_of(item.paper).is_file():
            self._built().show(item.paper, item.title)
        else:
            self._built().pane.show_empty(
                self.tr("The PDF is not in the review's papers folder any more. Attach it again.")
            )

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._tokens = tokens
        if self.pane is not None:
            self.pane.set_tokens(tokens)

    def close(self) -> None:
        """Let the paper go."""
        if self.pane is not None:
            self.pane.show_empty("")

    def _on_tab(self, tab: int) -> None:
        self._wants_abstract = tab == 0
        self._page.show_reading(paper=tab == 1, both=True)

    def _built(self) -> KeptPaper:
        if self._kept is None:
            pane = PaperPane(PageSource(self._desk.review.pdf, BUDGET), self._tokens)
            pane.source.setParent(pane)
            pane.canvas.view.mode = ZoomMode.TEXT_WIDTH
            pane.fit_text_width()
            pane.setAccessibleName(self.tr("The paper"))
            pane.canvas.selection_made.connect(lambda _one: self._allow(is_on=True))
            pane.canvas.selection_cleared.connect(lambda: self._allow(is_on=False))
            pane.escaped.connect(self._page.list.setFocus)
            self._desk.actions.attach(Scope.SCREENING, pane)
            self._page.add_paper(pane)
            self._kept = KeptPaper(self._desk.review.papers, pane)
        return self._kept

    def _allow(self, *, is_on: bool) -> None:
        self._page.pane.take.setEnabled(is_on)

    def take(self, _on: bool = False) -> None:
        """Say which words are selected in the paper, and on which page."""
        selected = self.pane.canvas.selected() if self.pane is not None else None
        if selected is not None and selected.places:
            self.quote_taken.emit(clean_quote(selected.quote), selected.places[0].page)
