"""The quotes of the checked record on the paper of its study."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain.answers import Cell
from app.domain.studies import PaperState
from app.domain.verification import Checked
from ui.extract.marks import highlights

if TYPE_CHECKING:
    from app.bootstrap import Review
    from ui.reader.paper_pane import PaperPane


class PaperSide:
    """Opens the paper that a quote stands in, and goes there."""

    def __init__(self, review: Review, pane: PaperPane) -> None:
        """Show papers of the review in the pane."""
        self._review = review
        self._pane = pane
        self._shown = ""

    def show(self, checked: Checked, cell: Cell) -> None:
        """Show the quotes of the record, those of the cell as the target, and go to them."""
        anchors = [e.anchor for e in checked.record.evidence_of(cell) if e.anchor.places]
        self._open(checked, anchors[0].paper if anchors else self._usual(checked))
        study = replace(checked.study, paper=checked.study.paper_named(self._shown))
        self._pane.canvas.show_highlights(highlights(replace(checked.record, study=study), cell))
        if anchors:
            self._pane.jump_to(anchors[0].places, flash=False)

    def _usual(self, checked: Checked) -> str:
        study = checked.study
        if study.paper_named(self._shown):
            return self._shown
        return study.paper.sha256 if study.paper else ""

    def _open(self, checked: Checked, sha256: str) -> None:
        if sha256 and sha256 == self._shown and self._pane.is_open():
            return
        self._shown = sha256
        paper = checked.study.paper_named(sha256)
        report = checked.study.report_of_paper(sha256)
        if paper is None:
            self._pane.show_empty(_tr("There is no PDF of this study."))
        elif report is not None and report.paper_state is PaperState.MISSING:
            self._pane.show_empty(
                _tr("The PDF is not in the review's papers folder any more. The quotes are below.")
            )
        else:
            path = self._review.papers.path_of(sha256)
            self._pane.show_paper(path, sha256, checked.study.label, paper.labels)


def _tr(text: str) -> str:
    return QCoreApplication.translate("checking", text)
