"""Yes, no or unclear as three buttons."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.domain.answers import Json
from app.domain.fields import Field
from ui.form.editors.base import Editor

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Toggle(QPushButton):
    """A button that leaves the arrow keys to its row."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass the arrow keys on."""
        if Qt.Key(event.key()) in STEPS:
            event.ignore()
            return
        super().keyPressEvent(event)


class TogglesEditor(Editor):
    """Three buttons of which at most one is down; pressing it again takes it back."""

    def __init__(self, field: Field) -> None:
        """Start with no button down."""
        super().__init__(field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._words = {
            "yes": self.tr("Yes"),
            "no": self.tr("No"),
            "unclear": self.tr("Unclear"),
        }
        self._buttons = {value: self._button(value) for value in self._words}
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch(1)

    def show_value(self, value: Json) -> None:
        """Press the button of the value."""
        self.show_text(value if isinstance(value, str) else "")

    def value(self) -> Json:
        """Return "yes", "no", "unclear" or None."""
        return self.text() or None

    def text(self) -> str:
        """Return the value of the pressed button."""
        return next((value for value, button in self._buttons.items() if button.isChecked()), "")

    def show_text(self, text: str) -> None:
        """Press the button of a value."""
        for value, button in self._buttons.items():
            button.setChecked(value == text)

    def inputs(self) -> tuple[QWidget, ...]:
        """Return the buttons."""
        return tuple(self._buttons.values())

    def name(self, name: str, description: str) -> None:
        """Say question and answer on each button."""
        for value, button in self._buttons.items():
            button.setAccessibleName(f"{name}: {self._words[value]}")
            button.setAccessibleDescription(description)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the buttons with the arrow keys."""
        step = STEPS.get(Qt.Key(event.key()))
        buttons = list(self._buttons.values())
        focused = [index for index, button in enumerate(buttons) if button.hasFocus()]
        if step is None or not focused:
            super().keyPressEvent(event)
            return
        buttons[(focused[0] + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def _button(self, value: str) -> QPushButton:
        button = Toggle(self._words[value])
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setMinimumHeight(26)
        button.clicked.connect(lambda _checked=False, pressed=value: self._on_clicked(pressed))
        return button

    def _on_clicked(self, pressed: str) -> None:
        for value, button in self._buttons.items():
            if value != pressed:
                button.setChecked(False)
        self.settled.emit()
