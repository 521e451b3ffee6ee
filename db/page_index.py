"""The file that finds words in the pages of all papers: rebuilt at will, never a source."""

import json
import sqlite3
import threading
from array import array
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from db.sqlite import SIDECARS, connect, connect_read_only

VERSION = 1  # rises with every change of the tables or of how text is folded
SHORTEST = 3  # characters of folded text that the index can look up; less is read through
WIDE = 1 << 16
TABLES = """
CREATE TABLE paper (sha256 TEXT PRIMARY KEY, pages INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE page (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, page INTEGER NOT NULL,
  text TEXT NOT NULL, folded TEXT NOT NULL, positions BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(folded, content='page', content_rowid='id',
  tokenize='trigram case_sensitive 1');
"""
INDEXED = """
SELECT page.sha256, page.id FROM words JOIN page ON page.id = words.rowid WHERE words MATCH ?
AND NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(page.folded, value) = 0) ORDER BY page.page
"""
THROUGH = """
SELECT sha256, id FROM page
WHERE NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(folded, value) = 0) ORDER BY page
"""


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """One page (from 0): its text, folded, and where each folded character stood in it."""

    page: int
    text: str
    folded: str
    positions: "array[int]"


class PageIndex:
    """Pages by the letters in them; raises sqlite3.Error when the file does not serve.

    Used from several threads, one at a time.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use a connection to a file with the tables of this version."""
        self._connection = connection
        self._lock = threading.Lock()

    @classmethod
    def in_file(cls, path: Path) -> Self:
        """Open the file for adding; one that is missing, older or no index is begun anew."""
        if path.exists() and not _serves(path):
            remove(path)
        path.touch()
        connection = connect(path, journal="delete", foreign_keys=False)
        connection.execute("PRAGMA synchronous=NORMAL")
        return cls(_with_tables(connection))

    @classmethod
    def to_read(cls, path: Path) -> Self | None:
        """Open the file for reading only; None when it is missing, older or no index."""
        return cls(connect_read_only(path)) if path.exists() and _serves(path) else None

    @classmethod
    def for_now(cls) -> Self:
        """Begin one outside the review that goes when it is closed."""
        connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        return cls(_with_tables(connection))

    def papers(self) -> dict[str, int]:
        """Return how many pages of each paper are there, by its hash."""
        with self._lock:
            return dict(self._connection.execute("SELECT sha256, pages FROM paper"))

    def add(self, sha256: str, pages: Sequence[IndexedPage]) -> None:
        """Add all pages of a paper, or none; what was there of it stays what it is."""
        with self._lock, self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO paper VALUES (?, ?)", (sha256, len(pages)))
            for page in pages:
                packed = array("H" if len(page.text) < WIDE else "I", page.positions).tobytes()
                row = (sha256, page.page, page.text, page.folded, packed)
                written = connection.execute(
                    "INSERT INTO page (sha256, page, text, folded, positions) VALUES (?,?,?,?,?)",
                    row,
                )
                connection.execute(
                    "INSERT INTO words (rowid, folded) VALUES (?, ?)",
                    (written.lastrowid, page.folded),
                )

    def find(self, wanted: Sequence[str]) -> dict[str, list[int]]:
        """Return by paper the keys of the pages that hold all the folded words, in page order."""
        long = [word for word in wanted if len(word) >= SHORTEST]
        short = json.dumps([word for word in wanted if len(word) < SHORTEST])
        quoted = ('"' + word.replace('"', '""') + '"' for word in long)
        query, values = (INDEXED, (" AND ".join(quoted), short)) if long else (THROUGH, (short,))
        found: dict[str, list[int]] = {}
        with self._lock:
            for sha256, key in self._connection.execute(query, values):
                found.setdefault(sha256, []).append(key)
        return found

    def page(self, key: int) -> IndexedPage:
        """Return a page by the key that `find` gave."""
        wanted = "SELECT page, text, folded, positions FROM page WHERE id = ?"
        with self._lock:
            page, text, folded, packed = self._connection.execute(wanted, (key,)).fetchone()
        positions = array("H" if len(text) < WIDE else "I")
        positions.frombytes(packed)
        return IndexedPage(page, text, folded, positions)

    def close(self) -> None:
        """Let the file go; one that was begun for now is gone."""
        with self._lock:
            self._connection.close()


def remove(path: Path) -> None:
    """Delete an index and its journals; raises OSError."""
    for suffix in ("", *SIDECARS):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _serves(path: Path) -> bool:
    """Tell whether a file is an index of this version."""
    with suppress(sqlite3.Error), closing(connect_read_only(path)) as connection:
        return bool(connection.execute("PRAGMA user_version").fetchone()[0] == VERSION)
    return False


def _with_tables(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Give the connection its tables; it is closed when that fails."""
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version={VERSION}; COMMIT")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
