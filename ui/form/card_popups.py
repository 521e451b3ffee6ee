"""The menu and the note editor that open at a card."""

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from ui.form.card_menu import CardMenu
from ui.form.card_state import CardState
from ui.form.field_card import FieldCard
from ui.form.note_editor import NoteEditor
from ui.theme import Tokens


class CardPopups(QObject):
    """Opens one popup at a time and says what was chosen or written."""

    verb_chosen = Signal(object, str, str)  # cell, verb, anchor id
    note_saved = Signal(object, str)  # cell, text

    def __init__(self, parent: QWidget) -> None:
        """Open popups as children of a widget."""
        super().__init__(parent)
        self._owner = parent
        self._menu: CardMenu | None = None
        self._note: NoteEditor | None = None

    @property
    def menu(self) -> CardMenu | None:
        """The menu opened last."""
        return self._menu

    @property
    def note(self) -> NoteEditor | None:
        """The note editor opened last."""
        return self._note

    def open_menu(self, card: FieldCard, tokens: Tokens) -> None:
        """Open the menu of a card below its button."""
        if self._menu is not None:
            self._menu.deleteLater()
        cell = card.cell
        self._menu = CardMenu(card.state, tokens, self._owner)
        self._menu.chosen.connect(lambda verb, anchor: self.verb_chosen.emit(cell, verb, anchor))
        button = card.head.menu_button
        self._menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def open_note(self, state: CardState, point: QPoint) -> None:
        """Open the note of a cell below a global point."""
        if self._note is not None:
            self._note.deleteLater()
        self._note = NoteEditor(self._owner)
        self._note.saved.connect(lambda text: self.note_saved.emit(state.cell, text))
        self._note.open_at(point, state.field.label, state.answer.note)
