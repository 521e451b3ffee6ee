"""Dates and years as typed or printed; kept as typed, compared as ISO 8601."""

import re
from datetime import date

from app.domain.folding import folded
from app.domain.numbers import ascii_digits, plain

FIRST_YEAR, LAST_YEAR = 1500, 2100

_MONTHS = "january february march april may june july august september october november december"
_MONTH_NUMBERS = {
    **{name: n for n, name in enumerate(_MONTHS.split(), 1)},
    **{name[:3]: n for n, name in enumerate(_MONTHS.split(), 1)},
    "sept": 9,
}
_MONTH = "(?P<m>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<y>\d{4})"
_FORMATS = tuple(
    re.compile(pattern)
    for pattern in (
        _YEAR,
        rf"{_YEAR}([-/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}})",
        rf"{_YEAR}[-/](?P<m>\d{{1,2}})",
        rf"(?P<m>\d{{1,2}})/{_YEAR}",
        rf"{_DAY}[ -]?(?:of )?{_MONTH},?[ -]{_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_MONTH},? {_YEAR}",
        rf"{_YEAR},? {_MONTH}(?: {_DAY})?",
    )
)
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_RANGE = re.compile(r"(\d{4})(?: ?- ?| to | and | until )(\d{4})")


_PRINTED = tuple(
    re.compile(rf"(?<![\w./-]){pattern}(?![\w/]|[.-]\d)", re.IGNORECASE)
    for pattern in (
        r"\d{4}-\d{2}-\d{2}",
        r"\d{1,2}([-/.])\d{1,2}\1\d{4}",
        rf"{_DAY} (?:of )?{_MONTH},? \d{{4}}",
        rf"{_MONTH} {_DAY},? \d{{4}}",
        rf"{_MONTH},? \d{{4}}",
        r"(?:1[5-9]|20)\d\d",
    )
)
_PRINTED_RANGE = re.compile(
    r"\b(\d{4}) ?(?:-|/|to|and|until|through|till) ?(?:\d{1,2} )?(?:[A-Z][a-z]+\.? )?(\d{4}|\d\d)\b"
)


def year(text: str) -> int | None:
    """Return the year typed (1500 to 2100), or None."""
    plain = ascii_digits(text).strip()
    if not re.fullmatch(r"\d{4}", plain):
        return None
    return int(plain) if FIRST_YEAR <= int(plain) <= LAST_YEAR else None


def year_range(text: str) -> str | None:
    """Return "2019-2025" (or "2019" for a single year), or None."""
    plain = folded(ascii_digits(text)).removeprefix("from ").removeprefix("between ")
    if single := year(plain):
        return str(single)
    found = _RANGE.fullmatch(plain)
    if found is None:
        return None
    first, last = year(found[1]), year(found[2])
    return f"{first}-{last}" if first and last and first <= last else None


def iso(text: str) -> str | None:
    """Return "2019-03-14", "2019-03" or "2019" as precise as typed, or None.

    None also for what `is_ambiguous`: a day and a month that may be swapped.
    """
    plain = folded(ascii_digits(text))
    if found := _NUMERIC.fullmatch(plain):
        return _numeric(int(found[1]), int(found[3]), int(found[4]))
    for pattern in _FORMATS:
        if found := pattern.fullmatch(plain):
            return _checked(found.groupdict())
    return None


def is_ambiguous(text: str) -> bool:
    """Tell whether day and month of a numeric date may be swapped, as in 03/04/2019."""
    found = _NUMERIC.fullmatch(folded(ascii_digits(text)))
    if found is None:
        return False
    first, second = int(found[1]), int(found[3])
    return first != second and 1 <= first <= 12 and 1 <= second <= 12


def in_text(text: str) -> tuple[str, ...]:
    """Return the dates of running text as printed, the most precise reading, in order."""
    line, taken = plain(text), bytearray(len(text))
    found: list[tuple[int, str]] = []
    for pattern in _PRINTED:
        for match in pattern.finditer(line):
            start, end = match.span()
            if not any(taken[start:end]) and (iso(match[0]) or is_ambiguous(match[0])):
                taken[start:end] = b"\1" * (end - start)
                found.append((start, text[start:end]))
    return tuple(printed for _, printed in sorted(found))


def years_in_text(text: str) -> tuple[int, ...]:
    """Return the years of running text, in order, each once."""
    found = (year(match[0]) for match in _PRINTED[-1].finditer(plain(text).replace("-", " ")))
    return tuple(dict.fromkeys(number for number in found if number))


def year_ranges_in_text(text: str) -> tuple[str, ...]:
    """Return ranges such as "2019-2021" ("2019-21" and "March 2019 to June 2021" too).

    Months of one year make that year.
    """
    found = []
    for match in _PRINTED_RANGE.finditer(plain(text)):
        last = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
        span = last if last == match[1] else f"{match[1]}-{last}"
        if (both := year_range(span)) is not None:
            found.append(both)
    return tuple(dict.fromkeys(found))


def _numeric(first: int, second: int, year_number: int) -> str | None:
    if first == second or second > 12 >= first:
        return _calendar(year_number, first, second)
    if first > 12 >= second:
        return _calendar(year_number, second, first)
    return None


def _checked(parts: dict[str, str | None]) -> str | None:
    year_number = int(parts["y"] or 0)
    named = parts.get("m")
    if not FIRST_YEAR <= year_number <= LAST_YEAR:
        return None
    if named is None:
        return f"{year_number:04}"
    month = _MONTH_NUMBERS.get(named) or int(named)
    day = parts.get("d")
    if day is None:
        return f"{year_number:04}-{month:02}" if 1 <= month <= 12 else None
    return _calendar(year_number, month, int(day))


def _calendar(year_number: int, month: int, day: int) -> str | None:
    try:
        found = date(year_number, month, day)
    except ValueError:
        return None
    return found.isoformat() if FIRST_YEAR <= year_number <= LAST_YEAR else None
