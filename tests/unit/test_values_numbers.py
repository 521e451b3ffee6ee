"""Typed numbers: grouped, with either decimal sign, in any script; never a wrong one."""

import pytest

from app.domain import numbers, values
from app.domain.answers import Json
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import FieldType
from tests.unit.form_makers import field_of

MINUTES = field_of(FieldType.INTEGER, unit="min")
WEEKS = field_of(FieldType.DECIMAL, unit="weeks")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("412", 412),
        (" 412 ", 412),
        ("0412", 412),
        ("-5", -5),
        ("−5", -5),
        ("+5", 5),
        ("n = 412", 412),
        ("N=412", 412),
        ("60 min", 60),
        ("60MIN", 60),
        ("1 204", 1204),
        ("1\u202f204", 1204),
        ("1\u00a0204\u00a0567", 1204567),
        ("1,204", 1204),
        ("1.204", 1204),
        ("1’204", 1204),
        ("١٢٠٤", 1204),
        ("١٬٢٠٤", 1204),
        ("４１２", 412),
        ("४१२", 412),
        ("", None),
        (" \u3000\n", None),
    ],
)
def test_whole_numbers_are_read(typed: str, stored: Json) -> None:
    assert values.parse(MINUTES, typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "1,5",
        "1.5",
        "1٫204",
        "1,20",
        "0,412",
        "1,204.5",
        "1,204 567",
        "10²",
        "412 people",
        "4 12",
        "12e3",
        "--5",
        "~412",
        "1234567890123456",
        "twelve or so",
    ],
)
def test_anything_else_is_no_whole_number(typed: str) -> None:
    with pytest.raises(ValueDoesNotParse):
        values.parse(MINUTES, typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        ("12.50", "12.50"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("-3,25", "-3.25"),
        ("+3,25", "3.25"),
        ("1.204", "1.204"),
        ("0,412", "0.412"),
        ("1204,567", "1204.567"),
        ("1 204", "1204"),
        ("1,204.5", "1204.5"),
        ("1.204,5", "1204.5"),
        ("1 204,567", "1204.567"),
        ("1,204,500", "1204500"),
        ("1.204.500,25", "1204500.25"),
        ("١٫٥", "1.5"),
        ("１．５", "1.5"),
        ("1,5 weeks", "1.5"),
    ],
)
def test_decimals_keep_every_digit(typed: str, stored: str) -> None:
    assert values.parse(WEEKS, typed) == stored


@pytest.mark.parametrize("typed", ["5.", "1.2.3", "1,2,3", "1,204,50", "1 5", "5e3", "nan", "½"])
def test_anything_else_is_no_decimal(typed: str) -> None:
    with pytest.raises(ValueDoesNotParse, match="is not a number"):
        values.parse(WEEKS, typed)


@pytest.mark.parametrize("typed", ["1,204", "-12,500", "1,204 weeks"])
def test_decimal_that_reads_two_ways_is_refused(typed: str) -> None:
    with pytest.raises(ValueDoesNotParse, match="can be read in two ways"):
        values.parse(WEEKS, typed)


def test_number_that_reads_two_ways_is_no_number() -> None:
    assert numbers.decimal("1,204") is None


def test_refusal_names_the_text_the_field_and_the_way_out() -> None:
    with pytest.raises(ValueDoesNotParse) as refusal:
        values.parse(MINUTES, "twelve or so")
    assert refusal.value.message == (
        "“twelve or so” is not a whole number. “Asked” takes digits such as 412; "
        "or mark the field as not reported. Your text is kept."
    )


def test_refusal_shortens_a_long_text() -> None:
    with pytest.raises(ValueDoesNotParse) as refusal:
        values.parse(MINUTES, "word " * 1000)
    assert len(refusal.value.message) < 250
