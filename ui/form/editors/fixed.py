"""Answers that the program gives itself; shown, not edited."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain import values
from app.domain.answers import Json
from app.domain.fields import Field
from ui.form.editors.base import Editor


class FixedEditor(Editor):
    """A line of text that cannot be changed."""

    def __init__(self, field: Field) -> None:
        """Start empty."""
        super().__init__(field)
        self._value: Json = None
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setProperty("kind", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._label)
        self.show_value(None)

    def show_value(self, value: Json) -> None:
        """Show the value, or who will fill it in."""
        self._value = value
        self.show_text(values.display(self.field, value) if value is not None else "")

    def value(self) -> Json:
        """Return the value that is shown."""
        return self._value

    def text(self) -> str:
        """Return the shown text."""
        return self._label.text()

    def show_text(self, text: str) -> None:
        """Show a text."""
        self._label.setText(text or self.tr("Filled in by Chartdesk"))

    def inputs(self) -> tuple[QWidget, ...]:
        """Return nothing: there is nothing to type into."""
        return ()
