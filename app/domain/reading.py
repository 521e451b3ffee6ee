"""What a selected quote gives a field: a value to confirm, and other readings of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.domain import countries, dates, identifiers, mentions, quantities, values
from app.domain.answers import Json
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Field, FieldType
from app.domain.folding import excerpt, shortened
from app.domain.options import RankedOption, rank_options
from app.domain.quotes import clean_quote
from app.domain.suggestions import suggest_cells

__all__ = ["RankedOption", "Reading", "from_quote", "rank_options", "suggest_cells"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The value read from a quote (None: the reviewer must say), and what else it may be."""

    value: Json
    alternatives: tuple[Json, ...] = ()
    note: str = ""


def from_quote(field: Field, quote: str) -> Reading:
    """Return what the quote says for the field; never raises, never guesses an option."""
    clean = clean_quote(quote)
    if field.is_computed or not clean:
        return Reading(None, (), "Chartdesk fills this field itself." if clean else "")
    return _READERS.get(field.type, _text)(field, clean)


def _text(field: Field, clean: str) -> Reading:
    return Reading(clean)


def _list(field: Field, clean: str) -> Reading:
    try:
        return Reading(values.parse(field, clean))
    except ValueDoesNotParse:
        return Reading([clean])


def _integer(field: Field, clean: str) -> Reading:
    return _first(field, clean, mentions.integers(clean, field.unit), "whole number")


def _decimal(field: Field, clean: str) -> Reading:
    return _first(field, clean, mentions.decimals(clean, field.unit), "number")


def _quantity(field: Field, clean: str) -> Reading:
    found = quantities.in_text(clean, field.options, field.unit)
    if not found:
        return Reading(None, (), _nothing("number", clean))
    valid = [value for value in found if values.is_valid(field, value)]
    if not valid:
        return Reading(None, (), _nothing("number with a unit of the list", clean))
    return Reading(valid[0], tuple(valid[1:]), _note(field, valid[0], clean))


def _row(field: Field, clean: str) -> Reading:
    return Reading(None, (), f"Choose the row meant by “{shortened(clean)}”.")


def _year(field: Field, clean: str) -> Reading:
    return _first(field, clean, dates.years_in_text(clean), "year")


def _year_range(field: Field, clean: str) -> Reading:
    single = (str(number) for number in dates.years_in_text(clean))
    return _first(field, clean, (*dates.year_ranges_in_text(clean), *single), "year")


def _date(field: Field, clean: str) -> Reading:
    printed = dates.in_text(clean)
    plain = tuple(text for text in printed if dates.iso(text))
    if printed and not plain:
        why = f"“{printed[0]}” may mean two different days. Type the month in words."
        return Reading(None, (), why)
    return _first(field, clean, plain, "date")


def _identifier(field: Field, clean: str) -> Reading:
    found = identifiers.in_text(clean)
    return _first(field, clean, found, "identifier") if found else Reading(clean)


def _countries(field: Field, clean: str) -> Reading:
    found = list(countries.in_text(clean))
    if not found:
        return Reading(None, (), _nothing("country name", clean))
    single: list[Json] = [[code] for code in found] if len(found) > 1 else []
    return Reading([*found], tuple(single), _note(field, [*found], clean))


def _choice(field: Field, clean: str) -> Reading:
    ranked = rank_options(field, clean)
    return Reading(None, _options(field, ranked), f"Choose for “{shortened(clean)}”.")


def _options(field: Field, ranked: Iterable[RankedOption]) -> tuple[Json, ...]:
    if field.type is FieldType.MULTI:
        return tuple([entry.option] for entry in ranked)
    return tuple(values.parse(field, entry.option) for entry in ranked)


def _first(field: Field, clean: str, found: Iterable[Json], what: str) -> Reading:
    readings = tuple(dict.fromkeys(found))
    if not readings:
        return Reading(None, (), _nothing(what, clean))
    return Reading(readings[0], readings[1:], _note(field, readings[0], clean))


def _note(field: Field, value: Json, clean: str) -> str:
    shown = values.display(field, value)
    return f"{shown} from “{excerpt(clean, shown)}”"


def _nothing(what: str, clean: str) -> str:
    return f"No {what} stands in “{shortened(clean)}”. Type the answer; the quote is kept with it."


_READERS: dict[FieldType, Callable[[Field, str], Reading]] = {
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.QUANTITY: _quantity,
    FieldType.ROW: _row,
    FieldType.YEAR: _year,
    FieldType.YEAR_RANGE: _year_range,
    FieldType.DATE: _date,
    FieldType.IDENTIFIER: _identifier,
    FieldType.COUNTRY: _countries,
    FieldType.YES_NO: _choice,
    FieldType.SINGLE: _choice,
    FieldType.MULTI: _choice,
    FieldType.TEXT_LIST: _list,
    FieldType.REPEATING_TEXT: _list,
    FieldType.CODES: _list,
    FieldType.LINKED_REPORTS: _list,
}
