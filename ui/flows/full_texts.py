"""Full texts of records: taking a PDF in, and opening it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.domain.edits import Together
from app.domain.errors import AppError
from ui.flows.exporting import show_file
from ui.flows.locked import TakingIn, Wanted

if TYPE_CHECKING:
    from ui.widgets.banner import Banner
    from ui.workspaces import Desk


class FullTexts(QObject):
    """Gives records their PDFs; what goes wrong is told in the banner."""

    def __init__(self, desk: Desk, banner: Banner) -> None:
        """Work for the review of `desk`."""
        super().__init__(banner)
        self._desk = desk
        self._banner = banner

    def ask(self, record_id: str, title: str) -> None:
        """Ask for the PDF of a record, and attach it."""
        if self._desk.review.read_only:
            return
        chosen, _used = QFileDialog.getOpenFileName(
            self._desk.window, self.tr("Attach the full text"), "", self.tr("PDF files (*.pdf)")
        )
        if chosen:
            self.attach(Path(chosen), record_id, title)

    def attach(self, path: Path, record_id: str, title: str) -> None:
        """Copy a PDF into the review in a job, give it to a record, and to its report."""
        papers = self._desk.review.papers
        wanted = Wanted(
            self.tr("Taking in the full text"),
            path,
            lambda _ctx, password: papers.take_copy(path, password),
        )
        job = TakingIn(self._desk.jobs, self._desk.window, wanted)
        job.finished.connect(lambda paper: self._give(record_id, title, paper))
        job.failed.connect(lambda problem: self._banner.tell(problem.message, "danger"))

    def open(self, paper: str | None) -> None:
        """Open a PDF in the system's viewer."""
        if paper is not None:
            show_file(self._desk.review.papers.path_of(paper))

    def _give(self, record_id: str, title: str, paper: str) -> None:
        try:
            edits = self._desk.review.paper_matching.given(record_id, paper)
        except AppError as problem:
            self._banner.tell(problem.message, "warning")
            return
        label = self.tr("Attach the full text of ‘{0}’").format(title[:40])
        self._desk.editor.submit(Together(tuple(edits)), label)
