"""A review is killed while it is written to: everything said to be saved is there.

60 kills run by default; CHARTDESK_KILLS=200 gives another number.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest

from app.bootstrap import open_review
from app.creating import create_sample
from app.domain.answers import Answer, Cell
from app.domain.records import Record
from app.jobs import JobContext
from tests.e2e.kill9_writer import first_record, script

KILLS = int(os.environ.get("CHARTDESK_KILLS", "60"))
ON_ONE_COPY = 20

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and SIGKILL")


@dataclass(frozen=True, slots=True)
class State:
    """What is stored of the record that was written to."""

    answers: dict[Cell, Answer]
    quotes: frozenset[str]


@pytest.fixture(scope="module")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kill9") / "review"
    create_sample(folder)
    return folder


@contextmanager
def killer() -> Iterator["subprocess.Popen[str]"]:
    """The process that starts writers and kills them."""
    command = [sys.executable, "-m", "tests.e2e.kill9_writer"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process


def acknowledged(process: "subprocess.Popen[str]", folder: Path, start: int, wait: float) -> int:
    """Let a writer be killed; return how many edits it had said to be saved."""
    assert process.stdin is not None
    assert process.stdout is not None
    task = {"folder": str(folder), "start": start, "seconds": wait}
    process.stdin.write(json.dumps(task) + "\n")
    process.stdin.flush()
    return int(process.stdout.readline())


def stored(folder: Path) -> tuple[Record, State]:
    """Open the review as after any crash: its lock is free and it verifies."""
    with open_review(folder) as review:
        assert review.verify(JobContext()) == ()
        record = first_record(review)
    return record, state_of(record)


def state_of(record: Record) -> State:
    return State(dict(record.answers), frozenset(item.anchor.quote for item in record.evidence))


def after(record: Record, start: int, edits: int) -> State:
    """Return what is stored after the first so many edits of the script."""
    state = state_of(record)
    done = list(islice(script(record, start), edits))
    answers = {**state.answers, **{edit.cell: edit.after for edit in done}}
    return State(answers, state.quotes | {anchor.quote for edit in done for anchor in edit.link})


def kill_again_and_again(folder: Path, seed: int, kills: int) -> list[int]:
    """Kill writers of one copy; return how many edits each had acknowledged."""
    delays, counts, start = random.Random(seed), [], 0
    record, _ = stored(folder)
    with killer() as process:
        for _ in range(kills):
            saved = acknowledged(process, folder, start, delays.uniform(0.002, 0.06))
            found, state = stored(folder)
            assert state in (after(record, start, saved), after(record, start, saved + 1))
            record, start = found, start + saved + 1
            counts.append(saved)
    return counts


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(-(-KILLS // ON_ONE_COPY)))
def test_killed_review_holds_all_it_said_it_saved(
    sample_folder: Path, tmp_path: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    folder = Path(shutil.copytree(sample_folder, tmp_path / "review"))
    kills = min(ON_ONE_COPY, KILLS - seed * ON_ONE_COPY)
    counts = kill_again_and_again(folder, seed, kills)
    record_property("edits acknowledged before each kill", counts)
    assert len(counts) == kills
