"""What holds for every value: shown or edited, it reads back as itself."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import countries, dates, numbers, values
from app.domain.answers import Json
from app.domain.choices import YES_NO
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Field, FieldType
from app.domain.reading import from_quote
from tests.unit.form_makers import field_of

OPTIONS = ("Cohort", "Case-control", "Mixed methods; both", "Other")
TYPED = tuple(kind for kind in FieldType if not field_of(kind).is_computed)
LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1)
WORDS = LINE.map(str.strip).filter(bool)
ITEMS = st.lists(WORDS, min_size=2, unique=True)
DAYS = st.dates(date(1500, 1, 1), date(2100, 12, 31))
CODES = [country.alpha2 for country in countries.all_countries()]


def field(kind: FieldType) -> Field:
    """A field of that type, with options."""
    return field_of(kind, options=OPTIONS)


STORED = st.one_of(
    st.tuples(st.just(FieldType.INTEGER), st.integers(-(10**15) + 1, 10**15 - 1)),
    st.tuples(
        st.just(FieldType.DECIMAL),
        st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str),
    ).filter(lambda pair: len(str(pair[1])) < 25),
    st.tuples(st.just(FieldType.YEAR), st.integers(1500, 2100)),
    st.tuples(st.just(FieldType.DATE), DAYS.map(str)),
    st.tuples(st.just(FieldType.YES_NO), st.sampled_from(YES_NO).map(str.lower)),
    st.tuples(st.just(FieldType.SINGLE), st.sampled_from(OPTIONS)),
    st.tuples(
        st.just(FieldType.MULTI),
        st.lists(st.sampled_from(OPTIONS), min_size=1, unique=True),
    ),
    st.tuples(
        st.just(FieldType.COUNTRY), st.lists(st.sampled_from(CODES), min_size=1, unique=True)
    ),
    st.tuples(st.just(FieldType.SHORT_TEXT), WORDS),
    st.tuples(st.just(FieldType.REPEATING_TEXT), ITEMS),
    st.tuples(st.just(FieldType.TEXT_LIST), ITEMS),
)


def parsed(asked: Field, typed: str) -> Json:
    """The value typed, None when it was refused with a sentence."""
    try:
        return values.parse(asked, typed)
    except ValueDoesNotParse:
        return None


@given(STORED)
def test_edited_value_reads_back_as_itself(stored: tuple[FieldType, Json]) -> None:
    kind, value = stored
    assert values.parse(field(kind), values.edit_text(field(kind), value)) == value


@given(STORED.filter(lambda pair: pair[0] not in {FieldType.REPEATING_TEXT, FieldType.TEXT_LIST}))
def test_shown_value_reads_back_as_itself(stored: tuple[FieldType, Json]) -> None:
    kind, value = stored
    if kind is FieldType.MULTI and OPTIONS[2] in value and len(value) > 1:  # type: ignore[operator,arg-type]
        return
    assert values.parse(field(kind), values.display(field(kind), value)) == value


@settings(max_examples=300)
@given(st.text().filter(lambda text: text.strip()))
def test_any_text_is_stored_exactly(text: str) -> None:
    assert values.parse(field(FieldType.LONG_TEXT), f" {text}\n") == text.strip()


@settings(max_examples=300)
@given(st.sampled_from(TYPED), st.text())
def test_typing_gives_a_valid_value_or_is_refused(kind: FieldType, typed: str) -> None:
    value = parsed(field(kind), typed)
    assert value is None or (values.is_valid(field(kind), value) and json.dumps(value))


@settings(max_examples=300)
@given(st.sampled_from(TYPED), st.text())
def test_any_quote_is_read_to_a_valid_value_or_none(kind: FieldType, quote: str) -> None:
    reading = from_quote(field(kind), quote)
    known = [value for value in (reading.value, *reading.alternatives) if value is not None]
    assert [value for value in known if not values.is_valid(field(kind), value)] == []


@given(st.integers(-(10**12), 10**12), st.sampled_from([" ", ",", ".", "'", "\u202f", "\u00a0"]))
def test_grouped_number_is_the_same_number(number: int, separator: str) -> None:
    assert numbers.integer(f"{number:,}".replace(",", separator)) == number


@given(st.integers(0, 999_999), st.integers(0, 99))
def test_decimal_comma_is_never_a_thousand(whole: int, part: int) -> None:
    assert numbers.decimal(f"{whole},{part:02}") == f"{whole}.{part:02}"
    assert numbers.integer(f"{whole},{part:02}") is None


@given(st.integers(0, 10**6), st.sampled_from([0x0660, 0x06F0, 0x0966, 0xFF10]))
def test_digits_of_any_script_count(number: int, zero: int) -> None:
    written = "".join(chr(zero + int(digit)) for digit in str(number))
    assert numbers.integer(written) == number


@given(DAYS, st.sampled_from(["%d %B", "%B %d,"]))
def test_date_in_words_is_the_day_it_names(day: date, form: str) -> None:
    assert dates.iso(f"{day:{form}} {day.year}") == str(day)
