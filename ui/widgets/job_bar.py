"""The job under way, in the status bar, with Cancel; and the wait before the window closes."""

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.jobs import Job, Jobs

APPEARS_MS = 1000  # shorter work shows nothing
ESTIMATE_AFTER = 10.0  # seconds until the remaining time is shown


class JobBar(QWidget):
    """Title, progress and Cancel of the oldest job; appears after a second of work."""

    def __init__(
        self,
        jobs: Jobs,
        parent: QWidget | None = None,
        appears_ms: int = APPEARS_MS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Watch the jobs; `clock` returns seconds."""
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._clock = clock
        self._since = 0.0
        self._label = QLabel()
        self._bar = QProgressBar()
        self._cancel = QPushButton(self.tr("Cancel"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(appears_ms)
        self._timer.timeout.connect(self.show)
        self._cancel.clicked.connect(self._on_cancel)
        jobs.started.connect(self._on_changed)
        jobs.ended.connect(self._on_changed)
        self._build()
        self.hide()
        self._on_changed()

    @property
    def text(self) -> str:
        """The words beside the bar."""
        return self._label.text()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(8)
        self._bar.setFixedWidth(140)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel.setAccessibleName(self.tr("Cancel the job"))
        row.addWidget(self._label)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)

    def _on_changed(self) -> None:
        running = self._jobs.running
        oldest = running[0] if running else None
        if oldest is None:
            self._job = None
            self._timer.stop()
            self.hide()
        elif oldest is not self._job:
            self._watch(oldest)
        self._tell()

    def _watch(self, job: Job) -> None:
        self._job = job
        self._since = self._clock()
        self._cancel.setEnabled(True)
        job.progressed.connect(self._on_progressed)
        if self.isHidden():
            self._timer.start()

    def _on_progressed(self) -> None:
        self._tell()

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._cancel.setEnabled(False)
            self._tell()

    def _tell(self) -> None:
        if self._job is None:
            return
        job = self._job
        self._bar.setRange(0, job.total)
        self._bar.setValue(job.done)
        self._label.setText(self._words(job))

    def _words(self, job: Job) -> str:
        if job.is_stopping:
            return self.tr("Stopping: {title}").format(title=job.title)
        words = job.title
        if job.total:
            words = self.tr("{title} {done}/{total}").format(
                title=job.title, done=job.done, total=job.total
            )
        left = remaining(self._clock() - self._since, job.done, job.total)
        if left is not None:
            words = self.tr("{words}, about {left} s left").format(words=words, left=left)
        waiting = len(self._jobs.running) - 1
        return self.tr("{words} (+{n})").format(words=words, n=waiting) if waiting else words


class StopDialog(QDialog):
    """Shown when the window closes during a job: asks the jobs to stop and waits for them."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Close by itself, accepted, as soon as no job is left."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Closing"))
        titles = ", ".join(job.title for job in jobs.running)
        text = self.tr("Stopping: {titles}. Your answers are saved.").format(titles=titles)
        label = QLabel(text)
        label.setWordWrap(True)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setAccessibleName(self.tr("Waiting"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(label)
        column.addWidget(bar)
        self.setMinimumWidth(360)
        jobs.idle.connect(self.accept)
        jobs.cancel_all()


def stop_and_wait(jobs: Jobs, parent: QWidget | None = None) -> bool:
    """Ask the jobs to stop and wait visibly; False when the reviewer pressed Escape."""
    if not jobs.is_busy:
        return True
    return StopDialog(jobs, parent).exec() == QDialog.DialogCode.Accepted


def remaining(elapsed: float, done: int, total: int) -> int | None:
    """Estimate the seconds left, or None while it is too early to say."""
    if elapsed < ESTIMATE_AFTER or done <= 0 or total <= done:
        return None
    return round(elapsed * (total - done) / done)
