"""Three laptops that edit and exchange at random end up the same, and nothing is lost."""

import os
import random
from pathlib import Path

import pytest

from app.domain.ids import new_id
from app.jobs import JobContext
from db.engine import open_engine, writing
from db.models import ReviewerRow
from tests.services.laptops import Laptop, exchange, laptops, random_edit, state
from tests.services.lives import Size, lived

SEEDS = int(os.environ.get("CHARTDESK_SEEDS", "4"))
"""How many random lives of three laptops are lived."""
STEPS = int(os.environ.get("CHARTDESK_STEPS", "120"))
"""How many edits a life has. Before a release 500 of 2,000: tests.bench.bench_lives."""


@pytest.fixture
def shared(folder: Path) -> Path:
    """A review of three people, closed."""
    engine = open_engine(folder / "review.sqlite")
    with writing(engine) as session:
        session.add(ReviewerRow(id=new_id(), name="Cleo Diaz", initials="CD", colour=2))
    engine.dispose()
    return folder


@pytest.mark.skipif(not hasattr(os, "fork"), reason="killed merges are forked")
@pytest.mark.parametrize("seed", range(SEEDS))
def test_laptops_end_identical_and_lose_nothing_when_merges_are_killed(
    shared: Path, tmp_path: Path, seed: int
) -> None:
    outcome = lived(seed, shared, tmp_path, Size(STEPS, merging=0.04, killed=0.5))
    assert (outcome.apart, outcome.lost) == ([], [])
    assert outcome.life.edits >= STEPS


def live(chance: random.Random, desks: list[Laptop], steps: int) -> int:
    """Edit and hand packets over at random; return how many edits were made."""
    edits = 0
    for _ in range(steps):
        desk = chance.choice(desks)
        if chance.random() < 0.03:
            desk.take(chance.choice(desks).save())
        else:
            desk.review.extraction.apply(random_edit(chance, desk), label="random")
            edits += 1
    return edits


@pytest.mark.parametrize("seed", range(2))
def test_one_person_on_two_laptops_loses_nothing(shared: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    people = ("Ana Ortiz", "Ana Ortiz", "Ben Kim")
    with laptops(shared, tmp_path / "desks", people) as desks:
        edits = live(chance, desks, 120)
        exchange(desks)
        exchange(desks)
        folders = [desk.review.folder for desk in desks]
        faults = [desk.review.verify(JobContext()) for desk in desks]
    first, second, third = map(state, folders)
    assert first == second == third
    assert (len(first["log"]), faults) == (edits, [(), (), ()])
