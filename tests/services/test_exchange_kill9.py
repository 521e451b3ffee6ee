"""A merge that is killed leaves the review as it was or as it is to be, and can be done again."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.bootstrap import open_review
from app.jobs import JobContext
from tests.services.laptops import laptops, state
from tests.services.reviews import add_study, fill

KILLS = int(os.environ.get("CHARTDESK_KILLS", "1"))
"""How many merges are killed by the clock; 200 before a release. The random lives kill too."""
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def packet(folder: Path, tmp_path: Path) -> Path:
    """Ben's packet of forty studies that Ana does not have."""
    with laptops(folder, tmp_path / "desks", ("Ben Kim",)) as (desk,):
        for number in range(40):
            study = add_study(desk.review, f"Study {number}")
            desk.review.extraction.apply(fill(desk.review.records.record(study)))
        return desk.save()


def merge_and_kill(folder: Path, packet: Path, after: float) -> None:
    """Begin a merge in a process of its own and kill it some seconds after it began."""
    command = [sys.executable, "-m", "tests.services.kill9_merging", str(folder), str(packet)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"merging"
        time.sleep(after)
        process.kill()


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_merge_is_whole_or_not_there(folder: Path, packet: Path, seed: int) -> None:
    before = state(folder)
    merge_and_kill(folder, packet, random.Random(seed).uniform(0.0, 0.3))
    after = state(folder)
    with open_review(folder, take_over=True) as review:
        faults = review.verify(JobContext())
        review.exchange.merge(packet, JobContext())
    assert faults == ()
    assert before["answer"] == []
    assert after["answer"] in ([], state(folder)["answer"])
    assert len(state(folder)["answer"]) == 40
