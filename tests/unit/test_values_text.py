"""Texts and lists stay as typed; adding to an answer never loses what was there."""

import pytest

from app.domain import values
from app.domain.answers import Json
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import FieldType
from tests.unit.form_makers import field_of

SHORT = field_of(FieldType.SHORT_TEXT)
LONG = field_of(FieldType.LONG_TEXT)
TOPICS = field_of(FieldType.TEXT_LIST)
QUESTIONS = field_of(FieldType.REPEATING_TEXT)
SIZE = field_of(FieldType.INTEGER)


def test_long_text_keeps_its_lines() -> None:
    assert values.parse(LONG, "\n one\n\n  two \n") == "one\n\n  two"


def test_long_text_is_shown_with_its_lines() -> None:
    assert values.display(LONG, "one\ntwo") == "one\ntwo"


@pytest.mark.parametrize("typed", ["one two", "one\ntwo", "one \r\n two", "one\u2028two"])
def test_short_text_is_one_line(typed: str) -> None:
    assert values.parse(SHORT, typed) == "one two"


@pytest.mark.parametrize("typed", ["=1+1", "@risk", "#N/A", "n/a", "NR", "0"])
def test_text_that_looks_like_something_else_is_text(typed: str) -> None:
    assert values.parse(SHORT, typed) == typed


@pytest.mark.parametrize("kind", FieldType)
def test_blank_is_no_answer_or_no_typing_is_taken(kind: FieldType) -> None:
    field = field_of(kind, options=("A",))
    if field.is_computed:
        with pytest.raises(ValueDoesNotParse, match="filled by Chartdesk itself"):
            values.parse(field, " ")
    else:
        assert values.parse(field, " \n\u00a0 ") is None


@pytest.mark.parametrize("typed", ["English; French", "English\nFrench\n", ";English;\tFrench"])
def test_list_is_separated_by_lines_or_semicolons(typed: str) -> None:
    assert values.parse(TOPICS, typed) == ["English", "French"]


def test_lines_win_over_semicolons() -> None:
    assert values.parse(TOPICS, "a; b\nc") == ["a; b", "c"]


def test_question_may_hold_a_semicolon() -> None:
    assert values.parse(QUESTIONS, "Who; and where?") == ["Who; and where?"]


def test_list_is_shown_on_one_line() -> None:
    assert values.display(TOPICS, ["English", "French"]) == "English; French"


def test_list_of_separators_is_no_answer() -> None:
    assert values.parse(TOPICS, ";;;") is None


@pytest.mark.parametrize(
    ("kind", "old", "new", "both"),
    [
        (FieldType.SHORT_TEXT, "one", "two", "one; two"),
        (FieldType.LONG_TEXT, "one", "two", "one\ntwo"),
        (FieldType.LONG_TEXT, "one", "one", "one"),
        (FieldType.LONG_TEXT, None, "two", "two"),
        (FieldType.LONG_TEXT, "one", None, "one"),
        (FieldType.TEXT_LIST, ["a", "b"], ["b", "c", "c"], ["a", "b", "c"]),
        (FieldType.COUNTRY, ["SE"], ["JP"], ["SE", "JP"]),
        (FieldType.MULTI, None, ["A"], ["A"]),
        (FieldType.INTEGER, None, 12, 12),
    ],
)
def test_appending_keeps_both(kind: FieldType, old: Json, new: Json, both: Json) -> None:
    assert values.append(field_of(kind, options=("A",)), old, new) == both


def test_appending_changes_no_list_in_place() -> None:
    old: Json = ["a"]
    values.append(TOPICS, old, ["b"])
    assert old == ["a"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldType.INTEGER, 412),
        (FieldType.YES_NO, "yes"),
        (FieldType.SINGLE, "A"),
        (FieldType.DATE, "2019"),
        (FieldType.YEAR_RANGE, "2019-2021"),
    ],
)
def test_single_value_takes_no_addition(kind: FieldType, value: Json) -> None:
    with pytest.raises(ValueDoesNotParse, match="holds one value"):
        values.append(field_of(kind, options=("A",)), value, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldType.INTEGER, "412 or so"),
        (FieldType.INTEGER, "412"),
        (FieldType.DECIMAL, 1.5),
        (FieldType.SINGLE, "Z"),
        (FieldType.MULTI, "A"),
        (FieldType.MULTI, ["A", "Z"]),
        (FieldType.COUNTRY, ["Sweden", "SE"]),
        (FieldType.COUNTRY, ["ZZ"]),
        (FieldType.SHORT_TEXT, None),
    ],
)
def test_value_of_another_type_is_not_valid(kind: FieldType, value: Json) -> None:
    assert not values.is_valid(field_of(kind, options=("A",)), value)


def test_number_is_shown_and_edited_in_plain_digits() -> None:
    assert (values.display(SIZE, 1204), values.edit_text(SIZE, 1204)) == ("1204", "1204")


def test_no_answer_is_shown_as_nothing() -> None:
    assert values.display(SIZE, None) == ""
