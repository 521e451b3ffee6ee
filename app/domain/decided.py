"""What several laptops decided for one line: one decision stands, or some stand apart.

Each copy of a review writes its own decision of a line and notes which ones it was made over. A
decision that nobody noted stands; two that do not know each other stand side by side, whatever
the order in which packets were merged (a multi-value register with version vectors; Preguiça
and others 2010, "Dotted version vectors").
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.consensus import Apart, Decision, Taken


@dataclass(frozen=True, slots=True)
class Said:
    """What one copy of the review last decided for a line; without a decision it was opened again.

    `mark` names this writing, `knew` are the marks of the earlier ones that it was made over,
    `origin` is the copy, `at` the time of its clock.
    """

    mark: str
    knew: frozenset[str]
    decision: Decision | None
    origin: str
    at: str


def standing(said: Sequence[Said], own: str) -> Decision | Apart | None:
    """Return what stands of a line; None: it is open. `own` is the copy that asks.

    Decisions that come to the same are one.
    """
    if len(said) == 1:
        return said[0].decision
    known = frozenset(mark for one in said for mark in one.knew)
    latest = [one for one in said if one.mark not in known and one.decision is not None]
    if not latest:
        return None
    latest.sort(key=lambda one: (one.at, one.mark))
    different: list[Said] = []
    for one in latest:
        if not any(_come_to_the_same(one.decision, other.decision) for other in different):
            different.append(one)
    if len(different) == 1:
        return latest[-1].decision
    return _apart(different, latest, own)


def knew(said: Sequence[Said], bared: Sequence[str] = ()) -> frozenset[str]:
    """Return what a new decision is made over: all that is there, but for what is laid bare."""
    marks = {one.mark for one in said}
    return frozenset(marks.union(*(one.knew for one in said)) - set(bared))


def _apart(different: Sequence[Said], latest: Sequence[Said], own: str) -> Decision | Apart | None:
    decisions = tuple(one.decision for one in different if one.decision is not None)
    reopened = next((one for one in decisions if one.taken == Taken.REOPENED), None)
    if reopened is not None:  # one closed the study, the other opened it: it is open
        return reopened
    mine = next((one.decision for one in latest if one.origin == own), None)
    others = frozenset(one.mark for one in latest if one.origin != own)
    return Apart(decisions, others, mine)


def _come_to_the_same(one: Decision | None, other: Decision | None) -> bool:
    if one is None or other is None:
        return one is other
    return _result(one) == _result(other)


def _result(one: Decision) -> tuple[object, ...]:
    word = one.taken if one.taken in (Taken.DEFERRED, Taken.COMPLETE, Taken.REOPENED) else ""
    return word, one.answer.value, one.answer.status
