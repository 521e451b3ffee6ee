"""Stored answers as numbers that can be compared: counts, measures, years and days."""

from decimal import Decimal, InvalidOperation

from app.domain import dates
from app.domain.answers import Json


def amounts_of(value: Json) -> tuple[Decimal, ...]:
    """Return what a value says in numbers, smallest first: a range of years gives both ends.

    A day counts as its year with month and day behind the point (14 March 2019 is
    2019.0314), so that days, months and years compare with each other. Nothing for
    words and lists.
    """
    if isinstance(value, bool) or value is None or isinstance(value, list):
        return ()
    if isinstance(value, dict):
        return amounts_of(value.get("number"))
    if isinstance(value, int | float):
        return (Decimal(str(value)),)
    return _number(value) or _day(value) or _years(value)


def _number(text: str) -> tuple[Decimal, ...]:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return ()
    return (found,) if found.is_finite() else ()


def _day(text: str) -> tuple[Decimal, ...]:
    iso = dates.iso(text)
    if iso is None:
        return ()
    year, _, rest = iso.partition("-")
    return (Decimal(f"{year}.{rest.replace('-', '') or '0'}"),)


def _years(text: str) -> tuple[Decimal, ...]:
    found = dates.year_range(text)
    if found is None:
        return ()
    return tuple(Decimal(year) for year in found.split("-") if year)
