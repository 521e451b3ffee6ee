"""Find in all papers, answers and quotes: a list of places that lead to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs import JobContext
from ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.domain.errors import AppError
    from app.services.search import Hit
    from ui.flows.find_list import FindList
    from ui.main_window import MainWindow

LIMIT = 500
CALM = 1500  # milliseconds after a review is open, or papers are in, until the index is made


class Searching(QObject):
    """Opens the list and runs the search off the window's thread."""

    said = Signal(str, str)
    place_chosen = Signal(str, object, str)  # study_id, tuple[Place, ...], paper

    def __init__(self, jobs: Jobs, window: MainWindow) -> None:
        """Run in `jobs`; the list belongs to `window`."""
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._list: FindList | None = None
        self._job: Job | None = None
        self._opening: Job | None = None
        self._review: Review | None = None
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._prepare)

    def stop(self) -> None:
        """Take the list away: the review it searches is closed."""
        self._calm.stop()
        self._review = None
        if self._list is not None:
            self._list.close()
            self._list.deleteLater()
            self._list = None

    def prepare_soon(self, review: Review) -> None:
        """Make the index of a review's pages, or what it lacks, once the window is at rest."""
        self._review = review
        self._calm.start()

    def ask(self, review: Review) -> None:
        """Open the list for a review, or bring it to the front."""
        self._jobs.start(self.tr("Preparing to search"), review.search.read_ahead)
        if self._list is None:
            self._list = self._made(review)
        self._list.show()
        self._list.raise_()
        self._list.activateWindow()
        self._list.begin()

    def _made(self, review: Review) -> FindList:
        from ui.flows.find_list import FindList

        made = FindList(self._window.theme.tokens, self._window)
        actions = self._window.actions_by_id
        made.use_keys(actions["edit.findnext"].shortcuts(), actions["edit.findprev"].shortcuts())
        made.query_entered.connect(lambda text: self._find(review, text))
        made.cancel_requested.connect(self._cancel)
        made.hit_chosen.connect(lambda hit: self._open(review, hit))
        self._window.theme.changed.connect(made.dress)
        return made

    def _prepare(self) -> None:
        if self._review is not None:
            self._jobs.start(self.tr("Preparing to search"), self._review.search.prepare)

    def _find(self, review: Review, text: str) -> None:
        self._cancel()

        def work(ctx: JobContext) -> tuple[Hit, ...]:
            return review.search.find(text, LIMIT + 1, ctx)

        job = self._job = self._jobs.start(self.tr("Searching"), work)
        job.finished.connect(lambda hits: self._on_found(job, hits))
        job.failed.connect(lambda problem: self._on_failed(job, problem))
        job.cancelled.connect(lambda: self._on_cancelled(job))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_found(self, job: Job, hits: tuple[Hit, ...]) -> None:
        if self._list is not None and self._ended(job):
            self._list.show_hits(hits[:LIMIT], are_all=len(hits) <= LIMIT)

    def _on_failed(self, job: Job, problem: AppError) -> None:
        if self._list is not None and self._ended(job):
            self._list.show_problem(problem.message)

    def _on_cancelled(self, job: Job) -> None:
        if self._list is not None and self._ended(job):
            self._list.show_stopped()

    def _ended(self, job: Job) -> bool:
        """Tell whether this was the search asked for last, and forget it."""
        if self._job is not job:
            return False
        self._job = None
        return True

    def _open(self, review: Review, hit: Hit) -> None:
        def work(_ctx: JobContext) -> Hit:
            review.records.study(hit.study_id)  # raises when it was removed meanwhile
            return review.search.placed(hit)

        job = self._opening = self._jobs.start(self.tr("Opening the place"), work)
        job.finished.connect(lambda placed: self._on_placed(job, placed))
        job.failed.connect(lambda problem: self.said.emit(problem.message, "warning"))

    def _on_placed(self, job: Job, hit: Hit) -> None:
        """Show the place chosen last; where its rectangles are not known, the top of the page."""
        from app.domain.anchors import Place, Rect

        if self._opening is job:
            self._opening = None
            rects = hit.rects or (Rect(0, 0, 0, 0),)  # the top of the page
            places = (Place(hit.page, rects),) if hit.page is not None else ()
            self.place_chosen.emit(hit.study_id, places, hit.paper)
