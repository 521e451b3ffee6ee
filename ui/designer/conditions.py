"""When a field is asked: conditions over other fields, one a line."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.choices import YES_NO
from app.domain.conditions import BARE_TESTS, AllOf, AnyOf, Ask, Condition, Test
from app.domain.fields import MARKS, NUMBER_TYPES, Field, FieldType, Form
from app.domain.rule_documents import condition_to_json
from ui.designer.inputs import ChoiceInput
from ui.style_sheet import set_kind
from ui.theme import Tokens

TESTS = {
    Test.IS: "is",
    Test.IS_NOT: "is not",
    Test.CONTAINS: "contains",
    Test.LESS: "<",
    Test.AT_MOST: "≤",
    Test.MORE: ">",
    Test.AT_LEAST: "≥",
    Test.MARKED: "is marked",
    Test.ANSWERED: "is answered",
    Test.UNANSWERED: "is not answered",
}
ALWAYS, ALL, ANY = "always", "all", "any"


class ConditionInput(QWidget):
    """Shows a condition of one level; `settled(document or None)` follows a change."""

    settled = Signal(object)

    def __init__(self, tokens: Tokens) -> None:
        """Start with no condition."""
        super().__init__()
        self._tokens = tokens
        self._form: Form | None = None
        self._own = ""
        self._lines: list[_Line] = []
        modes = (
            (ALWAYS, self.tr("Always")),
            (ALL, self.tr("When all of these hold")),
            (ANY, self.tr("When any of these holds")),
        )
        self._mode = ChoiceInput(self.tr("Show if"), modes)
        self._deep = QLabel(
            self.tr("This condition has groups within groups. Change it in an exported form.")
        )
        self._deep.setWordWrap(True)
        set_kind(self._deep, "muted")
        self._add = QPushButton(tokens.icon("plus", "accent"), self.tr("Add a condition"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        for widget in (self._mode, self._deep, self._add):
            self._column.addWidget(widget)
        self._mode.settled.connect(self._on_mode)
        self._add.clicked.connect(self._on_add)

    def show_condition(self, form: Form, own_id: str, condition: Condition | None) -> None:
        """Show the condition of a field or section (`own_id`), over the fields of a form."""
        self._form, self._own = form, own_id
        parts, is_flat = _flat(condition)
        mode = ALWAYS if condition is None else ANY if isinstance(condition, AnyOf) else ALL
        self._mode.show_value(mode)
        self._mode.setEnabled(is_flat)
        self._deep.setVisible(not is_flat)
        self._show_lines(parts if is_flat else ())
        self._add.setVisible(is_flat and mode != ALWAYS)

    def _show_lines(self, parts: tuple[Ask, ...]) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for part in parts:
            self._append(part)

    def _append(self, ask: Ask | None) -> None:
        assert self._form is not None  # noqa: S101 - lines are shown with a form
        line = _Line(self._form, self._own, self._tokens)
        line.show_ask(ask)
        line.settled.connect(self._say)
        line.removed.connect(self._on_removed)
        self._lines.append(line)
        self._column.insertWidget(self._column.indexOf(self._add), line)

    def _on_mode(self, mode: object) -> None:
        self._add.setVisible(mode != ALWAYS)
        if mode == ALWAYS:
            self.settled.emit(None)
        elif not self._lines:
            self._append(None)
        else:
            self._say()

    def _on_add(self) -> None:
        self._append(None)

    def _on_removed(self, line: object) -> None:
        if isinstance(line, _Line):
            self._lines.remove(line)
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
            self._say()

    def _say(self) -> None:
        asks = tuple(ask for line in self._lines if (ask := line.ask()) is not None)
        if not asks:
            self.settled.emit(None)
            return
        group = AnyOf(asks) if self._mode.value == ANY else AllOf(asks)
        said = condition_to_json(asks[0] if len(asks) == 1 else group)
        self.settled.emit(said)


class _Line(QWidget):
    """One question to another field."""

    settled = Signal()
    removed = Signal(object)

    def __init__(self, form: Form, own_id: str, tokens: Tokens) -> None:
        super().__init__()
        self._form = form
        fields = [f for f in form.study_fields if f.field_id != own_id and not f.is_computed]
        self._field = ChoiceInput(
            self.tr("Condition: field"), [(f.field_id, f.label) for f in fields]
        )
        self._test = ChoiceInput(self.tr("Condition: test"))
        self._value = QComboBox()
        self._value.setEditable(True)
        self._value.setAccessibleName(self.tr("Condition: value"))
        self._value.setMinimumContentsLength(6)
        drop = QPushButton(tokens.icon("x"), "")
        drop.setAccessibleName(self.tr("Remove this condition"))
        drop.setFixedWidth(30)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._field, 3)
        row.addWidget(self._test, 2)
        row.addWidget(self._value, 3)
        row.addWidget(drop)
        self._field.settled.connect(self._on_field)
        self._test.settled.connect(self._on_test)
        self._value.activated.connect(self.settled)
        line = self._value.lineEdit()
        if line is not None:
            line.editingFinished.connect(self.settled)
        drop.clicked.connect(lambda: self.removed.emit(self))

    def show_ask(self, ask: Ask | None) -> None:
        """Show a question, or a new one about the first field."""
        if ask is not None:
            self._field.show_value(ask.field_id)
        self._offer()
        if ask is not None:
            self._test.show_value(ask.test)
            self._offer_values()
            self._value.setEditText(_shown(ask.value))

    def ask(self) -> Ask | None:
        """Return the question, None while its value is missing."""
        field = self._asked()
        test = self._test.value
        if field is None or not isinstance(test, Test):
            return None
        if test in BARE_TESTS:
            return Ask(field.field_id, test)
        text = self._value.currentText().strip()
        return Ask(field.field_id, test, _stored(field, test, text)) if text else None

    def _asked(self) -> Field | None:
        field_id = self._field.value
        return self._form.field(str(field_id)) if field_id else None

    def _on_field(self, _value: object) -> None:
        self._offer()
        self.settled.emit()

    def _on_test(self, _value: object) -> None:
        self._offer_values()
        self.settled.emit()

    def _offer(self) -> None:
        field = self._asked()
        numeric = field is not None and field.type in {*NUMBER_TYPES, FieldType.YEAR}
        order = (Test.LESS, Test.AT_MOST, Test.MORE, Test.AT_LEAST)
        offered = [t for t in TESTS if numeric or t not in order]
        self._test.offer([(test, self.tr(TESTS[test])) for test in offered])
        self._offer_values()

    def _offer_values(self) -> None:
        field = self._asked()
        kept = self._value.currentText()
        self._value.clear()
        if self._test.value is Test.MARKED:
            self._value.addItems([mark.value for mark in MARKS])
        elif field is not None and self._test.value not in BARE_TESTS:
            yes_no = field.type is FieldType.YES_NO
            self._value.addItems([w.lower() for w in YES_NO] if yes_no else list(field.options))
            self._value.setEditText(kept if not field.options and not yes_no else "")
            if field.options or yes_no:
                self._value.setCurrentIndex(0)
        self._value.setEnabled(self._test.value not in BARE_TESTS)


def _flat(condition: Condition | None) -> tuple[tuple[Ask, ...], bool]:
    """Return the questions of a condition, and whether one level says it all."""
    if condition is None:
        return (), True
    if isinstance(condition, Ask):
        return (condition,), True
    asks = tuple(part for part in condition.parts if isinstance(part, Ask))
    return asks, len(asks) == len(condition.parts)


def _shown(value: Any) -> str:  # noqa: ANN401 - any JSON
    return "" if value is None else str(value)


def _stored(field: Field, test: Test, text: str) -> str | int:
    whole = field.type in (FieldType.INTEGER, FieldType.YEAR) and test is not Test.MARKED
    return int(text) if whole and text.lstrip("-").isdigit() else text
