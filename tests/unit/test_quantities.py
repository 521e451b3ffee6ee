"""Numbers with their unit, typed and printed."""

import pytest

from app.domain import quantities, reading, values
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Field, FieldType

TIME = Field("d.t", "t", "Follow-up", FieldType.QUANTITY, options=("days", "weeks", "months"))
FREE = Field("d.q", "q", "Dose", FieldType.QUANTITY)


@pytest.mark.parametrize(
    ("field", "typed", "number", "unit"),
    [
        (TIME, "12 weeks", "12", "weeks"),
        (TIME, "1,5 months", "1.5", "months"),
        (TIME, "12 Week", "12", "weeks"),
        (TIME, "12 wks", "12", "weeks"),
        (TIME, "6 mo", "6", "months"),
        (FREE, "12.5 mg/day", "12.5", "mg/day"),
        (FREE, "55%", "55", "%"),
        (FREE, "€ 1 200", "1200", "€"),
        (FREE, "40", "40", ""),
    ],
)
def test_typed_quantity(field: Field, typed: str, number: str, unit: str) -> None:
    assert values.parse(field, typed) == {"number": number, "unit": unit}


@pytest.mark.parametrize("typed", ["12", "12 parsecs", "soon", "1,204 days"])
def test_quantity_without_a_plain_number_and_listed_unit_is_refused(typed: str) -> None:
    with pytest.raises(ValueDoesNotParse):
        values.parse(TIME, typed)


def test_lone_number_gets_the_usual_unit() -> None:
    assert quantities.read("12", ("days", "weeks"), "weeks") == {"number": "12", "unit": "weeks"}


def test_quote_gives_quantities_with_a_listed_unit_first() -> None:
    quote = "Of 38 people, 31 (82 %) completed 18 weeks and a 6-month follow-up."
    found = reading.from_quote(TIME, quote)
    assert found.value == {"number": "18", "unit": "weeks"}
    assert found.alternatives[0] == {"number": "6", "unit": "months"}


def test_quote_keeps_the_printed_unit() -> None:
    found = reading.from_quote(FREE, "participants received 12.5 mg/day for life")
    assert (found.value, found.note.split(" from ")[0]) == (
        {"number": "12.5", "unit": "mg/day"},
        "12.5 mg/day",
    )


@pytest.mark.parametrize(
    "value", [{"number": "1.5", "unit": "weeks"}, {"number": "2", "unit": "days"}]
)
def test_stored_quantity_is_valid_and_shown_as_typed(value: dict[str, str]) -> None:
    assert values.is_valid(TIME, {**value})
    assert values.display(TIME, {**value}) == f"{value['number']} {value['unit']}"


def test_quantity_of_another_unit_is_not_valid() -> None:
    assert not values.is_valid(TIME, {"number": "2", "unit": "hours"})
