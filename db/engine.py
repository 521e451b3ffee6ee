"""Engines for a review file or a team server, and the two kinds of transaction."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from json.encoder import encode_basestring as _quoted
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from db.location import is_synced_or_network
from db.sqlite import Journal, connect, connect_read_only

__all__ = [
    "WRITER_LOCK",
    "DamagedContent",
    "for_reading",
    "is_synced_or_network",
    "open_engine",
    "read_json",
    "reading",
    "write_json",
    "writing",
]


_DECODER = json.JSONDecoder()


class DamagedContent(ValueError):
    """Stored content that does not read as what it was written as: bits flipped on the disk."""


_encoded = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
SERVER_SCHEMES = ("postgresql:", "postgresql+", "postgres:")
READS_ONLY = "reads_only"
WRITER_LOCK = 0x436864  # any number that names this program's lock on the server


def open_engine(
    url_or_path: str | Path,
    *,
    read_only: bool = False,
    journal: Journal = "wal",
    foreign_keys: bool = True,
) -> Engine:
    """Return an engine on a review file that exists, or on a PostgreSQL address.

    A transaction on it takes the write lock at once, so that what it reads stays true until
    it commits; see `reading` for the other kind. Use journal="delete" on synced or network
    folders. A read-only engine refuses every write.
    """
    if isinstance(url_or_path, str) and url_or_path.startswith(SERVER_SCHEMES):
        return _server_engine(make_url(url_or_path))
    path = Path(url_or_path)

    def opened() -> SqliteConnection:
        if read_only:
            return connect_read_only(path)
        return connect(path, journal=journal, foreign_keys=foreign_keys)

    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        creator=opened,
        poolclass=QueuePool,
        json_serializer=write_json,
        json_deserializer=read_json,
        hide_parameters=True,  # error reports hold no answers
    )
    event.listen(engine, "begin", _begin_read_only if read_only else _begin)
    return engine


@contextmanager
def writing(engine: Engine | Connection) -> Iterator[Session]:
    """Give a session that alone may write; commits at the end, rolls back when it raises."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        if engine.dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
        yield session


@contextmanager
def reading(engine: Engine | Connection) -> Iterator[Session]:
    """Give a session on one state of the review; a write in it raises, and nobody waits.

    On a connection that is in a transaction it is that one's state, before and after.
    """
    with Session(for_reading(engine), autoflush=False) as session:
        yield session


def write_json(value: object) -> str:
    """Return JSON as stored: readable, without NaN, escaped where UTF-8 cannot hold it."""
    written = _quoted(value) if type(value) is str else _encoded(value)
    try:
        written.encode()
    except UnicodeEncodeError:  # a lone surrogate, as PDFs hold them
        return json.dumps(value, allow_nan=False)
    return written


def read_json(text: str | float) -> object:
    """Read stored JSON, or the number that SQLite made of it; raises DamagedContent.

    What was written has no blanks around it, so the decoder need not look for them: a large
    review holds 150,000 such texts.
    """
    if not isinstance(text, str):
        return text
    try:
        value, end = _DECODER.raw_decode(text)
        return value if end == len(text) else json.loads(text)
    except ValueError as error:
        raise DamagedContent("stored JSON does not read") from error


def for_reading(engine: Engine | Connection) -> Engine | Connection:
    """Return the engine, its connections shared, for transactions that only read."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine.execution_options(**{READS_ONLY: True})


def _server_engine(url: URL) -> Engine:
    return create_engine(
        url.set(drivername="postgresql+pg8000"),
        pool_pre_ping=True,
        json_serializer=write_json,
        hide_parameters=True,
    )


def _begin(connection: Connection) -> None:
    """Begin for SQLAlchemy: the driver's own handling would begin only before a write."""
    reads_only = connection.get_execution_options().get(READS_ONLY, False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads_only else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _begin_read_only(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
