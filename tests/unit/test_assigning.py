"""Dealing studies out: evenly, in pairs, with an overlap that is drawn."""

from collections import Counter

import pytest

from app.domain.assigning import (
    Assignment,
    Plan,
    audited,
    both,
    checked,
    paired,
    piloted,
    settled,
    split,
)
from app.domain.assignment_edits import Duty, assigned
from app.domain.blinding import Role

STUDIES = tuple(f"s{number:02}" for number in range(40))
ANA, BEN, CLEO, DAN = "ana", "ben", "cleo", "dan"


def of(plan: Plan, role: Role) -> Counter[str]:
    return Counter(one.reviewer_id for one in plan if one.role is role)


def people_of(plan: Plan, study: str) -> set[str]:
    return {one.reviewer_id for one in plan if one.study_id == study}


def test_every_study_goes_to_both() -> None:
    plan = both(STUDIES, ANA, BEN)
    assert (of(plan, Role.FIRST), of(plan, Role.SECOND)) == ({ANA: 40}, {BEN: 40})


def test_one_charts_and_one_checks() -> None:
    plan = checked(STUDIES, ANA, BEN)
    assert (of(plan, Role.FIRST), of(plan, Role.CHECKER)) == ({ANA: 40}, {BEN: 40})


def test_a_split_is_even_and_overlaps_as_much_as_asked() -> None:
    plan = split(STUDIES, (ANA, BEN), 10, seed=1)
    assert of(plan, Role.FIRST) == {ANA: 20, BEN: 20}
    shared = [one for one in plan if one.role is Role.SECOND]
    assert len(shared) == 4
    assert all(one.is_audited for one in shared)
    assert all(people_of(plan, one.study_id) == {ANA, BEN} for one in shared)


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    assert split(STUDIES, (ANA, BEN), 10, 1) == split(STUDIES, (ANA, BEN), 10, 1)
    assert split(STUDIES, (ANA, BEN), 10, 1) != split(STUDIES, (ANA, BEN), 10, 2)


def test_pairs_join_experience_with_none_and_share_the_load() -> None:
    plan = paired(STUDIES, (ANA, BEN), (CLEO, DAN), seed=3)
    assert of(plan, Role.FIRST) == {CLEO: 20, DAN: 20}
    assert of(plan, Role.SECOND) == {ANA: 20, BEN: 20}
    assert len({frozenset(people_of(plan, study)) for study in STUDIES}) == 4


def test_who_charts_a_study_does_not_settle_it() -> None:
    plan = settled(both(STUDIES[:2], ANA, BEN) | both(STUDIES[2:4], BEN, CLEO), STUDIES[:4], ANA)
    assert {one.study_id for one in plan if one.role is Role.THIRD} == set(STUDIES[2:4])
    assert of(settled(plan, STUDIES[:4], DAN), Role.THIRD) == {DAN: 4}


def test_a_pilot_goes_to_everybody() -> None:
    plan = piloted(STUDIES[:2], (ANA, BEN, CLEO))
    assert people_of(plan, "s00") == {ANA, BEN, CLEO}


def test_an_audit_draws_a_share_of_what_one_person_charts() -> None:
    plan = audited(
        both(STUDIES[:20], ANA, BEN) | checked(STUDIES[20:], ANA, BEN), (ANA, BEN), 25, 7
    )
    drawn = {one for one in plan if one.is_audited}
    assert {(one.reviewer_id, one.role) for one in drawn} == {(BEN, Role.SECOND)}
    assert len(drawn) == 5
    assert {one.study_id for one in drawn} <= set(STUDIES[20:])


def test_an_audit_leaves_out_what_two_chart_as_first() -> None:
    plan = frozenset({Assignment("s", ANA, Role.FIRST), Assignment("s", BEN, Role.FIRST)})
    assert audited(plan, (ANA, BEN), 100, 7) == plan


@pytest.mark.parametrize("share", [0, 100])
def test_an_audit_can_be_of_none_or_of_all(share: int) -> None:
    plan = audited(checked(STUDIES, ANA, BEN), (ANA, BEN), share, 7)
    assert sum(one.is_audited for one in plan) == share * 40 // 100


def test_edits_lead_from_one_plan_to_another_and_back() -> None:
    before = frozenset({Assignment("s", ANA, Role.FIRST), Assignment("s", BEN, Role.SECOND)})
    after = frozenset({Assignment("s", ANA, Role.FIRST), Assignment("s", BEN, Role.SECOND, True)})
    (edit,) = assigned(before, after)
    assert (edit.before, edit.after) == (Duty.GIVEN, Duty.AUDITED)
    assert assigned(after, before) == (edit.inverse(),)
