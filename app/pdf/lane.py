"""One worker process and the pipe and shared memory that lead to it."""

import multiprocessing
import threading
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from typing import Any

from app.pdf.requests import Request, Tile
from app.pdf.waiting import Fit

SLAB_BYTES = 16 << 20
"""Tiles up to this size come through shared memory, larger ones through the pipe."""

_START_SECONDS = 60.0


class WorkerDied(Exception):
    """The worker ended before it answered."""


class WorkerHung(Exception):
    """The worker did not answer in time."""


class Lane:
    """Owns one worker at a time and replaces it when it is gone.

    The shared memory belongs to the lane, not to the worker; pixels are copied out of it before
    the next request is sent. An eager lane starts its worker ahead of need.
    """

    def __init__(self, memory_bytes: int, *, eager: bool) -> None:
        self.eager = eager
        self._memory_bytes = memory_bytes
        self._guard = threading.Lock()
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._slab: SharedMemory | None = None
        self._closed = False
        self._open: list[Path] = []

    def suits(self, request: Request[Any]) -> Fit:
        """Return how well the lane suits a request."""
        if request.path in self._open:
            return Fit.OPEN
        if self.eager:
            return Fit.READY
        return Fit.COLD if self._connection is None else Fit.SPARE

    def warm_up(self) -> None:
        """Start a worker ahead of need; a failure shows with the first request."""
        try:
            self._connected()
        except (EOFError, OSError):
            self._drop_worker()

    @property
    def is_spare(self) -> bool:
        """Tell whether there is a worker that isn't kept ahead of need."""
        return not self.eager and self._process is not None

    def rest(self) -> None:
        """End the worker for want of work."""
        self._drop_worker()

    def ask(self, request: Request[Any], seconds: float) -> object:
        """Return the worker's answer; raises WorkerDied or WorkerHung, the worker is gone then."""
        try:
            connection = self._connected()
            connection.send(request)
            if not connection.poll(seconds):
                raise WorkerHung
            answer = connection.recv()
        except WorkerHung:
            self._drop_worker()
            raise
        except Exception as error:  # the edge to a process that reads hostile bytes
            self._drop_worker()  # whatever it sent cannot be trusted: the job must still end
            raise WorkerDied from error
        self._open = [request.path, *(path for path in self._open if path != request.path)][:2]
        return self._with_pixels(answer)

    def _with_pixels(self, answer: object) -> object:
        """Copy the pixels of a tile out of the shared memory."""
        if isinstance(answer, Tile) and not answer.pixels and self._slab is not None:
            pixels = memoryview(self._slab.buf)[: answer.stride * answer.height]  # type: ignore[arg-type]
            return replace(answer, pixels=bytes(pixels))
        return answer

    def _connected(self) -> Connection:
        """Return the pipe to a worker that is ready, starting one if there is none."""
        with self._guard:
            if self._closed:
                raise EOFError
            if self._connection is None:
                self._start()
                fresh = True
            else:
                fresh = False
            connection = self._connection
        if connection is None:
            raise EOFError
        if fresh:
            if not connection.poll(_START_SECONDS):
                raise EOFError
            connection.recv()
        return connection

    def _start(self) -> None:
        """Start a worker; the guard is held."""
        if self._slab is None:
            self._slab = _new_slab()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        name = self._slab.name if self._slab is not None else None
        self._process = context.Process(
            target=_serve, args=(theirs, self._memory_bytes, name), daemon=True, name="pdf-worker"
        )
        self._process.start()
        theirs.close()
        self._connection = ours

    def _drop_worker(self) -> None:
        """Kill the worker and forget it."""
        with self._guard:
            process, connection = self._process, self._connection
            self._process = self._connection = None
            self._open = []
        if connection is not None:
            connection.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()

    def stop(self) -> None:
        """Kill the worker, from another thread; a running `ask` ends with WorkerDied."""
        with self._guard:
            self._closed = True
            if self._process is not None:
                self._process.kill()

    def release(self) -> None:
        """Give back the shared memory and the process, in the lane's own thread."""
        self._drop_worker()
        if self._slab is not None:
            self._slab.close()
            self._slab.unlink()
            self._slab = None


def _new_slab() -> SharedMemory | None:
    """Return new shared memory, or None where the system has none (the pipe does then)."""
    try:
        return SharedMemory(create=True, size=SLAB_BYTES)
    except OSError:
        return None


def _serve(connection: Connection, memory_bytes: int, slab_name: str | None) -> None:
    """Run the worker; imported in the child only, so that the host never loads PDFium."""
    from app.pdf.worker import serve

    serve(connection, memory_bytes, slab_name)
