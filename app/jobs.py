"""Long work: how it reports progress and how it is asked to stop."""

import gc
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.domain.errors import AppError

REPORT_EVERY = 0.1  # seconds between two reports


class Cancelled(AppError):
    """The reviewer asked the job to stop; the job leaves nothing behind."""

    def __init__(self, message: str = "Cancelled. Nothing was changed.") -> None:
        """Say that the job stopped on request."""
        super().__init__(message)


class JobContext:
    """Given to a job: it calls `step` between small pieces of work.

    `report(done, total)` is called in the thread of the job; `clock` returns seconds.
    """

    def __init__(
        self,
        report: Callable[[int, int], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Start with nothing reported and no wish to stop."""
        self._report = report
        self._clock = clock
        self._last: float | None = None
        self._stop = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Tell whether the job was asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the job to stop at its next step; safe from any thread."""
        self._stop.set()

    def step(self, done: int, total: int) -> None:
        """Report progress at most every 100 ms (and the end); raises Cancelled."""
        if self._stop.is_set():
            raise Cancelled
        if self._report is None:
            return
        now = self._clock()
        if done >= total or self._last is None or now - self._last >= REPORT_EVERY:
            self._last = now
            self._report(done, total)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep the garbage collector from looking again and again at values that are to stay.

    Reading 100,000 answers wakes it hundreds of times; it finds nothing, for half of the time.
    Afterwards the values count as old ones: looked at as new ones, all at once, they would stop
    every thread for half a second.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


@contextmanager
def set_aside() -> Iterator[None]:
    """Keep the garbage collector from looking at what is there already.

    Of a review of 100,000 answers a single look would stop the window for half a second.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
