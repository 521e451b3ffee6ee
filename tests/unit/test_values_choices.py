"""Typed options: labels, beginnings of labels, words of one's own."""

import pytest

from app.domain import values
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import FieldType
from tests.unit.form_makers import field_of

OPTIONS = ("Cohort", "Case-control", "Case series / case report", "Other")
DESIGN = field_of(FieldType.SINGLE, options=OPTIONS)
DESIGNS = field_of(FieldType.MULTI, options=OPTIONS)
ITEM = field_of(FieldType.SINGLE, options=("1", "2", "10", "11", "Insulin"))
AGREED = field_of(FieldType.YES_NO)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Cohort", "Cohort"),
        ("  cohort ", "Cohort"),
        ("CASE–CONTROL", "Case-control"),
        ("case  series / case report", "Case series / case report"),
        ("co", "Cohort"),
        ("case s", "Case series / case report"),
        ("other", "Other"),
        ("other : ecological study", "Other: ecological study"),
        ("Other:", "Other"),
    ],
)
def test_option_is_recognised(typed: str, stored: str) -> None:
    assert values.parse(DESIGN, typed) == stored


def test_exact_option_wins_over_longer_ones() -> None:
    assert values.parse(ITEM, "1") == "1"


@pytest.mark.parametrize("typed", ["insulin", "INSULIN", "İNSULİN", "ınsulın"])
def test_turkish_i_is_an_i(typed: str) -> None:
    assert values.parse(ITEM, typed) == "Insulin"


def test_beginning_of_several_options_is_refused_with_their_names() -> None:
    with pytest.raises(ValueDoesNotParse, match="“Case-control”, “Case series / case report”"):
        values.parse(DESIGN, "case")


def test_unknown_option_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(ValueDoesNotParse, match="such as “Cohort”, or words of your own"):
        values.parse(DESIGN, "kohort")


def test_words_of_ones_own_need_other_among_the_options() -> None:
    with pytest.raises(ValueDoesNotParse):
        values.parse(ITEM, "Other: 12")


@pytest.mark.parametrize("typed", ["cohort; case-control", "Cohort\nCase-control", "co;;case-c\n"])
def test_several_options_are_a_list(typed: str) -> None:
    assert values.parse(DESIGNS, typed) == ["Cohort", "Case-control"]


def test_option_named_twice_counts_once() -> None:
    assert values.parse(DESIGNS, "cohort; COHORT") == ["Cohort"]


def test_semicolon_in_words_of_ones_own_is_kept() -> None:
    stored = ["Other: open; uncontrolled", "Cohort"]
    assert values.parse(DESIGNS, "Other: open; uncontrolled; cohort") == stored


def test_option_with_a_semicolon_stays_whole() -> None:
    field = field_of(FieldType.MULTI, options=("Alone; at home", "At work"))
    assert values.parse(field, "alone; at home\nat work") == ["Alone; at home", "At work"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("y", "yes"),
        ("YES", "yes"),
        ("True", "yes"),
        ("n", "no"),
        ("No", "no"),
        ("?", "unclear"),
        ("Unclear", "unclear"),
        ("false", "no"),
    ],
)
def test_yes_no_unclear(typed: str, stored: str) -> None:
    assert values.parse(AGREED, typed) == stored


def test_maybe_is_refused() -> None:
    with pytest.raises(ValueDoesNotParse, match="is not yes, no or unclear"):
        values.parse(AGREED, "maybe")


def test_yes_is_shown_with_a_capital() -> None:
    assert values.display(AGREED, "unclear") == "Unclear"
