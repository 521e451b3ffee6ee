"""What cells of the charting table come to: sums and means of numbers, what words occur most."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from statistics import median
from typing import TypeAlias

from app.domain import quantities
from app.domain.answers import STATUS_CODES, Answer, Cell, Status
from app.domain.charting import Charted
from app.domain.fields import NUMBER_TYPES, Field, FieldType
from app.domain.row_names import shown

Told: TypeAlias = tuple[Field, Answer, str]
"""A field, an answer to it, and the answer as people read it."""
COMMON = 3  # texts that are named


@dataclass(frozen=True, slots=True)
class Numbers:
    """What numbers of one unit come to; `total` and `mean` are None for years, which have none."""

    count: int
    least: Decimal
    most: Decimal
    median: Decimal
    total: Decimal | None
    mean: Decimal | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What some cells come to.

    `values` have a value; `marks` are the codes of those without (NR, NA, Unclear) with their
    counts; `numbers` is there when all values are numbers of one unit; `common` are the texts
    that occur most, with their counts, and `different` how many texts there are.
    """

    values: int
    blanks: int
    marks: tuple[tuple[str, int], ...]
    numbers: Numbers | None
    common: tuple[tuple[str, int], ...]
    different: int


def told(study: Charted, field: Field) -> tuple[Told, ...]:
    """Return what a study says in a field, row by row; hidden answers are left out."""
    record = study.record
    section = record.form.section_of(field.field_id)
    keys = study.rows.get(section.key, ()) if section.repeating else (None,)
    cells = (Cell(record.extraction_id, field.field_id, key) for key in keys)
    return tuple(_told(study, field, cell) for cell in cells if cell not in record.hidden)


def told_at(study: Charted, field: Field, cell: Cell) -> tuple[Told, ...]:
    """Return what one cell says; nothing when it is hidden."""
    return () if cell in study.record.hidden else (_told(study, field, cell),)


def summary(cells: Iterable[Told]) -> Summary:
    """Return what cells come to."""
    given = list(cells)
    valued = [entry for entry in given if entry[1].status.has_value]
    statuses = Counter(answer.status for _, answer, _ in given if not answer.status.has_value)
    texts = Counter(text for _, _, text in valued)
    return Summary(
        values=len(valued),
        blanks=statuses[Status.EMPTY],
        marks=tuple((code, statuses[s]) for s, code in STATUS_CODES.items() if statuses[s]),
        numbers=_numbers(valued),
        common=tuple(texts.most_common(COMMON)),
        different=len(texts),
    )


def _told(study: Charted, field: Field, cell: Cell) -> Told:
    answer = study.record.answer(cell)
    text = shown(study.record, field, answer.value) if answer.status.has_value else ""
    return field, answer, text


def _numbers(cells: list[Told]) -> Numbers | None:
    """Return what numbers come to; None when one value is none, or has another unit."""
    kinds = {field.type for field, _, _ in cells}
    if not kinds or not kinds <= NUMBER_TYPES | {FieldType.YEAR}:
        return None
    found = [_number(field, answer) for field, answer, _ in cells]
    sizes = [entry[0] for entry in found if entry is not None]
    units = {entry[1] for entry in found if entry is not None}
    if len(sizes) < len(cells) or len(units) > 1:
        return None
    total = None if FieldType.YEAR in kinds else sum(sizes, Decimal(0))
    return Numbers(
        count=len(sizes),
        least=min(sizes),
        most=max(sizes),
        median=median(sizes),
        total=total,
        mean=None if total is None else total / len(sizes),
        unit=units.pop(),
    )


def _number(field: Field, answer: Answer) -> tuple[Decimal, str] | None:
    """Return a value as a number with its unit; None for a range or words."""
    number, unit = str(answer.value), ""
    if field.type is FieldType.QUANTITY:
        parts = quantities.parts(answer.value)
        if parts is None:
            return None
        number, unit = parts
    try:
        return Decimal(number), unit
    except InvalidOperation:
        return None
