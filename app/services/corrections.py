"""What checkers corrected, as it counts in the final records; the originals stay as they are."""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.answers import Cell
from app.domain.records import Record
from app.domain.studies import Reviewer
from app.domain.verification import Check, Remark, Verdict, with_corrections
from app.services.codec import answer_checksum
from app.services.writing.verification import check_of
from db.models import CheckRow, ReviewerRow


def corrector(session: Session, extraction_ids: Iterable[str]) -> Callable[[Record], Record]:
    """Return what puts the checkers' corrections into a record of these extractions.

    Of several checkers the last one counts; a check of an answer that changed since counts no
    more.
    """
    wanted = select(CheckRow).where(CheckRow.extraction_id.in_(list(extraction_ids)))
    said: dict[str, dict[Cell, Check]] = {}
    for row in session.scalars(wanted.order_by(CheckRow.at, CheckRow.id)):
        check = check_of(row)
        if check is not None:
            cell = Cell(row.extraction_id, row.field_id, row.row_key or None)
            said.setdefault(row.extraction_id, {})[cell] = check

    def corrected(record: Record) -> Record:
        checks = said.get(record.extraction_id, {})
        current = {
            cell: check
            for cell, check in checks.items()
            if check.checked == answer_checksum(cell, record.answer(cell))
        }
        return with_corrections(record, current) if current else record

    return corrected


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
