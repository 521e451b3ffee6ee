"""When a field is asked: questions to other fields, in groups as deep as the form allows."""

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.condition_words import condition_words
from app.domain.conditions import AnyOf, Condition
from app.domain.fields import Form
from app.domain.rule_documents import condition_to_json
from ui.designer.condition_group import ALL, ANY, ConditionGroup
from ui.designer.condition_line import askable
from ui.designer.inputs import ChoiceInput
from ui.style_sheet import set_kind
from ui.theme import Tokens

ALWAYS = "always"


class ConditionInput(QWidget):
    """Shows a condition; `settled(document or None)` follows a change."""

    settled = Signal(object)

    def __init__(self, tokens: Tokens) -> None:
        """Start with no condition."""
        super().__init__()
        self._tokens = tokens
        self._form: Form | None = None
        self._seen: object = None
        self._group = ConditionGroup((), tokens)
        modes = (
            (ALWAYS, self.tr("Always")),
            (ALL, self.tr("When all of these hold")),
            (ANY, self.tr("When any of these holds")),
        )
        self._mode = ChoiceInput(self.tr("Show if"), modes)
        label = QLabel(self.tr("Show if"))
        label.setBuddy(self._mode)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setAccessibleName(self.tr("The condition in words"))
        set_kind(self._words, "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label)
        head.addWidget(self._mode, 1)
        self._column.addLayout(head)
        for widget in (self._group, self._words):
            self._column.addWidget(widget)
        self.setFocusProxy(self._mode)
        self._mode.settled.connect(self._on_mode)
        self._connect_group()

    def show_condition(self, form: Form, own_id: str, condition: Condition | None) -> None:
        """Show the condition of a field or section (`own_id`), over the fields of a form.

        What is shown already, with questions that are not finished, stays as it is.
        """
        fields = tuple(askable(form, own_id))
        seen = (own_id, fields)
        self._form = form
        if seen != self._seen or self._group.condition() != condition or self._is_off(condition):
            self._replace_group(ConditionGroup(fields, self._tokens))
            self._group.show_group(condition)
            is_any = isinstance(condition, AnyOf)
            self._mode.show_value(ALWAYS if condition is None else ANY if is_any else ALL)
            self._on_reordered()
        self._seen = seen
        self._show_words()

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._tokens = tokens
        self._group.dress(tokens)

    def _is_off(self, condition: Condition | None) -> bool:
        return self._mode.value == ALWAYS and condition is not None

    def _replace_group(self, group: ConditionGroup) -> None:
        old, self._group = self._group, group
        self._column.replaceWidget(old, group)
        old.hide()
        old.deleteLater()
        self._connect_group()

    def _connect_group(self) -> None:
        self._group.settled.connect(self._say)
        self._group.reordered.connect(self._on_reordered)
        self._group.setVisible(self._mode.value != ALWAYS)

    def _on_reordered(self) -> None:
        self._group.setVisible(self._mode.value != ALWAYS)
        self._group.name("")
        for before, after in pairwise([self._mode, *self._group.stops()]):
            QWidget.setTabOrder(before, after)

    def _on_mode(self, mode: object) -> None:
        self._group.setVisible(mode != ALWAYS)
        self._group.set_any(is_any=mode == ANY)
        if mode != ALWAYS and self._group.is_bare:
            self._group.add_line()
        else:
            self._say()

    def _said(self) -> Condition | None:
        return None if self._mode.value == ALWAYS else self._group.condition()

    def _say(self) -> None:
        said = self._said()
        self._show_words()
        self.settled.emit(None if said is None else condition_to_json(said))

    def _show_words(self) -> None:
        said = self._said()
        told = condition_words(self._form, said) if said is not None and self._form else ""
        self._words.setText(self.tr("Asked when {0}.").format(told) if told else "")
        self._words.setVisible(bool(told))
