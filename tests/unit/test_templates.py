"""Forms as documents: those that ship, those of the reviewer, and broken ones."""

import copy
import json
import operator
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

import resources
from app.domain import values
from app.domain.fields import FieldType, Scope
from app.domain.templates import FormInvalid, form_from_json, form_to_json

SHIPPED = ("jbi_scoping_generic", "peer_support_bpd", "sample_bpd")
SMALL: dict[str, Any] = {
    "id": "small",
    "sections": [
        {
            "key": "s",
            "fields": [
                {"key": "a", "type": "short_text"},
                {"key": "b", "type": "single_select", "options": ["X", "Y"]},
            ],
        }
    ],
}


def shipped(name: str) -> dict[str, Any]:
    """The document of a form that ships."""
    return dict(json.loads(resources.path(f"forms/{name}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_form_comes_back_as_the_same_document(name: str) -> None:
    assert form_to_json(form_from_json(shipped(name))) == shipped(name)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_form_asks_the_jbi_parts_in_order_and_locks_them(name: str) -> None:
    form = form_from_json(shipped(name))
    assert [(s.key, s.jbi) for s in form.sections if s.locked] == [
        ("review", "1"),
        ("criteria", "2"),
        ("source", "3"),
    ]


@pytest.mark.parametrize("name", SHIPPED)
def test_defaults_of_a_shipped_form_are_values_of_their_fields(name: str) -> None:
    fields = [f for s in form_from_json(shipped(name)).sections for f in s.fields if f.default]
    assert [f.field_id for f in fields if not values.is_valid(f, str(f.default))] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_roles_of_a_shipped_form_are_given_once(name: str) -> None:
    form = form_from_json(shipped(name))
    roles = [f.role for s in form.sections for f in s.fields if f.role]
    assert len(roles) == len(set(roles))


@pytest.mark.parametrize("name", SHIPPED[:2])
def test_preset_ships_with_all_its_fields(name: str, shared: Path) -> None:
    text = (shared / "presets" / f"{name}.json").read_text(encoding="utf-8")
    preset, form = form_from_json(json.loads(text)), form_from_json(shipped(name))
    assert [(f.field_id, f.label, f.type, f.options) for f in preset.study_fields] == [
        (f.field_id, f.label, f.type, f.options) for f in form.study_fields
    ]


def test_sample_form_takes_ten_minutes() -> None:
    form = form_from_json(shipped("sample_bpd"))
    single = [f for s in form.study_sections if not s.repeating for f in s.fields]
    assert (8 <= len(single) <= 14, [s.key for s in form.sections if s.repeating]) == (
        True,
        ["participants", "outcomes"],
    )


def test_short_document_is_completed() -> None:
    form = form_from_json(SMALL)
    section, field = form.sections[0], form.study_fields[0]
    assert (form.name, section.label, section.scope) == ("small", "s", Scope.STUDY)
    assert (field.field_id, field.label, field.type) == ("s.a", "a", FieldType.SHORT_TEXT)


def test_field_keeps_its_identity_when_it_moved() -> None:
    document = copy.deepcopy(SMALL)
    document["sections"][0]["fields"][0]["field_id"] = "old.a"
    form = form_from_json(document)
    assert form_from_json(form_to_json(form)).has("old.a")


def test_version_and_everything_else_comes_back() -> None:
    more = {"version_id": "v", "number": 3, "edition": "2024", "missing_codes": ["NR"]}
    form = form_from_json({**SMALL, **more})
    assert form_from_json(form_to_json(form)) == form


FIRST = ("sections", 0, "fields", 0)


@pytest.mark.parametrize(
    ("place", "value", "why"),
    [
        (("id",), "", "the form has no text under “id”"),
        (("sections",), {}, "the form has no list of sections"),
        (("sections",), [], "it asks nothing about a study"),
        (("sections", 0, "scope"), "team", "the section “s” has the unknown scope “team”"),
        (("sections", 0, "fields"), [1], "the section “s” has no list of fields"),
        (("sections", 0, "repeating"), "no", "neither true nor false under “repeating”"),
        ((*FIRST, "key"), "b", "two fields of the section “s” are called “b”"),
        ((*FIRST, "key"), 7, "a field of the section “s” has no text under “key”"),
        ((*FIRST, "field_id"), "s.b", "two fields are called “s.b”"),
        ((*FIRST, "type"), "colour", "the field “s.a” has the unknown type “colour”"),
        ((*FIRST, "type"), "multi_select", "offers a choice but lists no options"),
        ((*FIRST, "options"), ["X", ""], "something other than texts under “options”"),
        ((*FIRST, "options"), ["X", "X"], "two options of the field “s.a” are called “X”"),
        (("number",), -1, "the form has no whole number under “number”"),
    ],
)
def test_broken_form_is_refused_with_a_sentence(
    place: tuple[str | int, ...], value: object, why: str
) -> None:
    document: Any = copy.deepcopy(SMALL)
    reduce(operator.getitem, place[:-1], document)[place[-1]] = value
    with pytest.raises(FormInvalid) as refusal:
        form_from_json(document)
    assert why in refusal.value.message
