"""One process at a time has a review open."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.errors import NotFound, ReviewLocked, ReviewReadOnly
from app.lock import LOCK_FILE, ReviewLock

NOW = datetime(2025, 1, 31, 9, 5, tzinfo=UTC)
HOLDING = """
import sys
from pathlib import Path
from app.lock import ReviewLock
lock = ReviewLock(Path(sys.argv[1]), "Ana Ortiz")
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has the review open until its input ends."""
    command = [sys.executable, "-c", HOLDING, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


def leave_name(folder: Path, host: str, seen: datetime) -> None:
    """Write a holder into the file without holding the lock."""
    moment = seen.isoformat()
    name = {"who": "Ben Kim", "host": host, "pid": 1, "since": moment, "seen": moment}
    (folder / LOCK_FILE).write_text(json.dumps(name), encoding="utf-8")


def opened(folder: Path) -> ReviewLock:
    return ReviewLock(folder, "Cem Aydin", now=lambda: NOW)


def test_second_process_is_told_who_has_it_open_and_where(tmp_path: Path) -> None:
    with another_process(tmp_path), pytest.raises(ReviewLocked) as caught:
        opened(tmp_path).acquire()
    assert f"Ana Ortiz on {socket.gethostname()} since 2" in caught.value.message


def test_second_window_of_the_same_process_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(ReviewLocked):
        opened(tmp_path).acquire()


def test_refused_opener_does_not_take_the_lock_from_its_holder(tmp_path: Path) -> None:
    with opened(tmp_path):
        with pytest.raises(ReviewLocked):
            opened(tmp_path).acquire()
        with pytest.raises(ReviewLocked, match="Cem Aydin"):
            opened(tmp_path).acquire()


def test_closed_review_can_be_opened_again(tmp_path: Path) -> None:
    lock = opened(tmp_path)
    lock.acquire()
    lock.release()
    lock.release()
    assert not lock.is_held
    with opened(tmp_path) as again:
        assert again.is_held


def test_closed_review_names_nobody(tmp_path: Path) -> None:
    with opened(tmp_path):
        assert (tmp_path / LOCK_FILE).read_bytes() != b""
    assert (tmp_path / LOCK_FILE).read_bytes() == b""


def test_lock_of_a_killed_process_is_retaken(tmp_path: Path) -> None:
    with another_process(tmp_path) as process:
        process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        process.wait()
    assert "Ana Ortiz" in (tmp_path / LOCK_FILE).read_text(encoding="utf-8")
    with opened(tmp_path) as lock:
        assert lock.is_held


def test_name_from_another_computer_is_respected(tmp_path: Path) -> None:
    leave_name(tmp_path, "lab-pc", NOW - timedelta(hours=3))
    with pytest.raises(ReviewLocked, match="Ben Kim on lab-pc since 2025-01-31"):
        opened(tmp_path).acquire()


def test_name_from_another_computer_can_be_overruled(tmp_path: Path) -> None:
    leave_name(tmp_path, "lab-pc", NOW - timedelta(hours=3))
    lock = opened(tmp_path)
    lock.acquire(take_over=True)
    assert lock.is_held
    lock.release()


def test_lock_in_use_cannot_be_overruled(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(ReviewLocked):
        opened(tmp_path).acquire(take_over=True)


def test_name_not_seen_for_a_day_counts_as_gone(tmp_path: Path) -> None:
    leave_name(tmp_path, "lab-pc", NOW - timedelta(hours=25))
    with opened(tmp_path) as lock:
        assert lock.is_held


def test_refresh_says_that_the_holder_is_still_there(tmp_path: Path) -> None:
    times = iter([NOW, NOW, NOW + timedelta(hours=20)])
    lock = ReviewLock(tmp_path, "Cem Aydin", now=lambda: next(times))
    lock.acquire()
    lock.refresh()
    written = json.loads((tmp_path / LOCK_FILE).read_text(encoding="utf-8"))
    lock.release()
    assert written["since"] == "2025-01-31T09:05:00+00:00"
    assert written["seen"] == "2025-02-01T05:05:00+00:00"


def test_this_computer_on_another_network_is_the_same_computer(tmp_path: Path) -> None:
    leave_name(tmp_path, f"{socket.gethostname().split('.')[0].upper()}.campus.org", NOW)
    with opened(tmp_path) as lock:
        assert lock.is_held


@pytest.mark.parametrize("content", ["", "not JSON", "[]", '{"who": "x"}', "\x00\x00"])
def test_unreadable_name_is_no_obstacle(tmp_path: Path, content: str) -> None:
    (tmp_path / LOCK_FILE).write_text(content, encoding="utf-8")
    with opened(tmp_path) as lock:
        assert lock.is_held


def test_folder_that_refuses_writes_is_read_only(read_only_folder: Path) -> None:
    with pytest.raises(ReviewReadOnly, match="cannot be written"):
        opened(read_only_folder).acquire()


def test_missing_folder_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="none"):
        opened(tmp_path / "none").acquire()
