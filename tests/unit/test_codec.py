"""Values go to JSON and back; hashes over them tell equal from different."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.anchors import Anchor, AnchorKind, Place, Rect
from app.domain.answers import Answer, Cell, Status
from app.domain.edits import FillAnswer, SetExtractionStatus
from app.domain.studies import ExtractionStatus
from app.services.codec import (
    anchor_checksum,
    answer_checksum,
    canonical,
    canonical_bytes,
    canonical_lines,
    digest,
    edit_to_json,
    places_from_json,
    places_to_json,
    word_of,
)
from db.engine import DamagedContent

POINTS = st.floats(0, 14_400)
RECTS = st.builds(Rect, POINTS, POINTS, POINTS, POINTS)
PLACES = st.builds(Place, st.integers(0, 20_000), st.lists(RECTS, max_size=3).map(tuple))
TEXTS = st.text(st.characters(exclude_categories=()))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda parts: st.lists(parts) | st.dictionaries(TEXTS, parts),
)  # fmt: skip
CELL = Cell("extraction", "participants.n", "row")
ANSWER = Answer(15, Status.FILLED, "from the table")
ANCHOR = Anchor("a", "ab" * 32, AnchorKind.TEXT, (Place(1, (Rect(1.5, 2, 3, 4),)),), "15 women")


@given(st.lists(PLACES, max_size=3).map(tuple))
def test_places_come_back_from_stored_json(places: tuple[Place, ...]) -> None:
    assert places_from_json(json.loads(json.dumps(places_to_json(places)))) == places


@pytest.mark.parametrize("document", [None, 3, [[0]], [[0, [[1, 2]]]], [["x", []]], [[0, 5]]])
def test_places_that_do_not_read_are_damage(document: object) -> None:
    with pytest.raises(DamagedContent):
        places_from_json(document)


def test_word_that_is_not_in_its_list_is_damage() -> None:
    assert word_of(Status, "unclear") is Status.UNCLEAR
    with pytest.raises(DamagedContent):
        word_of(Status, "uncleas")


def test_order_of_keys_makes_no_difference() -> None:
    assert digest({"a": 1, "b": [2]}) == digest({"b": [2], "a": 1})
    assert canonical({"b": "ü", "a": None}) == '{"a":null,"b":"ü"}'


def test_text_that_utf8_cannot_hold_has_a_hash() -> None:
    assert digest("\ud835") != digest("?")


@pytest.mark.parametrize(
    "other",
    [
        Answer("15", Status.FILLED, "from the table"),
        Answer(15, Status.UNCLEAR, "from the table"),
        Answer(15, Status.FILLED, "from the tables"),
        Answer(15, Status.FILLED, "from the table", flagged=True),
    ],
)
def test_checksum_of_an_answer_is_over_all_of_it(other: Answer) -> None:
    assert answer_checksum(CELL, other) != answer_checksum(CELL, ANSWER)


def test_checksum_of_an_answer_is_over_its_cell() -> None:
    moved = replace(CELL, row_id="another row")
    assert answer_checksum(moved, ANSWER) != answer_checksum(CELL, ANSWER)


@pytest.mark.parametrize(
    "other",
    [
        replace(ANCHOR, quote="16 women"),
        replace(ANCHOR, paper="cd" * 32),
        replace(ANCHOR, places=(Place(2, ANCHOR.places[0].rects),)),
        replace(ANCHOR, places=(Place(1, (Rect(1.5, 2, 3, 4.01),)),)),
    ],
)
def test_checksum_of_a_quote_is_over_its_place_and_words(other: Anchor) -> None:
    assert anchor_checksum(other) != anchor_checksum(ANCHOR)


def test_whole_points_have_the_checksum_they_have_when_read_back() -> None:
    whole = replace(ANCHOR, places=(Place(1, (Rect(1, 2, 3, 4),)),))
    stored = places_from_json(json.loads(json.dumps(places_to_json(whole.places))))
    assert anchor_checksum(replace(whole, places=stored)) == anchor_checksum(whole)


def test_edit_is_plain_json_with_its_kind() -> None:
    document = edit_to_json(FillAnswer(CELL, Answer(), ANSWER, link=(ANCHOR,)))
    assert json.loads(json.dumps(document)) == document
    assert document["kind"] == "FillAnswer"
    assert document["after"]["status"] == "filled"
    assert document["link"][0]["places"][0]["rects"][0]["left"] == 1.5


def test_status_of_an_edit_is_written_as_its_word() -> None:
    edit = SetExtractionStatus("e", ExtractionStatus.OPEN, ExtractionStatus.COMPLETE)
    assert (edit_to_json(edit)["before"], edit_to_json(edit)["after"]) == ("open", "complete")


@pytest.mark.parametrize(
    "value",
    [
        ["é", "𝄞", "\x7f", 'a"b\\c/\b\f\n\r\t\x01', "\u2028"],
        {"z": 1, "é": [True, None, {}], "a": (1, -2), "𝄞": 0, "\uff61": 1 << 70},
        [1.0, -0.0, 0.1, 1e15, 1e16, -1e22, 1.5e300, 0.0001, 2.6e-7],
        [0.00001],
        [3, {"x": -0.0000234}],
        "5e3, 0.00001 and [1e5 in a text",
        ["half a character \ud800"],
    ],
)
def test_bytes_that_are_hashed_are_the_same_from_either_writer(value: object) -> None:
    written = canonical([value]).encode("utf-8", "surrogatepass")
    assert [canonical_bytes([value]), *canonical_lines([[value], []])] == [written, written, b"[]"]


@given(JSON)
def test_bytes_of_any_value_are_the_same_from_either_writer(value: object) -> None:
    assert canonical_lines([[value], {"": value}]) == [
        canonical(one).encode("utf-8", "surrogatepass") for one in ([value], {"": value})
    ]
