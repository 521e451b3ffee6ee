"""Whole copies of a live review file, and what a file holds and whether it is sound."""

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from db.sqlite import connect, connect_read_only, move_sidecars_away, sidecars

FEW = 20


@dataclass(frozen=True, slots=True)
class Findings:
    """What the checks of a file found, as SQLite words it; nothing in a sound file."""

    structure: tuple[str, ...] = ()
    dangling: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Tell whether neither check found anything."""
        return not self.structure and not self.dangling


@dataclass(frozen=True, slots=True)
class Contents:
    """What a review file holds; `last_change` is ISO 8601 UTC, "" before the first edit."""

    title: str
    studies: int
    answers: int
    last_change: str


def snapshot(source: Path, target: Path) -> None:
    """Copy a file, open or not, to one that stands alone; an earlier target is replaced at once.

    Raises sqlite3.Error or OSError; then the target is as it was and nothing is left behind.
    """
    temporary = target.with_name(f".{target.name}.part")
    remove(temporary)
    try:
        _copy(source, temporary)
        swap_in(temporary, target)
    finally:
        remove(temporary)


def swap_in(ready: Path, target: Path) -> None:
    """Put a finished file in the place of another, for good even if the power fails."""
    _sync(ready)
    _settle(target)
    move_sidecars_away(target)
    ready.replace(target)
    sync_folder(target.parent)


def check(path: Path, *, quick: bool = False) -> Findings:
    """Check pages and foreign keys; `quick` leaves out that indexes match their tables.

    A damaged file is a finding; a missing or locked one raises.
    """
    try:
        with closing(connect_read_only(path)) as connection:
            pragma = "quick_check" if quick else "integrity_check"
            structure = tuple(str(row[0]) for row in connection.execute(f"PRAGMA {pragma}({FEW})"))
            dangling = connection.execute("PRAGMA foreign_key_check").fetchmany(FEW)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise
        return Findings(structure=(str(error),))
    return Findings(
        structure=() if structure == ("ok",) else structure,
        dangling=tuple(f"{table} row {row} has no {parent}" for table, row, parent, _ in dangling),
    )


def counts(path: Path, *only: str) -> dict[str, int]:
    """Return the number of rows of every table of the file, or of those named."""
    with closing(connect_read_only(path)) as connection:
        tables = only or tuple(
            row[0]
            for row in connection.execute(
                "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%'"
            )
        )
        return {table: _count(connection, table) for table in tables}


def contents(path: Path) -> Contents:
    """Return what the reviewer would find in the file; raises sqlite3.Error if unreadable."""
    with closing(connect_read_only(path)) as connection:
        title = connection.execute("SELECT title FROM review").fetchone()
        studies = connection.execute("SELECT count(*) FROM study WHERE NOT removed").fetchone()
        answers = connection.execute(
            "SELECT count(*) FROM answer WHERE status <> 'empty'"
        ).fetchone()
        last = connection.execute("SELECT at FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return Contents(title[0] if title else "", studies[0], answers[0], last[0] if last else "")


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last; Windows neither needs nor allows it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy(source: Path, target: Path) -> None:
    """Copy by the backup API, in one step: a writer elsewhere cannot make it start again."""
    target.touch(exist_ok=False)
    with closing(_source(source)) as origin, closing(connect(target)) as copy:
        origin.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")


def _source(path: Path) -> sqlite3.Connection:
    """Open for writing when possible: only then an interrupted commit is rolled back."""
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return connect_read_only(path)
    connection = connect(path)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _settle(path: Path) -> None:
    """Merge the journals of a file first: were the power to fail now, it would still be whole."""
    if not any(sidecar.exists() for sidecar in sidecars(path)):
        return
    # a file that does not open is damaged or missing: its journals are only moved away
    with suppress(sqlite3.Error), closing(connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def remove(path: Path) -> None:
    """Delete a file and its journals, if they are there."""
    path.unlink(missing_ok=True)
    for suffix in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _count(connection: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    found: int = connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0]  # noqa: S608
    return found
