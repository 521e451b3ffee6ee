"""What every editor of an answer can do."""

from abc import abstractmethod
from typing import TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from app.domain import values
from app.domain.answers import Json
from app.domain.fields import Field
from ui.style_sheet import restyle

UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


HANDS_ON = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.KeyPress,
    }
)
TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
EDGE = 2  # pixels that styles keep beside the words of a list
Offers: TypeAlias = tuple[tuple[str, str], ...]  # value and words of each


class Guard(QObject):
    """Keeps hands off a control that shows a locked answer; Tab still moves on."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow what would change the control."""
        if isinstance(event, QKeyEvent) and Qt.Key(event.key()) in TABS:
            return False
        return event.type() in HANDS_ON


class Editor(QWidget):
    """Shows a value and reads back what the reviewer typed or chose.

    What is abstract is checked by the type checker alone: Qt's classes take no other metaclass.
    `edited` follows every keystroke, `settled` a choice or Return. Showing a value
    emits neither.
    """

    edited = Signal()
    settled = Signal()
    pressed = Signal()  # a click into the text

    def __init__(self, field: Field) -> None:
        """Edit answers to this field."""
        super().__init__()
        self._field = field
        self._guard = Guard(self)

    @property
    def field(self) -> Field:
        """The question that is answered here."""
        return self._field

    def show_value(self, value: Json) -> None:
        """Show a stored value (None: nothing)."""
        self.show_text(values.edit_text(self._field, value))

    def value(self) -> Json:
        """Return the typed value; raises ValueDoesNotParse."""
        return values.parse(self._field, self.text())

    @abstractmethod
    def text(self) -> str:
        """Return what is typed, parsable or not."""

    @abstractmethod
    def show_text(self, text: str) -> None:
        """Show text that was typed before, parsable or not."""

    def offer(self, offers: Offers) -> None:
        """Take what may be chosen or completed, beyond the options of the field."""

    @abstractmethod
    def inputs(self) -> tuple[QWidget, ...]:
        """Return the widgets that take the focus, the first one first."""

    def set_hint(self, text: str) -> None:
        """Show a word in the empty editor where that is possible."""

    def name(self, name: str, description: str) -> None:
        """Tell screen readers what is asked and in which state the answer is."""
        for widget in self.inputs():
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(description)

    def set_invalid(self, is_invalid: bool) -> None:
        """Draw the edge in the colour of an error, or no longer."""
        for widget in self.inputs():
            if bool(widget.property("invalid")) is not is_invalid:
                widget.setProperty("invalid", is_invalid)
                restyle(widget)

    def set_locked(self, is_locked: bool) -> None:
        """Let the answer be read, reached and copied but not changed."""
        for widget in self.inputs():
            if isinstance(widget, QLineEdit | QPlainTextEdit):
                widget.setReadOnly(is_locked)
            elif is_locked:
                widget.installEventFilter(self._guard)
            else:
                widget.removeEventFilter(self._guard)


class PlainLine(QLineEdit):
    """A line that leaves undo and redo to the application."""

    pressed = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Place the caret and tell that the line was pressed."""
        super().mousePressEvent(event)
        self.pressed.emit()

    def event(self, event: QEvent) -> bool:
        """Let the shortcut of the undo action win."""
        if event.type() is QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Never undo inside the line alone."""
        if is_undo(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the usual menu without its own undo and redo."""
        menu = self.createStandardContextMenu()
        for action in menu.actions()[:3]:
            menu.removeAction(action)
        menu.exec(event.globalPos())
        menu.deleteLater()


def is_undo(event: QEvent) -> bool:
    """Tell whether a key event means undo or redo."""
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in UNDO_KEYS)


class PlainText(QPlainTextEdit):
    """Text of several lines without an undo of its own; Tab leaves it."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setProperty("kind", "field")

    def event(self, event: QEvent) -> bool:
        """Let the shortcut of the undo action win."""
        if event.type() is QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Place the caret and tell that the text was pressed."""
        super().mousePressEvent(event)
        self.pressed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll inside only while typing here; else the form scrolls."""
        if self.hasFocus() and self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
            return
        event.ignore()


class CalmCombo(QComboBox):
    """A list whose value the wheel changes only while it has the focus; long ones end in "…"."""

    def option(self) -> QStyleOptionComboBox:
        """Return what is painted: the value, as much of it as there is room for."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(kind, option, part, self).width() - 2 * EDGE
        words, end = option.currentText, Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(words, end, room)
        return option

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it as the style does."""
        option, painter = self.option(), QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll when the reviewer only passes over."""
        if self.hasFocus():
            super().wheelEvent(event)
            return
        event.ignore()
