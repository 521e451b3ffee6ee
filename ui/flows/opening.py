"""Opens and makes reviews off the window's thread, and says what to do when that fails."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError, DiskFull, ReviewDamaged, ReviewLocked, ReviewReadOnly
from app.domain.identity import Claim, WhoAreYou
from app.jobs import Cancelled, JobContext
from ui.jobs import Jobs

if TYPE_CHECKING:
    from app.bootstrap import Review


@dataclass(frozen=True, slots=True)
class Offer:
    """A button under an error: what it says and what it does."""

    text: str
    act: Callable[[], None]


class Opening(QObject):
    """Gives an open review by `opened`, or by `failed` a sentence and what can be done."""

    opened = Signal(object)  # Review
    failed = Signal(str, object)  # sentence, tuple[Offer, ...]
    restore_wanted = Signal(object)  # folder
    identity_wanted = Signal(object, object)  # WhoAreYou, Callable[[Claim], None]

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        """Run in `jobs`."""
        super().__init__(parent)
        self._jobs = jobs

    def warm(self) -> None:
        """Load what opening a review needs, while the reviewer looks at the start screen."""

        def work(_ctx: JobContext) -> None:
            importlib.import_module("app.bootstrap")

        self._jobs.start(self.tr("Getting ready"), work)

    def open(
        self,
        folder: Path,
        claim: Claim | None = None,
        *,
        read_only: bool = False,
        take_over: bool = False,
    ) -> None:
        """Open a review folder; one that can't be written is opened read-only.

        `claim` says who opens it, where nobody is known on this computer.
        """

        def work(_ctx: JobContext) -> Review:
            from app.bootstrap import open_review

            try:
                return open_review(folder, claim, read_only=read_only, take_over=take_over)
            except ReviewReadOnly:
                return open_review(folder, claim, read_only=True)

        self._start(self.tr("Opening the review"), work, folder)

    def create(self, folder: Path, title: str, template_id: str, reviewer: str) -> None:
        """Make a review and open it."""

        def work(_ctx: JobContext) -> Review:
            from app.bootstrap import open_review
            from app.creating import create_review

            create_review(folder, title=title, template_id=template_id, reviewer=reviewer)
            return open_review(folder, reviewer)

        self._start(self.tr("Making the review"), work, folder)

    def sample(self, folder: Path, *, reset: bool = False) -> None:
        """Open the copy of the sample review; the first time, or to reset it, make it."""

        def work(ctx: JobContext) -> Review:
            from app.bootstrap import open_review
            from app.creating import create_sample

            if reset or not (folder / "review.sqlite").exists():
                create_sample(folder, reset=reset, ctx=ctx)
            return open_review(folder)

        self._start(self.tr("Opening the sample review"), work, folder)

    def _start(self, title: str, work: Callable[[JobContext], Review], folder: Path) -> None:
        def work_and_warm(ctx: JobContext) -> Review:
            ctx.step(0, 1)
            review = work(ctx)
            try:
                ctx.step(1, 1)
            except Cancelled:
                review.close()  # its lock is given back: it was asked for no more
                raise
            review.pdf.warm_up()  # its process starts while the window builds the pages
            return review

        job = self._jobs.start(title, work_and_warm)
        job.finished.connect(self.opened)
        job.failed.connect(lambda problem: self._on_failed(problem, folder))
        job.cancelled.connect(lambda: self._on_stopped(folder))

    def _on_stopped(self, folder: Path) -> None:
        again = Offer(self.tr("Open it"), lambda: self.open(folder))
        is_there = (folder / "review.sqlite").exists()
        text = self.tr("Opening the review was stopped. Nothing was changed.")
        self.failed.emit(text, (again,) if is_there else ())

    def _on_failed(self, problem: AppError, folder: Path) -> None:
        if isinstance(problem, WhoAreYou):
            self.identity_wanted.emit(problem, lambda claim: self.open(folder, claim))
            return
        offers: tuple[Offer, ...] = ()
        if isinstance(problem, ReviewLocked):
            offers = (
                Offer(self.tr("Open read-only"), lambda: self.open(folder, read_only=True)),
                Offer(self.tr("Try again"), lambda: self.open(folder)),
                Offer(
                    self.tr("Nobody has it open: take over"),
                    lambda: self.open(folder, take_over=True),
                ),
            )
        elif isinstance(problem, DiskFull):
            offers = (
                Offer(self.tr("Open read-only"), lambda: self.open(folder, read_only=True)),
                Offer(self.tr("Try again"), lambda: self.open(folder)),
            )
        elif isinstance(problem, ReviewDamaged):
            offers = (
                Offer(self.tr("Restore a backup…"), lambda: self.restore_wanted.emit(folder)),
            )
        self.failed.emit(problem.message, offers)
