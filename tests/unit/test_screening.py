"""What reviewers decide on a record, what each may see, and what it comes to."""

import pytest

from app.domain.screening import (
    DEFAULT_REASONS,
    NO_DECISION,
    Decision,
    Outcome,
    Stage,
    Verdict,
    Votes,
    problem_of,
    ranked,
)

YES = Decision(Verdict.INCLUDE)
NO = Decision(Verdict.EXCLUDE, "concept")
OTHER_NO = Decision(Verdict.EXCLUDE, "context")
MAYBE = Decision(Verdict.UNSURE)


def votes(*decisions: Decision, final: Decision = NO_DECISION, stage: Stage = Stage.FULL) -> Votes:
    return Votes(stage, dict(zip("abc", decisions, strict=False)), final)


@pytest.mark.parametrize(
    ("decided", "needed", "outcome"),
    [
        (votes(), 1, Outcome.OPEN),
        (votes(YES), 1, Outcome.INCLUDED),
        (votes(YES), 2, Outcome.OPEN),
        (votes(YES, NO_DECISION), 2, Outcome.OPEN),
        (votes(YES, YES), 2, Outcome.INCLUDED),
        (votes(YES, NO), 2, Outcome.CONFLICT),
        (votes(YES, MAYBE), 2, Outcome.CONFLICT),
        (votes(MAYBE, MAYBE), 2, Outcome.UNSURE),
        (votes(NO, NO), 2, Outcome.EXCLUDED),
        (votes(NO, OTHER_NO), 2, Outcome.REASONS_DIFFER),
        (votes(NO, OTHER_NO, stage=Stage.TITLE), 2, Outcome.EXCLUDED),
        (votes(NO, OTHER_NO, final=NO), 2, Outcome.EXCLUDED),
        (votes(NO, final=YES), 2, Outcome.INCLUDED),
    ],
)
def test_decisions_come_to_an_outcome(decided: Votes, needed: int, outcome: Outcome) -> None:
    assert decided.outcome(needed) is outcome


def test_nothing_of_a_colleague_shows_before_both_have_decided() -> None:
    assert votes(YES).shown_to("b", 2) == Votes(Stage.FULL)
    assert votes(YES, NO_DECISION).shown_to("b", 2).made == {}


def test_decisions_show_to_all_once_both_are_there() -> None:
    assert votes(YES, NO).shown_to("c", 2).made == {"a": YES, "b": NO}


def test_own_decision_stays_once_the_other_was_seen() -> None:
    assert votes(YES).may_change("a", 2)
    assert votes(YES).may_change("b", 2)
    assert not votes(YES, NO).may_change("a", 2)
    assert not votes(YES, NO).may_change("c", 2)
    assert not votes(YES, final=NO).may_change("a", 2)


def test_single_reviewer_may_always_think_again() -> None:
    assert votes(YES).may_change("a", 1)


def test_agreed_reason_is_the_one_both_gave_or_the_settled_one() -> None:
    assert votes(NO, NO).reason(2) == "concept"
    assert votes(NO, OTHER_NO).reason(2) is None
    assert votes(NO, OTHER_NO, final=OTHER_NO).reason(2) == "context"
    assert votes(NO, NO, final=YES).reason(2) is None


def test_first_reason_of_the_list_is_the_primary_one() -> None:
    assert ranked(["language", "concept", "gone"], DEFAULT_REASONS) == ("concept", "language")


@pytest.mark.parametrize(
    ("decision", "stage", "is_fine"),
    [
        (Decision(Verdict.EXCLUDE), Stage.FULL, False),
        (Decision(Verdict.EXCLUDE), Stage.TITLE, True),
        (Decision(Verdict.EXCLUDE, "gone"), Stage.TITLE, False),
        (Decision(Verdict.EXCLUDE, "concept", ("concept",)), Stage.FULL, False),
        (Decision(Verdict.INCLUDE), Stage.FULL, True),
        (NO, Stage.FULL, True),
    ],
)
def test_full_text_is_excluded_for_one_known_reason(
    decision: Decision, stage: Stage, is_fine: bool
) -> None:
    assert (problem_of(decision, stage, DEFAULT_REASONS) == "") is is_fine
