"""What differs between two forms, and what each difference asks."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.fields import Form
from app.domain.form_changes import (
    Affects,
    ChangeKind,
    Decision,
    asking,
    changes,
    default_resolution,
)
from app.domain.templates import form_from_json, form_to_json
from app.services.forms import TEMPLATES, template


def field(key: str, kind: str = "short_text", **more: object) -> dict[str, Any]:
    return {"key": key, "label": key.capitalize(), "type": kind, **more}


def form(*fields: dict[str, Any], **section: object) -> Form:
    made = {"key": "s", "label": "Section", "fields": list(fields), **section}
    return form_from_json({"id": "f", "name": "Form", "sections": [made]})


def kinds(old: Form, new: Form) -> list[ChangeKind]:
    return [change.kind for change in changes(old, new)]


def test_form_does_not_differ_from_itself() -> None:
    known = template("peer-support-bpd")
    assert changes(known, form_from_json(form_to_json(known))) == ()


def test_new_field_asks_about_the_studies_that_were_begun() -> None:
    (change,) = changes(form(field("a")), form(field("a"), field("b")))
    assert (change.kind, change.subject, change.affects) == (
        ChangeKind.FIELD_ADDED,
        "s.b",
        Affects.EMPTY,
    )
    assert change.choices == (Decision.REVISIT, Decision.LEAVE, Decision.NOT_REPORTED)


def test_removed_field_asks_nothing_and_names_its_section() -> None:
    (change,) = changes(form(field("a"), field("b")), form(field("a")))
    assert (change.kind, change.section, change.choices) == (
        ChangeKind.FIELD_REMOVED,
        "Section",
        (),
    )


def test_removed_option_offers_a_merge_into_the_one_in_its_place() -> None:
    old = form(field("a", "single_select", options=["RCT", "Cohort"]))
    new = form(field("a", "single_select", options=["Randomised trial", "Cohort"]))
    gone, come = changes(old, new)
    assert (gone.option, gone.suggested, gone.choices[0]) == (
        "RCT",
        "Randomised trial",
        Decision.MERGE,
    )
    assert default_resolution(gone).target == "Randomised trial"
    assert (come.kind, come.choices[0]) == (ChangeKind.OPTION_ADDED, Decision.LEAVE)


def test_option_that_nothing_replaces_is_looked_at_again() -> None:
    old = form(field("a", "multi_select", options=["One", "Two"]))
    (gone,) = changes(old, form(field("a", "multi_select", options=["One"])))
    assert (gone.affects, gone.choices[0]) == (Affects.OPTION, Decision.REVISIT)


def test_change_of_type_looks_at_every_answer_again() -> None:
    (change,) = changes(form(field("a")), form(field("a", "integer")))
    assert (change.before, change.after) == ("short_text", "integer")
    assert (change.affects, change.choices[0]) == (Affects.ANSWERED, Decision.REVISIT)


def test_demands_on_a_field_ask_about_the_cells_that_fall_short() -> None:
    new = form(field("a", required=True, evidence_required=True))
    found = {change.kind: change.affects for change in changes(form(field("a")), new)}
    assert found == {ChangeKind.REQUIRED: Affects.EMPTY, ChangeKind.EVIDENCE: Affects.UNQUOTED}


def test_demand_that_is_dropped_asks_nothing() -> None:
    old = form(field("a", required=True))
    assert asking(changes(old, form(field("a")))) == ()


def test_rule_and_condition_are_one_change() -> None:
    new = form(
        field("a"), field("b", rules=[{"length": [1, 5]}], show_if={"field": "s.a", "is": "x"})
    )
    (change,) = changes(form(field("a"), field("b")), new)
    assert change.kind is ChangeKind.RULE
    assert "show if" in change.after


def test_order_alone_is_a_change_that_asks_nothing() -> None:
    found = changes(form(field("a"), field("b")), form(field("b"), field("a")))
    assert [(change.kind, change.choices) for change in found] == [(ChangeKind.ORDER, ())]


def test_questions_about_the_review_touch_no_study() -> None:
    old = form(field("a"), scope="source")
    sections = form_to_json(old)["sections"]
    about = {"key": "r", "label": "Review", "scope": "project", "fields": [field("t")]}
    new = form_from_json({"id": "f", "name": "Form", "sections": [*sections, about]})
    assert asking(changes(old, new)) == ()


def test_labels_and_sections_are_told() -> None:
    new = form(field("a"), label="Participants", help="Who")
    assert kinds(form(field("a")), new) == [ChangeKind.SECTION]


@given(st.sampled_from(sorted(TEMPLATES)), st.sampled_from(sorted(TEMPLATES)))
def test_every_change_has_a_name_of_its_own(one: str, other: str) -> None:
    found = [change.key for change in changes(template(one), template(other))]
    assert len(found) == len(set(found))


def test_difference_of_conditions_and_rules_is_in_words() -> None:
    asked = {"any": [{"field": "s.a", "is": "x"}, {"field": "s.a", "unanswered": True}]}
    old = form(field("a"), field("n", "integer", rules=[{"range": ["0", None]}]))
    new = form(field("a"), field("n", "integer", show_if=asked))
    (change,) = changes(old, new)
    assert change.before == "rules: at least 0; show if: –"
    assert change.after == "rules: –; show if: “A” is x or “A” is not answered"
