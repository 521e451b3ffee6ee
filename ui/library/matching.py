"""Matching at work: looks at PDFs in a job, asks, takes them in as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from app.domain.edits import ChangeSet
from app.pdf.errors import PaperEncrypted
from ui.flows.locked import TakingIn, Wanted
from ui.library.match_dialog import MatchDialog

if TYPE_CHECKING:
    from app.domain.edits import Together
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
        """Ask for PDFs in the dialog."""
        self.ask(())

    def ask(self, paths: Sequence[Path]) -> None:
        """Ask for PDFs, look at them, and ask which records they are of."""
        if self._desk.review.read_only:
            self._page.banner.tell(self.tr("This review is open read-only."), "warning")
            return
        dialog = MatchDialog(self._desk.tokens, self._desk.window)
        dialog.look_requested.connect(lambda files: self._look(dialog, files))
        dialog.page.password_wanted.connect(lambda path: self._unlock(dialog, path))
        dialog.taken.connect(lambda chosen, studies: self._take(dialog, chosen, studies))
        dialog.finished.connect(dialog.deleteLater)
        dialog.show_files(paths)
        dialog.open()

    def _look(self, dialog: MatchDialog, files: Sequence[Path]) -> None:
        """Look at PDFs in a job that ends with the dialog, or when its files are changed."""
        matching = self._matching

        def work(ctx: JobContext) -> tuple[tuple[Proposal, ...], Mapping[str, str]]:
            return matching.propose(files, ctx), matching.titles()

        job = self._desk.jobs.start(self.tr("Looking at the PDFs"), work)
        job.progressed.connect(dialog.show_progress)
        job.finished.connect(lambda found: dialog.show_proposals(*found))
        job.failed.connect(lambda problem: self._page.banner.tell(problem.message, "danger"))
        context = job.context
        dialog.rejected.connect(context.cancel)
        dialog.back.clicked.connect(context.cancel)

    def _unlock(self, dialog: MatchDialog, path: Path) -> None:
        """Ask for the password of a PDF and look at it again, until it opens or none is given.

        It is kept in memory, so that the PDF opens when it is taken in and read.
        """
        papers, matching = self._desk.review.papers, self._matching

        def work(ctx: JobContext, password: str | None) -> Proposal:
            if password is not None:
                papers.unlock_file(path, password)
            (found,) = matching.propose([path], ctx)
            if found.is_locked:
                raise PaperEncrypted(found.problem, wrong=password is not None)
            return found

        again = TakingIn(self._desk.jobs, dialog, Wanted(self.tr("Looking at the PDF"), path, work))
        again.finished.connect(dialog.page.show_again)
        again.failed.connect(lambda problem: self._told(dialog, problem.message))

    def _take(
        self, dialog: MatchDialog, chosen: Mapping[Path, str], studies: Sequence[Path]
    ) -> None:
        """Copy the PDFs into the review in a job and give them to their records as one step."""
        matching, jobs = self._matching, self._desk.jobs
        if chosen:
            titles = dialog.page.titles
            lines = [f"{path.name} → {titles.get(key, '')}" for path, key in chosen.items()]
            job = jobs.start(
                self.tr("Taking in the full texts"), lambda ctx: matching.take(chosen, ctx)
            )
            job.finished.connect(lambda edit: self._on_copied(dialog, edit, lines))
            job.failed.connect(lambda problem: self._told(dialog, problem.message))
            job.cancelled.connect(lambda: self._told(dialog, self.tr("Stopped.")))
        if studies:
            review = self._desk.review
            adding = jobs.start(
                self.tr("Adding PDFs"), lambda ctx: review.papers.add(list(studies), ctx)
            )
            adding.finished.connect(lambda outcomes: self._on_studies(dialog, outcomes))
            adding.failed.connect(lambda problem: self._told(dialog, problem.message))

    def _on_copied(self, dialog: MatchDialog, edit: Together | None, lines: Sequence[str]) -> None:
        label = self.tr("Full texts of {0} records").format(len(lines))
        if edit is not None and self._desk.editor.submit(edit, label) and isValid(dialog):
            dialog.tell(self.tr("Taken in, as one step of undo"), lines, "success")

    def _on_studies(self, dialog: MatchDialog, outcomes: Sequence[PaperOutcome]) -> None:
        edits = tuple(one.edit for one in outcomes if one.edit is not None)
        studies = frozenset(one.study_id for one in outcomes if one.study_id)
        self._desk.editor.take_written(edits, self.tr("Add PDFs"), ChangeSet(studies=studies))
        added = [one.path.name for one in outcomes if one.was_added]
        failed = [f"{one.path.name}: {one.message}" for one in outcomes if not one.was_added]
        if isValid(dialog) and added:
            dialog.tell(self.tr("New studies"), added, "success")
        if failed:
            self._told(dialog, "; ".join(failed))

    def _told(self, dialog: MatchDialog, problem: str) -> None:
        """Say what went wrong where the reviewer looks."""
        if isValid(dialog):
            dialog.tell(self.tr("Not taken in"), [problem], "danger")
        else:
            self._page.banner.tell(problem, "danger")
