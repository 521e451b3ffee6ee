"""What typing, pasting, clearing and filling down in the charting table change, and refuse."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from app.domain.answers import SOURCE_MARKS, Answer, Cell, Status
from app.domain.blocks import Block, answer_of
from app.domain.edits import FillAnswer
from app.domain.errors import ValueDoesNotParse
from app.domain.records import Record

NO_CELL = "There is no cell to fill here: the study has no such row, or the form does not ask it."
COMPLETE = "The study is marked complete. Reopen it before you change its answers."
CODES = "Codes are put on answers in the content analysis; this column only lists them."
READ_ONLY = "This review is open read-only."


@dataclass(frozen=True, slots=True)
class Wish:
    """Text that is meant for a cell; `study` and `field` name the place, `cell` None is none.

    `is_codes` tells that the place lists codes, which are put on answers elsewhere.
    """

    study_id: str
    study: str
    field: str
    cell: Cell | None
    text: str
    is_codes: bool = False


@dataclass(frozen=True, slots=True)
class Reject:
    """A wish that can't be carried out, and the sentence that says why."""

    wish: Wish
    sentence: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The edits of a step, what it refuses, and how many cells hold the text already."""

    edits: tuple[FillAnswer, ...]
    rejects: tuple[Reject, ...]
    same: int = 0


def planned(wishes: Iterable[Wish], record_of: Callable[[str], Record]) -> Plan:
    """Return what the wishes come to; `record_of` reads the record of a study as it is now.

    A value that was computed or came from the authors stays marked so.
    """
    edits: list[FillAnswer] = []
    rejects: list[Reject] = []
    records: dict[str, Record] = {}
    same = 0
    for wish in wishes:
        if wish.study_id not in records:
            records[wish.study_id] = record_of(wish.study_id)
        record = records[wish.study_id]
        found = _edit(record, wish)
        if isinstance(found, Reject):
            rejects.append(found)
        elif found.before == found.after:
            same += 1
        else:
            edits.append(found)
    return Plan(tuple(edits), tuple(rejects), same)


def spread(block: Block, lines: int, columns: int) -> Block:
    """Return a block repeated over a selection that is a multiple of it, as spreadsheets do."""
    height, width = len(block), len(block[0]) if block else 0
    if not height or not width or lines % height or columns % width:
        return block
    wide = tuple(line * (columns // width) for line in block)
    return wide * (lines // height)


def replaced(text: str, old: str, new: str, *, whole: bool, case: bool) -> str | None:
    """Return a text with all `old` replaced by `new`; None when it is not in there.

    `whole` takes only texts that are `old` and nothing else.
    """
    if not old:
        return None
    pattern = re.compile(re.escape(old), re.NOFLAG if case else re.IGNORECASE)
    if whole:
        return new if pattern.fullmatch(text) else None
    found, count = pattern.subn(lambda _match: new, text)
    return found if count else None


def filled_down(block: Sequence[Sequence[str]]) -> Block:
    """Return the first line of a block for all of its lines."""
    return tuple(tuple(block[0]) for _ in block) if block else ()


def _edit(record: Record, wish: Wish) -> FillAnswer | Reject:
    cell = wish.cell
    if wish.is_codes:
        return Reject(wish, CODES)
    if record.is_read_only:
        return Reject(wish, READ_ONLY)
    if record.is_locked:
        return Reject(wish, COMPLETE)
    if cell is None or cell in record.hidden or not record.form.has(cell.field_id):
        return Reject(wish, NO_CELL)
    before = record.answer(cell)
    try:
        after = answer_of(record, record.form.field(cell.field_id), wish.text, before)
    except ValueDoesNotParse as problem:
        return Reject(wish, problem.message)
    return FillAnswer(cell, before, _sourced(before, after))


def _sourced(before: Answer, after: Answer) -> Answer:
    if after.status is Status.FILLED and before.status in SOURCE_MARKS:
        return replace(after, status=before.status)
    return after
