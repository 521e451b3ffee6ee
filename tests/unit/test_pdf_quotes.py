"""Printed text becomes clean values and a folded form for comparing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.quotes import clean_quote, fold, fold_map, sentence_span


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a pro-\ngram of care", "a program of care"),
        ("an AI-\nbased tool", "an AI-based tool"),
        ("the non-\nUS group", "the non-US group"),
        ("COVID-\n19 cases", "COVID-19 cases"),
        ("state-of-the-\nart", "state-of-the-art"),
        ("age-\nrelated fear", "age-related fear"),
        ("cor-\nrelated pain", "correlated pain"),
        ("a long-\nterm plan", "a long-term plan"),
        ("albumin-to-creati-\nnine", "albumin-to-creatinine"),
        ("the p-\nvalue", "the p-value"),
        ("self-\nreported pain", "self-reported pain"),
        ("mortal‑\nity", "mortality"),
        ("soft\u00adly", "softly"),
        ("soft\u00ad\nly", "softly"),
        ("eﬃcacy and ﬁndings", "efficacy and findings"),
        ("one\ntwo\r\nthree\n\nfour", "one two three four"),
        ("tab\tand\x00null", "tab and null"),
        ("  padded  ", "padded"),
        ("\ufffd a bullet without a meaning", "a bullet without a meaning"),
        ("10-\n20 years", "10-20 years"),
        ("", ""),
    ],
)
def test_clean_quote_is_one_line_as_meant(raw: str, clean: str) -> None:
    assert clean_quote(raw) == clean


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("pro-\ngram", "program"),
        ("AI-\nbased", "AI-based"),
        ("“Quoted”", '"quoted"'),
        ("p – q", "p - q"),
        ("Müller", "Mu¨ller"),
        ("eﬃcacy", "Efficacy"),
        ("a\u00a0b", "a b"),
        ("Straße", "STRASSE"),
    ],
)
def test_fold_makes_print_and_typing_equal(printed: str, typed: str) -> None:
    assert fold(printed) == fold(typed)


@pytest.mark.parametrize(("one", "other"), [("10-20", "1020"), ("-0.5", "0.5"), ("cat", "cut")])
def test_fold_keeps_what_differs_in_meaning(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_each_folded_character_knows_where_it_stood(text: str) -> None:
    folded, places = fold_map(text)
    assert len(folded) == len(places)
    assert list(places) == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@given(st.text())
def test_clean_quote_leaves_a_clean_quote_alone(text: str) -> None:
    once = clean_quote(text)
    assert clean_quote(once) == once


@pytest.mark.parametrize(
    ("text", "inside", "sentence"),
    [
        ("One. Two is here. Three.", "here", "Two is here."),
        (
            "As (Smith et al. 2019) did. Then",
            "did",
            "As (Smith et al. 2019) did.",
        ),
        ("It was 4.5 cm long. Next", "was", "It was 4.5 cm long."),
        ("Pain fell.12 We then", "Pain", "Pain fell.12"),
        ("It goes on\n\nover there. End", "goes", "It goes on\n\nover there."),
        ("Heading\n\nThe text. End", "text", "The text."),
        ("Is it? Yes.", "Yes", "Yes."),
    ],
)
def test_sentence_around_a_position(text: str, inside: str, sentence: str) -> None:
    start, end = sentence_span(text, text.index(inside))
    assert text[start:end] == sentence
