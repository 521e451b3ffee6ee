"""Adds PDFs off the window's thread: passwords asked for, failures listed one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.jobs import JobContext
from ui.counting import counted
from ui.jobs import Jobs

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.services.papers import PaperOutcome


class Importing(QObject):
    """Takes files and folders into the review that is open."""

    imported = Signal(object, object)  # tuple[Edit, ...] already written, ChangeSet
    said = Signal(str, str)  # sentence, tone
    first_study = Signal(str)  # study_id

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        """Run in `jobs`; dialogs belong to `window`."""
        super().__init__(window)
        self._jobs = jobs
        self._window = window

    def ask(self, review: Review, study_id: str | None = None) -> None:
        """Let the reviewer choose PDFs."""
        from PySide6.QtWidgets import QFileDialog

        files, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Add PDFs"), "", self.tr("PDF files (*.pdf)")
        )
        if files:
            self.add(review, [Path(file) for file in files], study_id)

    def add(
        self,
        review: Review,
        paths: Sequence[Path],
        study_id: str | None = None,
        passwords: Mapping[str, str] | None = None,
    ) -> None:
        """Add the files; what can't be taken is reported and the rest goes in."""
        if review.read_only:
            self.said.emit(
                self.tr("This review is open read-only, so no PDF was added."), "warning"
            )
            return

        def work(ctx: JobContext) -> tuple[PaperOutcome, ...]:
            return review.papers.add(paths, ctx, passwords, study_id)

        job = self._jobs.start(self.tr("Adding PDFs"), work)
        were_given = bool(passwords)
        job.finished.connect(
            lambda found: self._on_added(review, found, study_id, were_given=were_given)
        )
        job.failed.connect(lambda problem: self.said.emit(problem.message, "danger"))
        job.cancelled.connect(self._on_cancelled)

    def _on_added(
        self,
        review: Review,
        outcomes: tuple[PaperOutcome, ...],
        study_id: str | None,
        *,
        were_given: bool,
    ) -> None:
        added = [outcome for outcome in outcomes if outcome.was_added]
        self._tell(added)
        encrypted = [outcome for outcome in outcomes if outcome.needs_password]
        failed = [
            outcome for outcome in outcomes if not outcome.was_added and outcome not in encrypted
        ]
        text = counted(len(added), self.tr("1 PDF added."), self.tr("{n} PDFs added."))
        tone = "success" if added and not failed else "warning"
        self.said.emit(text, tone if outcomes else "info")
        if failed:
            from ui.flows.import_report import ImportReport

            ImportReport(failed, self._window).open()
        if encrypted:
            is_first = encrypted[0] is outcomes[0]  # only the first file is the study's paper
            self._ask_passwords(
                review, encrypted, study_id if is_first else None, were_given=were_given
            )

    def _tell(self, added: Sequence[PaperOutcome]) -> None:
        studies = frozenset(outcome.study_id for outcome in added if outcome.study_id)
        from app.domain.edits import ChangeSet

        edits = tuple(outcome.edit for outcome in added if outcome.edit is not None)
        self.imported.emit(edits, ChangeSet(studies=studies))
        if added and added[0].study_id:
            self.first_study.emit(added[0].study_id)

    def _on_cancelled(self) -> None:
        self._tell(())
        self.said.emit(self.tr("Stopped. The PDFs added so far are in the review."), "info")

    def _ask_passwords(
        self,
        review: Review,
        outcomes: Sequence[PaperOutcome],
        study_id: str | None,
        *,
        were_given: bool,
    ) -> None:
        from ui.flows.locked import ask_password

        passwords: dict[str, str] = {}
        for outcome in outcomes:
            text = ask_password(self._window, outcome.path.name, was_wrong=were_given)
            if text:
                passwords[str(outcome.path)] = text
        if passwords:
            self.add(review, [Path(path) for path in passwords], study_id, passwords)
