"""The quotes of the checked record on the paper of its study."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.answers import Cell
from app.domain.verification import Checked
from ui.extract.marks import highlights
from ui.study_paper import StudyPaper

if TYPE_CHECKING:
    from app.bootstrap import Review
    from ui.reader.paper_pane import PaperPane


class PaperSide:
    """Opens the paper that a quote stands in, and goes there."""

    def __init__(self, review: Review, pane: PaperPane) -> None:
        """Show papers of the review in the pane."""
        self._paper = StudyPaper(review, pane)
        self._pane = pane

    def show(self, checked: Checked, cell: Cell) -> None:
        """Show the quotes of the record, those of the cell as the target, and go to them."""
        anchors = [e.anchor for e in checked.record.evidence_of(cell) if e.anchor.places]
        self._paper.show(checked.study, anchors)
        study = replace(checked.study, paper=checked.study.paper_named(self._paper.shown))
        self._pane.canvas.show_highlights(highlights(replace(checked.record, study=study), cell))
        if anchors:
            self._pane.jump_to(anchors[0].places, flash=False)
