"""Gives the open study another copy of its PDF, and brings its quotes along."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.domain.edits import Edit, Together
from app.domain.relinking import from_other_copies, relinked
from app.domain.studies import Paper, PaperState
from app.services.reanchoring import Doubt, Reanchoring, without_place
from ui.counting import counted
from ui.extract.filling import Step, anchor_of
from ui.flows.locked import TakingIn, Wanted

if TYPE_CHECKING:
    from app.bootstrap import Review
    from app.domain.anchors import Anchor
    from app.domain.records import Record
    from ui.extract.reanchor_view import ReanchorView, Unplaced
    from ui.extract.workspace import ExtractWorkspace
    from ui.jobs import Job, Jobs


class Replacing(QObject):
    """Looks for the quotes in a job; what is certain is one step, the rest is asked."""

    said = Signal(str, str)  # sentence, tone

    def __init__(
        self,
        review: Review,
        extract: ExtractWorkspace,
        jobs: Jobs,
        window: QWidget,
        steps: Sequence[QAction] = (),
    ) -> None:
        """Watch which copy of a paper is shown; `steps`: undo and redo, in the list too."""
        super().__init__(window)
        self._review = review
        self._extract = extract
        self._jobs = jobs
        self._window = window
        self._steps = tuple(steps)
        self._view: ReanchorView | None = None
        self._doubts: tuple[Doubt, ...] = ()
        self._notice = ""
        extract.reader.paper_shown.connect(self._tell)
        extract.reader.paper_failed.connect(lambda _sentence: self._tell())
        extract.controller.record_changed.connect(lambda _record, _changes: self._on_changed())
        extract.study_shown.connect(lambda _study: self._close_view())
        extract.reader.selection_made.connect(lambda _selected: self._offer_selection())
        extract.reader.selection_cleared.connect(self._offer_selection)

    @property
    def view(self) -> ReanchorView | None:
        """The list of quotes to place, while it is open."""
        return self._view

    def ask(self) -> None:
        """Let the reviewer choose the other copy."""
        from PySide6.QtWidgets import QFileDialog

        file, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Replace the PDF"), "", self.tr("PDF files (*.pdf)")
        )
        if file:
            self.replace(Path(file))

    def replace(self, path: Path) -> None:
        """Take another copy of the open study's paper."""
        record = self._extract.controller.record
        if record is not None and self._extract.form.flush():
            study_id, report_id = record.study.study_id, record.study.report_id
            look = self._review.reanchoring
            wanted = Wanted(
                self.tr("Looking for the quotes"),
                path,
                lambda ctx, password: look.replace(study_id, path, ctx, password, report_id),
            )
            self._follow(TakingIn(self._jobs, self._window, wanted))

    def look_again(self) -> None:
        """Look for the quotes of other copies in the paper that is shown."""
        record = self._extract.controller.record
        if record is not None and self._extract.form.flush():
            study_id, report_id = record.study.study_id, record.study.report_id
            look = self._review.reanchoring
            self._follow(
                self._jobs.start(
                    self.tr("Looking for the quotes"),
                    lambda ctx: look.look_again(study_id, ctx, report_id),
                )
            )

    def _follow(self, job: Job | TakingIn) -> None:
        job.finished.connect(self._on_found)
        job.failed.connect(lambda problem: self.said.emit(problem.message, "danger"))
        job.cancelled.connect(lambda: self.said.emit(self.tr("Stopped. Nothing changed."), "info"))

    def _on_found(self, found: Reanchoring) -> None:
        record = self._extract.controller.record
        if record is None or record.study.study_id != found.study_id:
            self._extract.open_study(found.study_id)
            record = self._extract.controller.record
        label = record.study.label if record is not None else ""
        step = Step(found.edit, f"Replace the PDF of {label}")
        if found.edit.edits and not self._extract.controller.take_step(step):
            return
        total = found.found + len(found.doubts)
        if total:
            sentence = self.tr("Quotes found again: {0} of {1}.").format(found.found, total)
            self.said.emit(sentence, "info")
        self._doubts = found.doubts
        self._show_doubts()

    def _show_doubts(self) -> None:
        record = self._extract.controller.record
        if record is None:
            return
        left = {anchor.anchor_id for anchor in self._others(record)}
        rows = [
            _unplaced(record, doubt) for doubt in self._doubts if doubt.anchor.anchor_id in left
        ]
        if not rows:
            self._close_view()
            return
        if self._view is None:
            self._view = self._new_view()
        if list(self._view.rows) != rows:  # else the list keeps its row, and the focus stays
            self._view.show_rows(rows)
        self._offer_selection()
        self._view.show()

    def _new_view(self) -> ReanchorView:
        from ui.extract.reanchor_view import ReanchorView

        view = ReanchorView(self._window)
        view.addActions(self._steps)
        view.candidate_shown.connect(lambda anchor: self._extract.reader.jump_to(anchor.places))
        view.place_chosen.connect(self._place)
        view.selection_wanted.connect(self._place_selected)
        view.keep_requested.connect(self._keep)
        view.remove_requested.connect(lambda anchor: self._place(anchor, None))
        return view

    def _offer_selection(self) -> None:
        if self._view is not None:
            self._view.offer_selection(self._extract.reader.selection() is not None)

    def _place_selected(self, old: Anchor) -> None:
        selected = self._extract.reader.selection()
        if selected is not None:
            self._place(old, anchor_of(selected))

    def _place(self, old: Anchor, new: Anchor | None) -> None:
        record = self._extract.controller.record
        if record is not None:
            label = "Remove a quote" if new is None else "Place a quote again"
            self._submit(relinked(record, old, new), label)

    def _keep(self, old: Anchor) -> None:
        record = self._extract.controller.record
        paper = record.study.paper if record is not None else None
        if record is not None and paper is not None:
            kept = without_place(old, paper.sha256)
            self._submit(relinked(record, old, kept), "Keep a quote without its place")

    def _submit(self, edits: tuple[Edit, ...], label: str) -> None:
        if edits and self._extract.controller.take_step(Step(Together(edits), label)):
            self._show_doubts()

    def _others(self, record: Record) -> tuple[Anchor, ...]:
        paper = record.study.paper
        return () if paper is None else from_other_copies(record, paper.sha256)

    def _on_changed(self) -> None:
        """Say what is left after an edit; one that was taken back is asked about again."""
        self._tell()
        if self._view is not None and self._view.isVisible():
            self._show_doubts()

    def _tell(self) -> None:
        """Say above the pages that quotes come from another copy, or that the file changed."""
        record, reader = self._extract.controller.record, self._extract.reader
        if record is None or not (reader.is_open() or reader.source.is_replaced):
            return
        sentence = "" if record.is_locked else self._sentence(record)
        if sentence:
            reader.show_banner(sentence, "warning")
            reader.offer(self.tr("Review"), self._on_review)
        elif self._notice and reader.notice == self._notice:
            reader.show_banner(None)
        self._notice = sentence

    def _sentence(self, record: Record) -> str:
        paper, others = record.study.paper, self._others(record)
        if others:
            one = self.tr("1 quote was taken from another copy of this PDF.")
            many = self.tr("{n} quotes were taken from another copy of this PDF.")
            return counted(len(others), one, many)
        is_there = record.study.paper_state is not PaperState.MISSING
        if paper is not None and is_there and self._is_changed(paper):
            return self.tr(
                "This is a different file: the PDF was changed outside Chartdesk. "
                "Your answers are safe."
            )
        return ""

    def _is_changed(self, paper: Paper) -> bool:
        is_shown = self._extract.reader.source.is_replaced
        return is_shown or self._review.reanchoring.is_changed(paper)

    def _on_review(self) -> None:
        record = self._extract.controller.record
        paper = record.study.paper if record is not None else None
        if record is None or paper is None:
            return
        if self._others(record):
            self.look_again()
        else:
            self.replace(self._review.papers.path_of(paper.sha256))

    def _close_view(self) -> None:
        if self._view is not None:
            self._view.close()
            self._view.deleteLater()
            self._view = None


def _unplaced(record: Record, doubt: Doubt) -> Unplaced:
    from ui.extract.reanchor_view import Unplaced

    anchor = doubt.anchor
    cells = [item.cell for item in record.evidence if item.anchor.anchor_id == anchor.anchor_id]
    names = [record.form.field(cell.field_id).label for cell in cells if cell is not None]
    page = str(anchor.page + 1) if anchor.places else ""
    return Unplaced(anchor, ", ".join(names) or "Kept without a field", page, doubt.candidates)
