"""Where the paper stands beside the charting table: on wide screens, or when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, QTimer, Signal

from ui.table.paper_beside import PaperBeside

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.anchors import Anchor
    from app.domain.answers import Cell
    from app.domain.records import Record
    from ui.table.layout_memory import Layout
    from ui.table.verbs import Verbs
    from ui.table.view import TablePage
    from ui.theme import Tokens
    from ui.workspaces import Desk

WIDE = 1600  # pixels of a page that has room for a paper


class PaperPlace(QObject):
    """Builds the paper's pane when it is first wanted, and keeps its width."""

    cell_chosen = Signal(str, object)  # study_id, Cell

    def __init__(self, desk: Desk, layout: Layout, page: TablePage, verbs: Verbs) -> None:
        """Keep in `layout` whether the reviewer wants the paper, and how wide."""
        super().__init__(page)
        self._desk = desk
        self._layout = layout
        self._page = page
        self._action = desk.actions["grid.paper"]
        self._tokens = desk.tokens
        self._beside: PaperBeside | None = None
        self._is_sized = False
        self._wanted: tuple[Record | None, Cell | None, Anchor | None] = (None, None, None)
        verbs.switch("grid.paper", self._on_switched)

    def fit(self) -> None:
        """Show the paper when it is wanted; without a wish, where there is room."""
        asked = self._layout.paper
        on = self._page.width() >= WIDE if asked is None else asked
        with QSignalBlocker(self._action):
            self._action.setChecked(on)
        self._show(on)

    def show(self, record: Record | None, cell: Cell | None, anchor: Anchor | None) -> None:
        """Show the paper of the current cell."""
        self._wanted = record, cell, anchor
        if self._beside is not None and not self._beside.pane.isHidden():
            self._beside.show(record, cell, anchor)

    def panes(self) -> tuple[QWidget, ...]:
        """Return the pane of the paper while it is shown."""
        beside = self._beside
        return () if beside is None or beside.pane.isHidden() else (beside.pane,)

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._tokens = tokens
        if self._beside is not None:
            self._beside.pane.set_tokens(tokens)

    def keep(self) -> None:
        """Remember how wide the pane is."""
        if self.panes() and self._is_sized:
            self._layout.paper_width = self._page.split.sizes()[1]

    def close(self) -> None:
        """Let the paper go."""
        if self._beside is not None:
            self._beside.close()

    def _on_switched(self, on: bool) -> None:
        self._layout.paper = on
        self._show(on)

    def _show(self, on: bool) -> None:
        if self._beside is None:
            if not on:
                return
            self._beside = self._built()
        self.keep()
        self._beside.pane.setVisible(on)
        self._is_sized = False
        if on:
            QTimer.singleShot(0, self, self._size)  # once the page has its own size
            self._beside.show(*self._wanted)

    def _size(self) -> None:
        width, self._is_sized = self._layout.paper_width, True
        self._page.split.setSizes([max(self._page.width() - width, 1), width])

    def _built(self) -> PaperBeside:
        beside = PaperBeside(self._desk, self)
        beside.pane.set_tokens(self._tokens)
        beside.pane.escaped.connect(self._page.grid.setFocus)
        beside.cell_chosen.connect(self.cell_chosen)
        self._page.split.addWidget(beside.pane)
        self._page.split.setStretchFactor(0, 1)
        return beside
