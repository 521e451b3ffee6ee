"""Work that tests have done in another process; it imports little, as that process does too."""

import os
import signal
from pathlib import Path
from threading import Event

from app.domain.errors import AppError, DiskFull
from app.export.files import written_whole
from app.jobs import JobContext


class Named(AppError):
    """An error that is not made from its sentence."""

    def __init__(self, number: int) -> None:
        """Take a number."""
        super().__init__(f"Sentence {number}.")


def counted(ctx: JobContext) -> int:
    """Report the end, and answer with the number of the process."""
    ctx.step(3, 3)
    return os.getpid()


def refused(_ctx: JobContext) -> None:
    """Fail as a full disk does."""
    raise DiskFull("The disk is full.")


def oddly_refused(_ctx: JobContext) -> None:
    """Fail by an error that a pickle can't make again."""
    raise Named(7)


def faulty(_ctx: JobContext) -> float:
    """Have a bug."""
    return 1 / len("")


def killed(_ctx: JobContext) -> None:
    """End as the system ends what takes too much memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def endless(path: Path, ctx: JobContext) -> None:
    """Write a file for ever."""
    with written_whole(path) as stream:
        while True:
            stream.write(b"x")
            ctx.step(0, 1)


def stubborn(path: Path, ctx: JobContext) -> None:
    """Write a file, and do not stop."""
    with written_whole(path):
        ctx.step(0, 1)
        Event().wait()
