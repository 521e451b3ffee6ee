"""What a field demands of its value: range, length, pattern, comparison, each with its words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.fields import LIST_TYPES, NUMBER_TYPES, TEXT_TYPES, Field, FieldType, Form
from app.domain.rule_documents import rule_to_json
from app.domain.rules import Comparison, Length, Pattern, Range, Rule, Sign
from ui.designer.inputs import ChoiceInput, TextInput

BOUNDED = frozenset({*NUMBER_TYPES, FieldType.YEAR, FieldType.YEAR_RANGE, FieldType.DATE})
_COUNTED = TEXT_TYPES | LIST_TYPES | {FieldType.MULTI, FieldType.COUNTRY}
_MATCHED = frozenset(
    {FieldType.SHORT_TEXT, FieldType.LONG_TEXT, FieldType.IDENTIFIER, FieldType.TEXT_LIST}
)


class RulesInput(QWidget):
    """Shows the first rule of each kind; `settled(documents or None)` gives all of the field.

    Further rules of a kind, as an imported form may have, stay as they are.
    """

    settled = Signal(object)

    def __init__(self) -> None:
        """Build the inputs, empty."""
        super().__init__()
        self._rules: tuple[Rule, ...] = ()
        self.low, self.high = TextInput(self.tr("At least")), TextInput(self.tr("At most"))
        self.least = TextInput(self.tr("Shortest length"))
        self.most = TextInput(self.tr("Longest length"))
        self.pattern = TextInput(self.tr("Pattern"))
        self.sign = ChoiceInput(
            self.tr("Compare: sign"),
            [("", self.tr("is not compared")), *((s.value, s.value) for s in Sign)],
        )
        self.other = ChoiceInput(self.tr("Compare: field"))
        self._words: dict[type[Rule], _Words] = {
            Range: _Words(self.tr("range")),
            Length: _Words(self.tr("length")),
            Pattern: _Words(self.tr("pattern")),
            Comparison: _Words(self.tr("comparison")),
        }
        for line in (self.least, self.most):
            line.setPlaceholderText(self.tr("characters or entries"))
        self._rows = QFormLayout(self)
        self._build()
        self._connect()

    def show_rules(self, form: Form, field: Field) -> None:
        """Show the rules of a field, and the inputs its type has a use for."""
        self._rules = field.rules
        bounds, length = self._first(Range), self._first(Length)
        pattern, compared = self._first(Pattern), self._first(Comparison)
        self.low.show_text((bounds.low or "") if isinstance(bounds, Range) else "")
        self.high.show_text((bounds.high or "") if isinstance(bounds, Range) else "")
        self.least.show_text(str(length.least or "") if isinstance(length, Length) else "")
        most = length.most if isinstance(length, Length) else None
        self.most.show_text("" if most is None else str(most))
        self.pattern.show_text(pattern.pattern if isinstance(pattern, Pattern) else "")
        self._show_compared(form, field, compared)
        for kind, words in self._words.items():
            words.show_rule(self._first(kind))
        self._show_rows(field.type)

    def flush(self) -> None:
        """Say what is being typed."""
        for line in (self.low, self.high, self.least, self.most, self.pattern):
            line.flush()
        for words in self._words.values():
            words.said.flush()

    def _show_compared(self, form: Form, field: Field, compared: Rule | None) -> None:
        others = [f for f in form.study_fields if f.type in BOUNDED and f != field]
        self.other.offer([(f.field_id, f.label) for f in others])
        is_compared = isinstance(compared, Comparison)
        self.sign.show_value(compared.sign.value if isinstance(compared, Comparison) else "")
        if isinstance(compared, Comparison):
            self.other.show_value(compared.field_id)
        self.other.setEnabled(bool(others) or is_compared)

    def _show_rows(self, kind: FieldType) -> None:
        for rule, wanted in (
            (Range, kind in BOUNDED),
            (Length, kind in _COUNTED),
            (Pattern, kind in _MATCHED),
            (Comparison, kind in BOUNDED),
        ):
            is_set = self._first(rule) is not None
            block = self._words[rule].parentWidget()
            if block is not None:
                self._rows.setRowVisible(block, wanted or is_set)
        self.setVisible(kind in BOUNDED | _COUNTED | _MATCHED or bool(self._rules))

    def _first(self, kind: type[Rule]) -> Rule | None:
        return next((rule for rule in self._rules if isinstance(rule, kind)), None)

    def _build(self) -> None:
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setVerticalSpacing(6)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, kind, inputs in (
            (self.tr("Range"), Range, (self.low, QLabel("–"), self.high)),
            (self.tr("Length"), Length, (self.least, QLabel("–"), self.most)),
            (self.tr("Pattern"), Pattern, (self.pattern,)),
            (self.tr("Compared"), Comparison, (self.sign, self.other)),
        ):
            label = QLabel(words)
            label.setBuddy(inputs[0])
            self._rows.addRow(label, _block(inputs, self._words[kind]))

    def _connect(self) -> None:
        for line in (self.low, self.high, self.least, self.most, self.pattern):
            line.settled.connect(self._say)
        for choice in (self.sign, self.other):
            choice.settled.connect(self._say)
        for words in self._words.values():
            words.settled.connect(self._say)

    def _say(self) -> None:
        made = {type(rule): rule for rule in self._made()}
        kept: list[Rule] = []
        for rule in self._rules:
            replaces = self._first(type(rule)) is rule
            new = made.pop(type(rule), None) if replaces else rule
            kept += [new] if new is not None else []
        rules = [*kept, *made.values()]
        self.settled.emit([rule_to_json(rule) for rule in rules] or None)

    def _made(self) -> list[Rule]:
        """Return the rules as they are typed; lengths that are no numbers are no lengths."""
        rules: list[Rule] = []
        low, high = self.low.text().strip(), self.high.text().strip()
        if low or high:
            rules.append(Range(low or None, high or None, *self._words[Range].typed()))
        least, most = _whole(self.least.text()), _whole(self.most.text())
        if least or most is not None:
            rules.append(Length(least or 0, most, *self._words[Length].typed()))
        if self.pattern.text().strip():
            pattern = self.pattern.text().strip()
            rules.append(Pattern(pattern, *self._words[Pattern].typed()))
        if self.sign.value and self.other.value:
            sign, other = Sign(str(self.sign.value)), str(self.other.value)
            rules.append(Comparison(sign, other, *self._words[Comparison].typed()))
        return rules


class _Words(QWidget):
    """What is said when a rule is not kept, and whether it only warns; shown with a rule."""

    settled = Signal()

    def __init__(self, of: str) -> None:
        super().__init__()
        self.said = TextInput(self.tr("Said when the {0} is not kept").format(of))
        self.said.setPlaceholderText(self.tr("What to say when it is not kept"))
        self._soft = QCheckBox(self.tr("Warn only"))
        self._soft.setAccessibleName(self.tr("Only warn: {0}").format(of))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.said, 1)
        row.addWidget(self._soft)
        self.said.settled.connect(lambda _text: self.settled.emit())
        self._soft.clicked.connect(lambda _on: self.settled.emit())

    def show_rule(self, rule: Rule | None) -> None:
        """Show the words of a rule."""
        self.said.show_text(rule.message if rule is not None else "")
        self._soft.setChecked(rule is not None and rule.is_soft)
        self.setVisible(rule is not None)

    def typed(self) -> tuple[str, bool]:
        """Return the words, and whether the rule only warns."""
        return self.said.text().strip(), self._soft.isChecked()


def _block(inputs: Sequence[QWidget], words: _Words) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in inputs:
        row.addWidget(widget, 0 if isinstance(widget, QLabel) else 1)
    column.addLayout(row)
    column.addWidget(words)
    return block


def _whole(text: str) -> int | None:
    return int(text) if text.strip().isdecimal() else None
