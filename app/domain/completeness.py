"""What a record still lacks, and where to go on."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from app.domain.answers import Cell, Status
from app.domain.records import Record
from app.domain.validation import objections


class Lack(StrEnum):
    """Why a cell keeps a record from being complete; the value is the words to show."""

    REQUIRED = "required, not answered"
    EVIDENCE = "a quote is required"
    FLAGGED = "marked unsure"
    INVALID = "against the rules of its field"


@dataclass(frozen=True, slots=True)
class Missing:
    """A cell and what it lacks."""

    cell: Cell
    why: Lack


def missing(record: Record) -> tuple[Missing, ...]:
    """Return what the record lacks, in the order of the form; a cell may appear twice."""
    supported = frozenset(item.cell for item in record.evidence)
    return tuple(
        Missing(cell, why)
        for cell in record.cells()
        for why in _lacks(record, cell, cell in supported)
    )


def next_unanswered(
    record: Record,
    after: Cell | None,
    *,
    backwards: bool = False,
    also: Collection[Cell] = (),
) -> Cell | None:
    """Return the next cell that is not done or one of `also`, going round; None when all are.

    Starts behind `after`, or at the beginning (backwards: the end) of the form.
    """
    cells = record.cells()[::-1] if backwards else record.cells()
    place = cells.index(after) + 1 if after in cells else 0
    ahead = cells[place:] + cells[:place]
    return next((c for c in ahead if c in also or not record.answer(c).is_done), None)


def _lacks(record: Record, cell: Cell, supported: bool) -> tuple[Lack, ...]:
    field, answer = record.form.field(cell.field_id), record.answer(cell)
    has_value = answer.status.has_value
    found = {
        Lack.REQUIRED: field.required and answer.status is Status.EMPTY,
        Lack.EVIDENCE: field.evidence_required and has_value and not supported,
        Lack.FLAGGED: answer.flagged,
        Lack.INVALID: any(not said.is_soft for said in objections(record, cell)),
    }
    return tuple(why for why, applies in found.items() if applies)
