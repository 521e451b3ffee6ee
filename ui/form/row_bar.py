"""The bars of a repeating group: cards or table above, new rows below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from app.domain.fields import FieldType, Section
from app.domain.records import Record
from app.domain.row_names import row_noun
from ui.form.editors.base import PlainLine
from ui.form.grid_steps import missing_rows
from ui.form.layouts import WrapLayout
from ui.style_sheet import set_kind
from ui.theme import Tokens

HEIGHT = 28  # pixels
HEADING = 34  # characters


class ShapeBar(QWidget):
    """Two buttons: the rows as cards, or as a table."""

    table_chosen = Signal(bool)

    def __init__(self, tokens: Tokens, section: Section) -> None:
        """Start with cards."""
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        label = QLabel(self.tr("Rows as"))
        set_kind(label, "muted")
        row.addWidget(label)
        for place, (icon, word) in enumerate(
            (("list", self.tr("Cards")), ("table-2", self.tr("Table")))
        ):
            button = QPushButton(tokens.icon(icon), word)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setMinimumHeight(HEIGHT)
            button.setAccessibleName(self.tr("{0} as {1}").format(section.label, word.lower()))
            self._group.addButton(button, place)
            row.addWidget(button)
        row.addStretch(1)
        self._group.buttons()[0].setChecked(True)
        self._group.idClicked.connect(lambda place: self.table_chosen.emit(place == 1))

    def show_table(self, is_table: bool) -> None:
        """Press the button of the shape that is shown."""
        self._group.buttons()[1 if is_table else 0].setChecked(True)


class AddBar(QWidget):
    """Adds a row, a row with a heading that is typed, or the rows that the form gives."""

    row_wanted = Signal()
    heading_typed = Signal(str)
    given_wanted = Signal()

    def __init__(self, tokens: Tokens, section: Section) -> None:
        """Build the bar of a section."""
        super().__init__()
        self._section = section
        noun = row_noun(section).lower()
        self._add = QPushButton(tokens.icon("plus", "accent"), self.tr("Add {0}").format(noun))
        self._add.setAccessibleName(self.tr("Add {0} to {1}").format(noun, section.label))
        self._heading = PlainLine()
        self._heading.setPlaceholderText(self.tr("or type the heading of a new row"))
        self._heading.setAccessibleName(self.tr("Heading of a new {0}").format(noun))
        self._heading.setMinimumHeight(HEIGHT)
        self._heading.setFixedWidth(self._heading.fontMetrics().averageCharWidth() * HEADING)
        self._given = QPushButton(tokens.icon("list-checks"), "")
        self._words: tuple[str, ...] = ()
        flow = WrapLayout(self)
        for button in (self._add, self._given):
            button.setAutoDefault(False)
            button.setMinimumHeight(HEIGHT)
        for widget in (self._add, self._heading, self._given):
            flow.addWidget(widget)
        naming = section.label_field
        self._heading.setVisible(naming is not None and naming.type is FieldType.SHORT_TEXT)
        self._add.clicked.connect(self.row_wanted)
        self._given.clicked.connect(self.given_wanted)
        self._heading.returnPressed.connect(self._on_heading)

    def show_record(self, record: Record) -> None:
        """Offer the given rows that are not there, and the headings used before."""
        missing = missing_rows(record, self._section)
        self._given.setVisible(bool(missing))
        several = self.tr("Add the {0} given rows").format(len(missing))
        self._given.setText(self.tr("Add the given row") if len(missing) == 1 else several)
        self._given.setToolTip("\n".join(missing))
        naming = self._section.label_field
        words = record.lists.get(naming.field_id, ()) if naming else ()
        if words != self._words:
            self._words = words
            completer = QCompleter(list(words), self._heading)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self._heading.setCompleter(completer)
        for widget in (self._add, self._heading, self._given):
            widget.setEnabled(not record.is_locked)

    def _on_heading(self) -> None:
        heading = self._heading.text().strip()
        if heading:
            self._heading.clear()
            self.heading_typed.emit(heading)
