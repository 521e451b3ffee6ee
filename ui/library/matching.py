"""Matching at work: looks at PDFs in a job, asks, takes them in as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.domain.edits import ChangeSet
from ui.library.match_dialog import MatchDialog

if TYPE_CHECKING:
    from app.jobs import JobContext
    from app.services.paper_matching import Proposal
    from app.services.papers import PaperOutcome
    from ui.library.page import LibraryPage
    from ui.workspaces import Desk


class Matching(QObject):
    """Gives PDFs to the records they are of."""

    def __init__(self, desk: Desk, page: LibraryPage) -> None:
        """Dialogs stand before the window; notices on `page`."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._matching = desk.review.paper_matching

    def choose_files(self) -> None:
        """Let PDFs be chosen."""
        chosen, _used = QFileDialog.getOpenFileNames(
            self._desk.window, self.tr("Match PDFs to records"), "", self.tr("PDF files (*.pdf)")
        )
        if chosen:
            self.ask([Path(name) for name in chosen])

    def ask(self, paths: Sequence[Path]) -> None:
        """Look at PDFs and ask which records they are of."""
        if self._desk.review.read_only:
            self._page.banner.tell(self.tr("This review is open read-only."), "warning")
            return
        dialog = MatchDialog(self._desk.tokens, self._desk.window)
        dialog.taken.connect(self.take)
        dialog.studies_wanted.connect(self._add_studies)
        matching = self._matching
        files = list(paths)

        def work(ctx: JobContext) -> tuple[tuple[Proposal, ...], Mapping[str, str]]:
            return matching.propose(files, ctx), matching.titles()

        job = self._desk.jobs.start(self.tr("Looking at the PDFs"), work)
        job.progressed.connect(dialog.show_progress)
        job.finished.connect(lambda found: dialog.show_proposals(*found))
        job.failed.connect(lambda problem: self._page.banner.tell(problem.message, "danger"))
        job.cancelled.connect(dialog.reject)
        context = job.context
        dialog.rejected.connect(context.cancel)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, chosen: Mapping[Path, str]) -> None:
        """Copy the PDFs into the review in a job and give them to their records as one step."""
        if not chosen:
            return
        matching = self._matching
        job = self._desk.jobs.start(
            self.tr("Taking in the full texts"), lambda ctx: matching.take(chosen, ctx)
        )
        label = self.tr("Full texts of {0} records").format(len(chosen))
        job.finished.connect(lambda edit: edit and self._desk.editor.submit(edit, label))
        job.failed.connect(lambda problem: self._page.banner.tell(problem.message, "danger"))

    def _add_studies(self, paths: Sequence[Path]) -> None:
        """Add PDFs without a record, one study each."""
        review = self._desk.review
        job = self._desk.jobs.start(
            self.tr("Adding PDFs"), lambda ctx: review.papers.add(list(paths), ctx)
        )
        job.finished.connect(self._on_studies)
        job.failed.connect(lambda problem: self._page.banner.tell(problem.message, "danger"))

    def _on_studies(self, outcomes: Sequence[PaperOutcome]) -> None:
        edits = tuple(one.edit for one in outcomes if one.edit is not None)
        studies = frozenset(one.study_id for one in outcomes if one.study_id)
        self._desk.editor.take_written(edits, self.tr("Add PDFs"), ChangeSet(studies=studies))
        failed = [one for one in outcomes if not one.was_added]
        if failed:
            told = "; ".join(f"{one.path.name}: {one.message}" for one in failed)
            self._page.banner.tell(told, "warning")
