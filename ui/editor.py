"""The window's way to write: submits edits, keeps undo stacks, says what changed."""

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoGroup, QUndoStack

from app.domain.edits import ChangeSet, Edit, FillAnswer
from app.domain.errors import AppError

STEPS = 200
TYPING = 1  # id of the commands that typing merges into one
PAUSE = 2.0  # seconds of rest after which typing starts a new step


class Applies(Protocol):
    """The one writer of the review."""

    def apply(self, edit: Edit, origin: object | None = None, label: str = "") -> ChangeSet:
        """Write the edit in one transaction."""
        ...


class Editor(QObject):
    """Applies edits at once and pushes them, already applied, on the stack of their record.

    `changed(ChangeSet)` is the only notification of writing; `failed(AppError, str)` gives
    the error and the label of the step that was not saved; `stepped(Edit)` follows undo and redo.
    """

    changed = Signal(object)
    saved = Signal()
    failed = Signal(object, str)
    stepped = Signal(object)

    def __init__(
        self,
        writer: Applies,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Write through `writer`; `clock` gives seconds."""
        super().__init__(parent)
        self._writer = writer
        self._clock = clock
        self.group = QUndoGroup(self)
        self._stacks: dict[str, QUndoStack] = {}
        self._waiting = ""  # label of a step that waits for its first edit
        self._together: QUndoStack | None = None  # where a step of several edits is open

    def show_record(self, record_id: str) -> None:
        """Make the stack of this record the one that undo and redo act on."""
        stack = self._stacks.get(record_id)
        if stack is None:
            stack = QUndoStack(self.group)
            stack.setUndoLimit(STEPS)
            self._stacks[record_id] = stack
        self.group.setActiveStack(stack)

    def submit(
        self, edit: Edit, label: str, origin: object | None = None, *, typing: bool = False
    ) -> bool:
        """Write the edit and make it undoable; False (and `failed`) when it was refused."""
        changes = self._write(edit, label, origin)
        if changes is None:
            return False
        self._push(edit, label, self._clock() if typing else None)
        self._tell(changes)
        return True

    def begin_steps(self, label: str) -> None:
        """Make the edits that follow one step of undo, until `end_steps`."""
        self._waiting = label

    def end_steps(self) -> None:
        """End what `begin_steps` began; without an edit there is no step."""
        self._waiting = ""
        stack, self._together = self._together, None
        if stack is not None:
            stack.endMacro()

    def take_written(self, edits: Sequence[Edit], label: str, changes: ChangeSet) -> None:
        """Make edits that a job has written already one step of undo, and tell."""
        self.begin_steps(label)
        for edit in edits:
            self._push(edit, label, None)
        self.end_steps()
        self._tell(changes)

    def forget_steps(self, record_id: str) -> None:
        """Drop the steps of a record that can't be taken back any more."""
        stack = self._stacks.get(record_id)
        if stack is not None:
            stack.clear()

    def apply_step(self, edit: Edit, label: str) -> bool:
        """Write an edit for undo or redo, and tell."""
        changes = self._write(edit, label, None)
        if changes is None:
            return False
        self._tell(changes)
        self.stepped.emit(edit)
        return True

    def _push(self, edit: Edit, label: str, typed_at: float | None) -> None:
        """Put a written edit on the stack, as part of the step that was begun if there is one."""
        open_step = self._together
        stack = self.group.activeStack() if open_step is None else open_step
        if stack is not None:
            if self._waiting:
                stack.beginMacro(self._waiting)
                self._waiting, self._together = "", stack
            stack.push(_Step(self, edit, label, typed_at))

    def _write(self, edit: Edit, label: str, origin: object | None) -> ChangeSet | None:
        try:
            return self._writer.apply(edit, origin, label)
        except AppError as problem:
            self.failed.emit(problem, label)
            return None

    def _tell(self, changes: ChangeSet) -> None:
        self.saved.emit()
        self.changed.emit(changes)


class _Step(QUndoCommand):
    """An edit that is already applied; undo applies its inverse.

    A step that is refused (the data changed meanwhile) marks itself obsolete, and the stack
    drops it.
    """

    def __init__(self, editor: Editor, edit: Edit, label: str, typed_at: float | None) -> None:
        super().__init__(label)
        self._editor = editor
        self.edit = edit
        self.typed_at = typed_at
        self._is_applied = True

    def id(self) -> int:
        return -1 if self.typed_at is None else TYPING

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or self.typed_at is None or other.typed_at is None:
            return False
        merged = _merged(self.edit, other.edit)
        if merged is None or other.typed_at - self.typed_at > PAUSE:
            return False
        if other.text() != self.text():  # a mark or a flag after typing is a step of its own
            return False
        self.edit = merged
        self.typed_at = other.typed_at
        return True

    def redo(self) -> None:
        if self._is_applied:  # pushed after it was written
            self._is_applied = False
            return
        self.setObsolete(not self._editor.apply_step(self.edit, f"Redo {self.text()}"))

    def undo(self) -> None:
        done = self._editor.apply_step(self.edit.inverse(), f"Undo {self.text()}")
        self.setObsolete(not done)


def _merged(first: Edit, second: Edit) -> Edit | None:
    if not isinstance(first, FillAnswer) or not isinstance(second, FillAnswer):
        return None
    if first.cell != second.cell or first.after != second.before:
        return None
    if first.link or first.unlink or second.link or second.unlink:
        return None
    return FillAnswer(first.cell, first.before, second.after)
