"""What a form may demand: as a document, as mistakes, and of values."""

import copy
import operator
from functools import reduce
from typing import Any

import pytest

from app.domain.answers import Json, Status
from app.domain.conditions import circle
from app.domain.fields import Policy
from app.domain.form_problems import problems
from app.domain.rules import Comparison, Length, Pattern, Range, Rule, Sign, keeps
from app.domain.templates import FormInvalid, form_from_json, form_to_json
from tests.unit.form_samples import RICH, filled, record_of, rich_form


def test_everything_a_form_demands_comes_back() -> None:
    form = rich_form()
    assert form_from_json(form_to_json(form)) == form


def test_demands_are_read() -> None:
    form = rich_form()
    analysed, design = form.field("design.analysed"), form.field("design.design")
    assert analysed.rules == (Comparison(Sign.AT_MOST, "design.enrolled", "More than came."),)
    assert analysed.statuses == (Status.NOT_REPORTED, Status.COMPUTED)
    assert (design.policy, form.section("design").colour) == (Policy.DOUBLE, 3)


def test_rich_form_has_no_mistake() -> None:
    assert problems(rich_form()) == ()


def changed(place: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """RICH with another value at a place."""
    document: Any = copy.deepcopy(RICH)
    reduce(operator.getitem, place[:-1], document)[place[-1]] = value
    return dict(document)


DESIGN = ("sections", 1, "fields")


@pytest.mark.parametrize(
    ("place", "value", "why"),
    [
        ((*DESIGN, 0, "show_if"), {"field": "design.arms", "is": 2}, "in a circle"),
        ((*DESIGN, 1, "show_if"), {"field": "no.where", "is": 2}, "which is not in the form"),
        ((*DESIGN, 1, "show_if"), {"field": "design.design", "is": "X"}, "does not offer"),
        ((*DESIGN, 1, "show_if"), {"field": "review.reasons", "answered": True}, "the review"),
        ((*DESIGN, 1, "rules"), [{"range": ["9", "1"]}], "ends before it begins"),
        ((*DESIGN, 1, "rules"), [{"range": ["nine", None]}], "neither a number nor a day"),
        ((*DESIGN, 4, "rules"), [{"pattern": "("}], "not a pattern"),
        ((*DESIGN, 4, "rules"), [{"pattern": "(a+)+b"}], "not a pattern"),
        ((*DESIGN, 3, "rules"), [{"compare": "<", "with": "design.analysed"}], "with itself"),
        ((*DESIGN, 5, "points_to"), "review.nothing", "does not have"),
        ((*DESIGN, 6, "default"), "twelve", "default"),
        (("sections", 3, "fields", 1, "points_to"), "design", "not of a repeating group"),
        (("sections", 3, "nested_by"), "who", "not a field"),
        (("sections", 2, "row_label"), "who", "not a field"),
    ],
)
def test_mistake_is_named(place: tuple[str | int, ...], value: object, why: str) -> None:
    found = problems(form_from_json(changed(place, value)))
    assert [why in problem.sentence for problem in found] == [True]


@pytest.mark.parametrize(
    ("place", "value", "why"),
    [
        ((*DESIGN, 0, "show_if"), {"field": "design.arms"}, "does not say what it asks"),
        ((*DESIGN, 0, "show_if"), {"all": 3}, "no list of conditions"),
        ((*DESIGN, 1, "rules"), [{"range": ["1"]}], "no two ends"),
        ((*DESIGN, 1, "rules"), [{"colour": 1}], "no range, length, pattern"),
        ((*DESIGN, 1, "rules"), [{"compare": "~", "with": "a"}], "unknown sign"),
        ((*DESIGN, 0, "statuses"), ["lost"], "unknown status"),
        ((*DESIGN, 0, "policy"), "triple", "unknown policy"),
        (("sections", 1, "colour"), 7, "no colour"),
        (("kind",), "poem", "unknown kind"),
    ],
)
def test_unreadable_demand_is_refused(
    place: tuple[str | int, ...], value: object, why: str
) -> None:
    with pytest.raises(FormInvalid, match=why):
        form_from_json(changed(place, value))


@pytest.mark.parametrize(
    ("rule", "value", "other", "kept"),
    [
        (Range("1", "9"), 9, None, True),
        (Range("1", "9"), 10, None, False),
        (Range("0.5", None), "0.49", None, False),
        (Range(None, "12"), {"number": "12.5", "unit": "h"}, None, False),
        (Range("2019", "2020"), "2018-2020", None, False),
        (Range("2019", "2020"), "14 March 2020", None, True),
        (Range("2019", "2020"), "1 January 2021", None, False),
        (Range("1", "2"), "some words", None, True),
        (Length(0, 5), "sixsix", None, False),
        (Length(2, None), ["SE"], None, False),
        (Pattern(r"NCT\d{8}"), "NCT0123", None, False),
        (Pattern("("), "anything", None, True),
        (Comparison(Sign.AT_MOST, "x"), 41, 40, False),
        (Comparison(Sign.AT_MOST, "x"), 41, None, True),
        (Comparison(Sign.LESS, "x"), "March 2019", "4 March 2019", True),
        (Comparison(Sign.NOT_EQUAL, "x"), "a", "a", False),
    ],
)
def test_rule_of_a_value(rule: Rule, value: Json, other: Json, kept: bool) -> None:
    assert keeps(rule, value, other) is kept


def test_field_is_hidden_until_its_condition_holds() -> None:
    hidden = record_of(rich_form(), {"design.arms": filled(3)})
    shown = record_of(rich_form(), {"design.design": filled("Trial"), "design.arms": filled(3)})
    names = [{cell.field_id for cell in record.cells()} for record in (hidden, shown)]
    assert ["design.arms" in found for found in names] == [False, True]


def test_hidden_answer_does_not_decide_about_others() -> None:
    answers = {"design.arms": filled(3), "design.enrolled": filled(40)}
    record = record_of(rich_form(), answers)
    assert "design.registration" not in {cell.field_id for cell in record.cells()}


def test_hidden_answer_is_kept_and_not_counted() -> None:
    record = record_of(rich_form(), {"design.arms": filled(3)})
    cell = next(cell for cell in record.hidden if cell.field_id == "design.arms")
    assert (record.answer(cell).value, record.progress().answered) == (3, 0)


def test_row_is_asked_by_the_row_it_stands_under() -> None:
    answers = {
        "groups.name@a": filled("Small"), "groups.n@a": filled(12),
        "groups.name@b": filled("Large"), "groups.n@b": filled(90),
        "outcomes.arm@o": filled("a"), "outcomes.arm@p": filled("b"),
    }  # fmt: skip
    rows = [("groups", "a"), ("groups", "b"), ("outcomes", "o"), ("outcomes", "p")]
    record = record_of(rich_form(), answers, rows)
    assert [c.row_id for c in record.cells() if c.field_id == "outcomes.percent"] == ["p"]


def test_section_is_hidden_with_all_its_fields() -> None:
    record = record_of(rich_form(), {}, [("groups", "a"), ("outcomes", "o")])
    assert record.cells_of(record.form.section("outcomes")) == ()


def test_condition_on_a_mark() -> None:
    document = changed((*DESIGN, 1, "show_if"), {"field": "design.enrolled", "marked": "unclear"})
    answers = {"design.enrolled": filled(None, Status.UNCLEAR)}
    record = record_of(form_from_json(document), answers)
    assert "design.arms" in {cell.field_id for cell in record.cells()}


def test_circle_is_found_wherever_it_begins() -> None:
    assert circle({"a": ["b"], "b": ["c"], "c": ["b"], "d": []}) == ("b", "c", "b")
    assert circle({"a": ["b", "c"], "b": ["c"], "c": []}) == ()


def test_circular_form_still_shows_every_field_it_can() -> None:
    document = changed((*DESIGN, 0, "show_if"), {"field": "design.arms", "is": 2})
    record = record_of(form_from_json(document), {"design.arms": filled(2)})
    assert len(record.cells()) + len(record.hidden) == 8
