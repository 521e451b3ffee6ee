"""Tells which card the reviewer enters and leaves."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui.form.field_card import FieldCard

CardAround = Callable[[QWidget | None], FieldCard | None]


class FocusWatch(QObject):
    """Follows the keyboard focus over the cards, their chips and their popups."""

    entered = Signal(object)  # FieldCard
    left = Signal(object)  # FieldCard
    window_left = Signal()

    def __init__(self, card_around: CardAround, parent: QObject) -> None:
        """Ask `card_around` to which card a widget belongs."""
        super().__init__(parent)
        self._card_around = card_around
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None:
            self.window_left.emit()
            return
        left, entered = self._card_around(old), self._card_around(new)
        if left is entered:
            return
        if left is not None:
            left.set_help_open(False)
            self.left.emit(left)
        if entered is not None:
            entered.set_help_open(True)
            self.entered.emit(entered)
