"""Conditions held together by "all of" or "any of", groups within groups among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.conditions import AllOf, AnyOf, Ask, Condition
from app.domain.rule_documents import DEEPEST
from ui.designer.condition_line import DROP, ConditionLine
from ui.designer.inputs import ChoiceInput
from ui.style_sheet import set_kind

if TYPE_CHECKING:
    from app.domain.fields import Field
    from ui.theme import Tokens

ALL, ANY = "all", "any"


class ConditionGroup(QFrame):
    """Shows the parts of a group one under the other; `depth` 0 is the whole condition."""

    settled = Signal()
    reordered = Signal()  # parts came or went
    removed = Signal(object)  # itself

    def __init__(self, fields: Sequence[Field], tokens: Tokens, depth: int = 0) -> None:
        """Build a group without parts, over these fields."""
        super().__init__()
        self._fields = fields
        self._tokens = tokens
        self._depth = depth
        self._parts: list[ConditionLine | ConditionGroup] = []
        modes = ((ALL, self.tr("All of these hold")), (ANY, self.tr("Any of these holds")))
        self._mode = ChoiceInput(self.tr("How the group holds"), modes)
        self._drop = QPushButton()
        self._add = QPushButton(self.tr("Add a condition"))
        self._add_group = QPushButton(self.tr("Add a group"))
        self._column = QVBoxLayout(self)
        self._build()
        self._connect()
        self.dress(tokens)

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._tokens = tokens
        self._drop.setIcon(tokens.icon("x"))
        self._add.setIcon(tokens.icon("plus", "accent"))
        self._add_group.setIcon(tokens.icon("list", "accent"))
        for part in self._parts:
            part.dress(tokens)

    def show_group(self, group: Condition | None) -> None:
        """Show a condition; one that is no group becomes the only part."""
        self._mode.show_value(ANY if isinstance(group, AnyOf) else ALL)
        for part in self._parts:
            self._let_go(part)
        self._parts = []
        parts = group.parts if isinstance(group, AllOf | AnyOf) else (group,) if group else ()
        for asked in parts:
            self._append(asked)

    def begin(self) -> None:
        """Begin with one question."""
        self._append(None)

    def condition(self) -> Condition | None:
        """Return what is asked, without what is unfinished; a group of one part is that part."""
        found = tuple(c for part in self._parts if (c := _condition_of(part)) is not None)
        if len(found) <= 1:
            return found[0] if found else None
        return AnyOf(found) if self._mode.value == ANY else AllOf(found)

    def set_any(self, *, is_any: bool) -> None:
        """Hold when any part does, else when all do."""
        self._mode.show_value(ANY if is_any else ALL)

    @property
    def is_any(self) -> bool:
        """Tell whether one part is enough."""
        return self._mode.value == ANY

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing is asked yet."""
        return not self._parts

    def add_line(self) -> None:
        """Ask one question more, and put the focus there."""
        self._grown(self._append(None))

    def name(self, place: str) -> None:
        """Say for screen readers which group it is, such as "2"; "" is the whole."""
        if place:
            self._mode.setAccessibleName(self.tr("Group {0}: how it holds").format(place))
            self._drop.setAccessibleName(self.tr("Remove group {0}").format(place))
            self._add.setAccessibleName(self.tr("Add a condition to group {0}").format(place))
            self._add_group.setAccessibleName(self.tr("Add a group to group {0}").format(place))
        for number, part in enumerate(self._parts, start=1):
            part.name(f"{place}.{number}" if place else str(number))

    def stops(self) -> list[QWidget]:
        """Return what Tab visits, in order."""
        inner = [stop for part in self._parts for stop in part.stops()]
        head: list[QWidget] = [self._mode, self._drop] if self._depth else []
        return [*head, *inner, self._add, self._add_group]

    def _build(self) -> None:
        nested = self._depth > 0
        self._column.setContentsMargins(10 if nested else 0, 2 if nested else 0, 0, 2)
        self._column.setSpacing(6)
        set_kind(self, "nested" if nested else "plain")
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._mode, 1)
        head.addWidget(self._drop)
        self._drop.setFixedWidth(DROP)
        self._drop.setToolTip(self.tr("Remove this group"))
        self._column.addLayout(head)
        for widget in (self._mode, self._drop):
            widget.setVisible(nested)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self._add)
        foot.addWidget(self._add_group)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self._add_group.setVisible(self._depth < DEEPEST - 1)

    def _connect(self) -> None:
        self._mode.settled.connect(lambda _mode: self.settled.emit())
        self._drop.clicked.connect(lambda: self.removed.emit(self))
        self._add.clicked.connect(self.add_line)
        self._add_group.clicked.connect(self._on_add_group)

    def _append(self, part: Condition | None) -> ConditionLine | ConditionGroup:
        if part is None or isinstance(part, Ask):
            line = ConditionLine(self._fields, self._tokens)
            if part is not None:
                line.show_ask(part)
            return self._put(line)
        group = ConditionGroup(self._fields, self._tokens, self._depth + 1)
        group.reordered.connect(self.reordered)
        group.show_group(part)
        return self._put(group)

    def _put(self, part: ConditionLine | ConditionGroup) -> ConditionLine | ConditionGroup:
        part.settled.connect(self.settled)
        part.removed.connect(self._on_removed)
        self._parts.append(part)
        self._column.insertWidget(self._column.count() - 1, part)
        part.show()
        return part

    def _on_add_group(self) -> None:
        self._grown(self._append(AllOf(()) if self.is_any else AnyOf(())))

    def _grown(self, part: ConditionLine | ConditionGroup) -> None:
        if isinstance(part, ConditionGroup):
            part.begin()
        self.reordered.emit()
        part.stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.settled.emit()

    def _on_removed(self, part: object) -> None:
        if not isinstance(part, ConditionLine | ConditionGroup):
            return
        place = self._parts.index(part)
        self._parts.remove(part)
        near = self._parts[max(place - 1, 0)].stops()[0] if self._parts else self._add
        near.setFocus(Qt.FocusReason.OtherFocusReason)
        self._let_go(part)
        self.reordered.emit()
        self.settled.emit()

    def _let_go(self, part: QWidget) -> None:
        self._column.removeWidget(part)
        part.hide()
        part.deleteLater()


def _condition_of(part: ConditionLine | ConditionGroup) -> Condition | None:
    return part.ask() if isinstance(part, ConditionLine) else part.condition()
