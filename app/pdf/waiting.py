"""Requests that wait for a worker, the most urgent first."""

import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from app.pdf.errors import PageNotDrawn
from app.pdf.requests import Priority, Request


class Fit(IntEnum):
    """How well a lane suits a request: its worker has the paper open, or is at hand, or is one
    more that runs already, or would have to be started."""

    COLD = 0
    SPARE = 1
    READY = 2
    OPEN = 3


Suits = Callable[[Request[Any]], Fit]

_GRACE = 0.25
_BACKGROUND_GRACE = 2.0
"""Seconds after which a job is worth starting another worker for: an urgent one, any other."""
_SPARE_GRACE = 0.06
"""Seconds after which a job is worth opening its paper once more in a worker that runs."""
_LONG = 60.0


class Idle(Exception):
    """There was nothing to do for as long as the lane had patience."""


@dataclass(slots=True, eq=False)
class Job:
    """A request on its way: `number` counts the requests, `crashes` the workers it cost."""

    request: Request[Any]
    future: "Future[Any]"
    priority: int
    number: int
    crashes: int = 0
    since: float = field(default_factory=time.monotonic)


class JobQueue:
    """Waiting jobs, shared by the lanes; closed once and for all by `close`."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []
        self._changed = threading.Condition()
        self._idle: list[Suits] = []
        self._numbered = 0
        self._closed = False

    def add(self, request: Request[Any], priority: int) -> "Future[Any]":
        """Append a request; after closing, its future is cancelled at once."""
        future: Future[Any] = Future()
        with self._changed:
            if self._closed:
                future.cancel()
                return future
            self._numbered += 1
            self._jobs.append(Job(request, future, priority, self._numbered))
            self._changed.notify_all()
        return future

    def put_back(self, job: Job) -> bool:
        """Let a job run again, in its old place; False when the queue is closed."""
        with self._changed:
            if not self._closed:
                self._jobs.append(job)
                self._changed.notify_all()
            return not self._closed

    def take(self, suits: Suits, patience: float = math.inf) -> Job | None:
        """Wait for a job and mark it running; None when the queue is closed.

        Raises Idle after so many seconds without one.

        `suits` tells how well a request suits the lane that asks (higher is better). Among the
        most urgent jobs the best suited goes first; a job is left to a waiting lane that it
        suits better.
        """
        with self._changed:
            self._idle.append(suits)
            try:
                return self._wait_for_job(suits, time.monotonic() + patience)
            finally:
                self._idle.remove(suits)
                self._changed.notify_all()

    def _wait_for_job(self, suits: Suits, end: float) -> Job | None:
        """Wait until there is a job for this lane; the condition is held."""
        while not self._closed:
            job = self._next(suits)
            delay = self._delay(job, suits)
            if job is None or delay > 0:
                if time.monotonic() >= end:
                    raise Idle
                self._changed.wait(min(delay, max(0.0, end - time.monotonic())))
                continue
            self._jobs.remove(job)
            if job.crashes or job.future.set_running_or_notify_cancel():
                return job
        return None

    def _next(self, suits: Suits) -> Job | None:
        """Return the job to run next on this lane, if any."""
        if not self._jobs:
            return None
        urgent = min(job.priority for job in self._jobs)
        return min(
            (job for job in self._jobs if job.priority == urgent),
            key=lambda job: (-suits(job.request), job.number),
        )

    def _delay(self, job: Job | None, suits: Suits) -> float:
        """Return the seconds a lane has yet to wait before it takes a job; 0 for none."""
        if job is None:
            return _LONG
        own = suits(job.request)
        if any(other(job.request) > own for other in self._idle if other is not suits):
            return _LONG
        grace = _GRACE if job.priority == Priority.VISIBLE else _BACKGROUND_GRACE
        graces = {Fit.COLD: grace, Fit.SPARE: _SPARE_GRACE}
        return graces[own] - (time.monotonic() - job.since) if own in graces else 0.0

    def close(self) -> None:
        """Cancel everything that waits and wake up the lanes."""
        with self._changed:
            self._closed = True
            stale, self._jobs = self._jobs, []
            self._changed.notify_all()
        for job in stale:
            if not job.future.cancel():
                job.future.set_exception(_closed())


def _closed() -> Exception:
    """Return the error of a job that was running when the program ended."""
    return PageNotDrawn("The paper was closed before this was done. Your answers are safe.")
