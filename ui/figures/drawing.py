"""Draws figures off the window's thread, the latest wish first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from app.jobs import JobContext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.export.charts.choices import Choices
    from app.export.charts.drawing import Picture
    from app.export.charts.tallies import Tally
    from app.export.model import ReviewTable
    from ui.jobs import Job, Jobs


class Drawn(NamedTuple):
    """A figure with its picture and its words: the program's own, and those that count."""

    tally: Tally
    picture: Picture
    caption: str
    alt: str
    table: tuple[tuple[str, ...], ...]


class _Wish(NamedTuple):
    table: ReviewTable
    choices: Choices
    years: Mapping[str, int]


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

    def draw(self, table: ReviewTable, choices: Choices, years: Mapping[str, int]) -> None:
        """Draw a figure; `drawn` or `failed` follows unless another is wished meanwhile."""
        self._waiting = _Wish(table, choices, years)
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
            return drawn_of(wish.table, wish.choices, wish.years)

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


def drawn_of(table: ReviewTable, choices: Choices, years: Mapping[str, int]) -> Drawn:
    """Count and draw a figure; raises AppError when there is nothing to draw."""
    from app.export.charts import words
    from app.export.charts.drawing import preview
    from app.export.charts.tallies import tally

    tallied = tally(table, choices, years)
    plain = tally(table, choices.with_(caption="", alt=""), years)
    return Drawn(
        tallied, preview(tallied), words.caption(plain), words.alt_text(plain), words.table(tallied)
    )
