"""Takes a PDF in as a further report of the open study."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.flows.locked import TakingIn, Wanted

if TYPE_CHECKING:
    from ui.extract.workspace import ExtractWorkspace
    from ui.jobs import Jobs


class AddingReport(QObject):
    """Asks for the file and reads it in a job."""

    said = Signal(str, str)  # sentence, tone

    def __init__(self, extract: ExtractWorkspace, jobs: Jobs, window: QWidget) -> None:
        """Add to the study that is open."""
        super().__init__(window)
        self._extract = extract
        self._jobs = jobs
        self._window = window

    def ask(self) -> None:
        """Let the reviewer choose the PDF."""
        from PySide6.QtWidgets import QFileDialog

        file, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Add a report"), "", self.tr("PDF files (*.pdf)")
        )
        if file:
            self.add(Path(file))

    def add(self, path: Path) -> None:
        """Take a PDF in, and show it as a report of the study."""
        reports = self._extract.papers.reports
        if not self._extract.form.flush():
            return
        wanted = Wanted(
            self.tr("Adding a report"),
            path,
            lambda _ctx, password: reports.taken(path, password),
        )
        job = TakingIn(self._jobs, self._window, wanted)
        job.finished.connect(reports.add)
        job.failed.connect(lambda problem: self.said.emit(problem.message, "danger"))
        job.cancelled.connect(lambda: self.said.emit(self.tr("Stopped. Nothing changed."), "info"))

    def step(self) -> None:
        """Show the next report of the study."""
        self._extract.papers.reports.step()
