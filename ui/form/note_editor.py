"""A small popup to write a note on an answer."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.form.editors.base import PlainText
from ui.form.popups import place_popup
from ui.style_sheet import set_kind

SAVING = Qt.KeyboardModifier.ControlModifier


class NoteEditor(QFrame):
    """Text of a note; Ctrl+Return saves, Esc leaves it as it was."""

    saved = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the closed popup."""
        super().__init__(parent, Qt.WindowType.Popup)
        set_kind(self, "popup")
        self._title = QLabel()
        set_kind(self._title, "label")
        self._text = PlainText()
        self._text.setFixedHeight(self.fontMetrics().lineSpacing() * 5 + 12)
        save = QPushButton(self.tr("Save note"))
        set_kind(save, "primary")
        cancel = QPushButton(self.tr("Cancel"))
        save.clicked.connect(self._on_saved)
        cancel.clicked.connect(self.hide)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        column = QVBoxLayout(self)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addLayout(buttons)
        self.setFixedWidth(360)

    def open_at(self, point: QPoint, label: str, note: str) -> None:
        """Show the note of a field below a global point."""
        title = self.tr("Note on ‘{0}’").format(label)
        self._title.setText(self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, 320))
        self._text.setAccessibleName(title)
        self._text.setPlainText(note)
        self._text.moveCursor(QTextCursor.MoveOperation.End)
        self.adjustSize()
        place_popup(self, point)
        self._text.setFocus(Qt.FocusReason.PopupFocusReason)

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+Return before it completes the study behind the popup."""
        if event.type() is QEvent.Type.ShortcutOverride and _is_saving(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Ctrl+Return and Esc."""
        if _is_saving(event):
            self._on_saved()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _on_saved(self) -> None:
        self.hide()
        self.saved.emit(self._text.toPlainText().strip())


def _is_saving(event: QEvent) -> bool:
    """Tell whether a key event is Ctrl+Return."""
    if not isinstance(event, QKeyEvent) or not event.modifiers() & SAVING:
        return False
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
