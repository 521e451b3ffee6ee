"""Computes agreement for the side sheet: at once without intervals, then with them beside."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.bootstrap_intervals import DRAWS
from app.domain.field_agreement import Agreement, Choices

if TYPE_CHECKING:
    from app.domain.edits import ChangeSet
    from app.domain.errors import AppError
    from app.jobs import JobContext
    from app.services.agreement import Couple
    from ui.consensus.page import ConsensusPage
    from ui.jobs import Job
    from ui.workspaces import Desk


class Agreeing(QObject):
    """Fills the sheet, and keeps what is chosen in it."""

    def __init__(self, desk: Desk, page: ConsensusPage) -> None:
        """Read through the review of the desk."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        sheet = self._sheet = page.sheet
        self._service = desk.review.agreement
        self._couples: tuple[Couple, ...] = ()
        self._job: Job | None = None
        self._wanted = False
        self._chosen = Choices()
        desk.editor.changed.connect(self._on_changed)
        sheet.couple_chosen.connect(lambda _place: self.compute())
        sheet.ordered_chosen.connect(self._on_ordered)
        sheet.tolerance_chosen.connect(self._on_tolerance)
        sheet.act_wanted.connect(self._on_act)

    def toggle(self, on: bool = False) -> None:
        """Show the sheet with figures as they are now, or the lines again."""
        self._page.show_sheet(on)
        if not on:
            return
        self._couples = self._service.couples()
        self._sheet.show_couples(self._couples)
        self.compute()

    def compute(self) -> None:
        """Compute beside the window; a newer wish waits for the one that runs."""
        if self._job is not None:
            self._wanted = True
            return
        choices = self._chosen = self._service.choices(DRAWS)
        self._sheet.show_choices(choices)
        self._sheet.show_busy()
        work = partial(self._work, choices, self._who())
        self._job = self._desk.jobs.start(self.tr("Agreement"), work)
        self._job.progressed.connect(self._sheet.show_busy)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(self._on_failed)
        self._job.cancelled.connect(self._on_cancelled)
        self._job.ended.connect(self._on_ended)

    def close(self) -> None:
        """Let go of the review."""
        self._desk.editor.changed.disconnect(self._on_changed)
        if self._job is not None:
            self._job.cancel()

    def _work(self, choices: Choices, who: tuple[str, str] | None, ctx: JobContext) -> Agreement:
        return self._service.agreement(choices, who, ctx)

    def _who(self) -> tuple[str, str] | None:
        place = self._sheet.couples.currentIndex()
        if not 0 <= place < len(self._couples):
            return None
        chosen = self._couples[place]
        if len(self._couples) < 2 and not chosen.is_twice:
            return None
        return chosen.first.reviewer_id, chosen.second.reviewer_id

    def _on_finished(self, found: Agreement) -> None:
        self._sheet.show_done()
        form = self._desk.review.forms.current()
        self._sheet.show_figures(found, form, self._service.choices())

    def _on_changed(self, changes: ChangeSet) -> None:
        """Compute again when undo changed how it is measured, or other work is compared."""
        if not self._sheet.isVisible():
            return
        is_other = bool(changes.areas & {"version", "pairs", "assignments"})
        if is_other or self._service.choices(DRAWS) != self._chosen:
            self.compute()

    def _on_act(self) -> None:
        """Stop what is computed, or compute again."""
        if self._job is not None:
            self._wanted = False
            self._job.cancel()
        else:
            self.compute()

    def _on_failed(self, problem: AppError) -> None:
        self._sheet.show_problem(problem.message)

    def _on_cancelled(self) -> None:
        self._sheet.show_problem(self.tr("The computing was stopped. Nothing was changed."))

    def _on_ended(self) -> None:
        self._job = None
        if self._wanted:
            self._wanted = False
            self.compute()

    def _on_ordered(self, field_id: str, on: bool) -> None:
        kept = self._service.choices()
        ordered = kept.ordered | {field_id} if on else kept.ordered - {field_id}
        self._keep(replace(kept, ordered=ordered))

    def _on_tolerance(self, tolerance: float) -> None:
        self._keep(replace(self._service.choices(), tolerance=tolerance))

    def _keep(self, choices: Choices) -> None:
        if choices != self._service.choices():
            label = self.tr("How agreement is measured")
            self._desk.editor.submit(self._service.set_choices(choices), label)
