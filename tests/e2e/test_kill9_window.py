"""The window is killed while a reviewer types: whatever it had shown as saved is in the review.

A few kills run by default; CHARTDESK_WINDOW_KILLS gives another number.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import open_review
from app.creating import create_sample
from app.jobs import JobContext

KILLS = int(os.environ.get("CHARTDESK_WINDOW_KILLS", "4"))
LONGEST = 1.5  # seconds of typing after the first word was saved

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


@pytest.fixture(scope="module")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kill9_window") / "review"
    create_sample(folder)
    return folder


def last_shown(folder: Path, seconds: float) -> dict[str, Any]:
    """Let a window type in the review, kill it, and return the answers it showed as saved."""
    command = [sys.executable, "-m", "tests.e2e.kill9_window_writer", str(folder)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as window:
        assert window.stdout is not None
        first = window.stdout.readline()
        time.sleep(seconds)
        window.send_signal(signal.SIGKILL)
        shown = (first + window.stdout.read()).splitlines(keepends=True)
    whole = [line for line in shown if line.endswith(b"\n")]
    found: dict[str, Any] = json.loads(whole[-1])
    return found


@pytest.mark.parametrize("number", range(KILLS))
def test_what_the_clock_showed_as_saved_survives_a_kill(
    number: int, sample_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "review"
    shutil.copytree(sample_folder, folder)
    shown = last_shown(folder, random.Random(number).uniform(0.0, LONGEST))
    with open_review(folder) as review:
        record = review.records.records()[-1]
        stored = {cell.field_id: answer.value for cell, answer in record.answers.items()}
        problems = review.verify(JobContext())
    assert shown
    assert [
        field for field, value in shown.items() if not str(stored[field]).startswith(value)
    ] == []
    assert problems == ()
