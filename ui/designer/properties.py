"""The properties of the chosen part of the form, all on one page."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QWidget,
)

from app.domain.fields import MARKS as ALL_MARKS
from app.domain.fields import NUMBER_TYPES, Field, FieldType, Form, Scope, Section
from ui.designer.conditions import ConditionInput
from ui.designer.inputs import ChoiceInput, LinesInput, TextInput, TicksInput
from ui.designer.rules_input import RulesInput
from ui.designer.words import MARKS, POLICIES, TYPES, translated, type_words
from ui.style_sheet import set_kind
from ui.theme import Tokens

ROLES = (
    "", "study_id", "citation", "identifier", "country", "evidence_type", "design", "sample_size",
    "group", "participants", "setting", "context", "concept", "intervention", "comparator",
    "duration", "delivery", "outcome", "risk", "implementation", "findings", "gaps", "limitations",
    "aims", "funding", "conflicts", "language", "data_collected", "notes", "decision",
    "exclusion_reason", "exclusion_quote", "date_extracted", "extractor",
)  # fmt: skip
_CHOICES = (FieldType.SINGLE, FieldType.MULTI, FieldType.QUANTITY)


class FieldProperties(QWidget):
    """Shows a field; `changed(dict)` gives the properties that were set (None: none)."""

    changed = Signal(object)

    def __init__(self, tokens: Tokens) -> None:
        """Build the inputs, empty."""
        super().__init__()
        self._field: Field | None = None
        self.label = TextInput(self.tr("Label"))
        self.key = TextInput(self.tr("Key"))
        self.type = ChoiceInput(self.tr("Type"), [(kind, type_words(kind)) for kind in TYPES])
        self.options = LinesInput(self.tr("Options, one a line"), 5)
        self.unit = TextInput(self.tr("Unit"))
        self.help = LinesInput(self.tr("Help"))
        self.rule = LinesInput(self.tr("Decision rule"), 2)
        self.required = QCheckBox(self.tr("Required"))
        self.quoted = QCheckBox(self.tr("Quote required"))
        self.listed = QCheckBox(self.tr("In the characteristics table"))
        self.marks = TicksInput({mark: translated(words) for mark, words in MARKS.items()})
        self.rules = RulesInput()
        self.condition = ConditionInput(tokens)
        self.policy = ChoiceInput(
            self.tr("Charted by"), [(p, translated(words)) for p, words in POLICIES.items()]
        )
        self.role = ChoiceInput(self.tr("Role"), self._roles())
        self.points = ChoiceInput(self.tr("Refers to"))
        self.basis = TextInput(self.tr("Basis"))
        self.default = TextInput(self.tr("Default"))
        self.error = QLabel()
        self.error.setWordWrap(True)
        set_kind(self.error, "error")
        self._form = self._build()
        self._connect()

    def show_field(self, form: Form, field: Field) -> None:
        """Show a field of a form."""
        self._field = field
        self.show_problem("")
        texts = (
            (self.label, field.label), (self.key, field.key), (self.unit, field.unit),
            (self.basis, field.basis), (self.help, field.help), (self.rule, field.decision_rule),
            (self.default, _default_text(field)),
            (self.options, "\n".join(field.options)),
        )  # fmt: skip
        for box, text in texts:
            box.show_text(text)
        self.type.show_value(field.type)
        self.required.setChecked(field.required)
        self.quoted.setChecked(field.evidence_required)
        self.listed.setChecked(field.in_characteristics)
        self.marks.show_values(field.statuses)
        self.policy.show_value(field.policy)
        self._show_role(field.role)
        self.rules.show_rules(form, field)
        self._show_pointed(form, field)
        self.condition.show_condition(form, field.field_id, field.show_if)
        self._show_rows(form.section_of(field.field_id), field)

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the field, or with what was typed."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def flush(self) -> None:
        """Say what is being typed."""
        for box in (self.label, self.key, self.unit, self.basis, self.default):
            box.flush()
        for lines in (self.options, self.help, self.rule):
            lines.flush()
        self.rules.flush()

    def _build(self) -> QFormLayout:
        form = QFormLayout(self)
        form.setContentsMargins(12, 10, 12, 12)
        form.setVerticalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.addRow(self.error)
        self.error.hide()
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("&Label"), self.label),
            (self.tr("Key"), self.key),
            (self.tr("T&ype"), self.type),
            (self.tr("Options"), self.options),
            (self.tr("Unit"), self.unit),
            (self.tr("Refers to"), self.points),
            (self.tr("Help"), self.help),
            (self.tr("Decision rule"), self.rule),
            ("", _line(self.required, self.quoted)),
            (self.tr("Marks"), self.marks),
            ("", self.rules),
            ("", self.condition),
            (self.tr("Charted by"), self.policy),
            (self.tr("Role"), self.role),
            (self.tr("Default"), self.default),
            (self.tr("Basis"), self.basis),
            ("", self.listed),
        )
        for words, widget in rows:
            if widget in (self.rules, self.condition):
                form.addRow(widget)
                continue
            label = QLabel(words)
            label.setBuddy(widget)
            form.addRow(label, widget)
        return form

    def _connect(self) -> None:
        texts = (
            (self.label, "label"), (self.key, "key"), (self.unit, "unit"), (self.basis, "basis"),
            (self.help, "help"), (self.rule, "decision_rule"), (self.default, "default"),
        )  # fmt: skip
        for box, name in texts:
            box.settled.connect(lambda text, name=name: self._say({name: text.strip() or None}))
        for tick, name in (
            (self.required, "required"),
            (self.quoted, "evidence_required"),
            (self.listed, "in_characteristics_table"),
        ):
            tick.clicked.connect(lambda on, name=name: self._say({name: bool(on)}))
        self.options.settled.connect(self._on_options)
        self.type.settled.connect(lambda kind: self._say({"type": kind.value}))
        self.marks.settled.connect(self._on_marks)
        self.policy.settled.connect(lambda p: self._say({"policy": None if p is None else p.value}))
        self.role.settled.connect(lambda role: self._say({"role": role or None}))
        self.points.settled.connect(lambda to: self._say({"points_to": to or None}))
        self.condition.settled.connect(lambda said: self._say({"show_if": said}))
        self.rules.settled.connect(lambda said: self._say({"rules": said}))

    def _say(self, said: Mapping[str, Any]) -> None:
        if self._field is not None:
            self.changed.emit(dict(said))

    def _on_options(self, text: str) -> None:
        lines = [" ".join(line.split()) for line in text.splitlines()]
        self._say({"options": list(dict.fromkeys(line for line in lines if line)) or None})

    def _on_marks(self, marks: list[Any]) -> None:
        everything = len(marks) == len(ALL_MARKS)
        self._say({"statuses": None if everything else [mark.value for mark in marks]})

    def _show_pointed(self, form: Form, field: Field) -> None:
        if field.type is FieldType.ROW:
            groups = [s for s in form.study_sections if s.repeating]
            self.points.offer([("", self.tr("none")), *((s.key, s.label) for s in groups)])
        else:
            asked = [f for s in form.review_sections for f in s.fields]
            self.points.offer([("", self.tr("none")), *((f.field_id, f.label) for f in asked)])
        self.points.show_value(field.points_to)

    def _roles(self) -> list[tuple[str, str]]:
        return [(r, translated(r.replace("_", " ")) or self.tr("none")) for r in ROLES]

    def _show_role(self, role: str) -> None:
        known = self._roles()
        self.role.offer(known if role in ROLES else [*known, (role, role.replace("_", " "))])
        self.role.show_value(role)

    def _show_rows(self, section: Section, field: Field) -> None:
        """Show the inputs that the type has a use for."""
        shown: tuple[tuple[QWidget, bool], ...] = (
            (self.options, field.type in _CHOICES),
            (self.unit, field.type in NUMBER_TYPES),
            (self.points, field.type in (FieldType.ROW, FieldType.LIST_CHOICE)),
            (self.condition, section.scope is Scope.STUDY),
            (self.policy, section.scope is Scope.STUDY),
            (self.marks, section.scope is Scope.STUDY),
        )
        for widget, wanted in shown:
            self._form.setRowVisible(widget, wanted)


class PropertyPage(QScrollArea):
    """Scrolls the properties of a part."""

    def __init__(self, page: QWidget) -> None:
        """Show a page."""
        super().__init__()
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_kind(self, "plain")


def _default_text(field: Field) -> str:
    """Return the default as it is typed; lists have a semicolon between their items."""
    if isinstance(field.default, list):
        return "; ".join(map(str, field.default))
    return "" if field.default is None else str(field.default)


def _line(*widgets: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget, 0 if isinstance(widget, QLabel) else 1)
    return line
