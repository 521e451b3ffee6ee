"""The designer's moves and what the draft looks like after them."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.edits import Edit
from app.domain.errors import StaleEdit
from app.domain.fields import FieldType
from app.domain.form_draft import (
    carried_out,
    core_problem,
    form_of,
    free_id,
    place_of_field,
    problem_of,
    whole,
    with_field,
)
from app.domain.form_edits import Document, FieldAt
from app.domain.form_moves import Moves, field_ids, key_of
from app.domain.templates import form_to_json
from app.services.forms import template


@pytest.fixture
def document() -> Document:
    return whole(template("sample-bpd"))


def keys(document: Document, section: int) -> list[str]:
    return [field["key"] for field in document["sections"][section]["fields"]]


def test_added_field_has_a_key_of_its_label_and_an_id_of_its_own(document: Document) -> None:
    section = document["sections"][-1]["key"]
    taken = [f"{section}.funding"]
    edit, field_id = Moves("f", document, taken).add_field(
        section, 0, FieldType.SHORT_TEXT, "Funding"
    )
    assert field_id == f"{section}.funding_2"
    assert place_of_field(carried_out(document, edit), field_id) is not None


def test_new_choice_has_options_at_once(document: Document) -> None:
    section = document["sections"][-1]["key"]
    edit, field_id = Moves("f", document).add_field(section, 0, FieldType.SINGLE, "Kind")
    assert form_of(carried_out(document, edit)).field(field_id).options == ("Option 1", "Option 2")


def test_copy_stands_after_its_field_and_has_its_properties(document: Document) -> None:
    first = form_of(document).study_fields[0]
    edit, copy_id = Moves("f", document).duplicate_field(first.field_id)
    made = form_of(carried_out(document, edit))
    assert made.number_of(copy_id) == 2
    assert made.field(copy_id).label == first.label


FIRST, LAST = "source.country", "findings.findings"
JBI = form_to_json(template("jbi-scoping"))["sections"]
EVERY_MOVE: dict[str, Callable[[Moves], Edit | None]] = {
    "remove": lambda moves: moves.remove_field(FIRST),
    "change": lambda moves: moves.change_field(LAST, {"label": "Other words"}),
    "move": lambda moves: moves.move_field(FIRST, "findings", 0),
    "remove section": lambda moves: moves.remove_section("findings"),
    "change section": lambda moves: moves.change_section("findings", {"label": "Found"}),
    "move section": lambda moves: moves.move_section("findings", 0),
    "take in": lambda moves: moves.add_sections(JBI, 1),
}


@pytest.mark.parametrize("name", EVERY_MOVE)
def test_moves_are_taken_back_by_their_inverse(name: str) -> None:
    document = whole(template("peer-support-bpd"))
    edit = EVERY_MOVE[name](Moves("f", document))
    assert edit is not None
    changed = carried_out(document, edit)
    assert changed != document
    assert carried_out(changed, edit.inverse()) == document


def test_step_past_the_end_goes_into_the_next_section(document: Document) -> None:
    sections = document["sections"]
    last = sections[-2]["fields"][-1]
    edit = Moves("f", document).step_field(last["field_id"], 1)
    assert edit is not None
    assert keys(carried_out(document, edit), -1)[0] == last["key"]


def test_step_past_the_last_field_goes_nowhere(document: Document) -> None:
    last = document["sections"][-1]["fields"][-1]
    assert Moves("f", document).step_field(last["field_id"], 1) is None


def test_draft_that_changed_meanwhile_is_not_overwritten(document: Document) -> None:
    field_id = form_of(document).study_fields[0].field_id
    edit = Moves("f", document).change_field(field_id, {"label": "Mine"})
    theirs = carried_out(document, Moves("f", document).change_field(field_id, {"label": "Theirs"}))
    with pytest.raises(StaleEdit):
        carried_out(theirs, edit)


def test_taken_in_section_points_to_its_own_fields(document: Document) -> None:
    fields: list[dict[str, Any]] = [
        {"key": "a", "label": "A", "type": "yes_no"},
        {"key": "b", "label": "B", "type": "year", "show_if": {"field": "x.a", "is": "yes"}},
    ]
    section = {"key": "x", "label": "X", "fields": fields}
    taken = [*field_ids(document), "x.a"]
    made = carried_out(document, Moves("f", document, taken).add_sections([section], 0))
    a, b = made["sections"][0]["fields"]
    assert (a["field_id"], b["show_if"]["field"]) == ("x.a_2", "x.a_2")


def test_answered_field_does_not_go_into_a_repeating_section() -> None:
    form = template("peer-support-bpd")
    single = next(f for s in form.study_sections if not s.repeating for f in s.fields)
    group = next(s for s in form.study_sections if s.repeating)
    document = whole(form)
    moved = carried_out(document, Moves("f", document).move_field(single.field_id, group.key, 0))
    assert "Duplicate the field there" in problem_of(moved, form)
    assert problem_of(moved, None) == ""


def test_position_beyond_a_section_is_its_end(document: Document) -> None:
    first = document["sections"][0]["fields"][0]
    at = FieldAt(document["sections"][0]["key"], 99, {**first, "key": "z", "field_id": "z.z"})
    assert keys(with_field(document, None, at), 0)[-1] == "z"


@pytest.mark.parametrize(
    ("label", "key"),
    [("Sample size (n)", "sample_size_n"), ("Données", "donnees"), ("参加者", "field")],
)
def test_keys_are_plain_letters(label: str, key: str) -> None:
    assert key_of(label, "field") == key


def test_id_that_was_ever_used_is_not_given_again() -> None:
    assert free_id("a", ["a", "a_2", "b"]) == "a_3"


CORE_MOVES: dict[str, Callable[[Moves], Edit]] = {
    "remove": lambda moves: moves.remove_field(FIRST),
    "move away": lambda moves: moves.move_field(FIRST, "findings", 0),
    "type": lambda moves: moves.change_field(FIRST, {"type": "short_text"}),
    "remove section": lambda moves: moves.remove_section("source"),
}


@pytest.mark.parametrize("name", CORE_MOVES)
def test_field_of_the_jbi_instrument_stays(name: str) -> None:
    document = whole(template("peer-support-bpd"))
    after = carried_out(document, CORE_MOVES[name](Moves("f", document)))
    assert "belongs to the JBI instrument (JBI 3." in core_problem(document, after)


def test_words_of_the_instrument_change_and_fields_are_added() -> None:
    document = whole(template("peer-support-bpd"))
    said = carried_out(document, Moves("f", document).change_field(FIRST, {"label": "Land"}))
    added, _ = Moves("f", said).add_field("source", 0, FieldType.YEAR, "Year")
    assert core_problem(document, carried_out(said, added)) == ""
