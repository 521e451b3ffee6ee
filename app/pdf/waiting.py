"""Requests that wait for a worker, the most urgent first."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from app.pdf.errors import PageNotDrawn
from app.pdf.requests import Request


@dataclass(slots=True, eq=False)
class Job:
    """A request on its way: `number` counts the requests, `crashes` the workers it cost."""

    request: Request[Any]
    future: "Future[Any]"
    priority: int
    number: int
    crashes: int = 0


class JobQueue:
    """Waiting jobs, shared by the lanes; closed once and for all by `close`."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []
        self._changed = threading.Condition()
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
            self._changed.notify()
        return future

    def put_back(self, job: Job) -> bool:
        """Let a job run again, in its old place; False when the queue is closed."""
        with self._changed:
            if not self._closed:
                self._jobs.append(job)
                self._changed.notify()
            return not self._closed

    def take(self, prefers: Callable[[Request[Any]], bool]) -> Job | None:
        """Wait for a job and mark it running; None when the queue is closed.

        Among the most urgent jobs, one whose paper the worker has open goes first.
        """
        with self._changed:
            while not self._closed:
                job = self._next(prefers)
                if job is None:
                    self._changed.wait()
                    continue
                self._jobs.remove(job)
                if job.crashes or job.future.set_running_or_notify_cancel():
                    return job
        return None

    def _next(self, prefers: Callable[[Request[Any]], bool]) -> Job | None:
        """Return the job to run next, if any."""
        if not self._jobs:
            return None
        urgent = min(job.priority for job in self._jobs)
        return min(
            (job for job in self._jobs if job.priority == urgent),
            key=lambda job: (not prefers(job.request), job.number),
        )

    def drop(self, keep: Callable[[Request[Any]], bool]) -> int:
        """Cancel the waiting jobs that are not to be kept; return their number."""
        with self._changed:
            stale = [job for job in self._jobs if not job.crashes and not keep(job.request)]
            self._jobs = [job for job in self._jobs if job not in stale]
        return sum(job.future.cancel() for job in stale)

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
