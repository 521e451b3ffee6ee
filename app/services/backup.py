"""Rolling, verified copies of the review's database, and the way back to one of them."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time

from app.domain.errors import AppError, ReviewDamaged
from app.services.environment import damaged, not_found, translated
from db.migrate import revision_of
from db.snapshot import Contents, check, contents, counts, snapshot
from db.sqlite import sidecars

DATABASE = "review.sqlite"
FOLDER = "backups"
LOG = "audit"
EVERY = timedelta(hours=1)
ABANDONED = 3600.0  # seconds: a younger half copy may be another process at work
NEWEST, DAYS, WEEKS = 10, 14, 8
STAMP = "%Y-%m-%d_%H%M%S"
NAME = re.compile(r"(\d{4}-\d\d-\d\d_\d{6})-(\d{3})_([a-z0-9-]+)\.sqlite")


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy; `made_at` is UTC, `size` in bytes. A copy that does not read has no counts."""

    path: Path
    made_at: datetime
    reason: str
    studies: int | None
    answers: int | None
    size: int


class BackupService:
    """Makes, lists, thins out and restores the copies in the review's folder `backups`."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        """Name the review's folder; `clock` returns aware times."""
        self.review = folder
        self._database = folder / DATABASE
        self._folder = folder / FOLDER
        self._clock = clock

    def make(self, reason: str) -> Backup:
        """Copy the database, open or not; verify the copy, then drop what is no longer kept.

        Raises DiskFull, ReviewReadOnly or ReviewDamaged; nothing is left behind or dropped.
        """
        return self._make(reason, keep=frozenset())

    def list(self) -> tuple[Backup, ...]:
        """Return all copies, the newest first."""
        with translated(self._folder):
            return tuple(_backup(path) for path in self._paths())

    def due(self, now: datetime, every: timedelta = EVERY) -> bool:
        """Tell whether the database changed since the newest copy, made `every` ago or more."""
        newest = next(iter(self._paths()), None)
        if newest is None:
            return True
        made_at = _made_at(newest)
        return abs(now - made_at) >= every and self._changed_at() > made_at

    def look_inside(self, path: Path) -> Contents:
        """Return what a copy holds; raises ReviewDamaged, ReviewTooNew or NotFound."""
        with translated(path):
            _require_restorable(path)
            return contents(path)

    def restore(self, path: Path) -> Backup | None:
        """Put a copy in the place of the database; returns a copy of what was there before.

        Nobody may have the database open: dispose the engine first, keep the ReviewLock, open
        again afterwards (an older copy is migrated then). A copy that does not pass its
        checks is refused and changes nothing. A database too damaged to copy is set aside
        as it is.
        """
        with translated(path):
            _require_restorable(path)
        before = self._keep_present(path)
        with translated(self._database):
            snapshot(path, self._database)
        return before

    def copy_to(self, backup: Backup, target: Path) -> Path:
        """Copy a backup to a file elsewhere, verified; a file that is there is not replaced."""
        if target.exists():
            raise AppError(
                f"“{target}” is there already. Nothing was changed. Choose another name."
            )
        with translated(target):
            snapshot(backup.path, target)
            _require_sound(target, backup.path)
        return target

    def _make(self, reason: str, keep: frozenset[Path]) -> Backup:
        with translated(self._database):
            revision_of(self._database)
            edits = counts(self._database, LOG)[LOG]
        with translated(self._folder):
            self._folder.mkdir(exist_ok=True)
            self._sweep()
        target = self._free_path(reason, ".sqlite")
        with translated(target):
            snapshot(self._database, target)
            _require_sound(target, self._database, edits)
        self._thin_out(keep | {target})
        return _backup(target)

    def _keep_present(self, restoring: Path) -> Backup | None:
        if not self._database.exists():
            return None
        try:
            return self._make("before-restore", keep=frozenset({restoring}))
        except ReviewDamaged:
            return self._set_aside()

    def _set_aside(self) -> Backup:
        """Keep a damaged database byte for byte, with its journals; it is not listed."""
        target = self._free_path("before-restore", ".damaged")
        copies = {self._database: target}
        for sidecar in sidecars(self._database):
            suffix = sidecar.name.removeprefix(self._database.name)
            copies[sidecar] = target.with_name(target.name + suffix)
        with translated(target):
            self._folder.mkdir(exist_ok=True)
            _copy_all({source: copy for source, copy in copies.items() if source.exists()})
        return _backup(target)

    def _paths(self) -> tuple[Path, ...]:
        if not self._folder.is_dir():
            return ()
        found = [path for path in self._folder.iterdir() if NAME.fullmatch(path.name)]
        return tuple(sorted(found, reverse=True))

    def _free_path(self, reason: str, suffix: str) -> Path:
        """Return a name that sorts by time and says why; a millisecond later if it is taken."""
        moment = self._clock().astimezone(UTC)
        slug = re.sub(r"[^a-z0-9]+", "-", reason.lower()).strip("-") or "copy"
        while (path := self._folder / f"{_stamp(moment)}_{slug}{suffix}").exists():
            moment += timedelta(milliseconds=1)
        return path

    def _changed_at(self) -> datetime:
        present = [path for path in (self._database, *sidecars(self._database)) if path.exists()]
        newest = max((path.stat().st_mtime for path in present), default=0.0)
        return datetime.fromtimestamp(newest, UTC)

    def _thin_out(self, keep: frozenset[Path]) -> None:
        """Drop what `kept` does not name; a file that cannot be deleted may as well stay."""
        paths = self._paths()
        for path in set(paths) - kept(paths) - keep:
            with suppress(OSError):
                path.unlink()

    def _sweep(self) -> None:
        """Delete what a killed program left half copied."""
        for part in self._folder.glob(".*.part*"):
            with suppress(OSError):
                if time() - part.stat().st_mtime > ABANDONED:
                    part.unlink()


def kept(newest_first: Sequence[Path]) -> frozenset[Path]:
    """Return the copies to keep: the newest, and the last one of recent days and weeks."""
    by_day: dict[tuple[int, ...], Path] = {}
    by_week: dict[tuple[int, ...], Path] = {}
    for path in newest_first:
        made_at = _made_at(path)
        by_day.setdefault((made_at.year, made_at.month, made_at.day), path)
        by_week.setdefault(tuple(made_at.isocalendar())[:2], path)
    days, weeks = list(by_day.values())[:DAYS], list(by_week.values())[:WEEKS]
    return frozenset((*newest_first[:NEWEST], *days, *weeks))


def _backup(path: Path) -> Backup:
    try:
        inside = contents(path)
    except sqlite3.Error:
        inside = None
    name = NAME.fullmatch(path.name)
    return Backup(
        path=path,
        made_at=_made_at(path),
        reason=name[3] if name else "",
        studies=inside.studies if inside else None,
        answers=inside.answers if inside else None,
        size=path.stat().st_size,
    )


def _stamp(moment: datetime) -> str:
    return f"{moment:{STAMP}}-{moment.microsecond // 1000:03d}"


def _made_at(path: Path) -> datetime:
    """Read the time off the name: that of the file changes when the folder is copied."""
    name = NAME.fullmatch(path.name)
    if name is None:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    moment = datetime.strptime(name[1], STAMP).replace(tzinfo=UTC)
    return moment + timedelta(milliseconds=int(name[2]))


def _require_restorable(path: Path) -> None:
    if not path.is_file():
        raise not_found(path)
    revision_of(path)
    if not check(path).is_sound:
        raise damaged(path)


def _require_sound(copy: Path, source: Path, edits: int = 0) -> None:
    """Delete a copy that is damaged, or misses an edit of the log, and blame its source."""
    if check(copy).is_sound and counts(copy, LOG)[LOG] >= edits:
        return
    copy.unlink()
    raise damaged(source)


def _copy_all(copies: dict[Path, Path]) -> None:
    try:
        for source, copy in copies.items():
            shutil.copyfile(source, copy)
    except OSError:
        for copy in copies.values():
            copy.unlink(missing_ok=True)
        raise
