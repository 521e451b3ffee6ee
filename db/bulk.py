"""Many rows at once: plain statements on SQLite, which take a fifth of the time of built ones."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from typing import Any

from sqlalchemy import JSON, Connection, Table, func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db.engine import write_json

ROOM = 96 << 10  # kB
VARIABLES = 900  # in a statement; every SQLite takes 999


def is_in_file(session: Session) -> bool:
    """Tell whether a session works on an SQLite file."""
    return session.get_bind().dialect.name == "sqlite"


def insert_values(
    session: Session, table: Table, names: Sequence[str], rows: Sequence[Any]
) -> None:
    """Insert rows given as values in the order of `names`; they are used up by it.

    Columns that are not named get the defaults of the table.
    """
    if not rows:
        return
    if not is_in_file(session) or not _is_whole(table, names):
        named = [dict(zip(names, row, strict=True)) for row in rows]
        session.execute(insert(table), named)
        return
    for place, name in enumerate(names):
        if isinstance(table.c[name].type, JSON):
            _write_documents(rows, place)
    insert_stored(session, table, names, rows)


def insert_stored(
    session: Session, table: Table, names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert rows into an SQLite file as the file stores them: JSON is text already."""
    write_values(session.connection(), table.name, names, rows)


def write_values(
    connection: Connection, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Write new rows into an SQLite file, some of them a statement.

    OR FAIL: SQLite need not be able to take half a statement back, for which it would copy
    every page first. Whoever writes takes the whole transaction back.
    """
    if not rows:
        return
    written = ", ".join(f'"{name}"' for name in names)
    head = f'INSERT OR FAIL INTO "{table}" ({written}) VALUES '  # noqa: S608 - names of our own tables
    one = f"({', '.join('?' * len(names))})"
    most = VARIABLES // len(names)
    many = len(rows) // -(-len(rows) // most)  # as even as can be: few are left for one by one
    whole = len(rows) - len(rows) % many
    if whole:
        groups = [tuple(chain.from_iterable(rows[n : n + many])) for n in range(0, whole, many)]
        connection.exec_driver_sql(head + ", ".join([one] * many), groups)
    if whole < len(rows):
        connection.exec_driver_sql(head + one, [tuple(row) for row in rows[whole:]])


def listed(session: Session, keys: Sequence[str]) -> Any:  # noqa: ANN401 - for `in_`
    """Return very many keys for a condition `in_`, in a statement that is built once."""
    if not is_in_file(session):
        return keys
    texts = func.json_each(json.dumps(keys)).table_valued("value")
    return select(texts.c.value)


@contextmanager
def much_room(session: Session) -> Iterator[None]:
    """Let an SQLite file keep more pages in memory while very many rows are written.

    Keys are scattered, so that with its usual 2 MB the same pages are written again and again.
    """
    if not is_in_file(session):
        yield
        return
    connection = session.connection()
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size=-{ROOM}")
    try:
        yield
    finally:
        with suppress(DBAPIError):  # a file that fails is told by what failed first
            connection.exec_driver_sql(f"PRAGMA cache_size={before}")


def _write_documents(rows: Sequence[list[Any]], place: int) -> None:
    from msgspec.json import Encoder  # a quarter of the time of Python's own

    given = [row for row in rows if row[place] is not None]
    try:
        texts = Encoder().encode_lines(row[place] for row in given).decode().split("\n")
    except UnicodeEncodeError:  # half of a character
        texts = [write_json(row[place]) for row in given]
    for row, text in zip(given, texts, strict=False):  # the last line is empty
        row[place] = text


def _is_whole(table: Table, names: Sequence[str]) -> bool:
    """Tell whether the database itself can fill in the columns that are not named."""
    given = set(names)
    return all(
        column.name in given or column.nullable or column.server_default is not None
        or (column.primary_key and column.autoincrement is True)
        for column in table.columns
    )  # fmt: skip
