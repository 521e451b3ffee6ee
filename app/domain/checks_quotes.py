"""Whether numbers, years, dates and choices of a record agree with the quotes given for them."""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation

from app.domain import dates, mentions, values
from app.domain.answers import Answer, Cell, Json, Status
from app.domain.fields import NUMBER_TYPES, Field, FieldType
from app.domain.findings import Finding, FindingKind
from app.domain.folding import folded, shortened
from app.domain.quotes import clean_quote
from app.domain.records import Record
from app.domain.spans import span_of

_ZERO = re.compile(r"(?<![\d.,])0(?![\d.,]*\d)|\bzero\b")
_NONE = re.compile(r"\b(?:no|none|nobody|not any|never|nil|without|neither|absent)\b")


def quotes_of(record: Record) -> dict[Cell, list[str]]:
    """Return the words of the quotes of each cell, without hyphens at line ends."""
    quotes: dict[Cell, list[str]] = {}
    for item in record.evidence:
        if item.cell is not None and item.anchor.quote.strip():
            quotes.setdefault(item.cell, []).append(clean_quote(item.anchor.quote))
    return quotes


def against_quotes(
    field: Field, cell: Cell, answer: Answer, quotes: list[str]
) -> Iterator[Finding]:
    """Yield what contradicts the quotes of a cell; a value that was computed need not be there."""
    if answer.status is Status.COMPUTED:
        return
    found = (
        _zero(field, cell, answer, quotes)
        or _finding(field, cell, answer, quotes)
        or _choice(field, cell, answer, quotes)
        or _unreported(field, cell, answer, quotes)
    )
    if found is not None:
        yield found


def _finding(field: Field, cell: Cell, answer: Answer, quotes: list[str]) -> Finding | None:
    check = _CHECKS.get(field.type)
    if check is None or not quotes or not answer.status.has_value or answer.value is None:
        return None
    kind, stands_in = check
    if any(stands_in(answer.value, quote) for quote in quotes):
        return None
    if _decimal(answer.value) == 0 and any(_says_none(quote) for quote in quotes):
        return None
    shown = shortened(values.display(field, answer.value))
    return Finding(
        cell,
        kind,
        f"“{field.label}” is {shown}, which does not stand in its quote "
        f"“{shortened(quotes[0])}”. Check the value, or say in a note how it was worked out.",
    )


def _zero(field: Field, cell: Cell, answer: Answer, quotes: list[str]) -> Finding | None:
    """Ask whether 0 was reported: a paper that says nothing of it has not reported zero."""
    if field.type not in NUMBER_TYPES or not answer.status.has_value:
        return None
    if _decimal(answer.value) != 0 or any(_says_none(quote) for quote in quotes):
        return None
    said = f"its quote “{shortened(quotes[0])}” does not say so" if quotes else "no quote says so"
    return Finding(
        cell,
        FindingKind.ZERO,
        f"“{field.label}” is 0, and {said}. Link the words that report zero, or mark the field "
        "as not reported (NR).",
    )


def _unreported(field: Field, cell: Cell, answer: Answer, quotes: list[str]) -> Finding | None:
    """Ask about "not reported" beside a quote that gives a zero or none."""
    if field.type not in NUMBER_TYPES or answer.status is not Status.NOT_REPORTED:
        return None
    saying = next((quote for quote in quotes if _ZERO.search(folded(quote))), None)
    if saying is None:
        return None
    return Finding(
        cell,
        FindingKind.ZERO,
        f"“{field.label}” is marked not reported, but its quote “{shortened(saying)}” gives a "
        "zero. Zero is a result: enter 0 if that is what the paper reports.",
    )


def _choice(field: Field, cell: Cell, answer: Answer, quotes: list[str]) -> Finding | None:
    """Compare a span in the chosen option with the numbers of the quotes.

    Only when another option of the list holds one of these numbers and none stands in the
    chosen span: "18 to 64 years" beside "aged 71" where "65 years and over" is an option.
    """
    if field.type is not FieldType.SINGLE or not isinstance(answer.value, str):
        return None
    span = span_of(answer.value)
    if span is None:
        return None
    numbers = [
        Decimal(reading)
        for quote in quotes
        for mention in mentions.numbers_in(quote)
        if mention.rank is not mentions.Rank.CITED
        for reading in mention.readings[:1]
    ]
    if not numbers or any(span.holds(number) for number in numbers):
        return None
    others = [o for o in field.options if o != answer.value and (other := span_of(o)) is not None]
    better = next(
        (
            o
            for o in others
            for n in numbers
            if (other := span_of(o)) is not None and other.holds(n)
        ),
        None,
    )
    if better is None:
        return None
    return Finding(
        cell,
        FindingKind.CHOICE,
        f"“{field.label}” is “{shortened(answer.value)}”, but the number in its quote "
        f"“{shortened(quotes[0])}” belongs to “{shortened(better)}”.",
    )


def _says_none(quote: str) -> bool:
    """Tell whether words report a zero: 0, none, no, without, nobody."""
    return bool(_ZERO.search(folded(quote)) or _NONE.search(folded(quote)))


def _decimal(value: Json) -> Decimal | None:
    number = value.get("number") if isinstance(value, dict) else value
    try:
        return Decimal(str(number))
    except InvalidOperation:
        return None


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
