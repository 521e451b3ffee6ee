"""Looks for the quotes of a study in another copy of its paper, beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.verification import Checked

if TYPE_CHECKING:
    from ui.checking.page import CheckingPage
    from ui.jobs import Job
    from ui.workspaces import Desk


class Looking(QObject):
    """One look at a time; who stops it gets the answers with their quotes in words alone."""

    looked = Signal(object)  # Checked

    def __init__(self, desk: Desk, page: CheckingPage) -> None:
        """Show on the page that it takes a while."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._job: Job | None = None
        page.cancel.clicked.connect(self._cancel)

    def start(self, checked: Checked) -> None:
        """Look for the quotes; `looked` follows, also when it was stopped or failed."""
        verification = self._desk.review.verification
        self._page.show_busy()
        job = self._job = self._desk.jobs.start(
            self.tr("Looking for the quotes of {study}").format(study=checked.study.label),
            lambda ctx: verification.placed(checked, ctx),
        )
        job.finished.connect(lambda found: self._tell(job, found))
        for over in (job.cancelled, job.failed):
            over.connect(lambda *_: self._tell(job, checked))

    def stop(self) -> None:
        """Forget what is being looked for."""
        self._cancel()
        self._job = None

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _tell(self, job: Job, checked: Checked) -> None:
        if job is self._job:
            self._job = None
            self.looked.emit(checked)
