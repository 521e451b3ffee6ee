"""Reads how far the consensus of every study is, and says so above the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.consensus import TO_SETTLE, Compared, Standing, State

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from ui.consensus.page import ConsensusPage
    from ui.jobs import Job
    from ui.workspaces import Desk

FEW = 2  # counts beside which there is room for that of the blank lines
SMALL = 12  # studies that are read at once, without a job


class Reading(QObject):
    """Keeps the list of studies; `read_through` says that it is read."""

    read_through = Signal()

    def __init__(self, desk: Desk, page: ConsensusPage) -> None:
        """Read for a page."""
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._job: Job | None = None
        self.is_stale = True
        page.cancel.clicked.connect(self._cancel)

    def read(self) -> None:
        """Read every study: at once when there are few, else beside the window."""
        if self._job is not None:
            return
        consensus = self._desk.review.consensus
        sealed = consensus.sealed_studies()
        if not sealed or (len(sealed) <= SMALL and not consensus.must_look()):
            self._take(consensus.standing())
        else:
            self._page.show_busy(0, 0)
            self._job = self._desk.jobs.start(self.tr("Comparing extractions"), consensus.standing)
            self._job.progressed.connect(self._page.show_busy)
            self._job.finished.connect(self._take)
            self._job.failed.connect(self._on_failed)
            self._job.ended.connect(self._on_ended)

    def replace(self, compared: Compared) -> None:
        """Show a study as it is now."""
        self._page.standing.replace(compared.standing)

    def show_counts(self, compared: Compared) -> None:
        """Say above the lines how far a study and the review are."""
        tokens = self._page.standing.tokens
        to_decide = compared.count(*TO_SETTLE)
        agree = compared.count(State.AGREED, State.DECIDED)
        blank = compared.count(State.BLANK)
        chips = [
            (self.tr("{0} to decide").format(to_decide), "danger" if to_decide else "success"),
            (self.tr("{0} settled").format(agree), "success"),
        ]
        twice = compared.count(State.TWICE)
        if twice:
            chips.insert(1, (self.tr("{0} decided twice").format(twice), "danger"))
        waiting = compared.count(State.DEFERRED)
        if waiting:
            chips.insert(1, (self.tr("{0} with the third").format(waiting), "warning"))
        if len(chips) == FEW:
            chips.append((self.tr("{0} blank").format(blank), "neutral"))
        self._page.chips.setText(
            "&nbsp; ".join(
                f'<span style="color:{tokens[tone].name()}; font-weight:600">{text}</span>'
                for text, tone in chips
            )
        )
        self._page.chips.setAccessibleName(", ".join(text for text, _ in chips))
        items = self._page.standing.items
        sealed = sum(item.is_sealed for item in items)
        closed = sum(item.is_complete for item in items)
        self._page.progress.setText(self.tr("{0} of {1} closed").format(closed, sealed))

    def chosen(self, shown: str) -> str:
        """Return the study to show: the one that was shown, else the first open one, else ""."""
        sealed = [item for item in self._page.standing.items if item.is_sealed]
        if any(item.study_id == shown for item in sealed):
            return shown
        waiting = [item for item in sealed if not item.is_complete]
        return next((item.study_id for item in waiting or sealed), "")

    def next_open(self, after: str) -> str:
        """Return the next study that waits, going round; "" when none does."""
        items = self._page.standing.items
        at = self._page.standing.row_of(after)
        order = (*items[at + 1 :], *items[:at])
        waiting = (item.study_id for item in order if item.is_sealed and not item.is_complete)
        return next(waiting, "")

    def close(self) -> None:
        """Let go of the review."""
        self._cancel()

    def _take(self, items: tuple[Standing, ...]) -> None:
        self.is_stale = False
        self._page.standing.show(items)
        self.read_through.emit()
        if any(item.is_sealed for item in items):
            return
        people = len(self._desk.review.people.all())
        if people < 2:
            text = self.tr("One person charts this review. Add a second reviewer to compare.")
            self._page.show_empty(text, self.tr("Reviewers…"), self._show_people)
            return
        text = self.tr(
            "Nothing to compare yet: no study is sealed by both reviewers. Each completes a "
            "study and seals it; a colleague's work comes in as a file."
        )
        if any(one.is_twice for one in self._desk.review.agreement.couples()):
            agreement = self._desk.actions["cons.agreement"].trigger
            text += self.tr(" What one person charted twice can be compared.")
            self._page.show_empty(text, self.tr("Agreement"), agreement)
            return
        act = self._desk.actions["file.merge"].trigger
        self._page.show_empty(text, self.tr("Merge a colleague's file…"), act)

    def _show_people(self) -> None:
        self._desk.actions["view.project"].trigger()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_failed(self, problem: AppError) -> None:
        self._page.show_empty(problem.message, self.tr("Try again"), self.read)

    def _on_ended(self) -> None:
        self._job = None
        if self.is_stale:
            text = self.tr("The comparing was stopped. Nothing was changed.")
            self._page.show_empty(text, self.tr("Try again"), self.read)
