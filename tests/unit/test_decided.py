"""Decisions of several copies: whatever the order of merging, what nobody knew of stands."""

import random
from dataclasses import dataclass, field
from itertools import count

import pytest

from app.domain.answers import Answer, Status
from app.domain.consensus import Apart, Decision, Taken
from app.domain.decided import Said, knew, standing

PEOPLE = ("ana", "ben", "cleo")


@dataclass
class Copy:
    """A copy of the review: what it has of each copy's row, with the number of its writing."""

    name: str
    rows: dict[str, tuple[int, Said]] = field(default_factory=dict)

    def decide(self, number: int, value: str | None) -> None:
        said = [one for _, one in self.rows.values()]
        made = decided(value) if value is not None else None
        row = Said(f"m{number}", knew(said), made, self.name, f"{number:09}")
        self.rows[self.name] = (number, row)

    def take(self, other: "Copy") -> None:
        """Merge the rows of another copy: of each the later writing stays."""
        for origin, row in other.rows.items():
            self.rows[origin] = max(self.rows.get(origin, row), row, key=lambda one: one[0])

    @property
    def stands(self) -> Decision | Apart | None:
        return standing([one for _, one in self.rows.values()], self.name)


def decided(value: str, taken: str = Taken.TYPED) -> Decision:
    return Decision(taken, Answer(value, Status.FILLED))


def lives(seed: int) -> list[Copy]:
    """Let three copies decide and merge at random, then take everything from everybody."""
    chance, numbers = random.Random(seed), count(1)
    copies = [Copy(name) for name in PEOPLE]
    for _ in range(chance.randint(1, 30)):
        one, other = chance.sample(copies, 2)
        if chance.random() < 0.5:
            one.take(other)
        else:
            one.decide(next(numbers), chance.choice(("1", "2", "3", None)))
    pairs = [(one, other) for one in copies for other in copies if one is not other]
    for one, other in chance.sample(pairs, len(pairs)) + pairs:
        one.take(other)
    return copies


def values(found: Decision | Apart | None) -> list[object]:
    decisions = found.decisions if isinstance(found, Apart) else [found] if found else []
    return [one.answer.value for one in decisions]


@pytest.mark.parametrize("seed", range(40))
def test_all_copies_end_with_the_same_and_nothing_unknown_is_lost(seed: int) -> None:
    copies = lives(seed)
    rows = [said for _, said in copies[0].rows.values()]
    known = set().union(*(said.knew for said in rows)) if rows else set()
    unknown = {s.decision.answer.value for s in rows if s.decision and s.mark not in known}
    assert [set(values(copy.stands)) for copy in copies] == [unknown] * 3


def test_who_decides_over_both_settles_it_everywhere() -> None:
    ana, ben = Copy("ana"), Copy("ben")
    ana.decide(1, "1")
    ben.decide(2, "2")
    ana.take(ben)
    assert isinstance(ana.stands, Apart)
    ana.decide(3, "2")
    ben.take(ana)
    assert values(ben.stands) == values(ana.stands) == ["2"]


def test_both_settling_at_once_stand_apart_again() -> None:
    ana, ben = Copy("ana"), Copy("ben")
    ana.decide(1, "1")
    ben.decide(2, "2")
    ana.take(ben)
    ben.take(ana)
    ana.decide(3, "1")
    ben.decide(4, "2")
    ana.take(ben)
    assert values(ana.stands) == ["1", "2"]


def test_what_is_laid_bare_stands_again() -> None:
    ana, ben = Copy("ana"), Copy("ben")
    ana.decide(1, "1")
    ben.decide(2, "2")
    ana.take(ben)
    said = [one for _, one in ana.rows.values()]
    back = Said("m3", knew(said, ("m2",)), decided("1"), "ana", "3")
    ana.rows["ana"] = (3, back)
    assert sorted(map(str, values(ana.stands))) == ["1", "2"]


def test_a_study_that_one_closed_and_one_opened_again_is_open() -> None:
    closed = Said("a", frozenset(), Decision(Taken.COMPLETE), "ana", "1")
    opened = Said("b", frozenset(), Decision(Taken.REOPENED, reason="Erratum"), "ben", "2")
    found = standing([closed, opened], "ana")
    assert isinstance(found, Decision)
    assert found.taken == Taken.REOPENED
