"""Ask PDF workers from any thread: queue, time limits, restarts. Knows no Qt and no PDFium."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from app.pdf.requests import Priority, Request

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may take: seconds a request, bytes of address space (POSIX)."""

    open_seconds: float = 10.0
    tile_seconds: float = 5.0
    file_seconds: float = 30.0
    memory_bytes: int = 1 << 30


class PdfClient:
    """Worker processes that read and draw PDFs; safe to use from any thread."""

    def __init__(self, workers: int = 2, limits: Limits | None = None) -> None: ...

    def submit(
        self, request: Request[Answer], priority: Priority = Priority.VISIBLE
    ) -> Future[Answer]:
        """Queue a request. The future fails with a PdfError; callbacks run in a client thread."""
        raise NotImplementedError

    def replace_queue(self, keep: Callable[[Request[object]], bool]) -> int:
        """Cancel the waiting requests that `keep` refuses; return how many were dropped."""
        raise NotImplementedError

    def forgive(self, path: Path) -> None:
        """Let a file that killed its workers be tried again (Retry)."""

    def close(self) -> None:
        """Stop the workers; waiting futures are cancelled. Can be called again."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
