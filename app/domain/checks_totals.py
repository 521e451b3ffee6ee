"""Totals, percentages and years that can't be, judged by the labels and units of their fields."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from app.domain.answers import Cell, Json
from app.domain.fields import NUMBER_TYPES, Field, FieldType
from app.domain.findings import Finding, FindingKind
from app.domain.folding import folded
from app.domain.records import Record

_PERCENT = re.compile(r"%|\bper ?cent(?:age)?\b")
_CHANGE = re.compile(r"\b(?:change|increase|decrease|difference|growth|ratio|relative)\b")
_COUNT = re.compile(r"\b(?:n|number|sample|participants|patients|people|persons)\b")
_FEWER = re.compile(
    r"\b(?:analy[sz]ed|complet(?:ed|ers)|retained|responded|respondents|followed up|follow-up|"
    r"evaluated|in the analysis)\b"
)
_MORE = re.compile(
    r"\b(?:enrol{1,2}ed|recruited|randomi[sz]ed|allocated|included|invited|eligible|"
    r"sample size|total)\b"
)
FIRST_YEAR = 1900


def percentages(record: Record) -> Iterator[Finding]:
    """Yield percentages below 0 or above 100; of changes and ratios any may be."""
    for field, cell, number in _numbers(record):
        named = folded(f"{field.label} {field.unit}")
        if not _PERCENT.search(named) or _CHANGE.search(named):
            continue
        if not 0 <= number <= 100:
            yield Finding(
                cell,
                FindingKind.PERCENT,
                f"“{field.label}” is {number} %. A share lies between 0 and 100 %; check the "
                "value, or whether it is a number of people.",
            )


def totals(record: Record) -> Iterator[Finding]:
    """Yield numbers analysed that exceed the number enrolled, in the same row or the study."""
    counts = [
        entry
        for entry in _numbers(record)
        if entry[0].type is FieldType.INTEGER and _COUNT.search(folded(entry[0].label))
    ]
    whole = [entry for entry in counts if _MORE.search(folded(entry[0].label))]
    for field, cell, number in counts:
        label = folded(field.label)
        if not _FEWER.search(label) or _MORE.search(label):
            continue
        for other, theirs, limit in whole:
            is_near = theirs.row_id in (None, cell.row_id)
            if is_near and number > limit:
                yield Finding(
                    cell,
                    FindingKind.TOTAL,
                    f"“{field.label}” is {number}, more than “{other.label}” ({limit}). "
                    "One of the two was misread, or counts something else.",
                )


def years(record: Record, this_year: int) -> Iterator[Finding]:
    """Yield years before 1900 or after the next one."""
    for cell in record.cells():
        field, answer = record.form.field(cell.field_id), record.answer(cell)
        if field.type not in (FieldType.YEAR, FieldType.YEAR_RANGE) or not answer.status.has_value:
            continue
        found = [int(part) for part in re.findall(r"\d{4}", str(answer.value))]
        wrong = [year for year in found if not FIRST_YEAR <= year <= this_year + 1]
        if wrong:
            yield Finding(
                cell,
                FindingKind.YEAR_RANGE,
                f"“{field.label}” says {wrong[0]}, which is outside {FIRST_YEAR} to "
                f"{this_year + 1}. Check the year.",
            )


def _numbers(record: Record) -> Iterator[tuple[Field, Cell, Decimal]]:
    for cell in record.cells():
        field, answer = record.form.field(cell.field_id), record.answer(cell)
        if field.type in NUMBER_TYPES and answer.status.has_value:
            number = _decimal(answer.value)
            if number is not None:
                yield field, cell, number


def _decimal(value: Json) -> Decimal | None:
    number = value.get("number") if isinstance(value, dict) else value
    try:
        return Decimal(str(number))
    except InvalidOperation:
        return None
