"""Cards of some cells below each other; those of hidden cells give way to a line."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.answers import Cell
from app.domain.records import Record
from ui.form.card_state import card_state
from ui.form.field_card import FieldCard
from ui.form.hidden_line import HiddenLine, kept_cells
from ui.theme import Tokens


class CardStack(QWidget):
    """Keeps a card for each cell that is asked, in order; `wire` connects each new card."""

    def __init__(self, tokens: Tokens, wire: Callable[[FieldCard], None]) -> None:
        """Start empty."""
        super().__init__()
        self._tokens = tokens
        self._wire = wire
        self._cards: dict[str, FieldCard] = {}
        self._lines: dict[str, HiddenLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def cards(self) -> tuple[FieldCard, ...]:
        """Return the live cards in visual order."""
        return tuple(self._cards.values())

    def lines(self) -> tuple[HiddenLine, ...]:
        """Return the lines of answers that are kept though not asked for."""
        return tuple(self._lines.values())

    def show_cells(self, record: Record, cells: tuple[Cell, ...]) -> None:
        """Show these cells of a record (one a field); cards of the same fields are used again."""
        asked = [cell for cell in cells if cell not in record.hidden]
        kept = kept_cells(record, cells)
        self._drop({cell.field_id for cell in asked}, {cell.field_id for cell in kept})
        cards = {}
        for place, cell in enumerate(asked):
            card = self._card(record, cell)
            cards[cell.field_id] = card
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)
                card.show()
        self._cards = cards
        self._show_lines(record, kept)

    def clear(self) -> None:
        """Let all cards go."""
        self._drop(set(), set())

    def _card(self, record: Record, cell: Cell) -> FieldCard:
        state = card_state(record, cell)
        card = self._cards.get(cell.field_id)
        if card is None:
            card = FieldCard(state, self._tokens)
            self._wire(card)
        else:
            card.show_other(state)
        return card

    def _show_lines(self, record: Record, kept: tuple[Cell, ...]) -> None:
        lines = {cell.field_id: self._lines.get(cell.field_id) for cell in kept}
        self._lines = {}
        for cell in kept:
            line = lines[cell.field_id] or HiddenLine(self._tokens)
            line.show_cell(record, cell)
            self._lines[cell.field_id] = line
            self._column.addWidget(line)
            line.show()

    def _drop(self, cards: set[str], lines: set[str]) -> None:
        gone: list[QWidget] = [w for key, w in self._cards.items() if key not in cards]
        gone += [w for key, w in self._lines.items() if key not in lines]
        for widget in gone:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._cards = {key: card for key, card in self._cards.items() if key in cards}
        self._lines = {key: line for key, line in self._lines.items() if key in lines}
