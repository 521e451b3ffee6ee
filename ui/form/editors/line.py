"""One line: short text, numbers, years, dates, identifiers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLabel, QWidget

from app.domain.fields import Field, FieldType
from ui.form.editors.base import Editor, Offers, PlainLine

EXAMPLES = {
    FieldType.DATE: "2021-03-14 or March 2021",
    FieldType.YEAR: "such as 2021",
    FieldType.YEAR_RANGE: "such as 2019-2021",
    FieldType.IDENTIFIER: "such as a DOI, PMID or registration number",
}
NARROW = {
    FieldType.INTEGER: 18,
    FieldType.DECIMAL: 18,
    FieldType.YEAR: 18,
    FieldType.YEAR_RANGE: 24,
    FieldType.DATE: 34,
}  # characters
WIDE = 100
"""The line takes what it may before its unit does, so that an example is read to its end."""


class LineEditor(Editor):
    """A line edit, short for numbers and dates, with the unit behind it."""

    def __init__(self, field: Field) -> None:
        """Show the example of the type as long as the line is empty."""
        super().__init__(field)
        self._line = PlainLine()
        self._offered: list[str] = []
        self.set_hint("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line, WIDE)
        if field.type in NARROW:
            width = self._line.fontMetrics().averageCharWidth() * NARROW[field.type]
            self._line.setMaximumWidth(width)
            row.addWidget(self._unit_label(), 1, Qt.AlignmentFlag.AlignLeft)
        self._line.textEdited.connect(self._on_text_edited)
        self._line.returnPressed.connect(self.settled)
        self._line.pressed.connect(self.pressed)

    def text(self) -> str:
        """Return the line."""
        return self._line.text()

    def show_text(self, text: str) -> None:
        """Show the line from its beginning; the tooltip has all of it."""
        if text != self._line.text():
            self._line.setText(text)
            self._line.setCursorPosition(0)
        self._line.setToolTip(text if len(text) > 60 else "")

    def set_hint(self, text: str) -> None:
        """Show a state, else the example."""
        example = EXAMPLES.get(self.field.type, "")
        self._line.setPlaceholderText(text or self.tr(example))

    def inputs(self) -> tuple[QWidget, ...]:
        """Return the line."""
        return (self._line,)

    def offer(self, offers: Offers) -> None:
        """Complete what was used before."""
        words = [text for _, text in offers]
        if words == self._offered:
            return
        self._offered = words
        completer = QCompleter(words, self._line)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self.settled)
        self._line.setCompleter(completer)

    def _unit_label(self) -> QLabel:
        label = QLabel(self.field.unit)
        label.setProperty("kind", "muted")
        return label

    def _on_text_edited(self, text: str) -> None:
        self.edited.emit()
