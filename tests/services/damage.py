"""Damage to review files, as disks and sync programs do it."""

import sqlite3
from contextlib import closing
from pathlib import Path

PAGE = 4096


def zero_page(path: Path, table: str) -> None:
    """Overwrite the first page of a table with zeros."""
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()[0]
    with path.open("rb+") as file:
        file.seek((page - 1) * PAGE)
        file.write(bytes(PAGE))


def truncate(path: Path) -> None:
    """Cut the file to its first half."""
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size // 2 // PAGE * PAGE)


def overwrite_start(path: Path) -> None:
    """Overwrite the header."""
    with path.open("rb+") as file:
        file.write(b"<html>not found</html>".ljust(PAGE))


def dangle(path: Path) -> None:
    """Add a report of a study that is not there, past the checks."""
    execute(path, "INSERT INTO report VALUES ('r','none','primary','{}',NULL,0,0,NULL)")


def execute(path: Path, statement: str) -> None:
    """Run one statement on the file, past all checks, and commit."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def leave_wal(path: Path, statement: str) -> None:
    """Run a statement and leave it in the -wal, as a killed program does."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        with connection:
            connection.execute(statement)
        kept = {side: side.read_bytes() for side in path.parent.glob(f"{path.name}-*")}
        main = path.read_bytes()
    path.write_bytes(main)
    for side, content in kept.items():
        side.write_bytes(content)
