"""What checkers corrected, as it counts in the final records; the originals stay as they are."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.answers import Answer, Cell
from app.domain.records import Record
from app.domain.studies import Reviewer
from app.domain.verification import Check, Remark, Verdict, with_corrections
from app.services.codec import answer_checksum
from app.services.writing.verification import check_of
from db.models import CheckRow, ReviewerRow

Said = Mapping[str, Mapping[Cell, Check]]
"""What checkers said last, by extraction."""


def said_last(session: Session, extraction_ids: Iterable[str]) -> Said:
    """Return what checkers said of these extractions; of several checkers the last one counts."""
    wanted = select(CheckRow).where(CheckRow.extraction_id.in_(list(extraction_ids)))
    said: dict[str, dict[Cell, Check]] = {}
    for row in session.scalars(wanted.order_by(CheckRow.at, CheckRow.id)):
        check = check_of(row)
        if check is not None:
            cell = Cell(row.extraction_id, row.field_id, row.row_key or None)
            said.setdefault(row.extraction_id, {})[cell] = check
    return said


def current(said: Said, record: Record) -> dict[Cell, Check]:
    """Return what was said of a record's answers as they are now: other answers, other checks."""
    return {
        cell: check
        for cell, check in said.get(record.extraction_id, {}).items()
        if check.checked == answer_checksum(cell, record.answer(cell))
    }


def corrected(said: Said, record: Record) -> Record:
    """Return a record with what its checkers corrected; the original stays as it is."""
    checks = current(said, record)
    return with_corrections(record, checks) if checks else record


def corrections(said: Said, records: Iterable[Record]) -> dict[Cell, Answer]:
    """Return what checkers say instead of answers of these records."""
    return {
        cell: check.answer
        for record in records
        for cell, check in current(said, record).items()
        if check.verdict is Verdict.CORRECTED
    }


def remarks(session: Session, extraction_id: str) -> tuple[Remark, ...]:
    """Return what checkers said of the answers of an extraction, the earliest first."""
    wanted = (
        select(CheckRow, ReviewerRow)
        .join(ReviewerRow, ReviewerRow.id == CheckRow.reviewer_id)
        .where(CheckRow.extraction_id == extraction_id)
        .order_by(CheckRow.at, CheckRow.id)
    )
    found = []
    for row, person in session.execute(wanted):
        said = check_of(row)
        if said is not None:
            cell = Cell(extraction_id, row.field_id, row.row_key or None)
            by = Reviewer(person.id, person.name, person.initials, person.colour)
            found.append(Remark(cell, said, by, row.at))
    return tuple(found)


def disagrees(record: Record, remark: Remark) -> bool:
    """Tell whether a remark corrects an answer as it is now, in a field and row that are there."""
    cell, check = remark.cell, remark.check
    is_there = record.form.has(cell.field_id) and cell in record.cells()
    is_current = check.checked == answer_checksum(cell, record.answer(cell))
    return is_there and is_current and check.verdict is Verdict.CORRECTED
