"""What a process holds besides memory: threads, child processes, running timers, windows."""

import gc
import multiprocessing
import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

GRACE_SECONDS = 3.0
KINDS = ("threads", "children", "timers", "widgets")
# the interpreter keeps one of these to its own end; it belongs to no test
FORKS = "multiprocessing.forkserver"  # what it started counts as the test's own
HOUSEKEEPERS = ("multiprocessing.resource_tracker", FORKS)
# Qt keeps one hidden window for all tool tips
QT_OWN_WINDOWS = ("QTipLabel",)

Alive = dict[str, dict[object, str]]


def alive() -> Alive:
    """Everything that runs now, by kind: identity -> name to show."""
    return {
        "threads": _threads(),
        "children": _children(),
        "timers": _timers(),
        "widgets": _widgets(),
    }


def new_since(before: Alive, kept: set[str]) -> list[str]:
    """Names of what runs now and did not before, after it was given time to end."""
    deadline = time.monotonic() + GRACE_SECONDS
    while left := _difference(before, kept):
        if time.monotonic() > deadline:
            return left
        gc.collect()
        _let_qt_finish()
        time.sleep(0.01)
    return []


def _difference(before: Alive, kept: set[str]) -> list[str]:
    now = alive()
    return [
        f"{kind}: {name}"
        for kind in KINDS
        if kind not in kept
        for identity, name in now[kind].items()
        if identity not in before[kind]
    ]


def _threads() -> dict[object, str]:
    # threads that Qt started and Python merely met have no end that Python would see
    return {
        thread.ident: thread.name
        for thread in threading.enumerate()
        if not isinstance(thread, threading._DummyThread)
    }


def _children() -> dict[object, str]:
    folder = Path(f"/proc/{os.getpid()}/task")
    if not folder.is_dir():
        return {child.pid: child.name for child in multiprocessing.active_children()}
    multiprocessing.active_children()  # reaps those that have ended
    commands = _commands(folder)
    for pid, command in list(commands.items()):
        if FORKS in command:
            forked = _commands(Path(f"/proc/{pid}/task"))  # they bear the name of what forked them
            commands |= {own: "forked worker" for own, name in forked.items() if name}
    return {
        pid: f"{pid} {command.strip()[:80]}"
        for pid, command in commands.items()
        if (command or _is_starting(pid))
        and not any(housekeeper in command for housekeeper in HOUSEKEEPERS)
    }


def _commands(tasks: Path) -> dict[str, str]:
    """Command lines of the children of a process by their number."""
    with suppress(OSError):
        found = [pid for task in tasks.iterdir() for pid in _read(task / "children").split()]
        return {pid: _read(Path(f"/proc/{pid}/cmdline")).replace("\0", " ") for pid in found}
    return {}  # it ended meanwhile


def _is_starting(pid: str) -> bool:
    """Tell a process that has no command line yet from one that has ended."""
    state = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return bool(state) and state[0] not in {"Z", "X"}


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _timers() -> dict[object, str]:
    if "PySide6.QtCore" not in sys.modules:
        return {}
    import shiboken6
    from PySide6.QtCore import QTimer

    return {
        shiboken6.getCppPointer(wrapper): f"QTimer every {wrapper.interval()} ms"
        for wrapper in shiboken6.getAllValidWrappers()
        if isinstance(wrapper, QTimer) and wrapper.isActive()
    }


def _widgets() -> dict[object, str]:
    if "PySide6.QtWidgets" not in sys.modules:
        return {}
    import shiboken6
    from PySide6.QtWidgets import QApplication

    return {
        shiboken6.getCppPointer(widget): f"{type(widget).__name__} {widget.objectName()!r}"
        for widget in QApplication.topLevelWidgets()
        if widget.metaObject().className() not in QT_OWN_WINDOWS
    }


def _let_qt_finish() -> None:
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance():
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
