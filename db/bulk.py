"""Many rows at once: plain statements on SQLite, which take a fifth of the time of built ones."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Column, Table, insert
from sqlalchemy.orm import Session

from db.engine import write_json


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns; others get the defaults of the table."""
    if not rows:
        return
    names = list(rows[0])
    columns = [table.c[name] for name in names]
    if session.get_bind().dialect.name != "sqlite" or not _is_whole(table, names):
        session.execute(insert(table), list(rows))
        return
    written = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    statement = f'INSERT INTO "{table.name}" ({written}) VALUES ({marks})'  # noqa: S608 - names of our own tables
    session.connection().exec_driver_sql(statement, _parameters(columns, rows))


def _parameters(
    columns: Sequence[Column[Any]], rows: Sequence[Mapping[str, Any]]
) -> list[tuple[Any, ...]]:
    """Return the values in the order of the columns, JSON as text."""
    documents = {c.name for c in columns if isinstance(c.type, JSON)}
    names = [column.name for column in columns]
    if not documents:
        return [tuple([row[name] for name in names]) for row in rows]
    return [
        tuple(
            [
                write_json(row[name]) if name in documents and row[name] is not None else row[name]
                for name in names
            ]
        )
        for row in rows
    ]


def _is_whole(table: Table, names: Sequence[str]) -> bool:
    """Tell whether the database itself can fill in the columns that are not named."""
    given = set(names)
    return all(
        column.name in given or column.nullable or column.server_default is not None
        or (column.primary_key and column.autoincrement is True)
        for column in table.columns
    )  # fmt: skip
