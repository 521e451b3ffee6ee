"""Undo and redo of the window: at once, or as a job with progress where thousands are moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.edits import ChangeSet
from app.jobs import Cancelled

if TYPE_CHECKING:
    from app.domain.edits import Edit
    from app.domain.errors import AppError
    from app.jobs import JobContext
    from ui.editor import Editor
    from ui.main_window import MainWindow
    from ui.steps import Step

LONG = 2000  # records; moving fewer is not felt


class SteppingBack(QObject):
    """Takes steps back and does them again for the window that is open."""

    def __init__(self, window: MainWindow) -> None:
        """Act on the window's editor and jobs."""
        super().__init__(window)
        self._window = window
        self._is_busy = False

    def step(self, editor: Editor, *, back: bool) -> None:
        """Take the next step back, or do it again; one that moves many records is a job."""
        step = editor.steps.coming(back=back)
        if self._is_busy:
            text = self.tr("Wait until the step before has been taken back, or stop it.")
            self._window.messages.say(text, "info")
        elif step is not None and any(getattr(one, "records", 0) >= LONG for one in step.edits):
            self._start(editor, step, back=back)
        elif back:
            editor.steps.undo()
        else:
            editor.steps.redo()

    def _start(self, editor: Editor, step: Step, *, back: bool) -> None:
        opened = self._window.opened
        if opened is None:
            return
        edits = [one.inverse() for one in reversed(step.edits)] if back else list(step.edits)
        label = f"{'Undo' if back else 'Redo'} {step.label}"
        writer = opened.review.extraction

        def work(ctx: JobContext) -> ChangeSet:
            changes = ChangeSet()
            for edit in edits:
                changes = changes.united(writer.apply(edit, label=label, ctx=ctx))
            return changes

        self._is_busy = True
        title = self.tr("Taking back: {0}") if back else self.tr("Doing again: {0}")
        job = self._window.jobs.start(title.format(step.label), work)
        job.finished.connect(lambda changes: self._on_written(editor, step, edits, changes))
        job.failed.connect(lambda problem: self._on_refused(editor, problem, label))
        job.cancelled.connect(
            lambda: self._window.messages.say(self.tr("Stopped; nothing was changed."), "info")
        )
        job.ended.connect(self._on_ended)

    def _on_written(
        self, editor: Editor, step: Step, edits: list[Edit], changes: ChangeSet
    ) -> None:
        editor.steps.stepped(step)
        editor.tell_stepped(edits, changes)

    def _on_refused(self, editor: Editor, problem: AppError, label: str) -> None:
        if not isinstance(problem, Cancelled):
            editor.failed.emit(problem, label)

    def _on_ended(self) -> None:
        self._is_busy = False
