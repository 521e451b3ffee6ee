"""Ask PDF workers from any thread: queue, time limits, restarts. Knows no Qt and no PDFium."""

import atexit
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

from app.pdf.errors import PageNotDrawn, PaperTooComplex, PdfError
from app.pdf.lane import Lane, WorkerDied, WorkerHung
from app.pdf.requests import GlancePaper, OpenPaper, PageRequest, Priority, Request
from app.pdf.waiting import Idle, Job, JobQueue

Answer = TypeVar("Answer")
_Place = tuple[Path, str, int | None]

_CRASHES_ALLOWED = 1
_BAD_PAGES_ALLOWED = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may take: seconds a request, bytes of address space.

    After the idle seconds a further worker than the first is ended.
    """

    open_seconds: float = 10.0
    tile_seconds: float = 5.0
    file_seconds: float = 30.0
    idle_seconds: float = 20.0
    memory_bytes: int = 1 << 30

    def seconds(self, request: Request[Any]) -> float:
        """Return the time limit of a request."""
        if isinstance(request, PageRequest):
            return self.tile_seconds
        is_opening = isinstance(request, GlancePaper | OpenPaper)
        return self.open_seconds if is_opening else self.file_seconds


class PdfClient:
    """Worker processes that read and draw PDFs; safe to use from any thread.

    Workers start with the first request. Every answer and error comes through a future;
    callbacks of futures run in a thread of the client. What kills a worker twice, or keeps it
    busy too long, is refused from then on (a page may still be read that cannot be drawn), and
    so is a file with several such pages, until `forgive` is called.
    """

    def __init__(self, workers: int = 2, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._queue = JobQueue()
        self._lanes = [
            Lane(self._limits.memory_bytes, eager=number == 0) for number in range(workers)
        ]
        self._threads: list[threading.Thread] = []
        self._guard = threading.Lock()
        self._refused: dict[_Place, PdfError] = {}
        self._passwords: dict[Path, str] = {}
        self._closed = False
        atexit.register(self.close)

    def warm_up(self) -> None:
        """Start a worker ahead of the first request, without waiting for it."""
        self._start()

    def submit(
        self, request: Request[Answer], priority: Priority = Priority.VISIBLE
    ) -> Future[Answer]:
        """Queue a request. The future fails with a PdfError; cancelling it drops a waiting one.

        After `close` the future comes back cancelled.
        """
        self._start()
        return self._queue.add(request, priority)

    def forgive(self, path: Path) -> None:
        """Let a file that killed its workers be tried again."""
        with self._guard:
            self._refused = {place: why for place, why in self._refused.items() if place[0] != path}

    def unlock(self, path: Path, password: str) -> None:
        """Keep the password of a file in memory, for whoever opens it next."""
        self._passwords[path] = password

    def passwords(self) -> dict[Path, str]:
        """Return the passwords of all files that were unlocked."""
        return dict(self._passwords)

    def password_of(self, path: Path) -> str | None:
        """Return the password that a file was unlocked with, if any."""
        return self._passwords.get(path)

    def close(self) -> None:
        """Stop the workers and threads; waiting futures are cancelled. Can be called again."""
        with self._guard:
            self._closed = True
            threads, self._threads = self._threads, []
        self._queue.close()
        for lane in self._lanes:
            lane.stop()
        for thread in threads:
            thread.join()
        atexit.unregister(self.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _start(self) -> None:
        """Start one thread a lane, once."""
        with self._guard:
            if self._threads or self._closed:
                return
            self._threads = [
                threading.Thread(target=self._run, args=(lane,), name="pdf-lane", daemon=True)
                for lane in self._lanes
            ]
            for thread in self._threads:
                thread.start()

    def _run(self, lane: Lane) -> None:
        """Serve the queue with one lane until it is closed."""
        try:
            if lane.eager:
                lane.warm_up()
            while (job := self._next_job(lane)) is not None:
                self._serve(lane, job)
        finally:
            lane.release()

    def _next_job(self, lane: Lane) -> Job | None:
        """Wait for a job; a further worker that has none for long is let go meanwhile."""
        if lane.is_spare:
            try:
                return self._queue.take(lane.suits, self._limits.idle_seconds)
            except Idle:
                lane.rest()
        return self._queue.take(lane.suits)

    def _serve(self, lane: Lane, job: Job) -> None:
        """Let a worker answer one job."""
        refusal = self._refusal(job.request)
        if refusal is not None:
            job.future.set_exception(refusal)
            return
        try:
            answer = lane.ask(job.request, self._limits.seconds(job.request))
        except WorkerHung:
            job.future.set_exception(self._refuse(job.request, "takes too long to draw or read"))
        except WorkerDied:
            self._after_crash(job)
        else:
            if isinstance(answer, PdfError):
                job.future.set_exception(answer)
            else:
                job.future.set_result(answer)

    def _after_crash(self, job: Job) -> None:
        """Try a job once more; the second time its page is not safe to display."""
        job.crashes += 1
        if job.crashes <= _CRASHES_ALLOWED and self._queue.put_back(job):
            return
        if self._closed:
            job.future.set_exception(PageNotDrawn("The paper was closed. Your answers are safe."))
            return
        job.future.set_exception(self._refuse(job.request, "could not be displayed safely"))

    def _refusal(self, request: Request[Any]) -> PdfError | None:
        """Return why a request is not tried any more, if so."""
        with self._guard:
            whole = self._refused.get(_place(OpenPaper(request.path)))
            return whole or self._refused.get(_place(request))

    def _refuse(self, request: Request[Any], what: str) -> PdfError:
        """Remember that a page (or, after several, the file) is not to be tried again."""
        error = _sentence(request, what)
        with self._guard:
            self._refused[_place(request)] = error
            bad = [place for place in self._refused if place[0] == request.path]
            if len(bad) >= _BAD_PAGES_ALLOWED:
                whole = OpenPaper(request.path)
                self._refused[_place(whole)] = _sentence(whole, "could not be displayed safely")
        return error


def _place(request: Request[Any]) -> _Place:
    """Return the file, what is asked of it, and the page if the request is about one."""
    page = request.page if isinstance(request, PageRequest) else None
    return request.path, type(request).__name__, page


def _sentence(request: Request[Any], what: str) -> PdfError:
    """Return the error for a page or a file that cost a worker."""
    advice = "Your answers are safe. Try again, or read it in another program."
    if isinstance(request, PageRequest):
        return PageNotDrawn(f"Page {request.page + 1} {what}. {advice}")
    return PaperTooComplex(f"“{request.path.name}” {what}. {advice}")
