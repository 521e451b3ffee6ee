"""Find in all papers, answers and quotes: a list of places that lead to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.anchors import Place
from app.jobs import JobContext
from ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.services.search import Hit
    from ui.flows.find_list import FindList

LIMIT = 500


class Searching(QObject):
    """Opens the list and runs the search off the window's thread."""

    said = Signal(str, str)
    place_chosen = Signal(str, object)  # study_id, tuple[Place, ...]

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        """Run in `jobs`; the list belongs to `window`."""
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._list: FindList | None = None
        self._job: Job | None = None

    def stop(self) -> None:
        """Take the list away: the review it searches is closed."""
        if self._list is not None:
            self._list.close()
            self._list.deleteLater()
            self._list = None

    def ask(self, review: Review) -> None:
        """Open the list for a review."""
        self.stop()
        from ui.flows.find_list import FindList

        self._list = FindList(self._window)
        self._list.query_entered.connect(lambda text: self._find(review, text))
        self._list.hit_chosen.connect(lambda hit: self._open(review, hit))
        self._list.show()

    def _find(self, review: Review, text: str) -> None:
        if self._job is not None:
            self._job.cancel()

        def work(ctx: JobContext) -> tuple[Hit, ...]:
            return review.search.find(text, LIMIT, ctx)

        job = self._jobs.start(self.tr("Searching"), work)
        self._job = job
        job.finished.connect(self._on_found)
        job.failed.connect(lambda problem: self.said.emit(problem.message, "warning"))
        job.ended.connect(lambda: self._on_ended(job))

    def _open(self, review: Review, hit: Hit) -> None:
        job = self._jobs.start(self.tr("Opening the place"), lambda _ctx: review.search.placed(hit))
        job.finished.connect(self._on_placed)

    def _on_placed(self, hit: Hit) -> None:
        places = (Place(hit.page, hit.rects),) if hit.page is not None else ()
        self.place_chosen.emit(hit.study_id, places)

    def _on_found(self, hits: tuple[Hit, ...]) -> None:
        if self._list is not None:
            self._list.show_hits(hits)

    def _on_ended(self, job: Job) -> None:
        if self._job is job:
            self._job = None
