"""Whether the numbers, years and dates of a record stand in the quotes given for them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from app.domain import dates, mentions, values
from app.domain.answers import Answer, Cell, Json
from app.domain.fields import Field, FieldType
from app.domain.folding import shortened
from app.domain.quotes import clean_quote
from app.domain.records import Record


class FindingKind(StrEnum):
    """What a check found."""

    NUMBER = "number_not_in_quote"
    YEAR = "year_not_in_quote"
    DATE = "date_not_in_quote"


@dataclass(frozen=True, slots=True)
class Finding:
    """A cell to look at again, and the sentence that says why."""

    cell: Cell
    kind: FindingKind
    sentence: str


def findings(record: Record) -> tuple[Finding, ...]:
    """Return every finding in the order of the form; cells without a quote are passed over."""
    quotes: dict[Cell, list[str]] = {}
    for item in record.evidence:
        if item.cell is not None and item.anchor.quote.strip():
            quotes.setdefault(item.cell, []).append(clean_quote(item.anchor.quote))
    found = (
        _finding(record.form.field(cell.field_id), cell, record.answer(cell), quotes[cell])
        for cell in record.cells()
        if cell in quotes
    )
    return tuple(entry for entry in found if entry is not None)


def _finding(field: Field, cell: Cell, answer: Answer, quotes: list[str]) -> Finding | None:
    check = _CHECKS.get(field.type)
    if check is None or not answer.status.has_value or answer.value is None:
        return None
    kind, stands_in = check
    if any(stands_in(answer.value, quote) for quote in quotes):
        return None
    shown = shortened(values.display(field, answer.value))
    return Finding(
        cell,
        kind,
        f"“{field.label}” is {shown}, which does not stand in its quote "
        f"“{shortened(quotes[0])}”. Check the value, or say in a note how it was worked out.",
    )


def _number_in(value: Json, quote: str) -> bool:
    number = value.get("number") if isinstance(value, dict) else value
    return _same_number(number, mentions.decimals(quote))


def _same_number(value: Json, printed: Iterable[str]) -> bool:
    try:
        wanted = Decimal(str(value))
    except InvalidOperation:
        return False
    return any(Decimal(text) == wanted for text in printed)


def _year_in(value: Json, quote: str) -> bool:
    return value in dates.years_in_text(quote)


def _range_in(value: Json, quote: str) -> bool:
    if value in dates.year_ranges_in_text(quote):
        return True
    printed = {str(number) for number in dates.years_in_text(quote)}
    return set(str(value).split("-")) <= printed


def _date_in(value: Json, quote: str) -> bool:
    wanted = dates.iso(str(value))
    if wanted is None:
        return False
    return any((dates.iso(text) or "").startswith(wanted) for text in dates.in_text(quote))


_CHECKS: dict[FieldType, tuple[FindingKind, Callable[[Json, str], bool]]] = {
    FieldType.INTEGER: (FindingKind.NUMBER, _number_in),
    FieldType.DECIMAL: (FindingKind.NUMBER, _number_in),
    FieldType.QUANTITY: (FindingKind.NUMBER, _number_in),
    FieldType.YEAR: (FindingKind.YEAR, _year_in),
    FieldType.YEAR_RANGE: (FindingKind.YEAR, _range_in),
    FieldType.DATE: (FindingKind.DATE, _date_in),
}
