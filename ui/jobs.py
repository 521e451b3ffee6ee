"""Long work off the window's thread, with progress, cancel and a visible bar."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, Signal

from app.domain.errors import AppError
from app.jobs import Cancelled, JobContext

TURN = 0.0005
"""Seconds after which a job lets the waiting window in; by Python's own 5 ms it would stutter."""


class Job(QObject):
    """One piece of work under way; its signals arrive in the window's thread."""

    progressed = Signal(int, int)  # done, total
    finished = Signal(object)  # what the work returned
    failed = Signal(object)  # AppError
    crashed = Signal(object)  # any other exception: a bug
    cancelled = Signal()
    ended = Signal()  # after one of the four above
    returned = Signal()  # before them: the work is over, whatever is done with its result
    _came_back = Signal(object, object)  # result, exception or None

    def __init__(self, title: str, parent: QObject) -> None:
        """Name the work for the reviewer: "Importing PDFs"."""
        super().__init__(parent)
        self.title = title
        self.done = 0
        self.total = 0
        self._context = JobContext(self.progressed.emit)
        self.progressed.connect(self._on_progressed)
        # Heard in the window's thread, so that late listeners still hear the end.
        self._came_back.connect(self._on_came_back)

    @property
    def context(self) -> JobContext:
        """What the work reports to."""
        return self._context

    @property
    def is_stopping(self) -> bool:
        """Tell whether the job was asked to stop."""
        return self._context.is_cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._context.cancel()

    def run(self, work: Callable[[JobContext], object]) -> None:
        """Do the work; called in a thread of the pool."""
        try:
            result = work(self._context)
        except Exception as error:  # noqa: BLE001 - the edge of the thread; a bug is reported
            self._came_back.emit(None, error)
        else:
            self._came_back.emit(result, None)

    def _on_came_back(self, result: object, error: Exception | None) -> None:
        self.returned.emit()
        if error is None:
            self.finished.emit(result)
        elif isinstance(error, Cancelled):
            self.cancelled.emit()
        elif isinstance(error, AppError):
            self.failed.emit(error)
        else:
            self.crashed.emit(error)
        self.ended.emit()

    def _on_progressed(self, done: int, total: int) -> None:
        self.done, self.total = done, total


class Jobs(QObject):
    """The jobs under way. The window asks them to stop before it closes."""

    started = Signal(object)  # Job
    ended = Signal(object)  # Job
    crashed = Signal(object)  # the exception of a job that had a bug
    idle = Signal()  # the last job has ended

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        """Run at most `threads` jobs at a time; more of them wait."""
        super().__init__(parent)
        sys.setswitchinterval(TURN)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._running: list[Job] = []

    @property
    def running(self) -> tuple[Job, ...]:
        """The jobs that have not ended, the oldest first."""
        return tuple(self._running)

    @property
    def is_busy(self) -> bool:
        """Tell whether a job is under way."""
        return bool(self._running)

    def start(self, title: str, work: Callable[[JobContext], object]) -> Job:
        """Start `work(context)`; its signals come when Qt's loop runs again."""
        job = Job(title, self)
        job.crashed.connect(self.crashed)
        job.returned.connect(self._on_returned)
        job.ended.connect(self._on_ended)
        self._running.append(job)
        self._pool.start(lambda: job.run(work))
        self.started.emit(job)
        return job

    def cancel_all(self) -> None:
        """Ask every job to stop; `idle` follows when all have."""
        for job in self._running:
            job.cancel()

    def wait(self, milliseconds: int = -1) -> bool:
        """Block until the threads are done; for tests and the very end of the program."""
        return self._pool.waitForDone(milliseconds)

    def _on_returned(self) -> None:
        """Count the job no longer: what hears its result may close the review."""
        self._running = [job for job in self._running if job is not self.sender()]

    def _on_ended(self) -> None:
        job = self.sender()
        if not isinstance(job, Job):
            return
        self.ended.emit(job)
        job.deleteLater()
        if not self._running:
            self.idle.emit()
