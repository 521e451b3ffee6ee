"""Numbers with their unit, typed or printed: "12 weeks", "1.5 h", "€ 1,200".

A quantity is stored as {"number": "1.5", "unit": "h"}; the number as decimals are, the unit
as the field lists it, else as written; it is "" when none was said.
"""

import re
from collections.abc import Sequence
from typing import TypeAlias

from app.domain import mentions, numbers
from app.domain.answers import Json
from app.domain.folding import folded, one_line

LONGEST_UNIT = 40  # characters
_TYPED = re.compile(r"(?P<lead>[^\d+\-.,\s]*)\s*(?P<number>[+-]?[\d.,' ]*\d)\s*(?P<unit>.*)")
_NOT_A_UNIT = frozenset(
    "a an and are as at but by for from in is of on or patients than that the their to was were "
    "who with which".split()
)
_PRINTED_UNIT = re.compile(r"(?: |-)?(%|°\s?[CF]\b|[^\W\d_]+(?:/[^\W\d_]+(?:\s?[²2³3])?)?)")
_STEM = 3
_SHORT = {
    "second": "s sec secs seconds",
    "minute": "min mins minutes",
    "hour": "h hr hrs hours",
    "day": "d days",
    "week": "wk wks weeks",
    "month": "mo mos mth mths months",
    "year": "y yr yrs years",
}
_LONG = {short: word for word, all_short in _SHORT.items() for short in all_short.split()}
"""Units of time as they are shortened in print, and what they stand for."""
_Ranked: TypeAlias = tuple[mentions.Rank, Json]


def quantity(number: str, unit: str) -> Json:
    """Return a quantity as it is stored."""
    return {"number": number, "unit": unit}


def parts(value: Json) -> tuple[str, str] | None:
    """Return number and unit of a stored quantity; None when it is none."""
    if not isinstance(value, dict):
        return None
    number, unit = value.get("number"), value.get("unit", "")
    return (number, unit) if isinstance(number, str) and isinstance(unit, str) else None


def shown(value: Json) -> str:
    """Return a quantity as people read it: "12 weeks", "55 %"."""
    found = parts(value)
    return " ".join(part for part in found if part) if found else ""


def read(text: str, units: Sequence[str], usual: str = "") -> Json:
    """Return the quantity typed, or None when there is no number or no unit of the list.

    A lone number gets the usual unit, or the only one of the list.
    """
    found = _TYPED.fullmatch(numbers.plain(one_line(text)).strip())
    if found is None:
        return None
    number = numbers.decimal(found["number"])
    named = one_line(f"{found['lead']} {found['unit']}")
    unit = unit_of(named, units, usual)
    if number is None or unit is None or len(unit) > LONGEST_UNIT:
        return None
    return quantity(number, unit)


def is_ambiguous(text: str) -> bool:
    """Tell whether the number can be read two ways, as "1,204 kg" can."""
    found = _TYPED.fullmatch(numbers.plain(one_line(text)).strip())
    return found is not None and numbers.is_ambiguous(found["number"])


def unit_of(named: str, units: Sequence[str], usual: str = "") -> str | None:
    """Return a unit as the list writes it ("week" is "weeks"); None when it is not in it."""
    wanted = folded(named).rstrip(".")
    if not wanted:
        return usual or (units[0] if len(units) == 1 else "" if not units else None)
    for unit in (*units, usual):
        if unit and folded(unit).rstrip(".") == wanted:
            return unit
    return _near(wanted, units) if units else one_line(named)


def in_text(text: str, units: Sequence[str], usual: str = "") -> tuple[Json, ...]:
    """Return the quantities of running text: those with a unit of the list first, each once."""
    line = numbers.plain(text)
    listed: list[_Ranked] = []
    others: list[_Ranked] = []
    for mention in mentions.numbers_in(text, usual):
        if mention.rank is mentions.Rank.CITED:
            continue
        unit, is_listed = _printed_unit(line, mention, units, usual)
        for reading in mention.readings[:1]:
            (listed if is_listed else others).append((mention.rank, quantity(reading, unit)))
    ordered = [*sorted(listed, key=_rank), *sorted(others, key=_rank)]
    return _each_once([value for _, value in ordered])


def _printed_unit(
    line: str, mention: mentions.Mention, units: Sequence[str], usual: str
) -> tuple[str, bool]:
    """Return the unit behind a printed number, and whether it is one of the field's."""
    if mention.printed.endswith("%"):
        named = "%"
    else:
        found = _PRINTED_UNIT.match(line, mention.start + len(mention.printed))
        named = found[1] if found else ""
    known = (*units, usual) if usual else tuple(units)
    unit = unit_of(named, known) if named and known else None
    if unit:
        return unit, True
    if known or folded(named) in _NOT_A_UNIT:
        return ("" if usual not in units and units else usual), False
    return named, bool(named)


def _near(wanted: str, units: Sequence[str]) -> str | None:
    """Return the one unit that is a longer or shorter form of the word: wk, week, weeks."""
    near = [unit for unit in units if _same_word(wanted, folded(unit))]
    return near[0] if len(near) == 1 else None


def _same_word(one: str, other: str) -> bool:
    if _LONG.get(one, one) == _LONG.get(other, other):
        return True
    short, long = sorted((one, other), key=len)
    if long in (f"{short}s", f"{short}es"):
        return True
    return len(short) >= _STEM and long.startswith(short)


def _rank(entry: _Ranked) -> mentions.Rank:
    return entry[0]


def _each_once(found: list[Json]) -> tuple[Json, ...]:
    return tuple(value for n, value in enumerate(found) if value not in found[:n])
