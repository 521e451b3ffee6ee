"""A process that saves is killed at random moments: what it said it saved is there."""

import random
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import select

from db.engine import open_engine, reading
from db.models import AnswerRow, AuditRow
from db.snapshot import check

SEEDS = range(5)
SAVING = """
import sys
from pathlib import Path
from db.engine import open_engine, writing
from tests.services.review_rows import answer, entry
engine = open_engine(Path(sys.argv[1]), journal=sys.argv[2])
for number in range(1_000_000):
    with writing(engine) as session:
        session.add_all([answer(f"a{number}", f"field{number}", number), entry(f"e{number}")])
    print(number, flush=True)
"""


def save_until_killed(database: Path, journal: str, seconds: float) -> int:
    """Return how many saves were acknowledged before SIGKILL, `seconds` after the first one."""
    command = [sys.executable, "-c", SAVING, str(database), journal]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        killer = threading.Timer(seconds, process.send_signal, [signal.SIGKILL])
        killer.start()
        acknowledged = [first, *process.stdout]
        killer.join()
    assert process.returncode == -signal.SIGKILL
    # the last line may have been cut while it was written
    return len([line for line in acknowledged if line.endswith("\n")])


def saved(database: Path, journal: str) -> tuple[int, int]:
    engine = open_engine(database, journal="wal" if journal == "wal" else "delete")
    with reading(engine) as session:
        answers = len(session.scalars(select(AnswerRow.id)).all())
        entries = len(session.scalars(select(AuditRow.id)).all())
    engine.dispose()
    return answers, entries


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("journal", ["wal", "delete"])
@pytest.mark.parametrize("seed", SEEDS)
def test_killed_process_loses_nothing_it_said_it_saved(
    database: Path, tmp_path: Path, seed: int, journal: str
) -> None:
    copy = Path(shutil.copy(database, tmp_path / "killed.sqlite"))
    acknowledged = save_until_killed(copy, journal, random.Random(seed).uniform(0.002, 0.03))
    answers, entries = saved(copy, journal)
    assert answers == entries
    assert answers in (acknowledged, acknowledged + 1)
    assert check(copy).is_sound
