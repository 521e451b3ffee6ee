"""Reports of bugs, kept on this computer, without titles, answers or paths of the reviewer."""

import faulthandler
import platform
import re
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

import platformdirs
from PySide6 import __version__ as pyside_version
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

from app.apart import WorkFailed
from app.domain.errors import AppError

KEPT_REPORTS = 20
KEPT_MESSAGES = 50
SERIOUS = (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
PATHS = re.compile(r'"([^"\n]*)"')  # file names in what faulthandler writes
NEW, SEEN, FAULT = "new-", "seen-", "fault.txt"


def reports_folder() -> Path:
    """Return where reports are kept for this user."""
    return platformdirs.user_log_path("Chartdesk", appauthor=False) / "reports"


class CrashReports(QObject):
    """Writes a report for every bug and tells the window about it.

    Exception messages can hold answers or file names, so a report has only the kind of
    the exception and the lines of our own code that led to it.
    """

    reported = Signal(object)  # Path of the new report
    refused = Signal(str)  # sentence of an AppError that nobody caught

    def __init__(self, folder: Path, version: str, parent: QObject | None = None) -> None:
        """Keep reports in `folder`, which is made when needed."""
        super().__init__(parent)
        self._folder = folder
        self._version = version
        self._messages: deque[str] = deque(maxlen=KEPT_MESSAGES)
        self._lock = threading.Lock()
        self._fault: IO[str] | None = None
        self._restore: list[Callable[[], object]] = []

    def install(self) -> None:
        """Listen to every way a bug can show itself."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._keep_last_fault()
        hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        self._fault = (self._folder / FAULT).open("w", encoding="utf-8")
        faulthandler.enable(self._fault)
        before = qInstallMessageHandler(self._on_qt)
        self._restore = [
            lambda: setattr(sys, "excepthook", hooks[0]),
            lambda: setattr(threading, "excepthook", hooks[1]),
            lambda: setattr(sys, "unraisablehook", hooks[2]),
            faulthandler.disable,
            lambda: qInstallMessageHandler(before),
        ]

    def remove(self) -> None:
        """Put the former hooks back and close the fault file."""
        for undo in self._restore:
            undo()
        self._restore = []
        if self._fault is not None:
            self._fault.close()
            (self._folder / FAULT).unlink(missing_ok=True)
            self._fault = None

    @property
    def unseen(self) -> tuple[Path, ...]:
        """Reports nobody has been shown, the latest first; offered at the next start."""
        return tuple(sorted(self._folder.glob(f"{NEW}*.txt"), reverse=True))

    def mark_seen(self) -> None:
        """Offer the present reports no more, and drop the oldest ones."""
        for report in self.unseen:
            report.rename(report.with_name(SEEN + report.name.removeprefix(NEW)))
        for old in sorted(self._folder.glob(f"{SEEN}*.txt"), reverse=True)[KEPT_REPORTS:]:
            old.unlink()

    def report(self, error: BaseException) -> Path:
        """Write a report of an exception and return its path."""
        return self._write(describe(error))

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
        elif isinstance(error, AppError):
            self.refused.emit(error.message)
        else:
            self.report(error)

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.report(args.exc_value)

    def _on_unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            self.report(args.exc_value)

    def _on_qt(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Remember the source of a message of Qt; its words may hold file names."""
        place = f"{context.category or 'qt'} {context.function or ''} line {context.line}"
        with self._lock:
            self._messages.append(f"{kind.name} {place}")
        if sys.stderr is not None:
            sys.stderr.write(f"{message}\n")
        if kind in SERIOUS:
            self._write(f"Qt reported {kind.name} in {place}\n")

    def _keep_last_fault(self) -> None:
        """Turn what the last process left when it was killed by a fault into a report."""
        left = self._folder / FAULT
        if left.exists() and left.stat().st_size:
            text = left.read_text(encoding="utf-8", errors="replace")
            self._write(PATHS.sub(lambda found: f'"{_end_of(found[1])}"', text))

    def _write(self, what: str) -> Path:
        with self._lock:
            now = datetime.now().astimezone()
            path = self._folder / f"{NEW}{now:%Y%m%d-%H%M%S-%f}.txt"
            lines = [*self._surroundings(now), "", what, "Messages of Qt:", *self._messages, ""]
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines), encoding="utf-8")
        self.reported.emit(path)
        return path

    def _surroundings(self, now: datetime) -> list[str]:
        return [
            f"Chartdesk {self._version}",
            f"{now.isoformat(timespec='seconds')}",
            f"{platform.system()} {platform.release()} {platform.machine()}",
            f"Python {platform.python_version()}, PySide6 {pyside_version}, Qt {qVersion()}",
        ]


def describe(error: BaseException) -> str:
    """Name the exception and the code that led to it; its message is left out."""
    lines = [f"{type(error).__module__}.{type(error).__qualname__}"]
    lines += [
        f"  {_end_of(frame.filename)}:{frame.lineno} in {frame.name}: {frame.line or ''}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    if isinstance(error, WorkFailed):
        lines += [f"  elsewhere {_end_of(frame)}" for frame in error.frames]
    cause = error.__cause__ or error.__context__
    if cause is not None:
        lines += ["came from:", describe(cause)]
    return "\n".join(lines) + "\n"


def _end_of(path: str) -> str:
    """Return the last parts of a path: the rest may name the reviewer."""
    return "/".join(re.split(r"[/\\]", path)[-3:])
