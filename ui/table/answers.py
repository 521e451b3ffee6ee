"""The answers of the charting table as the review has them: read, and kept up to date."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.charting import Charted

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.answers import Cell
    from app.domain.edits import ChangeSet
    from app.domain.fields import Form
    from app.domain.records import Record
    from app.jobs import JobContext
    from ui.jobs import Job
    from ui.workspaces import Desk

SMALL = 40  # studies that are read at once, without a job; or first of many

FEW = 10  # studies whose two charters are compared at once


class Whose(StrEnum):
    """Whose answers the table shows; those of a colleague nobody sees (blinding)."""

    OWN = "own"
    FINAL = "final"


class Answers(QObject):
    """Every study with its answers: one's own, or the final ones of the consensus."""

    renewed = Signal()  # all studies were read
    study_changed = Signal(object)  # Charted
    progressed = Signal(int, int)  # done, total
    stopped = Signal()  # the reviewer cancelled the reading
    failed = Signal(object)  # AppError

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Read from the review of the desk."""
        super().__init__(parent)
        self._desk = desk
        self._stale: set[str] = set()
        self._job: Job | None = None
        self.whose = Whose.OWN
        self.hurries = True  # whether the first studies may be shown before the others
        self.total = 0  # studies of the review
        self.studies: tuple[Charted, ...] = ()
        self.form: Form = desk.review.charting.form()  # with the columns of codes
        self.is_read = False

    def show_whose(self, whose: Whose) -> None:
        """Read somebody else's answers."""
        self.whose, self.is_read = whose, False
        self.stop()
        self.read()

    def read(self) -> None:
        """Read every study: at once when there are few, else beside the window.

        Of many, the first are shown as soon as they are there; whoever sorts waits for all.
        """
        charting = self._desk.review.charting
        own = self.whose is Whose.OWN
        self._stale.clear()
        self.total = charting.size()
        if self.total <= (SMALL if own else FEW):
            self._take(charting.read() if own else charting.final())
            return
        if not self.is_read:
            self.progressed.emit(0, 0)
        if own and self.hurries and not self.is_read:
            self._start(lambda ctx: charting.read(ctx, SMALL), self._take_first)
        else:
            self._start(charting.read if own else charting.final, self._take)

    def catch_up(self) -> None:
        """Read again the studies that changed since they were read."""
        stale = self._stale
        self._stale = set(stale) if self._job is not None else set()  # what it reads is older
        if not self.is_read:
            if self._job is None:
                self.read()
            return
        if stale and (self.whose is Whose.FINAL or "" in stale):
            self.read()
            return
        for study_id in stale:
            fresh = self._desk.review.charting.one(study_id)
            known = {study.study_id for study in self.studies}
            if fresh is None or study_id not in known or fresh.record.form != self.form:
                self.read()
                return
            self.studies = tuple(fresh if s.study_id == study_id else s for s in self.studies)
            self.study_changed.emit(fresh)

    def note(self, changes: ChangeSet) -> None:
        """Remember what has to be read again."""
        if changes.studies or {"form", "version", "codes"} & changes.areas:
            self._stale.add("")
        touched = changes.extractions | {cell.extraction_id for cell in changes.cells}
        if self.whose is Whose.FINAL:
            self._stale |= {""} if touched or changes.areas else set()
            return
        if touched and not self.studies:
            self._stale.add("")
        by_extraction = {s.record.extraction_id: s.study_id for s in self.studies}
        self._stale |= {by_extraction[one] for one in touched if one in by_extraction}

    def of_extraction(self, extraction_id: str) -> Charted | None:
        """Return the study of an extraction that is shown."""
        found = (s for s in self.studies if s.record.extraction_id == extraction_id)
        return next(found, None)

    def record_of(self, study_id: str) -> Record:
        """Return a study with its quotes, as it is now; raises NotFound."""
        if self.whose is Whose.FINAL:
            found = [s.record for s in self.studies if s.study_id == study_id]
            if found:
                return found[0]
        return self._desk.review.records.record(study_id)

    def pages_of(self, study_id: str, cell: Cell | None) -> tuple[str, ...]:
        """Return the labels of the pages on which the quotes of a cell stand, each once."""
        if cell is None:
            return ()
        record = self.record_of(study_id)
        found = {
            item.anchor.page: paper.label_of(item.anchor.page)
            for item in record.evidence_of(cell)
            if (paper := record.study.paper_named(item.anchor.paper)) is not None
        }
        return tuple(label for _, label in sorted(found.items()))

    def stop(self) -> None:
        """Stop reading."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _start(
        self,
        work: Callable[[JobContext], tuple[Charted, ...]],
        take: Callable[[tuple[Charted, ...]], None],
    ) -> None:
        self.stop()
        job = self._desk.jobs.start(self.tr("Reading the charting table"), work)
        self._job = job
        job.progressed.connect(self._on_progressed)
        job.finished.connect(lambda studies: take(studies) if job is self._job else None)
        job.failed.connect(self.failed)
        job.cancelled.connect(lambda: self._on_cancelled(job))
        job.crashed.connect(lambda _error: self._on_cancelled(job))
        job.ended.connect(lambda: self._on_ended(job))

    def _on_progressed(self, done: int, total: int) -> None:
        if not self.is_read:
            self.progressed.emit(done, total)

    def _take_first(self, studies: tuple[Charted, ...]) -> None:
        """Show the first studies, and read all of them."""
        self._show(studies)
        self._start(self._desk.review.charting.read, self._take)

    def _on_cancelled(self, job: Job) -> None:
        if job is self._job:
            self.stopped.emit()

    def _on_ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None

    def _take(self, studies: tuple[Charted, ...]) -> None:
        self._job = None
        self._show(studies)

    def _show(self, studies: tuple[Charted, ...]) -> None:
        self.studies, self.is_read = studies, True
        if studies:
            self.form = studies[0].record.form
        else:
            self.form = self._desk.review.charting.form()
        self.renewed.emit()
