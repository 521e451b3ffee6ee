"""Takes one PDF in by a job; when it is locked its password is asked for, until it opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.jobs import JobContext
from app.pdf.errors import PaperEncrypted
from ui.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done with a PDF; `work` gets its password, None as long as none was asked."""

    title: str  # of the job, for the reviewer
    path: Path
    work: Callable[[JobContext, str | None], object]


class TakingIn(QObject):
    """Does what is wanted with a file; its signals are those of a job."""

    finished = Signal(object)  # what the work returned
    failed = Signal(object)  # AppError
    cancelled = Signal()  # also when no password was given

    def __init__(self, jobs: Jobs, window: QWidget, wanted: Wanted) -> None:
        """Begin at once; the question of the password belongs to `window`."""
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._wanted = wanted
        for over in (self.finished, self.failed, self.cancelled):
            over.connect(self.deleteLater)
        self._start(None)

    def _start(self, password: str | None) -> None:
        wanted = self._wanted
        job = self._jobs.start(wanted.title, lambda ctx: wanted.work(ctx, password))
        job.finished.connect(self.finished)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self.cancelled)

    def _on_failed(self, problem: AppError) -> None:
        if not isinstance(problem, PaperEncrypted):
            self.failed.emit(problem)
            return
        password = ask_password(self._window, self._wanted.path.name, was_wrong=problem.wrong)
        if password:
            self._start(password)
        else:
            self.cancelled.emit()


def ask_password(window: QWidget, name: str, *, was_wrong: bool) -> str | None:
    """Ask for the password of a file; None when the reviewer gives none."""
    from PySide6.QtWidgets import QInputDialog, QLineEdit

    words = (
        _tr("That was not the password of “{name}”. Try another.")
        if was_wrong
        else _tr("“{name}” asks for a password. It is not stored.")
    )
    text, accepted = QInputDialog.getText(
        window, _tr("Password"), words.format(name=name), QLineEdit.EchoMode.Password
    )
    return text if accepted and text else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("locked PDFs", text)
