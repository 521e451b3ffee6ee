"""When two answers say the same: exactly, after normalising, or nearly (for pairing rows)."""

import re
from collections.abc import Hashable, Mapping
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher

from app.domain import dates, quantities
from app.domain.answers import Answer, Json
from app.domain.fields import NUMBER_TYPES, Field, FieldType
from app.domain.folding import folded

LONGEST = 400  # characters of a text that are compared for likeness
_UNITS = {
    word: plain
    for plain, said in {
        "minute": "min mins minute minutes",
        "hour": "h hr hrs hour hours",
        "day": "d day days",
        "week": "wk wks week weeks",
        "month": "mo mos mth mths month months",
        "year": "y yr yrs year years",
        "percent": "% percent",
        "participant": "n pt pts participant participants",
    }.items()
    for word in said.split()
}
_QUOTES = str.maketrans("‘’“”«»", '\'\'""""')
_AFTER_NUMBER = re.compile(r"(\d)\s*([^\W\d_]+|%)")
_SPACED = re.compile(r"\s*([,;:/()=<>+])\s*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


def normal(field: Field, value: Json, rows: Mapping[str, str] | None = None) -> Hashable:
    """Return what a value says, whatever its spelling; equal for values that say the same.

    Case, accents, spaces, closing points, the order of choices and short forms of units do
    not count. `rows` names the same row of two extractions by one key.
    """
    if isinstance(value, list):
        return frozenset(plain_text(str(item)) for item in value)
    if field.type is FieldType.ROW:
        return (rows or {}).get(str(value), str(value))
    if field.type is FieldType.QUANTITY:
        number, unit = quantities.parts(value) or ("", "")
        return _number(number), _UNITS.get(folded(unit), folded(unit))
    if field.type in NUMBER_TYPES or field.type is FieldType.YEAR:
        return _number(value)
    if field.type is FieldType.DATE:
        return dates.iso(str(value)) or plain_text(str(value))
    return plain_text(str(value)) if value is not None else None


def plain_text(text: str) -> str:
    """Return text without what two people write differently for the same words."""
    plain = _THOUSANDS.sub("", folded(text.translate(_QUOTES)))
    plain = _AFTER_NUMBER.sub(_unit, plain)
    return _SPACED.sub(r"\1", plain).strip(" .;,")


def says(field: Field, answer: Answer, rows: Mapping[str, str] | None = None) -> Hashable:
    """Return what an answer says: the normal form of its value, or its mark."""
    if answer.status.has_value:
        return normal(field, answer.value, rows)
    return answer.status


def likeness(field: Field, a: Answer, b: Answer, rows: Mapping[str, str]) -> float:
    """Return how alike two answers with a value are, from 0 to 1."""
    one, other = (says(field, answer, rows) for answer in (a, b))
    if one == other:
        return 1.0
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return len(one & other) / len(one | other)
    if isinstance(one, str) and isinstance(other, str) and field.type is not FieldType.ROW:
        return _words_alike(one[:LONGEST], other[:LONGEST])
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return _near(one, other)
    return 0.0


def _words_alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > 0.4 else 0.0


def _near(one: Decimal, other: Decimal) -> float:
    """Return a small likeness for numbers of the same size: a slip of a digit is not unlike."""
    largest = max(abs(one), abs(other))
    return 0.0 if not largest else max(0.0, 0.5 - float(abs(one - other) / largest))


def _unit(found: re.Match[str]) -> str:
    return f"{found[1]} {_UNITS.get(found[2], found[2])}"


def _number(value: object) -> Hashable:
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return plain_text(str(value))
