"""The scrolling middle of the form: a banner and the cards of one page."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.answers import Cell
from app.domain.records import Record
from ui.form.field_card import FieldCard
from ui.form.grid_block import GridBlock
from ui.form.paging import Page
from ui.form.section_view import SectionView
from ui.style_sheet import set_kind
from ui.theme import Tokens

FLASH = 600  # milliseconds
MARGIN = 48  # pixels kept around a revealed card


class FormBody(QScrollArea):
    """Shows a page, scrolls to cards and lights them up; passes on what cards say."""

    card_edited = Signal(object)
    card_settled = Signal(object)
    card_pressed = Signal(object)
    menu_requested = Signal(object)
    note_pressed = Signal(object)
    evidence_opened = Signal(str)
    value_taken = Signal(object, object)
    report_verb = Signal(object, str, bool)
    picture_opened = Signal(str)
    row_verb_chosen = Signal(str, str)
    row_wanted = Signal()
    heading_typed = Signal(str)
    given_wanted = Signal()
    child_chosen = Signal(str)
    child_wanted = Signal(str, str)
    grid_made = Signal(object)
    table_chosen = Signal(bool)

    def __init__(self, tokens: Tokens) -> None:
        """Start without a page."""
        super().__init__()
        self._tokens = tokens
        self._view: SectionView | None = None
        self._tables: set[str] = set()
        self._pictures: Mapping[str, Path] = {}
        self._banner: QWidget | None = None
        self._revealed: Cell | None = None
        self._flashing: Cell | None = None
        set_kind(self, "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(self.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self.setWidget(inside)
        self._reveal_timer = self._timer(0, self._on_reveal)
        self._flash_timer = self._timer(FLASH, self._end_flash)

    @property
    def tables(self) -> frozenset[str]:
        """The keys of the sections whose rows are shown as a table."""
        return frozenset(self._tables)

    @property
    def pictures(self) -> Mapping[str, Path]:
        """The pictures of regions, by anchor."""
        return self._pictures

    def take_over(self, before: "FormBody") -> None:
        """Show the rows of the same sections as tables, and the same pictures."""
        self._tables, self._pictures = set(before.tables), before.pictures

    def show_pictures(self, pictures: Mapping[str, Path]) -> None:
        """Show the pictures of regions, by anchor, on the cards that they support."""
        self._pictures = pictures
        for card in self.cards():
            card.show_pictures(pictures)

    def cards(self) -> tuple[FieldCard, ...]:
        """Return the live cards in visual order."""
        return self._view.cards() if self._view is not None else ()

    def card(self, cell: Cell | None) -> FieldCard | None:
        """Return the live card of a cell."""
        return self._view.card(cell) if self._view is not None and cell is not None else None

    def show_page(self, record: Record, page: Page) -> None:
        """Show a page of this record; cards of the same page are used again."""
        if self._view is None or self._view.page != page:
            self._replace(SectionView(page, self._tokens, self._wire))
        if self._view is not None:
            self._view.show_record(record)
            if self._view.grid is None and page.section.key in self._tables:
                self.show_table(record, is_table=True)
            self._view.show()  # at once, so that a card can take the focus

    def show_table(self, record: Record, *, is_table: bool) -> None:
        """Show the rows of this section as a table, or as cards, from now on."""
        if self._view is None:
            return
        key = self._view.page.section.key
        self._tables = self._tables | {key} if is_table else self._tables - {key}
        self._view.show_table(record, is_table)
        if self._view.grid is not None:
            self.grid_made.emit(self._view.grid)

    def grid(self) -> GridBlock | None:
        """Return the table of rows that is shown."""
        return self._view.grid if self._view is not None else None

    def focus_grid(self, cell: Cell) -> None:
        """Go to a cell of the table."""
        if (grid := self.grid()) is not None and grid.view.choose(cell):
            grid.view.setFocus()

    def show_target(self, target: Cell | None) -> None:
        """Mark the target in the table."""
        if (grid := self.grid()) is not None:
            grid.model.show_target(target)

    def show_heads(self, record: Record) -> None:
        """Show names and counts of the rows again."""
        if self._view is not None:
            self._view.show_heads(record)

    def open_row(self, record: Record, row_id: str) -> None:
        """Open a row of a repeating group."""
        if self._view is not None:
            self._view.open_row(record, row_id)

    def toggle_row(self, record: Record, row_id: str) -> None:
        """Open or fold a row."""
        if self._view is not None:
            self._view.toggle_row(record, row_id)

    def show_banner(self, banner: QWidget | None) -> None:
        """Show something above the cards, or nothing."""
        if self._banner is not None:
            self._column.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
        self._banner = banner
        if banner is not None:
            self._column.insertWidget(0, banner)
            banner.show()
            self.verticalScrollBar().setValue(0)

    def reveal(self, cell: Cell) -> None:
        """Scroll the card fully into view once its place is known."""
        if (grid := self.grid()) is not None:
            grid.view.choose(cell)
        self._revealed = cell
        self._reveal_timer.start()

    def flash(self, cell: Cell) -> None:
        """Light a card up for a moment."""
        self._end_flash()
        card = self.card(cell)
        if card is not None:
            self._flashing = cell
            card.set_flashing(True)
            self._flash_timer.start()

    def _replace(self, view: SectionView) -> None:
        if self._view is not None:
            self._column.removeWidget(self._view)
            self._view.hide()
            self._view.deleteLater()
        self._view = view
        self._column.insertWidget(self._column.count() - 1, view)
        view.row_verb_chosen.connect(self.row_verb_chosen)
        view.row_wanted.connect(self.row_wanted)
        view.heading_typed.connect(self.heading_typed)
        view.given_wanted.connect(self.given_wanted)
        view.child_chosen.connect(self.child_chosen)
        view.child_wanted.connect(self.child_wanted)
        view.table_chosen.connect(self.table_chosen)
        self.verticalScrollBar().setValue(0)

    def _wire(self, card: FieldCard) -> None:
        card.edited.connect(self.card_edited)
        card.settled.connect(self.card_settled)
        card.pressed.connect(self.card_pressed)
        card.menu_requested.connect(self.menu_requested)
        card.note_pressed.connect(self.note_pressed)
        card.evidence_opened.connect(self.evidence_opened)
        card.value_taken.connect(self.value_taken)
        card.report_verb.connect(self.report_verb)
        card.picture_opened.connect(self.picture_opened)
        card.show_pictures(self._pictures)

    def _timer(self, milliseconds: int, done: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(done)
        return timer

    def _on_reveal(self) -> None:
        card = self.card(self._revealed)
        if card is not None:
            self.ensureWidgetVisible(card, 0, min(MARGIN, self.height() // 8))

    def _end_flash(self) -> None:
        card = self.card(self._flashing)
        self._flashing = None
        if card is not None:
            card.set_flashing(False)
