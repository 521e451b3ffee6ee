"""Queries are read as typed, and words are found however they are printed."""

import pytest

from app.domain.errors import AppError
from app.domain.wording import Folded, excerpt, parse_query, passages


def found(text: str, query: str) -> list[tuple[str, ...]]:
    """Return the words found, passage by passage."""
    places = passages(Folded.of(text), parse_query(query))
    return [tuple(text[start:end] for start, end in place.spans) for place in places]


def shown(text: str, query: str) -> str:
    """Return the first excerpt with the words found in brackets."""
    made = excerpt(text, passages(Folded.of(text), parse_query(query))[0])
    line = made.text
    for start, end in reversed(made.marks):
        line = f"{line[:start]}[{line[start:end]}]{line[end:]}"
    return line


@pytest.mark.parametrize("query", ["", " \n", '""', '" "', "\u00ad", "**"])
def test_query_without_a_word_is_refused(query: str) -> None:
    with pytest.raises(AppError, match="at least one word"):
        parse_query(query)


def test_words_are_found_in_any_order() -> None:
    assert found("support from peers", "peers support") == [("support", "peers")]


def test_text_without_one_of_the_words_is_not_found() -> None:
    assert found("support from peers", "support group") == []


def test_phrase_is_found_in_its_order_only() -> None:
    text = "support by peers, peers support"
    assert found(text, '"peers support"') == [("peers support",)]


@pytest.mark.parametrize("query", ["“peers support”", "«peers support»", '"peers support'])
def test_quotation_marks_of_any_kind_make_a_phrase(query: str) -> None:
    assert found("peers support peers", query) == [("peers support",)]


def test_part_of_a_word_is_not_found() -> None:
    assert found("a paper test", "pert") == []
    assert found("supported", "support") == []


def test_star_stands_for_the_rest_of_the_word() -> None:
    assert found("supported, unsupported", "support*") == [("supported",)]


def test_phrase_may_end_in_a_star() -> None:
    assert found("peer supporters", '"peer support*"') == [("peer supporters",)]


@pytest.mark.parametrize(
    "text", ["outpatient", "out-patient", "out-\npatient", "out\u00ad\npatient", "OUT\u2010patient"]
)
def test_hyphens_and_line_ends_make_no_difference(text: str) -> None:
    assert found(f"an {text} clinic", "outpatient") == [(text,)]


@pytest.mark.parametrize(
    "text", ["peer support", "peer-support", "peer-\nsupport", "peer\nsupport"]
)
def test_parts_of_a_compound_are_found(text: str) -> None:
    assert found(text, '"peer support"') == [(text,)]
    assert found(text, "peer-support") == [(text,)]
    assert found(text, "support") == [("support",)]


def test_words_that_are_not_parted_alike_differ() -> None:
    assert found("the rapist", "therapist") == []
    assert found("therapist", '"the rapist"') == []


@pytest.mark.parametrize("query", ["Muller", "MÜLLER", "mu\u0308ller"])
def test_case_and_accents_make_no_difference(query: str) -> None:
    assert found("by Müller et al.", query) == [("Müller",)]


def test_ligature_is_found_by_its_letters() -> None:
    assert found("a ﬁnding", "finding") == [("ﬁnding",)]


def test_words_of_scripts_without_spaces_are_found() -> None:
    assert found("境界性パーソナリ\nティ障害の支援", "パーソナリティ障害") == [
        ("パーソナリ\nティ障害",)
    ]


def test_commas_typed_with_a_word_do_not_count() -> None:
    assert found("peer support", "peer, support;") == [("peer support",)]


def test_words_beside_each_other_are_found_at_each_place() -> None:
    text = "peer support and " + "other words " * 60 + "peer support"
    assert found(text, "peer support") == [("peer support",)] * 2


def test_words_far_apart_are_found_once_where_they_are_closest() -> None:
    text = "peer " + "a word " * 200 + "support " + "b word " * 100 + "peer"
    (place,) = passages(Folded.of(text), parse_query("support peer"))
    assert place.spans[0][0] == text.index("support")


def test_places_share_no_word() -> None:
    assert found("peer and support and peer", "peer support") == [("peer", "support")]


def test_excerpt_marks_what_was_found() -> None:
    assert shown("The peer sup-\nport of\nothers", "support peer") == "The [peer support] of others"


def test_excerpt_leaves_out_whole_words() -> None:
    text = "word " * 40 + "peer" + " word" * 40
    made = shown(text, "peer")
    assert made.startswith("…word ")
    assert made.endswith(" word…")
    assert len(made) < 140


def test_excerpt_leaves_out_what_lies_between_distant_words() -> None:
    made = shown("peer " + "word " * 100 + "support", "peer support")
    assert made.startswith("[peer] word")
    assert "word… word" in made
    assert made.endswith("word [support]")
