"""A number with its unit."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.domain import quantities
from app.domain.answers import Json
from app.domain.fields import Field
from ui.form.editors.base import CalmCombo, Editor, PlainLine

NUMBER = 16  # characters
UNIT = 14


class QuantityEditor(Editor):
    """A line for the number and a box for the unit; "12 weeks" may be typed into the line."""

    def __init__(self, field: Field) -> None:
        """Offer the units of the field; any unit when it lists none."""
        super().__init__(field)
        self._line = PlainLine()
        self._line.setMaximumWidth(self._line.fontMetrics().averageCharWidth() * NUMBER)
        self._unit = CalmCombo()
        self._unit_line = PlainLine()
        self._unit.setEditable(True)
        self._unit.setLineEdit(self._unit_line)
        self._unit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._unit.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._unit.addItems([*field.options, *self._usual()])
        self._unit.setMinimumContentsLength(UNIT)
        self._unit_line.setPlaceholderText(self.tr("Unit"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line)
        row.addWidget(self._unit)
        row.addStretch(1)
        for line in (self._line, self._unit_line):
            line.textEdited.connect(self._on_text_edited)
            line.returnPressed.connect(self.settled)
            line.pressed.connect(self.pressed)
        self._unit.activated.connect(self._on_unit_chosen)
        self._show_unit("")

    def show_value(self, value: Json) -> None:
        """Show number and unit apart."""
        number, unit = quantities.parts(value) or ("", "")
        if number != self._line.text():
            self._line.setText(number)
        self._show_unit(unit)

    def text(self) -> str:
        """Return number and unit; a unit that was typed behind the number is the one."""
        typed = self._line.text().strip()
        names_unit = any(char.isalpha() or char == "%" for char in typed)
        unit = self._unit_line.text().strip()
        return typed if names_unit or not typed else f"{typed} {unit}".strip()

    def show_text(self, text: str) -> None:
        """Show text that was typed before, all of it in the line."""
        found = quantities.read(text, self.field.options, self.field.unit)
        if found is None:
            self._line.setText(text)
        else:
            self.show_value(found)

    def set_hint(self, text: str) -> None:
        """Show a state in the empty line."""
        self._line.setPlaceholderText(text or self.tr("Number"))

    def inputs(self) -> tuple[QWidget, ...]:
        """Return the line and the box."""
        return (self._line, self._unit)

    def set_locked(self, is_locked: bool) -> None:
        """Let nothing be typed into the box either."""
        super().set_locked(is_locked)
        self._unit_line.setReadOnly(is_locked)

    def name(self, name: str, description: str) -> None:
        """Name the line, and the unit after it."""
        super().name(name, description)
        for widget in (self._unit, self._unit_line):
            widget.setAccessibleName(self.tr("{0}: unit").format(name))

    def _usual(self) -> tuple[str, ...]:
        usual = self.field.unit
        return (usual,) if usual and usual not in self.field.options else ()

    def _show_unit(self, unit: str) -> None:
        shown = unit or self.field.unit
        with QSignalBlocker(self._unit):
            self._unit.setCurrentIndex(self._unit.findText(shown))
            self._unit.setEditText(shown)
            self._unit_line.setCursorPosition(0)

    def _on_text_edited(self, text: str) -> None:
        self.edited.emit()

    def _on_unit_chosen(self, index: int) -> None:
        if self._line.text().strip():
            self.settled.emit()
