"""Work between computers: saving one's own, merging a colleague's, adding people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QWidget

from app.domain.errors import AppError
from app.domain.identity import WorksElsewhere
from app.domain.packets import SUFFIX, Packed
from app.jobs import Cancelled, JobContext
from ui.counting import counted
from ui.flows.merge_preview import MergePreview
from ui.notices import said

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.domain.identity import Candidate
    from app.domain.packets import Manifest, MergeReport
    from ui.editor import Editor
    from ui.jobs import Jobs
    from ui.project.people_page import PeoplePage

KINDS = f"Chartdesk (*{SUFFIX})"


class Exchanging(QObject):
    """Carries out what the page of the people asks for, on the review that is open."""

    said = Signal(str, str)  # sentence, tone
    reopen_wanted = Signal(object)  # folder
    told = Signal(object)  # Sequence[Merged], of which the first told of something

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        """Run in `jobs`; dialogs belong to `window`."""
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._review: Review | None = None
        self._editor: Editor | None = None
        self._page: PeoplePage | None = None
        self._stores: Callable[[], bool] = lambda: True

    def show_review(
        self, review: Review | None, editor: Editor | None, stores: Callable[[], bool]
    ) -> None:
        """Work on the review that was opened; `stores` keeps what is being typed."""
        self._review, self._editor, self._stores = review, editor, stores

    def connect_page(self, page: PeoplePage) -> None:
        """Do what the page asks for."""
        self._page = page
        page.add_requested.connect(self._add)
        page.act_requested.connect(self.act)
        page.save_requested.connect(self.save)
        page.merge_requested.connect(self.merge)
        page.experience_requested.connect(self._mark)
        self.refresh()

    def refresh(self) -> None:
        """Show the people as they are now."""
        if self._review is not None and self._page is not None:
            people, blinding = self._review.people.all(), self._review.blinding
            writable = not self._review.read_only
            self._page.show_people(
                people, self._review.assignments.experienced(), writable=writable
            )
            told = [said(one) for one in blinding.told()]
            self._page.show_blinding(blinding.off(), told, writable=writable)

    def save(self) -> None:
        """Ask what goes in and where it is kept, and save the reviewer's work there."""
        from ui.flows.packet_dialog import PacketDialog

        review = self._review
        if review is None or not self._stores():
            return
        studies = review.records.studies()
        papers = [study.paper for study in studies if study.paper is not None]
        size = sum(paper.size for paper in papers)
        seals = (sum(study.is_sealed for study in studies), len(review.seals.ready()))
        alone = len(review.people.all()) < 2
        dialog = PacketDialog(
            review.exchange.last_saved(),
            (len(papers), size),
            (0, 0) if alone else seals,
            self._window,
        )
        dialog.chosen.connect(lambda what, whole: self._save(what, with_papers=whole))
        dialog.open()

    def _save(self, what: Packed, *, with_papers: bool) -> None:
        review = self._review
        if review is None:
            return
        name = review.records.reviewer().name.replace("/", " ")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save my work for merging"), f"{name}{SUFFIX}", KINDS
        )
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        job = self._jobs.start(
            self.tr("Saving your work for merging"),
            lambda ctx: _written(review, path, ctx, (what, with_papers)),
        )
        job.finished.connect(lambda manifest: self._on_saved(path, manifest))
        job.failed.connect(lambda problem: self.said.emit(problem.message, "danger"))

    def merge(self) -> None:
        """Ask for a colleague's file and show what it would bring."""
        if self._review is None or not self._stores():
            return
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Merge a colleague's file"), "", KINDS
        )
        if chosen:
            self.look(Path(chosen))

    def look(self, path: Path) -> None:
        """Show what a packet holds, count what it would bring, then ask."""
        review = self._review
        if review is None:
            return
        job = self._jobs.start(
            self.tr("Looking into the file"), lambda _ctx: review.exchange.manifest(path)
        )
        job.finished.connect(lambda manifest: self._show(path, manifest))
        job.failed.connect(lambda problem: self.said.emit(problem.message, "danger"))

    def _show(self, path: Path, manifest: Manifest) -> None:
        """Count in the background while the dialog shows what the file says of itself."""
        review = self._review
        if review is None:
            return
        preview = MergePreview(manifest, self._window)
        preview.merge_wanted.connect(lambda: self._merge(path))
        job = self._jobs.start(
            self.tr("Comparing the file"), lambda ctx: review.exchange.preview(path, ctx)
        )
        job.progressed.connect(preview.show_progress)
        job.finished.connect(preview.show_report)
        job.failed.connect(lambda problem: self._refuse(preview, problem))
        preview.rejected.connect(job.cancel)
        preview.open()

    def _refuse(self, preview: MergePreview, problem: AppError) -> None:
        preview.reject()
        if not isinstance(problem, Cancelled):
            self.said.emit(problem.message, "danger")

    def _merge(self, path: Path) -> None:
        """Merge while nothing else can be written: the window waits visibly, and can cancel."""
        review = self._review
        if review is None:
            return
        waiting = QProgressDialog(self.tr("Merging…"), self.tr("Cancel"), 0, 0, self._window)
        waiting.setWindowModality(Qt.WindowModality.WindowModal)
        waiting.setMinimumDuration(0)
        waiting.setAutoClose(False)
        waiting.setAutoReset(False)
        job = self._jobs.start(self.tr("Merging"), lambda ctx: review.exchange.merge(path, ctx))
        waiting.canceled.connect(job.cancel)
        job.progressed.connect(lambda done, total: _show(waiting, done, total))
        job.finished.connect(lambda report: self._on_merged(review, report))
        job.failed.connect(lambda problem: self.said.emit(problem.message, "danger"))
        job.ended.connect(waiting.deleteLater)
        waiting.show()

    def _on_saved(self, path: Path, manifest: Manifest) -> None:
        if manifest.is_of_seals:
            sealed = len(manifest.seals)
            told = counted(sealed, self.tr("the seal of 1 study"), self.tr("seals of {n} studies"))
            text = self.tr("{name}: {told}, and no answers. Give this file to your colleague.")
            self.said.emit(text.format(name=path.name, told=told), "success")
            return
        answers = manifest.parts["rows/answer.jsonl"].lines
        told = counted(answers, self.tr("1 answer"), self.tr("{n} answers"))
        text = self.tr("{name}: your work with {told}. Give this file to your colleague.")
        self.said.emit(text.format(name=path.name, told=told), "success")

    def _on_merged(self, review: Review, report: MergeReport) -> None:
        """Open the review again, and show what was told of the merge."""
        merges = review.exchange.merges()
        self.reopen_wanted.emit(review.folder)
        new = counted(
            report.tables["answer"].new, self.tr("1 new answer"), self.tr("{n} new answers")
        )
        text = self.tr("Merged the work of {name}: {new}. The state before is in Backups.")
        tone = "warning" if report.warnings else "success"
        self.said.emit(text.format(name=report.reviewer_name, new=new), tone)
        if report.warnings:
            self.told.emit(merges)

    def _add(self, name: str, initials: str) -> None:
        if self._review is not None and self._editor is not None:
            edit = self._review.people.added(name, initials)
            self._editor.submit(edit, self.tr("Add {name}").format(name=name))
            self.refresh()

    def _mark(self, reviewer_id: str, is_experienced: bool) -> None:
        if self._review is not None and self._editor is not None:
            edit = self._review.assignments.with_experience(
                reviewer_id, is_experienced=is_experienced
            )
            self._editor.submit(edit, self.tr("Say who has charted before"))
            self.refresh()

    def act(self, reviewer_id: str, because: str = "") -> None:
        """Let another person work here, and open the review again for them."""
        review = self._review
        if review is None or not self._stores():
            return
        try:
            review.people.be(reviewer_id, because)
        except WorksElsewhere as asked:
            self._ask_why(asked.person)
        except AppError as problem:
            self.said.emit(problem.message, "warning")
        else:
            self.reopen_wanted.emit(review.folder)

    def _ask_why(self, person: Candidate) -> None:
        """Ask why somebody goes on here with work that was done on another computer."""
        from ui.flows.seal_dialogs import ReasonDialog

        name = person.reviewer.name
        words = self.tr(
            "{name}'s work was done on another computer. Go on with it here only if you are {name}:"
            " you will see {name}'s answers. That this computer is {name}'s from now on stays in "
            "the log, which goes to colleagues with the next file."
        )
        dialog = ReasonDialog(
            self.tr("Work here as {name}").format(name=name),
            words.format(name=name),
            self.tr("I am {name}").format(name=name),
            self._window,
        )
        dialog.reason_given.connect(lambda why: self.act(person.reviewer.reviewer_id, why))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _written(review: Review, path: Path, ctx: JobContext, chosen: tuple[Packed, bool]) -> Manifest:
    """Write what was chosen (what, and whether with the PDFs) to a packet."""
    what, with_papers = chosen
    if what is Packed.SEALS:
        return review.exchange.save_seals(path, ctx)
    only_new = what is Packed.NEW
    return review.exchange.save(path, ctx, only_new=only_new, with_papers=with_papers)


def _show(waiting: QProgressDialog, done: int, total: int) -> None:
    waiting.setMaximum(total)
    waiting.setValue(done)
