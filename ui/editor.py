"""The window's way to write: submits edits, keeps the steps of undo, says what changed."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.domain.edits import ChangeSet, Edit, FillAnswer
from app.domain.errors import AppError
from app.domain.screening_edits import Screen
from ui.steps import Step, Steps

PAUSE = 2.0  # seconds of rest after which typing starts a new step


class Applies(Protocol):
    """The one writer of the review."""

    def apply(self, edit: Edit, origin: object | None = None, label: str = "") -> ChangeSet:
        """Write the edit in one transaction."""
        ...


class Editor(QObject):
    """Applies edits at once and keeps them, already applied, as steps of their records.

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
        self.steps = Steps(self.apply_step, self)
        self._open: Step | None = None  # a step of several edits

    def show_record(self, record_id: str) -> None:
        """Let undo and redo act on the steps of this record, or of EVERY_RECORD."""
        self.steps.show_record(record_id)

    def show_page(self, page: str, part: str = "") -> None:
        """Let undo and redo act on the steps made in this workspace, or for one study of it."""
        self.steps.show_page(page, part)

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
        self._open = self.steps.begun(label)

    def end_steps(self) -> None:
        """End what `begin_steps` began; without an edit there is no step."""
        step, self._open = self._open, None
        if step is not None and step.edits:
            self.steps.push(step)

    def take_written(self, edits: Sequence[Edit], label: str, changes: ChangeSet) -> None:
        """Make edits that a job has written already one step of undo, and tell."""
        self.begin_steps(label)
        for edit in edits:
            self._push(edit, label, None)
        self.end_steps()
        self._tell(changes)

    def tell_stepped(self, edits: Sequence[Edit], changes: ChangeSet) -> None:
        """Tell what a job wrote that took a step back or did it again."""
        self._tell(changes)
        for edit in edits:
            self.stepped.emit(edit)

    def forget_steps(self, page: str) -> None:
        """Drop the steps of a workspace that can't be taken back any more."""
        self.steps.forget_page(page)

    def apply_step(self, edit: Edit, label: str) -> bool:
        """Write an edit for undo or redo, and tell."""
        changes = self._write(edit, label, None)
        if changes is None:
            return False
        self._tell(changes)
        self.stepped.emit(edit)
        return True

    def _push(self, edit: Edit, label: str, typed_at: float | None) -> None:
        """Keep a written edit: in the step that is open, in the typing before it, or as a step."""
        if self._open is not None:
            self._open.edits.append(edit)
            return
        last = self.steps.last()
        merged = None if last is None else _typed_on(last, edit, label, typed_at)
        if last is not None and merged is not None:
            last.edits, last.typed_at = [merged], typed_at
            return
        step = self.steps.begun(label, typed_at)
        step.edits.append(edit)
        self.steps.push(step)

    def _write(self, edit: Edit, label: str, origin: object | None) -> ChangeSet | None:
        try:
            return self._writer.apply(edit, origin, label)
        except AppError as problem:
            self.failed.emit(problem, label)
            return None

    def _tell(self, changes: ChangeSet) -> None:
        self.saved.emit()
        self.changed.emit(changes)


def _typed_on(last: Step, edit: Edit, label: str, typed_at: float | None) -> Edit | None:
    """Return the edit that typing makes with the step before it; None: it is a step of its own.

    A mark or a flag after typing has another label.
    """
    if typed_at is None or last.typed_at is None or typed_at - last.typed_at > PAUSE:
        return None
    return _merged(last.edits[0], edit) if last.label == label else None


def _merged(first: Edit, second: Edit) -> Edit | None:
    if isinstance(first, Screen) and isinstance(second, Screen):
        is_one = (first.record_id, first.stage, first.after) == (
            second.record_id,
            second.stage,
            second.before,
        )
        return replace(first, after=second.after) if is_one else None
    if not isinstance(first, FillAnswer) or not isinstance(second, FillAnswer):
        return None
    if first.cell != second.cell or first.after != second.before:
        return None
    if first.link or first.unlink or second.link or second.unlink:
        return None
    return FillAnswer(first.cell, first.before, second.after)
