"""Stamps: when each row was last written, kept in the transaction that writes it.

A Lamport clock (Lamport 1978, "Time, clocks, and the ordering of events") orders the writings
of all laptops alike, whatever their clocks say: see db.models.exchange.StampRow.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Insert, event, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.bulk import write_values
from db.models import Base, ReviewRow, StampRow

NEVER = frozenset(
    {
        "audit",
        "exchange",
        "form_draft",
        "page_text",
        "paper_blob",
        "reading_place",
        "shelved_record",
        "stamp",
        "viewed_page",
    }
)
"""Tables that no packet carries as rows: logs of this copy, and what can be made again."""
_NAMES = ("table_name", "key", "counter", "origin")
_UPSERT = (
    "INSERT INTO stamp (table_name, key, counter, origin) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (table_name, key) DO UPDATE SET counter = excluded.counter, "
    "origin = excluded.origin"
)
_GREATEST = "SELECT (SELECT max(counter) FROM audit), (SELECT max(counter) FROM stamp)"
LOCAL_SETTINGS = frozenset({"copies", "last_study", "sample"})
"""Keys of the review's settings that belong to this copy alone."""


class Stamps:
    """Collects what a session writes and stamps it before the transaction ends."""

    def __init__(self, session: Session, origin: str) -> None:
        """Watch a session in which one edit is about to be written; `origin` names this copy."""
        self._session = session
        self._origin = origin
        self._written: dict[tuple[str, str], None] = {}
        self.counter = next_counter(session)
        event.listen(session, "before_flush", self._on_flush)

    def keep(self) -> None:
        """Write the stamps of everything that was written."""
        self._session.flush()
        event.remove(self._session, "before_flush", self._on_flush)
        write(
            self._session,
            [(table, key, self.counter, self._origin) for table, key in self._written],
        )

    def _on_flush(self, session: Session, _context: object, _instances: object) -> None:
        for row in (*session.new, *session.dirty):
            if isinstance(row, Base) and session.is_modified(row):
                self._written.update(dict.fromkeys(stamped_keys(row)))


def next_counter(session: Session) -> int:
    """Return the counter of the next edit: beyond all that this copy has seen."""
    session.flush()
    # below the mapping: every edit asks
    found = session.connection().exec_driver_sql(_GREATEST).one()
    return max(counter or 0 for counter in found) + 1


def add(session: Session, stamps: Sequence[tuple[str, str, int, str]]) -> None:
    """Set stamps of rows that had none yet, in half of the time of `write`."""
    if session.get_bind().dialect.name == "sqlite" and stamps:
        write_values(session.connection(), "stamp", _NAMES, stamps)
    else:
        write(session, stamps)


def write(session: Session, stamps: Sequence[tuple[str, str, int, str]]) -> None:
    """Set stamps, given as (table, key, counter, origin)."""
    if not stamps:
        return
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql(_UPSERT, list(stamps))
        return
    rows = [dict(zip(_NAMES, stamp, strict=True)) for stamp in stamps]
    session.execute(_upsert(session.get_bind().dialect), rows)


def write_keys(session: Session, table: str, keys: Sequence[str], when: tuple[int, str]) -> None:
    """Set one stamp, (counter, origin), for many rows of a table."""
    write(session, [(table, key, *when) for key in keys])


def stamped_keys(row: Base) -> Iterator[tuple[str, str]]:
    """Yield the (table, key) pairs that a changed row stands for.

    The review's own row is one register for its title and one for every key of its JSON, so
    that two people may answer different protocol fields at the same time.
    """
    table = row.__tablename__
    if table in NEVER:
        return
    if not isinstance(row, ReviewRow):
        state = inspect(row)
        yield table, row_key([getattr(row, key.name) for key in state.mapper.primary_key])
        return
    if inspect(row).attrs.title.history.has_changes():
        yield table, "title"
    for column in ("details", "settings"):
        for key in _changed_keys(row, column):
            if column == "details" or key not in LOCAL_SETTINGS:
                yield table, f"{column}:{key}"


def row_key(values: Sequence[object]) -> str:
    """Return the key of a row from the values of its primary key."""
    return "|".join(map(str, values))


def _changed_keys(row: ReviewRow, column: str) -> Iterator[str]:
    history = inspect(row).attrs[column].history
    before: Mapping[str, Any] = (history.deleted or [{}])[0] or {}
    after: Mapping[str, Any] = (history.added or [{}])[0] or {}
    for key in {**before, **after}:
        if before.get(key) != after.get(key):
            yield key


def _upsert(dialect: Dialect) -> Insert:
    made: postgresql.Insert | sqlite.Insert
    made = (postgresql.insert if dialect.name == "postgresql" else sqlite.insert)(StampRow)
    return made.on_conflict_do_update(
        index_elements=["table_name", "key"],
        set_={"counter": made.excluded.counter, "origin": made.excluded.origin},
    )
