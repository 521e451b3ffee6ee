"""The properties of a section, on one page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from app.domain.fields import FieldType, Form, Scope, Section
from ui.designer.conditions import ConditionInput
from ui.designer.inputs import ChoiceInput, LinesInput, TextInput
from ui.style_sheet import set_kind
from ui.theme import SLOTS, Tokens


class SectionProperties(QWidget):
    """Shows a section; `changed(dict)` gives the properties that were set (None: none)."""

    changed = Signal(object)

    def __init__(self, tokens: Tokens) -> None:
        """Build the inputs, empty."""
        super().__init__()
        self.label = TextInput(self.tr("Section label"))
        self.help = LinesInput(self.tr("Section help"))
        self.repeating = QCheckBox(self.tr("Repeats: one row an arm, group, outcome …"))
        self.row_label = ChoiceInput(self.tr("Rows named by"))
        self.row_noun = TextInput(self.tr("A row is called"))
        self.given = LinesInput(self.tr("Given rows, one a line"), 3)
        self.nested = ChoiceInput(self.tr("Rows stand under"))
        none = (None, self.tr("sections take turns"))
        named = [self.tr(name) for name in SLOTS]
        self.colour = ChoiceInput(self.tr("Colour of its highlights"), [none, *enumerate(named)])
        self.condition = ConditionInput(tokens)
        self.locked = QLabel(
            self.tr("This section is part of the JBI instrument. Fields may be added to it.")
        )
        self.locked.setWordWrap(True)
        set_kind(self.locked, "muted")
        self.error = QLabel()
        self.error.setWordWrap(True)
        set_kind(self.error, "error")
        self._form = QFormLayout()
        self._build()
        self._connect()

    def show_section(self, form: Form, section: Section, *, is_published: bool) -> None:
        """Show a section; whether it repeats is settled once it is published."""
        self.show_problem("")
        self.label.show_text(section.label)
        self.help.show_text(section.help)
        self.repeating.setChecked(section.repeating)
        self.repeating.setEnabled(not is_published and section.scope is Scope.STUDY)
        none = ("", self.tr("the first text"))
        self.row_label.offer([none, *((f.key, f.label) for f in section.fields)])
        self.row_label.show_value(section.row_label)
        self.row_noun.show_text(section.row_noun)
        self.given.show_text("\n".join(section.given_rows))
        rows = [f for f in section.fields if f.type is FieldType.ROW]
        self.nested.offer([("", self.tr("nothing")), *((f.key, f.label) for f in rows)])
        self.nested.show_value(section.nested_by)
        self.condition.show_condition(form, "", section.show_if)
        self.locked.setVisible(section.locked)
        self.colour.show_value(section.colour)
        for widget in (self.row_label, self.row_noun, self.given, self.nested):
            self._form.setRowVisible(widget, section.repeating)
        charted = section.scope is Scope.STUDY
        self._form.setRowVisible(self.condition, charted)
        self._form.setRowVisible(self.colour, charted)

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the section."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def flush(self) -> None:
        """Say what is being typed."""
        for box in (self.label, self.row_noun):
            box.flush()
        for lines in (self.help, self.given):
            lines.flush()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.addWidget(self.error)
        column.addWidget(self.locked)
        self.error.hide()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("&Label"), self.label),
            (self.tr("Help"), self.help),
            ("", self.repeating),
            (self.tr("Rows named by"), self.row_label),
            (self.tr("A row is called"), self.row_noun),
            (self.tr("Given rows"), self.given),
            (self.tr("Rows stand under"), self.nested),
            ("", self.condition),
            (self.tr("Colour"), self.colour),
        )
        for words, widget in rows:
            if widget is self.condition:
                self._form.addRow(widget)
                continue
            label = QLabel(words)
            label.setBuddy(widget)
            self._form.addRow(label, widget)
        column.addLayout(self._form)
        column.addStretch(1)

    def _connect(self) -> None:
        for box, name in (
            (self.label, "label"),
            (self.help, "help"),
            (self.row_noun, "row_noun"),
        ):
            box.settled.connect(lambda text, name=name: self.changed.emit({name: text.strip()}))
        self.repeating.clicked.connect(lambda on: self.changed.emit({"repeating": bool(on)}))
        for choice, name in ((self.row_label, "row_label"), (self.nested, "nested_by")):
            choice.settled.connect(lambda key, name=name: self.changed.emit({name: key or None}))
        self.given.settled.connect(self._on_given)
        self.colour.settled.connect(lambda slot: self.changed.emit({"colour": slot}))
        self.condition.settled.connect(lambda said: self.changed.emit({"show_if": said}))

    def _on_given(self, text: str) -> None:
        rows = [line.strip() for line in text.splitlines() if line.strip()]
        self.changed.emit({"given_rows": list(dict.fromkeys(rows)) or None})
