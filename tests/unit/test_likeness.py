"""When two people mean the same with different letters."""

import pytest

from app.domain.answers import Answer, Json, Status
from app.domain.comparing import kind_of
from app.domain.consensus import Kind
from app.domain.fields import Field, FieldType


def field(kind: FieldType, *options: str) -> Field:
    return Field("a.b", "b", "Asked", kind, options=options)


def filled(value: Json) -> Answer:
    return Answer(value, Status.FILLED)


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        (FieldType.SHORT_TEXT, "12 months", "12 mo"),
        (FieldType.SHORT_TEXT, "Self-report", "self‐report."),
        (FieldType.LONG_TEXT, "Café  closed", "cafe closed"),
        (FieldType.LONG_TEXT, "1,204 adults (44%)", "1204 adults ( 44 % )"),
        (FieldType.MULTI, ["Hope", "Shame"], ["shame", "hope"]),
        (FieldType.COUNTRY, ["SE", "NO"], ["NO", "SE"]),
        (FieldType.DECIMAL, "63.20", "63.2"),
        (FieldType.QUANTITY, {"number": "12", "unit": "wk"}, {"number": "12.0", "unit": "weeks"}),
        (FieldType.DATE, "14 March 2019", "2019-03-14"),
    ],
)
def test_spelling_and_order_do_not_count(kind: FieldType, a: Json, b: Json) -> None:
    assert kind_of(field(kind), filled(a), filled(b)) is Kind.NORMALISED


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        (FieldType.SHORT_TEXT, "12 months", "12 weeks"),
        (FieldType.INTEGER, 412, 42),
        (FieldType.MULTI, ["Hope"], ["Hope", "Shame"]),
        (FieldType.QUANTITY, {"number": "12", "unit": "h"}, {"number": "12", "unit": "weeks"}),
        (FieldType.YES_NO, "yes", "unclear"),
    ],
)
def test_other_words_and_numbers_do(kind: FieldType, a: Json, b: Json) -> None:
    assert kind_of(field(kind), filled(a), filled(b)) is Kind.DIFFERENT


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        (Answer(), Answer(), Kind.BLANK),
        (Answer(), filled("x"), Kind.ONE_BLANK),
        (Answer(None, Status.NOT_REPORTED), Answer(), Kind.ONE_BLANK),
        (Answer(None, Status.NOT_REPORTED), filled("x"), Kind.ONE_MARKED),
        (Answer(None, Status.NOT_REPORTED), Answer(None, Status.NOT_REPORTED), Kind.SAME),
        (Answer(None, Status.NOT_REPORTED), Answer(None, Status.UNCLEAR), Kind.DIFFERENT),
        (filled("x"), Answer("x", Status.FROM_AUTHORS), Kind.SAME),
    ],
)
def test_a_blank_is_never_not_reported(a: Answer, b: Answer, kind: Kind) -> None:
    assert kind_of(field(FieldType.SHORT_TEXT), a, b) is kind
