"""Duplicates at work: looks for pairs in a job, keeps the answers, follows undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.compared import compared
from app.domain.edits import Edit
from app.domain.errors import AppError
from app.references.duplicates import Certainty, Pair
from ui.library.pair_model import PairModel
from ui.library.pairs_page import EVERY, LINKED, SAME, TWO, PairsPage

if TYPE_CHECKING:
    from ui.jobs import Job
    from ui.theme import Tokens
    from ui.workspaces import Desk


class PairsDesk(QObject):
    """Fills the page of duplicates and carries out what is answered there."""

    def __init__(self, desk: Desk, page: PairsPage, model: PairModel) -> None:
        """Work on `page`."""
        super().__init__(page)
        self._desk = desk
        self.page = page
        self._model = model
        self._library = desk.review.library
        self._alike: tuple[Pair, ...] | None = None
        self._records = -1  # how many records were compared
        self._job: Job | None = None
        page.find_requested.connect(self.find)
        page.join_requested.connect(self._join_certain)
        page.cancel_requested.connect(self._stop)
        page.again_requested.connect(self._ask_again)
        page.row_chosen.connect(self._on_row)
        page.answered.connect(self.answer)

    def find(self) -> None:
        """Look for pairs among all records."""
        if self._job is not None:
            return
        self.page.show_busy(0, 0)
        self._records = self._desk.review.library_list.count()
        self._job = self._desk.jobs.start(self.tr("Find duplicates"), self._library.alike)
        self._job.progressed.connect(self.page.show_busy)
        self._job.finished.connect(self._on_found)
        self._job.failed.connect(lambda problem: self._desk.say(problem.message, "danger"))
        self._job.ended.connect(self._on_ended)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def refresh(self) -> None:
        """Show what is left to decide; looks again when records came or went."""
        if self._alike is None or self._job is not None:
            return
        if self._desk.review.library_list.count() != self._records:
            self.find()
            return
        row = max(self.page.list.currentIndex().row(), 0)
        left = self._library.open_pairs(self._alike)
        titles = self._desk.review.library_list.titles([pair.first for pair in left])
        self._model.show(left, titles)
        self._show(left)
        if left:
            self.page.choose(min(row, len(left) - 1))

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._model.tokens = tokens
        self._on_row(0)

    def _on_found(self, found: tuple[Pair, ...]) -> None:
        self._alike = found

    def _on_ended(self) -> None:
        self._job = None
        if self._alike is None:
            self._show(None)
        self.refresh()
        self.page.list.setFocus()

    def _on_row(self, _row: int) -> None:
        pair = self.page.current()
        if pair is None:
            return
        listed = self._desk.review.library_list
        try:
            sides = [listed.fields(key) for key in (pair.first, pair.second)]
        except AppError as problem:
            self._desk.say(problem.message, "warning")
            return
        fields = compared(sides[0].csl, sides[1].csl)
        self.page.show_pair(pair, [side.source for side in sides], fields, self._model.tokens)

    def answer(self, key: str) -> None:
        """Keep an answer about the pair that is shown, or go on to the next."""
        pair = self.page.current()
        if pair is None or self._desk.review.read_only:
            return
        edit: Edit | None = None
        if key == SAME:
            edit, label = self._library.join([pair]), self.tr("Join two copies")
        elif key == TWO:
            edit, label = self._library.keep_both([pair]), self.tr("Keep two records apart")
        elif key == LINKED:
            edit = self._library.link_reports([pair])
            label = self.tr("Link two reports of one study")
        if edit is not None:
            self._desk.editor.submit(edit, label)
            return
        if key == SAME:
            self._desk.say(
                self.tr(
                    "One of their copies was kept apart from the other. Nothing was joined;"
                    " ask about that pair again first."
                ),
                "warning",
            )
            return
        row = self.page.list.currentIndex().row() + 1
        self.page.choose(row if row < self._model.rowCount() else 0)

    def _join_certain(self) -> None:
        """Join the copies of every certain pair, as one step."""
        if self._desk.review.read_only:
            return
        sure = [pair for pair in self._model.pairs if pair.certainty is Certainty.CERTAIN]
        edit = self._library.join(sure)
        if edit is not None:
            label = self.tr("Join {0} certain duplicates").format(len(sure))
            self._desk.editor.submit(edit, label)

    def _show(self, left: tuple[Pair, ...] | None) -> None:
        answered = self._library.answered()
        titles = self._desk.review.library_list.titles([one.first for one in answered])
        self.page.show_pairs(len(answered), left)
        self.page.show_answered([titles.get(one.first, "") for one in answered])

    def _ask_again(self, place: int) -> None:
        answered = self._library.answered()
        chosen = answered if place == EVERY else answered[place : place + 1]
        edit = self._library.ask_again(chosen)
        if self._desk.editor.submit(edit, self.tr("Ask about kept pairs again")):
            self.find()
