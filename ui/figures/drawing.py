"""Draws figures off the window's thread, the latest wish first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from app.jobs import JobContext

if TYPE_CHECKING:
    from app.export.charts.choices import Choices
    from app.export.charts.drawing import Picture
    from app.export.charts.figure import Figure
    from app.export.charts.numbers import Numbers
    from ui.jobs import Job, Jobs


class Drawn(NamedTuple):
    """A figure with its picture."""

    figure: Figure
    picture: Picture


class _Wish(NamedTuple):
    numbers: Numbers
    choices: Choices


class Painter(QObject):
    """One drawing at a time; a wish that comes meanwhile replaces the one that waits."""

    drawn = Signal(object)  # Drawn
    failed = Signal(object)  # AppError

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        """Draw in `jobs`."""
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._waiting: _Wish | None = None

    def draw(self, numbers: Numbers, choices: Choices) -> None:
        """Draw a figure; `drawn` or `failed` follows unless another is wished meanwhile."""
        self._waiting = _Wish(numbers, choices)
        if self._job is None:
            self._start()

    def stop(self) -> None:
        """Wish for nothing more."""
        self._waiting = None
        if self._job is not None:
            self._job.cancel()

    def _start(self) -> None:
        wish, self._waiting = self._waiting, None
        if wish is None:
            return

        def work(_ctx: JobContext) -> Drawn:
            return drawn_of(wish.numbers, wish.choices)

        self._job = job = self._jobs.start(self.tr("Drawing"), work)
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)

    def _on_finished(self, drawn: Drawn) -> None:
        if self._waiting is None:
            self.drawn.emit(drawn)

    def _on_failed(self, problem: object) -> None:
        if self._waiting is None:
            self.failed.emit(problem)

    def _on_ended(self) -> None:
        self._job = None
        self._start()


def drawn_of(numbers: Numbers, choices: Choices) -> Drawn:
    """Count and draw a figure; raises AppError when there is nothing to draw."""
    from app.export.charts.figure import figure_of

    figure = figure_of(numbers, choices)
    return Drawn(figure, figure.preview())
