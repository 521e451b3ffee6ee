"""One question of a condition: a field, a test, a value."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain import values
from app.domain.answers import Json, Status
from app.domain.choices import YES_NO
from app.domain.conditions import BARE_TESTS, Ask, Test
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import MARKS, NUMBER_TYPES, Field, FieldType, Form
from ui.designer.inputs import ChoiceInput
from ui.designer.words import MARKS as MARK_WORDS
from ui.designer.words import translated
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
_ORDER = frozenset({Test.LESS, Test.AT_MOST, Test.MORE, Test.AT_LEAST})
_WORDS = frozenset({Test.IS, Test.IS_NOT, Test.CONTAINS})
_ORDERED = {*NUMBER_TYPES, FieldType.YEAR, FieldType.YEAR_RANGE, FieldType.DATE}
_WORDLESS = frozenset({FieldType.ROW, FieldType.REGION})
DROP = 28  # pixels


def askable(form: Form, own_id: str) -> list[Field]:
    """Return the fields a condition of `own_id` may ask about."""
    return [f for f in form.study_fields if f.field_id != own_id and not f.is_computed]


class ConditionLine(QWidget):
    """Shows one question to another field."""

    settled = Signal()
    removed = Signal(object)  # itself

    def __init__(self, fields: Sequence[Field], tokens: Tokens) -> None:
        """Offer questions to these fields."""
        super().__init__()
        self._fields = {field.field_id: field for field in fields}
        self._as_shown: tuple[Ask, str] | None = None
        self._field = ChoiceInput("", [(f.field_id, f.label) for f in fields])
        self._test = ChoiceInput("")
        self._value = QComboBox()
        self._value.setEditable(True)
        self._value.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._value.setMinimumContentsLength(6)
        self._value.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._drop = QPushButton()
        self._drop.setFixedWidth(DROP)
        self._drop.setToolTip(self.tr("Remove this condition"))
        self._build()
        self._offer()
        self._connect()
        self.dress(tokens)

    def name(self, place: str) -> None:
        """Say for screen readers which condition it is, such as "2.1"."""
        self._field.setAccessibleName(self.tr("Condition {0}: field").format(place))
        self._test.setAccessibleName(self.tr("Condition {0}: test").format(place))
        self._value.setAccessibleName(self.tr("Condition {0}: value").format(place))
        self._drop.setAccessibleName(self.tr("Remove condition {0}").format(place))

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._drop.setIcon(tokens.icon("x"))

    def stops(self) -> list[QWidget]:
        """Return what Tab visits, in order."""
        return [self._field, self._drop, self._test, self._value]

    def show_ask(self, ask: Ask) -> None:
        """Show a question; a field that is gone is shown by its key."""
        if ask.field_id not in self._fields:
            known = [(key, field.label) for key, field in self._fields.items()]
            self._field.offer([*known, (ask.field_id, ask.field_id)])
        self._field.show_value(ask.field_id)
        self._offer(ask.test)
        self._test.show_value(ask.test)
        self._offer_values()
        text = _shown(self._fields.get(ask.field_id), ask)
        self._value.setEditText(text)
        self._as_shown = (ask, text)

    def ask(self) -> Ask | None:
        """Return the question, None while its value is missing."""
        test = self._test.value
        if self._field.value is None or not isinstance(test, Test):
            return None
        field_id = str(self._field.value)
        if test in BARE_TESTS:
            return Ask(field_id, test)
        text = self._value.currentText().strip()
        if self._as_shown is not None and self._is_as_shown(field_id, test, text):
            return self._as_shown[0]
        return Ask(field_id, test, _stored(self._asked(), test, text)) if text else None

    def _is_as_shown(self, field_id: str, test: Test, text: str) -> bool:
        """Tell whether nothing was changed: then its value stays as it was written."""
        if self._as_shown is None:
            return False
        ask, shown = self._as_shown
        return (field_id, test, text) == (ask.field_id, ask.test, shown.strip())

    def _build(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self._field, 1)
        first.addWidget(self._drop)
        second.addWidget(self._test, 2)
        second.addWidget(self._value, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for row in (first, second):
            row.setSpacing(4)
            column.addLayout(row)

    def _connect(self) -> None:
        self._field.settled.connect(self._on_field)
        self._test.settled.connect(self._on_test)
        self._value.activated.connect(self.settled)
        line = self._value.lineEdit()
        if line is not None:
            line.editingFinished.connect(self.settled)
        self._drop.clicked.connect(lambda: self.removed.emit(self))

    def _asked(self) -> Field | None:
        return self._fields.get(str(self._field.value))

    def _on_field(self, _value: object) -> None:
        self._offer()
        self.settled.emit()

    def _on_test(self, _value: object) -> None:
        self._offer_values()
        self.settled.emit()

    def _offer(self, shown: Test | None = None) -> None:
        """Offer the tests that the field has a use for, and the one to be shown."""
        field = self._asked()
        ordered = field is not None and field.type in _ORDERED
        wordless = field is not None and field.type in _WORDLESS
        barred = (set() if ordered else _ORDER) | (_WORDS if wordless else set())
        barred = barred - {shown}
        kept = self._test.value
        self._test.offer([(t, self.tr(words)) for t, words in TESTS.items() if t not in barred])
        self._test.show_value(kept)
        self._offer_values()

    def _offer_values(self) -> None:
        field, test = self._asked(), self._test.value
        offered = _offered(field, test)
        kept = self._value.currentText()
        self._value.clear()
        self._value.addItems(offered)
        self._value.setEditText(kept if not offered or kept in offered else offered[0])
        self._value.setEnabled(test not in BARE_TESTS)


def _offered(field: Field | None, test: object) -> list[str]:
    if test is Test.MARKED:
        return [translated(MARK_WORDS[mark]) for mark in MARKS]
    if field is None or test in BARE_TESTS:
        return []
    return list(YES_NO) if field.type is FieldType.YES_NO else list(field.options)


def _shown(field: Field | None, ask: Ask) -> str:
    if ask.value is None:
        return ""
    if ask.test is Test.MARKED:
        known = {mark.value: translated(MARK_WORDS[mark]) for mark in MARKS}
        return known.get(str(ask.value), str(ask.value))
    return str(ask.value) if field is None else values.display(field, ask.value)


def _stored(field: Field | None, test: Test, text: str) -> Json:
    """Return a typed value as the answers hold theirs; what is no such value stays text."""
    if test is Test.MARKED:
        return _mark(text)
    if field is None or test is Test.CONTAINS:
        return text
    try:
        value = values.parse(field, text)
    except ValueDoesNotParse:
        return text
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _mark(text: str) -> str:
    words = {translated(MARK_WORDS[mark]).casefold(): mark for mark in MARKS}
    found: Status | None = words.get(text.casefold())
    return text if found is None else found.value
