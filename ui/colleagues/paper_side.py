"""A colleague's quotes and one's own on the paper of the study: own blue, theirs orange."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ui.reader.compared import compared
from ui.study_paper import StudyPaper, quotes_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.bootstrap import Review
    from app.domain.anchors import Anchor
    from app.domain.records import Record
    from app.services.blinding import Colleague
    from ui.reader.paper_pane import PaperPane


class Whose(StrEnum):
    """Whose quotes are marked on the page."""

    BOTH = "both"
    THEIRS = "theirs"
    MINE = "mine"


class PaperSide:
    """Opens the paper that a quote stands in, and goes there."""

    def __init__(self, review: Review, pane: PaperPane, own: Record) -> None:
        """Show papers of the review in the pane; `own` is the viewer's record of the study."""
        self._paper = StudyPaper(review, pane)
        self._name = review.reviewer.name
        self._own = own
        self.pane = pane
        self.whose = Whose.BOTH

    def show(self, colleague: Colleague, anchors: Sequence[Anchor], place: int = 0) -> None:
        """Show the quotes of both, these of the colleague's as the target, and go to one."""
        chosen = anchors[place : place + 1]
        self._paper.show(self._own.study, chosen)
        self._mark(colleague, {anchor.anchor_id for anchor in anchors})
        if chosen:
            self.pane.jump_to(chosen[0].places, flash=place > 0)

    def _mark(self, colleague: Colleague, targets: set[str]) -> None:
        shown = self._paper.shown
        own = quotes_on(self._own, shown) if self.whose is not Whose.THEIRS else []
        theirs = quotes_on(colleague.record, shown) if self.whose is not Whose.MINE else []
        aimed = [replace(one, is_target=one.anchor_id in targets) for one in theirs]
        names = (self._name, colleague.reviewer.name)
        self.pane.canvas.show_highlights(compared(own, aimed, names))
