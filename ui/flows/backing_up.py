"""Backups from the window: every hour, on request, looked into, restored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.jobs import JobContext
from ui.jobs import Jobs

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.services.backup import Backup
    from ui.project.project_view import ProjectView

HOUR_MS = 60 * 60 * 1000


class BackingUp(QObject):
    """Keeps copies of the review that is open and brings one back."""

    said = Signal(str, str)  # sentence, tone
    reopen_wanted = Signal(object)  # folder

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        """Run in `jobs`; dialogs belong to `window`."""
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._review: Review | None = None
        self._view: ProjectView | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(HOUR_MS)
        self._timer.timeout.connect(self._on_hour)

    def show_review(self, review: Review | None) -> None:
        """Watch the review that was opened (None: none is open)."""
        self._review = review
        if review is None:
            self._view = None
            self._timer.stop()
        elif not review.read_only:
            self._timer.start()
            self._make_if_due("session start", timedelta(0))

    def connect_view(self, view: ProjectView) -> None:
        """Connect the page of backups."""
        self._view = view
        view.backup_requested.connect(self.make)
        view.look_requested.connect(self.look)
        view.restore_requested.connect(lambda backup: self._on_restore(backup.path))
        view.copy_requested.connect(self._on_copy)

    def make(self) -> None:
        """Make a copy now."""
        self._make("by hand", tells=True)

    def refresh(self) -> None:
        """Show the copies that there are."""
        review, view = self._review, self._view
        if review is None or view is None:
            return
        job = self._jobs.start(self.tr("Reading backups"), lambda _ctx: review.backups.list())
        job.finished.connect(view.show_backups)
        job.failed.connect(lambda problem: self.said.emit(problem.message, "danger"))

    def look(self, path: Path) -> None:
        """Say what a copy holds."""
        if self._review is None:
            return
        backups = self._review.backups
        job = self._jobs.start(
            self.tr("Looking into the backup"), lambda _ctx: backups.look_inside(path)
        )
        job.finished.connect(self._on_looked)
        job.failed.connect(lambda problem: self.said.emit(problem.message, "danger"))

    def choose_and_restore(self, folder: Path) -> None:
        """Restore a copy of a review that could not be opened."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Restore a backup"),
            str(folder / "backups"),
            self.tr("Backups (*.sqlite)"),
        )
        if chosen:
            self._restore(folder, Path(chosen))

    def _on_restore(self, path: Path) -> None:
        from PySide6.QtWidgets import QMessageBox

        if self._review is None:
            return
        asked = QMessageBox(self._window)
        asked.setIcon(QMessageBox.Icon.Question)
        asked.setText(self.tr("Restore this backup?"))
        asked.setInformativeText(
            self.tr("The review as it is now is kept as a backup first, so you can go back.")
        )
        restore = asked.addButton(self.tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
        asked.setDefaultButton(asked.addButton(QMessageBox.StandardButton.Cancel))
        asked.exec()
        if asked.clickedButton() is restore:
            self._restore(self._review.folder, path)

    def _restore(self, folder: Path, path: Path) -> None:
        close: Callable[[], bool] = getattr(self._window, "close_review", lambda: True)
        if not close():
            return

        def work(_ctx: JobContext) -> Backup | None:
            from app.lock import ReviewLock
            from app.services.acting import local_now
            from app.services.backup import BackupService

            with ReviewLock(folder):
                return BackupService(folder, local_now).restore(path)

        job = self._jobs.start(self.tr("Restoring the backup"), work)
        job.finished.connect(lambda _kept: self._on_restored(folder))
        job.failed.connect(lambda problem: self._on_not_restored(folder, problem.message))

    def _on_restored(self, folder: Path) -> None:
        self.said.emit(self.tr("The backup was restored."), "success")
        self.reopen_wanted.emit(folder)

    def _on_not_restored(self, folder: Path, sentence: str) -> None:
        self.said.emit(sentence, "danger")
        self.reopen_wanted.emit(folder)

    def _on_copy(self, backup: Backup) -> None:
        from PySide6.QtWidgets import QFileDialog

        if self._review is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Copy the backup to"), backup.path.name
        )
        if chosen:
            backups = self._review.backups
            job = self._jobs.start(
                self.tr("Copying the backup"),
                lambda _ctx: backups.copy_to(backup, Path(chosen)),
            )
            job.finished.connect(self._on_copied)
            job.failed.connect(lambda problem: self.said.emit(problem.message, "danger"))

    def _on_copied(self, path: Path) -> None:
        text = self.tr("The backup was copied to {path}.").format(path=path)
        self.said.emit(text, "success")

    def _on_looked(self, inside: object) -> None:
        studies, answers = getattr(inside, "studies", 0), getattr(inside, "answers", 0)
        text = self.tr("This backup holds {studies} studies and {answers} answers.")
        self.said.emit(text.format(studies=studies, answers=answers), "info")

    def _on_hour(self) -> None:
        self._keep_lock()
        self._make_if_due("hourly", timedelta(hours=1))

    def _keep_lock(self) -> None:
        if self._review is not None:
            review = self._review
            self._jobs.start(self.tr("Keeping the lock"), lambda _ctx: review.keep_lock())

    def _make_if_due(self, reason: str, every: timedelta) -> None:
        backups = self._review.backups if self._review is not None else None
        if backups is not None and backups.due(datetime.now().astimezone(), every):
            self._make(reason, tells=False)

    def _make(self, reason: str, *, tells: bool) -> None:
        if self._review is None:
            return
        backups = self._review.backups
        job = self._jobs.start(self.tr("Backing up"), lambda _ctx: backups.make(reason))
        job.finished.connect(lambda made: self._on_made(made, tells=tells))
        job.failed.connect(lambda problem: self.said.emit(problem.message, "danger"))

    def _on_made(self, made: Backup, *, tells: bool) -> None:
        if tells:
            text = self.tr("Backed up {studies} studies and {answers} answers.")
            self.said.emit(text.format(studies=made.studies, answers=made.answers), "success")
        if self._view is not None and self._view.isVisible():
            self.refresh()
