"""Sealing and assigning from the command line."""

import json
from pathlib import Path

import pytest

from app.bootstrap import open_review
from app.cli.main import main
from tests.services.reviews import FIELD, add_study, fill

ANA, BEN = "Ana Ortiz", "Ben Kim"


@pytest.fixture
def study(folder: Path) -> str:
    """The label of a study that Ana has begun."""
    with open_review(folder) as review:
        record = review.records.record(add_study(review))
        review.extraction.apply(fill(record))
    return record.study.label


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    assert main(["--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_study_is_completed_sealed_and_unsealed(
    folder: Path, study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    who = ("--reviewer", ANA)
    assert told(capsys, "seal", str(folder), study, "--complete", *who) == {"sealed": [study]}
    (listed,) = told(capsys, "info", str(folder))["studies"]
    assert (listed["sealed"], listed["status"]) == (True, "complete")
    broken = told(capsys, "seal", str(folder), study, "--break", "wrong arm", *who)
    assert broken == {"unsealed": [study]}


def test_open_work_is_refused_in_a_sentence(
    folder: Path, study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["seal", str(folder), study, "--reviewer", ANA]) == 2
    assert "Mark it complete first" in capsys.readouterr().err


def test_studies_are_given_to_two_and_listed(
    folder: Path, study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    document = told(capsys, "assign", str(folder), "--way", "both", "--to", ANA, "BK")
    assert document["studies"][0]["roles"] == {ANA: "first", BEN: "second"}
    assert told(capsys, "assign", str(folder)) == document
    assert told(capsys, "info", str(folder))["reviewers"][1]["given"] == 1


def test_a_share_is_audited_and_a_third_settles_what_others_chart(
    folder: Path, study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "assign", str(folder), "--way", "check", "--to", ANA, BEN)
    refused = main(["assign", str(folder), "--way", "pair", "--to", ANA, BEN])
    assert (refused, "charted before" in capsys.readouterr().err) == (2, True)
    audit = ("assign", str(folder), "--way", "audit", "--share", "50", "--seed", "7", "--to")
    assert told(capsys, *audit, ANA, BEN)["reviewers"][1]["given"] == 1
    third = told(capsys, "assign", str(folder), "--way", "third", "--to", BEN)
    assert "third" not in third["studies"][0]["roles"].values()


def test_a_colleagues_work_is_looked_at_for_a_reason(
    folder: Path, study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    look = ("compare", str(folder), "look", study, "--as", BEN)
    assert main(list(look)) == 2
    assert "stay hidden" in capsys.readouterr().err
    (ana,) = told(capsys, *look, "--because", "a deadline")["colleagues"]
    assert [(ana["reviewer"], one["text"]) for one in ana["answers"]] == [(ANA, "Sweden")]
    (said,) = told(capsys, "compare", str(folder), "blinding")["told"]
    assert said == f"{BEN} opened colleagues' work on {study} before sealing their own work: " + (
        "a deadline"
    )


def test_blinding_is_turned_off_for_a_reason_and_on_again(
    folder: Path, study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("compare", str(folder), "blinding")
    off = told(capsys, *command, "--off", "training")
    assert (off["blinding"], off["reason"], off["not_blind"]) == (False, "training", [study])
    assert told(capsys, *command, "--on")["blinding"]
    assert main([*command, "--on"]) == 2


def test_a_share_of_what_was_sealed_is_drawn_to_be_charted_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assign", str(folder), "--way", "again"]) == 2
    assert "no study to chart again" in capsys.readouterr().err


def test_one_study_is_given_by_hand_and_the_others_stay(
    folder: Path, study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_review(folder) as review:
        add_study(review, "Berg 2021")
    told(capsys, "assign", str(folder), "--way", "both", "--to", ANA, BEN)
    by_hand = ("assign", str(folder), study, "--role")
    given = told(capsys, *by_hand, "checker", "--to", BEN)["studies"]
    assert [one["roles"][BEN] for one in given] == ["checker", "second"]
    left = told(capsys, *by_hand, "none", "--to", ANA)["studies"]
    assert [list(one["roles"]) for one in left] == [[BEN], [ANA, BEN]]
    assert main([*by_hand, "first", "--to", ANA, BEN]) == 2


def test_pairs_are_made_by_who_has_charted_before(
    folder: Path, study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    able = told(capsys, "assign", str(folder), "--experienced", ANA)["reviewers"]
    assert [person["experienced"] for person in able] == [True, False]
    (paired,) = told(capsys, "assign", str(folder), "--way", "pair", "--to", ANA, BEN)["studies"]
    assert paired["roles"] == {BEN: "first", ANA: "second"}


def test_a_field_is_charted_by_two_where_the_review_has_others_checked(
    folder: Path, study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, "assign", str(folder), "--policy", "verify")["policy"] == "verify"
    policy = ("form", str(folder), "policy")
    told(capsys, *policy, FIELD, "--set", "double")
    listed = told(capsys, *policy, FIELD, "design.aims")["fields"]
    assert [(one["policy"], one["own"]) for one in listed] == [("double", True), ("verify", False)]
    told(capsys, "form", str(folder), "publish", "--reason", "two chart the country")
    told(capsys, "assign", str(folder), "--role", "second", "--to", BEN)
    told(capsys, "assign", str(folder), "--role", "first", "--to", ANA)
    (asked,) = told(capsys, "info", str(folder), "--as", BEN)["studies"]
    assert (asked["roles"], asked["asked"]) == (["second"], 1)
