"""Typing becomes an answer after a pause and on leaving the field."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from app.domain.answers import Cell
from app.domain.errors import ValueDoesNotParse
from ui.form.field_card import FieldCard

PAUSE = 700  # milliseconds without a key
LONGEST = 2000  # milliseconds of typing without a pause


@dataclass(frozen=True, slots=True)
class Draft:
    """Text of a cell that is not stored, because it is unfinished or not a value."""

    cell: Cell
    text: str


class Autosave(QObject):
    """Watches one card at a time; keeps what could not be stored.

    `value_typed` asks to store a value. Whoever takes it shows the new record before
    the signal returns; a card that still holds another value then is kept as a draft.
    """

    value_typed = Signal(object, object)  # cell, value
    draft_changed = Signal(object, str, bool)  # cell, text, is_valid
    typing_begun = Signal()  # keystrokes follow that are not stored yet

    def __init__(self, parent: QObject) -> None:
        """Start with nothing typed."""
        super().__init__(parent)
        self._card: FieldCard | None = None
        self._refused: dict[Cell, tuple[str, str]] = {}
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_paused)

    def touch(self, card: FieldCard) -> None:
        """Note a keystroke in a card."""
        if self._card is not None and self._card is not card:
            self.settle(self._card)
        if self._card is None:
            self._since.start()
            self.typing_begun.emit()
        self._card = card
        left = max(LONGEST - self._since.elapsed(), 0)
        self._timer.start(int(min(PAUSE, left)))

    def settle(self, card: FieldCard) -> bool:
        """Store what the card holds; tell under the field when it is not a value."""
        return self._store(card, quietly=False)

    def leave(self, card: FieldCard) -> None:
        """Settle a card that has been typed into and is left now."""
        if card is self._card or card.cell in self._refused:
            self.settle(card)
        else:
            card.show_objection()

    def flush(self) -> None:
        """Store what is being typed."""
        if self._card is not None:
            self.settle(self._card)

    def is_typing(self, card: FieldCard) -> bool:
        """Tell whether the card holds keystrokes that are not stored."""
        return card is self._card

    def refused_cells(self, extraction_id: str) -> tuple[Cell, ...]:
        """Return the cells of an extraction whose text could not be stored."""
        return tuple(cell for cell in self._refused if cell.extraction_id == extraction_id)

    def drafts(self) -> tuple[Draft, ...]:
        """Return everything typed that is not stored."""
        texts = {cell: text for cell, (text, _) in self._refused.items()}
        if self._card is not None:
            texts[self._card.cell] = self._card.editor.text()
        return tuple(Draft(cell, text) for cell, text in texts.items())

    def refused(self, cell: Cell) -> tuple[str, str] | None:
        """Return text and message of a cell whose text is not a value."""
        return self._refused.get(cell)

    def forget(self, cell: Cell) -> None:
        """Drop the draft of a cell that holds something else now."""
        if self._card is not None and self._card.cell == cell:
            self._rest()
        if self._refused.pop(cell, None) is not None:
            self.draft_changed.emit(cell, "", True)

    def restore(self, draft: Draft, message: str = "") -> None:
        """Take a draft over from an earlier session."""
        self._refused[draft.cell] = (draft.text, message)

    def pause(self) -> None:
        """Store what is being typed, without a word when it is not a value yet."""
        if self._card is not None:
            self._store(self._card, quietly=True)

    def keep_to(self, cards: Collection[FieldCard]) -> None:
        """Forget a card that is not shown any more."""
        if self._card is not None and self._card not in cards:
            self._rest()

    def _on_paused(self) -> None:
        self.pause()

    def _store(self, card: FieldCard, *, quietly: bool) -> bool:
        cell, text = card.cell, card.editor.text()
        self._rest()
        try:
            value = card.editor.value()
        except ValueDoesNotParse as problem:
            self._refuse(card, text, "" if quietly else problem.message)
            return False
        self._refused.pop(cell, None)
        card.show_message("")
        self.value_typed.emit(cell, value)
        if card.cell == cell and card.state.answer.value != value:
            self._refused[cell] = (text, "")
            self.draft_changed.emit(cell, text, False)
            return False
        if not quietly:
            card.tidy()
        self.draft_changed.emit(cell, text, True)
        return True

    def _refuse(self, card: FieldCard, text: str, message: str) -> None:
        before = self._refused.get(card.cell, ("", ""))[1]
        self._refused[card.cell] = (text, message or before)
        if message:
            card.show_message(message)
        self.draft_changed.emit(card.cell, text, False)

    def _rest(self) -> None:
        self._card = None
        self._timer.stop()
