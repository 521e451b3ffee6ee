"""A merge that kills itself, by SIGKILL, at a moment that is counted: the same one every time.

A moment is an SQL statement, a file that is opened, renamed or deleted, or a thousand steps of
SQLite's own machine in the midst of a statement.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from app.bootstrap import open_review
from app.domain.packets import PacketRefused
from app.jobs import JobContext

FILES = frozenset({"open", "os.rename", "os.remove", "os.truncate"})
STEPS = 1000  # of SQLite's machine


def merge_and_die(folder: Path, packet: Path, moment: int) -> bool:
    """Merge in a process of its own that is killed; tell whether it was, or was done before.

    Nobody may have the review open. Raises AssertionError when it failed in another way.
    """
    child = os.fork()
    if child == 0:
        _merge(folder, packet, moment)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, f"the merge failed: {status}"
    return os.WIFSIGNALED(status)


def _merge(folder: Path, packet: Path, moment: int) -> None:
    """Never returns: what the parent has to put away is not this process's."""
    done = 1
    try:
        with open_review(folder) as review:
            _watch(_killing_after(moment))
            with suppress(PacketRefused):
                review.exchange.merge(packet, JobContext())
        done = 0
    except BaseException:  # noqa: BLE001 - told, and the parent sees the exit code
        traceback.print_exc()
    finally:
        os._exit(done)


def _killing_after(moment: int) -> Callable[[], int]:
    left = [moment]

    def tick() -> int:
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    return tick


def _watch(tick: Callable[[], int]) -> None:
    def on_statement(_connection: Any, cursor: Any, *_more: object) -> None:
        cursor.connection.set_progress_handler(tick, STEPS)
        tick()

    event.listen(Engine, "before_cursor_execute", on_statement)
    sys.addaudithook(lambda name, _arguments: bool(name in FILES and tick()))
