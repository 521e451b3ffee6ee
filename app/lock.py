"""One process at a time has a review open: an operating-system lock, and who holds it."""

import errno
import getpass
import json
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from app.domain.errors import NotFound, ReviewLocked, ReviewReadOnly

LOCK_FILE = "review.lock"
# A holder elsewhere that did not say for so long that it is there counts as gone.
SILENT_FOR = timedelta(hours=24)
LOCKED_BYTE = 1 << 30  # Windows makes locked bytes unreadable: lock one beyond the text
NO_WRITING = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
HELD = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a review open; `since` and `seen` are ISO 8601 UTC."""

    who: str
    host: str
    pid: int
    since: str
    seen: str


class ReviewLock:
    """The lock on a review folder; the system gives it back even after kill -9."""

    def __init__(
        self,
        folder: Path,
        who: str = "",
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Name the folder and who opens it ("": the person logged in); locks nothing yet."""
        self.path = folder / LOCK_FILE
        self._who = who or _person()
        self._now = now
        self._handle: int | None = None
        self._since = ""

    @property
    def is_held(self) -> bool:
        """Tell whether this object holds the lock."""
        return self._handle is not None

    def acquire(self, *, take_over: bool = False) -> None:
        """Lock at once or raise ReviewLocked with who has it, since when and where.

        Raises ReviewReadOnly in a folder that cannot be written, NotFound without a folder.
        A name left by another computer (a synced folder, a drive that cannot lock) refuses
        too, unless `take_over` or unless it is a day old.
        """
        handle = self._opened()
        try:
            free = _lock(handle)
            holder = _read(handle)
            if not free or (not take_over and self._is_held_elsewhere(holder)):
                raise _locked(self.path.parent, holder)
            self._since = self._moment()
            self._write(handle)
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle

    def refresh(self) -> None:
        """Say that the holder is still there; call it now and then, as with every backup."""
        if self._handle is not None:
            self._write(self._handle)

    def release(self) -> None:
        """Give the lock back; can be called again."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        with suppress(OSError):  # a full or vanished disk: closing gives the lock back
            os.ftruncate(handle, 0)
        os.close(handle)

    def __enter__(self) -> Self:
        """Acquire the lock."""
        self.acquire()
        return self

    def __exit__(self, *_error: object) -> None:
        """Give it back, whatever happened."""
        self.release()

    def _opened(self) -> int:
        try:
            return os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        except FileNotFoundError as error:
            raise NotFound(
                f"There is no folder “{self.path.parent}”. Nothing was changed. "
                "Choose the folder that holds review.sqlite."
            ) from error
        except OSError as error:
            if error.errno not in NO_WRITING:
                raise
            raise ReviewReadOnly(
                f"“{self.path.parent}” cannot be written. Nothing was changed. "
                "Open the review for reading only, or copy it to a folder of your own."
            ) from error

    def _is_held_elsewhere(self, holder: Holder | None) -> bool:
        """Tell whether a name stands there that the lock of this computer cannot vouch for."""
        if holder is None or _machine(holder.host) == _machine(socket.gethostname()):
            return False
        return self._now() - _time(holder.seen) < SILENT_FOR

    def _write(self, handle: int) -> None:
        holder = Holder(self._who, socket.gethostname(), os.getpid(), self._since, self._moment())
        content = json.dumps(asdict(holder), ensure_ascii=False).encode()
        os.lseek(handle, 0, os.SEEK_SET)
        os.ftruncate(handle, 0)
        os.write(handle, content)

    def _moment(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="seconds")


def _locked(folder: Path, holder: Holder | None) -> ReviewLocked:
    if holder is None:
        by = "another window or command"
    else:
        since = _time(holder.since).astimezone()
        by = f"{holder.who} on {holder.host} since {since:%Y-%m-%d %H:%M}"
    return ReviewLocked(
        f"The review in “{folder}” is open by {by}. Nothing was changed. "
        "Close it there first, or open it for reading only."
    )


def _read(handle: int) -> Holder | None:
    """Return whose name stands in the file; None when it was given back or reads as nothing."""
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        holder = Holder(**json.loads(os.read(handle, 4096)))
        _time(holder.since), _time(holder.seen)
    except (ValueError, TypeError):
        return None
    return holder


def _time(written: str) -> datetime:
    """Return an aware time; raises ValueError or TypeError for text that is none."""
    return datetime.fromisoformat(written).astimezone(UTC)


def _machine(host: str) -> str:
    """Return the name without its network, which changes with the place of a laptop."""
    return host.split(".", maxsplit=1)[0].casefold()


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such account: containers
        return "somebody"


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        """Lock without waiting; False when another process holds it."""
        os.lseek(handle, LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno not in HELD:
                raise
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        """Lock without waiting; False when another process holds it.

        flock and not lockf: closing another handle of the file does not give it back. A
        drive that cannot lock (ENOTSUP, ENOLCK) leaves only the name in the file.
        """
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in {errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK}:
                return True
            if error.errno not in HELD:
                raise
            return False
        return True
