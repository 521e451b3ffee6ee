"""Check the review: a list of what to look at, which leads to the field and takes waivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.errors import AppError
from ui.flows.finding_list import FindingList

if TYPE_CHECKING:
    from app.services.checks import Finding
    from ui.open_review import OpenReview


class Checking(QObject):
    """Runs the checks off the window's thread, as long as a review is open."""

    def __init__(self, opened: OpenReview, parent: QObject, list_: FindingList) -> None:
        """Check the review that is open; show the findings in `list_`."""
        super().__init__(parent)
        self._opened = opened
        self._list = list_
        self._is_running = False
        list_.check_requested.connect(self.run)
        list_.finding_opened.connect(self._open)
        list_.waive_requested.connect(self._waive)

    @property
    def list(self) -> FindingList:
        """The list of findings."""
        return self._list

    def run(self) -> None:
        """Check once more, and show the list."""
        self._list.show()
        self._list.raise_()
        self._list.activateWindow()
        if self._is_running:
            return
        self._is_running = True
        self._opened.flush()
        self._list.show_busy()
        job = self._opened.start_job(self.tr("Checking the review"), self._opened.review.checks.run)
        job.finished.connect(self._list.show_findings)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(lambda: self._list.show_problem(self.tr("Stopped.")))
        job.ended.connect(self._on_ended)

    def close(self) -> None:
        """Take the list away: the review is closed."""
        self._list.close()
        self._list.deleteLater()
        self.deleteLater()

    def _on_failed(self, problem: AppError) -> None:
        self._list.show_problem(problem.message)

    def _on_ended(self) -> None:
        self._is_running = False

    def _open(self, finding: Finding) -> None:
        if finding.cell is not None:
            self._opened.show_cell(finding.study_id, finding.cell)
        else:
            self._opened.show_place(finding.study_id, ())

    def _waive(self, finding: Finding, reason: str) -> None:
        verb = self.tr("Waive a finding") if reason else self.tr("Ask again about a finding")
        if self._opened.editor.submit(finding.waive(reason), verb):
            self._list.show_decided(finding, reason)
