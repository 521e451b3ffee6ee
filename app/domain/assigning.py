"""Who does what for which study: assignments as values, and the usual ways to deal them out."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from app.domain.blinding import CHARTING, Role
from app.domain.fields import Form, Policy

POLICY_SETTING = "extraction.policy"
"""Key of the review's setting: the policy of fields that have none of their own."""
EXPERIENCE_SETTING = "extraction.experienced"
"""Key of the review's setting: ids of the reviewers who have charted before."""


@dataclass(frozen=True, slots=True, order=True)
class Assignment:
    """A study given to somebody; `is_audited`: drawn to be charted a second time as a whole."""

    study_id: str
    reviewer_id: str
    role: Role
    is_audited: bool = False


Plan = frozenset[Assignment]


def both(studies: Iterable[str], first: str, second: str) -> Plan:
    """Give each study to the same two people."""
    return frozenset(
        Assignment(study, person, role)
        for study in studies
        for person, role in ((first, Role.FIRST), (second, Role.SECOND))
    )


def checked(studies: Iterable[str], first: str, checker: str) -> Plan:
    """Let one person chart each study and another check it."""
    return frozenset(
        Assignment(study, person, role)
        for study in studies
        for person, role in ((first, Role.FIRST), (checker, Role.CHECKER))
    )


def split(studies: Sequence[str], people: Sequence[str], overlap: int, seed: int) -> Plan:
    """Share the studies out evenly, and give `overlap` per cent of them to a second person.

    Which study goes to whom is drawn; the same seed draws the same. At least one study overlaps
    when `overlap` is above 0.
    """
    drawn = list(studies)
    random.Random(seed).shuffle(drawn)  # noqa: S311 - a draw of studies, no secret
    shared = set(drawn[: ceil(len(drawn) * overlap / 100)]) if len(people) > 1 else set()
    plan = set()
    for place, study in enumerate(drawn):
        plan.add(Assignment(study, people[place % len(people)], Role.FIRST))
        if study in shared:
            other = people[(place + 1) % len(people)]
            plan.add(Assignment(study, other, Role.SECOND, is_audited=True))
    return frozenset(plan)


def paired(
    studies: Sequence[str], experienced: Sequence[str], others: Sequence[str], seed: int
) -> Plan:
    """Give each study to one of the experienced and one of the others, the load even.

    The less experienced one charts first. Who meets whom is drawn, so that pairs vary.
    """
    chance = random.Random(seed)  # noqa: S311 - a draw of studies, no secret
    load: Counter[str] = Counter()
    plan = set()
    for study in studies:
        chosen = [_least(load, group, chance) for group in (others, experienced)]
        for person, role in zip(chosen, (Role.FIRST, Role.SECOND), strict=True):
            load[person] += 1
            plan.add(Assignment(study, person, role))
    return frozenset(plan)


def piloted(studies: Iterable[str], people: Sequence[str]) -> Plan:
    """Give the studies of a pilot to everybody."""
    return frozenset(
        Assignment(study, person, Role.SECOND if place else Role.FIRST)
        for study in studies
        for place, person in enumerate(people)
    )


def audited(plan: Plan, people: Sequence[str], share: int, seed: int) -> Plan:
    """Draw `share` per cent of the studies that one person charts for a second one.

    The second is whoever has the fewest studies and does not chart this one.
    """
    charting = {a.study_id: a.reviewer_id for a in sorted(plan) if a.role is Role.FIRST}
    several = Counter(a.study_id for a in plan if a.role in CHARTING)
    single = sorted(study for study in charting if several[study] == 1)
    chance = random.Random(seed)  # noqa: S311 - a draw of studies, no secret
    chance.shuffle(single)
    load = Counter(a.reviewer_id for a in plan if a.role in CHARTING)
    drawn = set()
    for study in single[: ceil(len(single) * share / 100)]:
        free = [person for person in people if person != charting[study]]
        if free:
            person = _least(load, free, chance)
            load[person] += 1
            drawn.add(Assignment(study, person, Role.SECOND, is_audited=True))
    return plan | drawn


def again(studies: Sequence[str], person: str, count: int, seed: int) -> Plan:
    """Draw `count` studies that `person`, who stands for somebody's second look, charts anew."""
    drawn = sorted(studies)
    random.Random(seed).shuffle(drawn)  # noqa: S311 - a draw of studies, no secret
    return frozenset(Assignment(study, person, Role.AGAIN) for study in drawn[:count])


def settled(plan: Plan, studies: Iterable[str], person: str) -> Plan:
    """Let somebody settle what two can't, instead of who did; not where they chart themselves."""
    charted = {a.study_id for a in plan if a.reviewer_id == person and a.role in CHARTING}
    kept = frozenset(a for a in plan if a.role is not Role.THIRD or a.study_id in charted)
    return kept | {Assignment(s, person, Role.THIRD) for s in studies if s not in charted}


def spared(
    form: Form, policy: Policy, roles: Iterable[Role], *, is_audited: bool
) -> frozenset[str]:
    """Return the fields that somebody is not asked although the form asks them.

    Whoever charts second is asked the fields of independent double charting, or all of them
    when the study was drawn for audit; a second look is asked all. Who only checks or settles
    charts nothing.
    """
    held = frozenset(roles)
    if not held or held & {Role.FIRST, Role.AGAIN} or (Role.SECOND in held and is_audited):
        return frozenset()
    if Role.SECOND in held:
        return frozenset(
            field.field_id
            for field in form.study_fields
            if (field.policy or policy) is not Policy.DOUBLE
        )
    return frozenset(field.field_id for field in form.study_fields)


def policy_of(settings: Mapping[str, object]) -> Policy:
    """Return the review's policy for fields that have none of their own; two people, if unsaid."""
    said = settings.get(POLICY_SETTING)
    known = {policy.value: policy for policy in Policy}
    return known.get(said, Policy.DOUBLE) if isinstance(said, str) else Policy.DOUBLE


def _least(load: Counter[str], people: Sequence[str], chance: random.Random) -> str:
    fewest = min(load[person] for person in people)
    return chance.choice([person for person in people if load[person] == fewest])
