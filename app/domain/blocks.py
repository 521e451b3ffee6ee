"""Blocks of cells as text, as spreadsheets copy and paste them."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from app.domain.answers import STATUS_CODES, Answer, Status
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Field
from app.domain.records import Record
from app.domain.row_names import parse

Block: TypeAlias = tuple[tuple[str, ...], ...]
LONGEST = 1_000_000  # characters of a pasted cell


def read_block(text: str) -> Block:
    """Return the lines and cells of copied text: tabs part cells, quoted ones hold line breaks.

    Lines of unequal length are filled up with empty cells.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    csv.field_size_limit(LONGEST)
    try:
        found = list(csv.reader(io.StringIO(lines), delimiter="\t"))
    except csv.Error:
        found = [line.split("\t") for line in lines.split("\n")]
    width = max((len(line) for line in found), default=0)
    return tuple(tuple(line) + ("",) * (width - len(line)) for line in found)


def write_block(rows: Iterable[Sequence[str]]) -> str:
    """Return cells as text that a spreadsheet pastes as the same cells."""
    stream = io.StringIO()
    csv.writer(stream, delimiter="\t", lineterminator="\n").writerows(rows)
    return stream.getvalue()


def answer_of(record: Record, field: Field, text: str, before: Answer) -> Answer:
    """Return the answer that a typed cell means: a value, a mark by its code, or nothing.

    Note and flag stay. Raises ValueDoesNotParse for what is neither, and for a mark that
    the form does not allow.
    """
    status = _CODES.get(text.strip())
    if status is None:
        value = parse(record, field, text)
        given = Status.EMPTY if value is None else Status.FILLED
        return Answer(value, given, before.note, before.flagged)
    if status not in field.statuses:
        raise ValueDoesNotParse(
            f"“{field.label}” may not be marked {text.strip()}: the form does not allow it."
        )
    return Answer(None, status, before.note, before.flagged)


_CODES = {code: status for status, code in STATUS_CODES.items()}
