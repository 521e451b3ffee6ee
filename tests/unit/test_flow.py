"""The numbers of the flow diagram: the eight rules, and numbers typed instead of counted ones."""

from dataclasses import replace

import pytest

from app.domain.flow import (
    Flow,
    Override,
    Unit,
    overridden,
    overrides_from_json,
    overrides_to_json,
    warnings,
)

FLOW = Flow(
    databases=(("MEDLINE", 700), ("CINAHL", 300)),
    registers=(("CENTRAL", 50),),
    duplicates=200,
    automation=10,
    removed_other=40,
    screened=800,
    excluded=700,
    excluded_automation=100,
    sought=100,
    not_retrieved=5,
    assessed=95,
    ineligible=60,
    reasons=(("Wrong concept", 40), ("Language", 20)),
    others=(("Websites", 12), ("Citation searching", 8)),
    other_removed=2,
    other_sought=18,
    other_not_retrieved=3,
    other_assessed=15,
    other_ineligible=5,
    other_reasons=(("Wrong context", 5),),
    previous_studies=3,
    previous_reports=4,
    studies=40,
    reports=49,
    charted=40,
)
HEDCO = Flow(
    databases=(("All sources", 4513),),
    screened=4513,
    excluded=3961,
    sought=552,
    not_retrieved=19,
    assessed=533,
    ineligible=375,
    reasons=(("Design", 188), ("Concept", 159), ("US", 16), ("K-12", 9), ("English", 3)),
    studies=133,
    reports=158,
    charted=133,
)


def test_numbers_that_add_up_warn_of_nothing() -> None:
    assert warnings(FLOW) == ()
    assert warnings(HEDCO) == ()


@pytest.mark.parametrize(
    ("rule", "changed"),
    [
        (1, {"removed_other": 41}),
        (2, {"sought": 101, "not_retrieved": 6}),
        (3, {"assessed": 96, "reports": 50}),
        (3, {"other_removed": 1}),
        (3, {"other_not_retrieved": 2}),
        (4, {"reasons": (("Language", 59),)}),
        (4, {"other_reasons": ()}),
        (5, {"reports": 48}),
        (6, {"studies": 50, "charted": 50}),
        (6, {"studies": 0, "charted": 0}),
        (7, {"charted": 39}),
        (7, {"unit": Unit.REPORT}),
        (8, {"excluded_automation": 701}),
        (8, {"previous_studies": -1}),
        (8, {"databases": (("MEDLINE", 1001), ("CINAHL", -1))}),
    ],
)
def test_every_rule_is_watched_alone(rule: int, changed: dict[str, object]) -> None:
    found = warnings(replace(FLOW, **changed))  # type: ignore[arg-type]
    assert [warned.rule for warned in found] == [rule]


def test_warning_names_both_numbers() -> None:
    [warned] = warnings(replace(FLOW, charted=39))
    assert ("39" in warned.sentence, "40" in warned.sentence) == (True, True)
    assert warned.about == ("charted", "studies")


def test_typed_numbers_stand_instead_of_counted_ones() -> None:
    typed = {
        "screened": Override(801, "one record was found by hand"),
        "databases": Override((("Scopus", 7),), "searched before"),
        "reasons": Override(5, "no list"),
        "unknown": Override(1, ""),
    }
    assert overridden(FLOW, typed) == replace(FLOW, screened=801, databases=(("Scopus", 7),))


def test_typed_numbers_are_kept_as_json() -> None:
    typed = {"screened": Override(801, "why"), "databases": Override((("Scopus", 7),), "")}
    assert overrides_from_json(overrides_to_json(typed)) == typed


@pytest.mark.parametrize(
    "damaged", [None, 3, {"a": 1}, {"a": {"value": "x"}}, {"a": {"value": [3]}}]
)
def test_typed_numbers_that_do_not_read_are_left_out(damaged: object) -> None:
    kept = overrides_from_json(damaged)
    assert overridden(FLOW, kept) == FLOW


def test_studies_with_several_reports_need_more_reports_than_studies() -> None:
    flow = replace(FLOW, with_several=FLOW.reports - FLOW.studies + 1)
    assert [warned.rule for warned in warnings(flow)] == [6]
