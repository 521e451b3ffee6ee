"""Long work in a process of its own: progress, cancelling and errors are those of a job."""

import multiprocessing
import os
import pickle
import signal
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar, cast

from app.domain.errors import AppError
from app.jobs import Cancelled, JobContext

Result = TypeVar("Result")

LOOK_EVERY = 0.05  # seconds between two looks whether the job is to stop
STOP_SECONDS = 2.0
"""What work that is to stop may take to clear up behind itself before it is killed."""
STEP, DONE, FAILED = "step", "done", "failed"


class ProcessLost(AppError):
    """The process ended before its work did."""

    def __init__(self, code: int | None) -> None:
        """Say what ended, and by what code of the system."""
        super().__init__(
            f"The part of Chartdesk that does this work ended unexpectedly (code {code}), perhaps "
            "for want of memory. Nothing was written and your answers are safe. Close other "
            "programs, then try again."
        )


class WorkFailed(Exception):
    """A bug in the other process; `frames` are the lines of code that led to it."""

    def __init__(self, kind: str, frames: Sequence[str]) -> None:
        """Name the exception; its message stays there, as it may hold answers."""
        super().__init__(kind, tuple(frames))  # both, or it would not come out of a pickle
        self.frames = tuple(frames)


def done_apart(
    work: Callable[[JobContext], Result],
    ctx: JobContext,
    clear: Callable[[int], None] | None = None,
) -> Result:
    """Do work in a fresh process and return what it returns, without holding up any thread here.

    The work and its result cross as pickles, so they are functions of modules and plain values.
    `clear` takes away what a process left that was killed; it is given its number.
    Raises what the work raises, Cancelled, ProcessLost when the process is killed, and
    WorkFailed for a bug in it.
    """
    context = multiprocessing.get_context("spawn")
    told, tells = context.Pipe(duplex=False)
    hears, says = context.Pipe(duplex=False)
    # no daemon: those may start no workers of their own, and it ends with us by itself
    process = context.Process(target=_serve, args=(work, tells, hears), name="apart")
    try:
        _begun(process)
        tells.close()
        hears.close()
        kind, what = _awaited(process, (told, says), ctx)
        if kind == FAILED:
            raise what
        return cast("Result", what)
    finally:
        pid, code = _ended(process)
        if code and clear is not None:
            clear(pid)
        for end in (told, tells, hears, says):
            end.close()


def _begun(process: SpawnProcess) -> None:
    try:
        process.start()
    except OSError as error:
        raise AppError(
            f"The system refused a further process ({error.strerror or error}). Nothing was "
            "written and your answers are safe. Close other programs, then try again."
        ) from error


def _awaited(
    process: SpawnProcess, ends: tuple[Connection, Connection], ctx: JobContext
) -> tuple[str, Any]:
    """Return the last thing that the process says; raises ProcessLost or Cancelled."""
    told, says = ends
    asked: float | None = None
    while True:
        if asked is None and ctx.is_cancelled:
            asked = time.monotonic()
            with suppress(OSError):
                says.send(None)
        elif asked is not None and time.monotonic() - asked > STOP_SECONDS:
            process.kill()
        if not wait([told, process.sentinel], LOOK_EVERY):
            continue
        try:
            kind, what = told.recv()
        except (EOFError, OSError):
            process.join()
            if asked is not None:
                raise Cancelled from None
            raise ProcessLost(process.exitcode) from None
        if kind != STEP:
            return kind, what
        with suppress(Cancelled):  # it is told above
            ctx.step(*what)


def _ended(process: SpawnProcess) -> tuple[int, int]:
    """Leave no process behind; return its number and exit code, 0 when it ended by itself."""
    if process.pid is None:
        return 0, 0
    process.join(STOP_SECONDS)  # what has said its last word needs a moment to end
    if process.is_alive():
        process.kill()
        process.join()
    ended = process.pid, process.exitcode or 0
    process.close()
    return ended


def _serve(work: Callable[[JobContext], object], tells: Connection, hears: Connection) -> None:
    """Do the work and tell what came of it; entry point of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent
    ctx = JobContext(lambda done, total: tells.send((STEP, (done, total))))
    threading.Thread(target=_listen, args=(hears, ctx), daemon=True).start()
    last = _carried_out(work, ctx)
    with suppress(OSError):  # nobody is there any more
        tells.send(last)
    os._exit(0)  # giving back what was read, value by value, would take a second


def _listen(hears: Connection, ctx: JobContext) -> None:
    """Stop the work when it is asked for, or when the parent is gone; then for certain."""
    with suppress(EOFError, OSError):
        hears.recv()
        ctx.cancel()
        hears.recv()
    ctx.cancel()
    time.sleep(STOP_SECONDS)
    os._exit(1)


def _carried_out(work: Callable[[JobContext], object], ctx: JobContext) -> tuple[str, Any]:
    try:
        return DONE, work(ctx)
    except AppError as problem:
        return FAILED, _portable(problem)
    except Exception as error:  # noqa: BLE001 - the edge of the process; a bug is reported there
        frames = traceback.extract_tb(error.__traceback__)
        lines = [f"{one.filename}:{one.lineno} in {one.name}: {one.line or ''}" for one in frames]
        return FAILED, WorkFailed(f"{type(error).__module__}.{type(error).__qualname__}", lines)


def _portable(problem: AppError) -> AppError:
    """Return an error that comes out of a pickle as it went in, at least with its sentence."""
    with suppress(Exception):  # a constructor with other parameters than the sentence
        again = pickle.loads(pickle.dumps(problem))  # noqa: S301 - our own bytes
        if again.message == problem.message:
            return problem
    return AppError(problem.message)
