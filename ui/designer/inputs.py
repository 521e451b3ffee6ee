"""Inputs of the property page: each is told a value and says a new one when it is left."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QWidget,
)

from ui.form.editors.base import PlainLine, PlainText

IN_A_LINE = 3  # boxes
LINES = 3  # of a text that may grow


class TextInput(PlainLine):
    """One line; `settled(text)` follows a change when the line is left."""

    settled = Signal(str)

    def __init__(self, name: str) -> None:
        """Name the input for screen readers and tests."""
        super().__init__()
        self._shown = ""
        self.setAccessibleName(name)
        self.editingFinished.connect(self.flush)

    def show_text(self, text: str) -> None:
        """Show a text; one being typed is replaced only by another one."""
        if text != self._shown or not self.hasFocus():
            self._shown = text
            self.setText(text)
        self.setCursorPosition(0)

    def flush(self) -> None:
        """Say what was typed, if it is not said yet."""
        if self.text() != self._shown:
            self._shown = self.text()
            self.settled.emit(self._shown)


class LinesInput(PlainText):
    """Several lines; `settled(text)` follows a change when the text is left."""

    settled = Signal(str)

    def __init__(self, name: str, lines: int = LINES) -> None:
        """Name the input; `lines` is how high it is."""
        super().__init__()
        self._shown = ""
        self.setAccessibleName(name)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 16)

    def show_text(self, text: str) -> None:
        """Show a text; one being typed is replaced only by another one."""
        if text != self._shown or not self.hasFocus():
            self._shown = text
            self.setPlainText(text)

    def flush(self) -> None:
        """Say what was typed, if it is not said yet."""
        if self.toPlainText() != self._shown:
            self._shown = self.toPlainText()
            self.settled.emit(self._shown)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say what was typed when the text is left."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.flush()


class ChoiceInput(QComboBox):
    """One of some values with words; `settled(value)` follows a choice by the reviewer."""

    settled = Signal(object)

    def __init__(
        self, name: str, values: Sequence[tuple[object, str]] = (), letters: int | None = None
    ) -> None:
        """Offer values with their words; `letters` is for how many there is room at least."""
        super().__init__()
        self._values: list[object] = []
        self.setAccessibleName(name)
        self.setMinimumContentsLength(8 if letters is None else letters)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.offer(values)
        self.activated.connect(self._on_activated)

    def offer(self, values: Sequence[tuple[object, str]]) -> None:
        """Offer other values."""
        with QSignalBlocker(self):
            self.clear()
            self._values = [value for value, _ in values]
            self.addItems([words for _, words in values])

    def show_value(self, value: object) -> None:
        """Show a value, or the first one when it is not offered."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    @property
    def value(self) -> object:
        """The value chosen."""
        return self._values[self.currentIndex()] if self._values else None

    def _on_activated(self, index: int) -> None:
        self.settled.emit(self._values[index])


class TicksInput(QWidget):
    """Some boxes in a line; `settled(list)` gives the values that are ticked, in order."""

    settled = Signal(list)

    def __init__(self, values: Mapping[object, str]) -> None:
        """Offer values with their words."""
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        self._boxes = {value: QCheckBox(words) for value, words in values.items()}
        for place, box in enumerate(self._boxes.values()):
            grid.addWidget(box, place // IN_A_LINE, place % IN_A_LINE)
            box.clicked.connect(self._on_clicked)

    def show_values(self, values: Sequence[object]) -> None:
        """Tick these."""
        for value, box in self._boxes.items():
            box.setChecked(value in values)

    def _on_clicked(self) -> None:
        self.settled.emit([value for value, box in self._boxes.items() if box.isChecked()])
