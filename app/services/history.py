"""History of answers and studies, read from the log; an old value is restored by a new edit."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.answers import Answer, Cell
from app.domain.edits import FillAnswer
from app.domain.errors import NotFound
from app.domain.history import Entry, explained
from app.domain.records import Record
from app.domain.verification import Remark, Verdict
from app.services.acting import Acting
from app.services.codec import answer_checksum
from app.services.corrections import remarks
from app.services.store import Store
from db.models import AuditRow, ReviewerRow


class HistoryService:
    """Reads the acting reviewer's own steps; a colleague's work has its history with them."""

    def __init__(self, store: Store, acting: Acting) -> None:
        """Read through `store`."""
        self._store = store
        self._acting = acting

    def of_study(self, record: Record) -> tuple[Entry, ...]:
        """Return the steps on one's own record of a study, the latest first.

        What a checker said of an answer stands among them.
        """
        with self._store.reading() as session:
            told = list(self._entries(session, record))
            for remark in remarks(session, record.extraction_id):
                later = (n for n, entry in enumerate(told) if entry.at <= remark.at)
                told.insert(next(later, len(told)), self._check(record, remark))
        return tuple(told)

    def of_answer(self, record: Record, cell: Cell) -> tuple[Entry, ...]:
        """Return the steps that set one answer, the latest first."""
        return tuple(entry for entry in self.of_study(record) if entry.cell == cell)

    def restored(self, record: Record, cell: Cell, old: Answer) -> FillAnswer:
        """Return the edit that puts an old answer back as a new one.

        Raises NotFound for an answer that stands there already, whose row was removed, or that
        the form does not ask any more.
        """
        if not record.form.has(cell.field_id):
            raise NotFound(
                "The form does not ask this any more, so the answer can't be put back. Nothing was "
                "changed. Bring the field back first, under Form, Versions."
            )
        now = record.answer(cell)
        if now == old:
            raise NotFound("That is the answer as it is now. Nothing was changed.")
        if cell.row_id is not None and all(row.row_id != cell.row_id for row in record.rows):
            raise NotFound(
                "The row of this answer was removed. Nothing was changed. Bring the row back first."
            )
        return FillAnswer(cell, now, old)

    def _check(self, record: Record, remark: Remark) -> Entry:
        check, offset = remark.check, self._acting.now().utcoffset()
        label = "Checked: right" if check.verdict is Verdict.CONFIRMED else "Checked: corrected"
        if check.checked != answer_checksum(remark.cell, record.answer(remark.cell)):
            label += ", of an earlier answer"
        return Entry(
            at=remark.at,
            utc_offset=int(offset.total_seconds() // 60) if offset is not None else 0,
            who=remark.by.name,
            device="",
            label=label,
            kind="CheckAnswer",
            cell=remark.cell,
            answer=check.answer,
            reason=check.note,
        )

    def _entries(self, session: Session, record: Record) -> Iterator[Entry]:
        own = self._acting.reviewer.reviewer_id
        about = (record.extraction_id, record.study.study_id)
        wanted = (
            select(AuditRow)
            .where(
                AuditRow.reviewer_id == own,
                AuditRow.subject_id.in_(about) | (AuditRow.kind == "Together"),
            )
            .order_by(AuditRow.counter.desc(), AuditRow.seq.desc())
        )
        who = session.get_one(ReviewerRow, own).name
        for row in session.scalars(wanted):
            yield from _told(row, who, record.extraction_id, about)


def _told(row: AuditRow, who: str, extraction_id: str, about: tuple[str, str]) -> Iterator[Entry]:
    document = row.edit or {}
    bare = Entry(
        at=row.at,
        utc_offset=row.utc_offset,
        who=who,
        device=row.device,
        label=row.label,
        kind=row.kind,
        reason=str(document.get("reason") or ""),
    )
    set_here = [found for found in explained(document) if found[0].extraction_id == extraction_id]
    for cell, answer, reason in set_here:
        yield replace(bare, cell=cell, answer=answer, reason=reason)
    if not set_here and row.subject_id in about:
        yield bare
