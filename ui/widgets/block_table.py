"""A table with the keys of a spreadsheet: Return goes down, Tab to the right, verbs come first."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BlockTable(QTableView):
    """Walks its cells by keys; `verb_of` names what other keys do."""

    def verb_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """Return what a key does here, beside moving and typing."""
        del event
        return None

    def step(self, columns: int, rows: int) -> bool:
        """Move so many cells; Tab goes on in the next line. False at the ends."""
        at, model = self.currentIndex(), self.model()
        width = model.columnCount()
        place = (at.row() + rows) * width + at.column() + columns
        if not at.isValid() or not 0 <= place < width * model.rowCount():
            return False
        self.setCurrentIndex(model.index(place // width, place % width))
        return True

    def event(self, event: QEvent) -> bool:
        """Take the keys of the table from the window while it has the focus."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self.verb_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and carry out verbs; other keys begin to edit."""
        verb = self.verb_of(event)
        if verb is not None:
            verb()
            event.accept()
            return
        move = step_of(event)
        if move is not None and self.step(*move):
            event.accept()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab walk the cells; at the last (or first) one it leaves the table."""
        return self.step(1 if forward else -1, 0) or super().focusNextPrevChild(forward)


def step_of(event: QKeyEvent) -> tuple[int, int] | None:
    """Return the columns and rows that a key moves by: Return down, Tab to the right."""
    kept = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    back = kept == Qt.KeyboardModifier.ShiftModifier
    if kept not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        return None
    if event.key() in RETURN:
        return 0, -1 if back else 1
    if event.key() == Qt.Key.Key_Backtab:
        return -1, 0
    if event.key() == Qt.Key.Key_Tab:
        return -1 if back else 1, 0
    return None
