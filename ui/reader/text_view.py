"""The text of a page for screen readers and for reading at any size."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.pdf.text import PageText

NOTHING = "There is no text on this page."
WAITING = "The text of this page is being read."
PAGE_KEYS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class TextView(QPlainTextEdit):
    """One page as plain text that can be read but not changed."""

    step_wanted = Signal(int)  # 1 for the next page, -1 for the one before
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setAccessibleName(self.tr("Text of the page"))
        self._has_text = False

    def show_text(self, name: str, text: PageText | None, position: int = 0) -> None:
        """Show a page with the cursor at a position of its text; None while it is being read."""
        self.setAccessibleName(self.tr("Text of page {name}").format(name=name))
        self._has_text = text is not None and bool(text.text.strip())
        if text is None:
            self.setPlainText(self.tr(WAITING))
        elif self._has_text:
            self.setPlainText(text.text)
            self._put_cursor(position)
        else:
            self.setPlainText(self.tr(NOTHING))

    def position(self) -> int:
        """Return where the cursor stands in the text of the page; 0 without text."""
        before = self.toPlainText()
        units = self.textCursor().selectionStart()
        return len(_from_units(before, units)) if self._has_text else 0

    def event(self, event: QEvent) -> bool:
        """Claim Esc before a shortcut of the paper takes it."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self.left.emit()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the next page at the end of this one, and back at its start."""
        step = PAGE_KEYS.get(Qt.Key(event.key()), 0)
        bar = self.verticalScrollBar()
        if step and bar.value() == (bar.maximum() if step > 0 else bar.minimum()):
            self.step_wanted.emit(step)
        else:
            super().keyPressEvent(event)

    def _put_cursor(self, position: int) -> None:
        cursor = QTextCursor(self.document())
        length = self.document().characterCount() - 1
        cursor.setPosition(min(_units(self.toPlainText()[:position]), length))
        self.setTextCursor(cursor)
        self.centerCursor()


def _units(text: str) -> int:
    """Return how many UTF-16 units Qt counts for a text."""
    return len(text) + sum(char > "\uffff" for char in text)


def _from_units(text: str, units: int) -> str:
    """Return the beginning of a text that is so many UTF-16 units long."""
    encoded = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return encoded.decode("utf-16-le", "ignore")
