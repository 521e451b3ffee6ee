"""The log of a large packet, made ready by a process of its own while the rows are merged.

Reading, looking at and hashing 100,000 entries takes a second of Python, which one process can't
spend at the same time as the rows of the other tables take theirs.
"""

import multiprocessing
import pickle
import signal
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, Self

from app.domain.errors import AppError
from app.services.exchange.log_lines import chained_rows, entries_of
from app.services.exchange.reading import PacketReader
from app.services.exchange.writing import LOG

MANY = 20_000  # entries; fewer are made ready in less time than a process takes to start
STOP_SECONDS = 2.0
Rows = list[tuple[Any, ...]]


class LogAhead:
    """A process that makes the entries of a packet ready, from when it is entered."""

    def __init__(self, packet: PacketReader, previous: str) -> None:
        """Chain the entries behind the hash `previous`."""
        self._told = (packet.path, packet.manifest.signature, previous)
        self._rows: Connection | None = None
        self._process: SpawnProcess | None = None

    def __iter__(self) -> Iterator[Rows]:
        """Yield entries as an SQLite file keeps them, by STORED; raises PacketRefused.

        It ends early, without a word, when there is no process any more: what is missing then
        is made ready as that of a small packet is.
        """
        while self._rows is not None:
            try:
                rows = self._rows.recv()
            except (EOFError, OSError):
                return
            if isinstance(rows, AppError):
                raise rows
            if not rows:
                return
            yield rows

    def __enter__(self) -> Self:
        """Start the process; where the system refuses one, nothing comes of it."""
        context = multiprocessing.get_context("spawn")
        self._rows, out = context.Pipe(duplex=False)
        process = context.Process(target=_serve, args=(*self._told, out), name="log")
        with suppress(OSError):
            process.start()
            self._process = process
        out.close()
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave no process behind."""
        if self._rows is not None:
            self._rows.close()
        if self._process is not None:
            self._process.join(STOP_SECONDS if self._process.exitcode is None else 0)
            self._process.kill()
            self._process.join()
            self._process.close()


def _serve(path: Path, signature: str, previous: str, out: Connection) -> None:
    """Make all ready, then hand it over, for nobody takes it before; entry point of the process.

    A parent that is gone breaks the pipe.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent
    with suppress(OSError), tempfile.TemporaryFile() as kept:
        sizes: list[int] = []
        last: AppError | tuple[()] = ()
        try:
            for rows in _made_ready(path, signature, previous):
                sizes += [kept.write(pickle.dumps(rows, pickle.HIGHEST_PROTOCOL))]
        except AppError as problem:
            last = problem
        kept.seek(0)
        for size in sizes:
            out.send_bytes(kept.read(size))
        out.send(last)


def _made_ready(path: Path, signature: str, previous: str) -> Iterator[Rows]:
    with PacketReader(path) as packet:
        is_same = packet.manifest.signature == signature
        for entries in entries_of(packet) if is_same else ():
            rows = chained_rows(entries, previous, as_text=True)
            previous = rows[-1][-1]
            yield rows


def is_many(packet: PacketReader) -> bool:
    """Tell whether a packet has so many entries that a process is worth its start."""
    return packet.manifest.parts[LOG].lines >= MANY
