"""What a form demands of a value: range, length, pattern, comparison with another field."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import TypeAlias

from app.domain import dates
from app.domain.amounts import amounts_of
from app.domain.answers import Json

MOST_OF_PATTERN = 2_000  # characters a pattern is matched against
_REPEATED_REPEAT = re.compile(r"[+*}]\??\)+(?:[+*]|\{\d*,)")  # "(a+)+" may take for ever


class Sign(StrEnum):
    """How a value must stand to another one."""

    LESS = "<"
    AT_MOST = "<="
    EQUAL = "="
    NOT_EQUAL = "!="
    AT_LEAST = ">="
    MORE = ">"


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers, years or days from `low` to `high`, both allowed; either may be open (None).

    Bounds are written as answers are stored: "0", "2019", "2019-03-14".
    """

    low: str | None = None
    high: str | None = None
    message: str = ""
    is_soft: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """Characters of a text, or items of a list, from `least` to `most` (None: any number)."""

    least: int = 0
    most: int | None = None
    message: str = ""
    is_soft: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that the whole text (each item of a list) must match."""

    pattern: str
    message: str = ""
    is_soft: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """The value must stand so to the answer of another field; a blank one asks nothing."""

    sign: Sign
    field_id: str
    message: str = ""
    is_soft: bool = False


Rule: TypeAlias = Range | Length | Pattern | Comparison
"""`message` replaces the sentence shown; a soft rule warns and lets the answer count."""


def keeps(rule: Rule, value: Json, other: Json = None) -> bool:
    """Tell whether a value keeps a rule; `other` is the value a comparison asks for.

    A rule that cannot be applied (a range for words, a pattern that is none) is kept.
    """
    match rule:
        case Range():
            return _in_range(rule, value)
        case Length():
            size = len(value) if isinstance(value, list) else len(_text(value))
            return rule.least <= size and (rule.most is None or size <= rule.most)
        case Pattern():
            return _matches(rule.pattern, value)
        case Comparison():
            return _compares(rule.sign, value, other)


def is_pattern(text: str) -> bool:
    """Tell whether a text is a regular expression that is quick on any answer."""
    if _REPEATED_REPEAT.search(text):
        return False
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError):
        return False
    return True


def _in_range(rule: Range, value: Json) -> bool:
    found = amounts_of(value)
    if not found:
        return True
    low, high = amounts_of(rule.low), amounts_of(rule.high)
    return (not low or found[0] >= low[0]) and (
        not high or _top(value, found[-1], high[-1]) <= high[-1]
    )


def _top(value: Json, found: Decimal, bound: Decimal) -> Decimal:
    """Return the amount to hold against an upper bound: a year bounds its days with it."""
    is_day = isinstance(value, str) and dates.iso(value) is not None
    return found.to_integral_value(ROUND_FLOOR) if is_day and bound == int(bound) else found


def _matches(pattern: str, value: Json) -> bool:
    if not is_pattern(pattern):
        return True
    items = value if isinstance(value, list) else [value]
    return all(re.fullmatch(pattern, _text(item)[:MOST_OF_PATTERN]) for item in items)


def _compares(sign: Sign, value: Json, other: Json) -> bool:
    if value is None or other is None:
        return True
    mine, theirs = amounts_of(value), amounts_of(other)
    if mine and theirs:
        return _SIGNS[sign](mine[0], theirs[0])
    if sign in (Sign.EQUAL, Sign.NOT_EQUAL):
        return (value == other) is (sign is Sign.EQUAL)
    return True


def _text(value: Json) -> str:
    if isinstance(value, dict):
        return " ".join(_text(part) for part in value.values() if part)
    return "" if value is None else str(value)


_SIGNS: dict[Sign, Callable[[Decimal, Decimal], bool]] = {
    Sign.LESS: operator.lt,
    Sign.AT_MOST: operator.le,
    Sign.EQUAL: operator.eq,
    Sign.NOT_EQUAL: operator.ne,
    Sign.AT_LEAST: operator.ge,
    Sign.MORE: operator.gt,
}
