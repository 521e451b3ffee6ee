"""The cards of one page of the form."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.answers import Cell
from app.domain.records import Record
from ui.form.card_stack import CardStack
from ui.form.field_card import FieldCard
from ui.form.grid_block import GridBlock
from ui.form.hidden_line import HiddenLine
from ui.form.paging import CARDS, Page, open_rows
from ui.form.row_bar import AddBar, ShapeBar
from ui.form.row_block import RowBlock
from ui.style_sheet import set_kind
from ui.theme import Tokens


class SectionView(QWidget):
    """Cards of a section, or the rows of a repeating one; at most 25 cards live."""

    row_verb_chosen = Signal(str, str)  # verb, row id
    row_wanted = Signal()
    heading_typed = Signal(str)
    given_wanted = Signal()
    child_chosen = Signal(str)  # row id
    child_wanted = Signal(str, str)  # section key, row id of the parent
    table_chosen = Signal(bool)

    def __init__(self, page: Page, tokens: Tokens, wire: Callable[[FieldCard], None]) -> None:
        """Show nothing yet; `wire` connects each new card."""
        super().__init__()
        self._page = page
        self._tokens = tokens
        self._wire = wire
        self._stack = CardStack(tokens, wire)
        self._unasked = HiddenLine(tokens)
        self._blocks: dict[str, RowBlock] = {}
        self._open: tuple[str, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        if page.section.help:
            self._column.addWidget(_help(page.section.help))
        self._column.addWidget(self._unasked)
        self._unasked.hide()
        self._column.addWidget(self._stack)
        self._stack.setVisible(not page.section.repeating)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._column.addLayout(self._rows)
        self._grid: GridBlock | None = None
        self._shape = ShapeBar(tokens, page.section) if page.section.repeating else None
        self._add = AddBar(tokens, page.section) if page.section.repeating else None
        self._place_bars()

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._page

    @property
    def grid(self) -> GridBlock | None:
        """The table of the rows; None while they are cards."""
        return self._grid

    def show_table(self, record: Record, is_table: bool) -> None:
        """Show the rows as a table, or as cards."""
        if self._shape is None or is_table is (self._grid is not None):
            return
        self._shape.show_table(is_table)
        if self._grid is not None:
            self._column.removeWidget(self._grid)
            self._grid.hide()
            self._grid.deleteLater()
            self._grid = None
        else:
            self._drop_rows(())
            self._grid = GridBlock(self._page, self._tokens)
            self._column.insertWidget(self._column.indexOf(self._shape) + 1, self._grid)
            self._grid.show()
        self.show_record(record)

    def cards(self) -> tuple[FieldCard, ...]:
        """Return the live cards in visual order."""
        in_rows = [card for block in self._blocks.values() for card in block.cards()]
        return (*self._stack.cards(), *in_rows)

    def card(self, cell: Cell) -> FieldCard | None:
        """Return the live card of a cell."""
        return next((card for card in self.cards() if card.cell == cell), None)

    def show_record(self, record: Record) -> None:
        """Build what is missing and bind the cards to this record's cells."""
        self._show_asked(record)
        if self._add is not None:
            self._add.show_record(record)
        if self._grid is not None:
            self._grid.show_record(record)
            return
        if self._page.section.repeating:
            self._show_rows(record)
            return
        cells = (Cell(record.extraction_id, field.field_id) for field in self._page.fields)
        self._stack.show_cells(record, tuple(cells))

    def show_heads(self, record: Record) -> None:
        """Show names and counts of the rows again."""
        if self._grid is not None:
            self._grid.show_record(record)
        for row in record.rows_of(self._page.section.key):
            block = self._blocks.get(row.row_id)
            if block is not None:
                is_open = row.row_id in (self._open or ())
                block.show_head(record, row, self._page, is_open=is_open)

    def open_row(self, record: Record, row_id: str) -> None:
        """Open a row; the row opened longest ago folds when there are too many cards."""
        if self._open is None or row_id in self._open or self._grid is not None:
            return
        room = max(CARDS // max(len(self._page.fields), 1), 1)
        self._open = (*self._open, row_id)[-room:]
        self._show_rows(record)

    def toggle_row(self, record: Record, row_id: str) -> None:
        """Open a folded row, fold an open one."""
        if self._open is None or row_id not in self._open:
            self.open_row(record, row_id)
            return
        self._open = tuple(kept for kept in self._open if kept != row_id)
        self._show_rows(record)

    def _show_asked(self, record: Record) -> None:
        """Say when the whole section is not asked."""
        section = self._page.section
        asked = record.is_asked(section)
        self._unasked.setVisible(not asked)
        if not asked:
            self._unasked.show_section(record, section)
        for bar in (self._add, self._shape, self._grid):
            if bar is not None:
                bar.setVisible(asked)

    def _show_rows(self, record: Record) -> None:
        rows = record.rows_of(self._page.section.key)
        order = tuple(row.row_id for row in rows)
        if self._open is None or not set(self._open) & set(order):
            self._open = open_rows(order, None, len(self._page.fields))
        self._drop_rows(order)
        for place, row in enumerate(rows):
            block = self._blocks.get(row.row_id) or self._new_block(row.row_id, record)
            if self._rows.indexOf(block) != place:
                self._rows.removeWidget(block)
                self._rows.insertWidget(place, block)
                block.show()
            block.show_row(record, row, self._page, is_open=row.row_id in self._open)
        self._blocks = {row_id: self._blocks[row_id] for row_id in order}

    def _new_block(self, row_id: str, record: Record) -> RowBlock:
        row = next(r for r in record.rows if r.row_id == row_id)
        block = RowBlock(row, self._tokens, self._wire)
        block.verb_chosen.connect(self.row_verb_chosen)
        block.child_chosen.connect(self.child_chosen)
        block.child_wanted.connect(self.child_wanted)
        self._blocks[row_id] = block
        return block

    def _drop_rows(self, order: tuple[str, ...]) -> None:
        for row_id in [gone for gone in self._blocks if gone not in order]:
            block = self._blocks.pop(row_id)
            self._rows.removeWidget(block)
            block.hide()
            block.deleteLater()

    def _place_bars(self) -> None:
        if self._shape is None or self._add is None:
            return
        self._column.insertWidget(self._column.indexOf(self._stack), self._shape)
        self._column.addWidget(self._add)
        self._shape.table_chosen.connect(self.table_chosen)
        self._add.row_wanted.connect(self.row_wanted)
        self._add.heading_typed.connect(self.heading_typed)
        self._add.given_wanted.connect(self.given_wanted)


def _help(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    set_kind(label, "muted")
    return label
