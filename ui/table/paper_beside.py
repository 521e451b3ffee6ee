"""The paper beside the charting table: it follows the current cell to its quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.studies import PaperState
from ui.extract.marks import cell_of, highlights
from ui.kept_paper import KeptPaper
from ui.reader.pages import PageSource
from ui.reader.paper_pane import PaperPane
from ui.reader.values import ZoomMode

if TYPE_CHECKING:
    from app.domain.anchors import Anchor
    from app.domain.answers import Cell
    from app.domain.records import Record
    from ui.workspaces import Desk

BUDGET = 32 * 1024 * 1024  # bytes of pictures of pages
LEAST = 320  # pixels


class PaperBeside(QObject):
    """Shows the paper of a study with its quotes, those of the current cell marked."""

    cell_chosen = Signal(str, object)  # study_id, Cell: a quote was clicked

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Show papers of the review."""
        super().__init__(parent)
        self.pane = PaperPane(PageSource(desk.review.pdf, BUDGET), desk.tokens)
        self.pane.source.setParent(self.pane)
        self._kept = KeptPaper(desk.review.papers, self.pane)
        self.pane.setMinimumWidth(LEAST)
        self.pane.canvas.view.mode = ZoomMode.TEXT_WIDTH  # the pane is narrow on any screen
        self.pane.fit_text_width()
        self.pane.setAccessibleName(self.tr("The paper of the current study"))
        self._record: Record | None = None
        self._shown: tuple[str, PaperState] | None = None
        self.pane.canvas.highlight_clicked.connect(self._on_clicked)

    def show(self, record: Record | None, cell: Cell | None, anchor: Anchor | None) -> None:
        """Show the paper of a record at a quote of a cell, or at no quote."""
        if record is None:
            self._record, self._shown = None, None
            self.pane.show_empty(self.tr("Choose a cell to see its paper."))
            return
        report = None if anchor is None else record.study.report_of_paper(anchor.paper)
        self._record = record if report is None else record.at_report(report.report_id)
        self._open(self._record)
        self.pane.canvas.show_highlights(highlights(self._record, cell))
        paper = self._record.study.paper
        if anchor is not None and anchor.places and paper and paper.sha256 == anchor.paper:
            self.pane.jump_to(anchor.places)

    def close(self) -> None:
        """Let the paper go."""
        self.pane.show_empty("")

    def _open(self, record: Record) -> None:
        study = record.study
        state = (study.paper.sha256 if study.paper else study.study_id, study.paper_state)
        if state == self._shown:
            return
        self._shown = state
        if study.paper is None:
            self.pane.show_empty(self.tr("{0} has no PDF yet.").format(study.label))
        elif study.paper_state is PaperState.MISSING:
            said = self.tr("The PDF of {0} is not in the review's papers folder any more.")
            self.pane.show_empty(said.format(study.label))
        else:
            self._kept.show(study.paper.sha256, study.label, study.paper.labels)

    def _on_clicked(self, anchor_id: str) -> None:
        cell = self._record and cell_of(self._record, anchor_id)
        if self._record is not None and cell:
            self.cell_chosen.emit(self._record.study.study_id, cell)
