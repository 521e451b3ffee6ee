"""The quotes of both reviewers on the paper of the study: A blue, B orange."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.anchors import Anchor
from app.domain.consensus import Compared, Line
from ui.reader.compared import compared as overlaid
from ui.reader.values import Highlight
from ui.study_paper import StudyPaper, quotes_on

if TYPE_CHECKING:
    from app.bootstrap import Review
    from ui.reader.paper_pane import PaperPane

BOTH, A_ONLY, B_ONLY, OFF = "both", "a", "b", "off"
STEPS = {BOTH: A_ONLY, A_ONLY: B_ONLY, B_ONLY: OFF, OFF: BOTH}


class PaperSide:
    """Shows the papers that the quotes of a line stand in."""

    def __init__(self, review: Review, pane: PaperPane) -> None:
        """Show papers of the review in the pane."""
        self._paper = StudyPaper(review, pane)
        self.pane = pane
        self.shows = BOTH

    def show(self, compared: Compared, line: Line | None) -> None:
        """Show the quotes of the study, those of the line as the target, and go to them."""
        self.shows = BOTH
        anchors = _placed(line)
        self._paper.show(compared.study, anchors)
        self._mark(compared, line)
        if anchors:
            self.pane.jump_to(anchors[0].places, flash=False)

    def step(self, compared: Compared, line: Line) -> str:
        """Show the quotes of A, then of B, then none; return what is shown now."""
        self.shows = STEPS[self.shows]
        side = {A_ONLY: line.first, B_ONLY: line.second}.get(self.shows)
        anchors = [a for a in side.anchors if a.places] if side else []
        if anchors:
            self._paper.open(compared.study, anchors[0].paper)
        self._mark(compared, line)
        if anchors:
            self.pane.jump_to(anchors[0].places)
        return self.shows

    def jump(self, compared: Compared, line: Line, number: int, place: int) -> None:
        """Go to one of the quotes of a reviewer, counted as the decision lists them."""
        quoted = [anchor for anchor in line.side(number).anchors if anchor.quote]
        if place < len(quoted) and quoted[place].places:
            self._paper.open(compared.study, quoted[place].paper)
            self._mark(compared, line)
            self.pane.jump_to(quoted[place].places)

    def _mark(self, compared: Compared, line: Line | None) -> None:
        first, second = (
            []
            if self.shows in (hidden, OFF)
            else quotes_on(compared.records[number], self._paper.shown)
            for number, hidden in enumerate((B_ONLY, A_ONLY))
        )
        targets = {a.anchor_id for a in _placed(line)}
        names = (compared.reviewers[0].name, compared.reviewers[1].name)
        shown = overlaid(_aimed(first, targets), _aimed(second, targets), names)
        self.pane.canvas.show_highlights(shown)


def _placed(line: Line | None) -> list[Anchor]:
    if line is None:
        return []
    return [a for side in (line.first, line.second) for a in side.anchors if a.places]


def _aimed(shown: Sequence[Highlight], targets: set[str]) -> list[Highlight]:
    return [replace(one, is_target=one.anchor_id in targets) for one in shown]
