"""Answers as typed text, as stored JSON and as shown; one rule a field type.

Stored: text kinds and dates `str` as typed; integers and years `int`; decimals `str`
with "."; numbers with unit {"number": "1.5", "unit": "h"}; year ranges "2019-2025"; yes/no
"yes", "no", "unclear"; one option its label or "Other: words"; several options, lists,
countries (alpha-2 codes) `list[str]`; a reference to a row the key of the row.
"""

from collections.abc import Callable
from typing import NoReturn

from app.domain import choices, countries, dates, numbers, quantities
from app.domain.answers import Json
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import LIST_TYPES, TEXT_TYPES, Field, FieldType
from app.domain.folding import one_line, shortened

_LONG = frozenset({FieldType.LONG_TEXT, FieldType.CITATION, FieldType.QUOTE, FieldType.REGION})
_LISTS = LIST_TYPES | {FieldType.MULTI, FieldType.COUNTRY}
_LINES_ONLY = frozenset({FieldType.REPEATING_TEXT, FieldType.LINKED_REPORTS})
_KEPT = "or mark the field as not reported. Your text is kept."


def is_long(field: Field) -> bool:
    """Tell whether the answer is text of several lines."""
    return field.type in _LONG


def is_list(field: Field) -> bool:
    """Tell whether the answer is a list, edited one item a line."""
    return field.type in _LISTS


def parse(field: Field, text: str) -> Json:
    """Return typed text as stored JSON, None when blank; raises ValueDoesNotParse."""
    if field.is_computed:
        raise ValueDoesNotParse(
            f"“{field.label}” is filled by Chartdesk itself and takes no typing. "
            "Nothing was changed."
        )
    typed = text.strip()
    return _parser(field.type)(field, typed) if typed else None


def is_valid(field: Field, value: Json) -> bool:
    """Tell whether a stored value is one of the field's type (and of its options)."""
    if field.is_computed:
        return True
    try:
        return value is not None and parse(field, edit_text(field, value)) == value
    except ValueDoesNotParse:
        return False


def display(field: Field, value: Json) -> str:
    """Return a value as people read it: one line, except long text."""
    if isinstance(value, list):
        return "; ".join(one_line(_item_text(field, item)) for item in value)
    shown = _item_text(field, value)
    return shown if is_long(field) else one_line(shown)


def edit_text(field: Field, value: Json) -> str:
    """Return a value as its editor holds it; lists have one item a line."""
    if isinstance(value, list):
        return "\n".join(_item_text(field, item) for item in value)
    return _item_text(field, value)


def append(field: Field, old: Json, new: Json) -> Json:
    """Return `old` with `new` added; raises ValueDoesNotParse when one value is all it takes."""
    if old is None or new is None:
        return new if old is None else old
    if isinstance(old, list):
        added = new if isinstance(new, list) else [new]
        return old + [item for n, item in enumerate(added) if item not in old + added[:n]]
    if field.type not in TEXT_TYPES:
        raise ValueDoesNotParse(
            f"“{field.label}” holds one value, {shortened(display(field, old))}, and nothing can "
            "be added to it. Replace it instead, or keep the quote as evidence only."
        )
    return str(old) if old == new else f"{old}{chr(10) if is_long(field) else '; '}{new}"


def _item_text(field: Field, value: Json) -> str:
    if value is None:
        return ""
    if field.type is FieldType.COUNTRY:
        return countries.name(str(value))
    if field.type is FieldType.QUANTITY:
        return quantities.shown(value)
    return str(value).capitalize() if field.type is FieldType.YES_NO else str(value)


def _parser(kind: FieldType) -> Callable[[Field, str], Json]:
    return _PARSERS.get(kind, _text)


def _text(field: Field, typed: str) -> Json:
    return typed if is_long(field) else one_line(typed)


def _list(field: Field, typed: str) -> Json:
    lines = typed.splitlines()
    if field.type not in _LINES_ONLY and len(lines) == 1:
        lines = typed.split(";")
    return list(dict.fromkeys(item for line in lines if (item := line.strip()))) or None


def _integer(field: Field, typed: str) -> Json:
    number = numbers.integer(typed, field.unit)
    if number is None:
        _refuse(field, typed, "is not a whole number", "takes digits such as 412")
    return number


def _decimal(field: Field, typed: str) -> Json:
    if numbers.is_ambiguous(typed, field.unit):
        point, plain = typed.replace(",", "."), typed.replace(",", "")
        _refuse(field, typed, "can be read in two ways", f"takes either {plain} or {point}")
    number = numbers.decimal(typed, field.unit)
    if number is None:
        _refuse(field, typed, "is not a number", "takes digits such as 63.2 or 63,2")
    return number


def _quantity(field: Field, typed: str) -> Json:
    if quantities.is_ambiguous(typed):
        point, plain = typed.replace(",", "."), typed.replace(",", "")
        _refuse(field, typed, "can be read in two ways", f"takes either {plain} or {point}")
    found = quantities.read(typed, field.options, field.unit)
    if found is None:
        units = ", ".join(field.options[:5])
        hint = f"takes a number and a unit ({units})" if units else "takes such as 12 weeks"
        _refuse(field, typed, "is not a number with its unit", hint)
    return found


def _year(field: Field, typed: str) -> Json:
    number = dates.year(typed)
    if number is None:
        _refuse(field, typed, "is not a year from 1500 to 2100", "takes four digits such as 2021")
    return number


def _year_range(field: Field, typed: str) -> Json:
    printed = dates.year_ranges_in_text(typed)
    found = dates.year_range(typed) or (printed[0] if len(printed) == 1 else None)
    if found is None:
        hint = "takes years such as 2019-2025, the earlier one first"
        _refuse(field, typed, "is not a range of years", hint)
    return found


def _date(field: Field, typed: str) -> Json:
    if dates.is_ambiguous(typed):
        hint = "takes the month in words, such as 3 April 2019"
        _refuse(field, typed, "may mean two different days", hint)
    if dates.iso(typed) is None:
        hint = "takes dates such as 14 March 2019, March 2019 or 2019-03-14"
        _refuse(field, typed, "is not a date of the calendar", hint)
    return one_line(typed)


def _yes_no(field: Field, typed: str) -> Json:
    found = choices.yes_no(typed)
    if found is None:
        _refuse(field, typed, "is not yes, no or unclear", "takes one of these three words")
    return found


def _single(field: Field, typed: str) -> str:
    found = choices.choose(field, one_line(typed))
    if found.option is None:
        _refuse(field, typed, "is not plainly one of the options", _options_hint(field, found))
    return found.option


def _options_hint(field: Field, found: choices.Choice) -> str:
    named = found.candidates or field.options
    shown = ", ".join(f"“{option}”" for option in named[:3])
    more = ", ..." if len(named) > 3 else ""
    other = ", or words of your own after “Other:”" if field.takes_other else ""
    return f"takes an option of its list such as {shown}{more}{other}"


def _multi(field: Field, typed: str) -> Json:
    chosen = [_single(field, piece) for piece in choices.split_options(field, typed)]
    return list(dict.fromkeys(chosen)) or None


def _countries(field: Field, typed: str) -> Json:
    found = [_country(field, part) for part in countries.split(typed)]
    return list(dict.fromkeys(found)) or None


def _country(field: Field, typed: str) -> str:
    code = countries.code_of(typed)
    if code is None:
        near = countries.suggestion(typed)
        hint = f"takes names such as {near or 'Sweden; United Kingdom'}"
        _refuse(field, typed, "is not a country that Chartdesk knows", hint)
    return code


def _refuse(field: Field, typed: str, what: str, hint: str) -> NoReturn:
    raise ValueDoesNotParse(f"“{shortened(typed)}” {what}. “{field.label}” {hint}; {_KEPT}")


_PARSERS: dict[FieldType, Callable[[Field, str], Json]] = {
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.QUANTITY: _quantity,
    FieldType.YEAR: _year,
    FieldType.YEAR_RANGE: _year_range,
    FieldType.DATE: _date,
    FieldType.YES_NO: _yes_no,
    FieldType.SINGLE: _single,
    FieldType.MULTI: _multi,
    FieldType.COUNTRY: _countries,
    **dict.fromkeys(LIST_TYPES, _list),
}
