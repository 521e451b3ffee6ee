"""The rows of a packet: decoded, of the right types, and only such as its reviewer may send."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any

from sqlalchemy import Boolean, Column, Integer, LargeBinary, String, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.sqltypes import JSON

from app.domain.errors import AppError
from app.services.exchange.contents import says_what_reads
from app.services.exchange.reading import PacketReader, refused, too_early
from app.services.exchange.tables import Carried, Owner
from db.models import ExtractionRow

LONGEST_KEY = 64
LONGEST_ORIGIN = 400
Stamp = tuple[int, str]
UNSTAMPED: Stamp = (0, "")


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one table as they came, in the order of `names`, and when each was last written."""

    names: tuple[str, ...]
    rows: Sequence[list[Any]]
    stamps: Sequence[Stamp]

    def column(self, name: str) -> list[Any]:
        """Return the values of a column."""
        place = self.names.index(name)
        return [row[place] for row in self.rows]


class PacketRows:
    """Reads the rows of a packet table by table, and knows which extractions are its own.

    `renamed` maps ids of the packet to the ids that this copy gave the same things.
    """

    def __init__(self, session: Session, packet: PacketReader) -> None:
        """Read from an open packet."""
        self._session = session
        self._packet = packet
        self.renamed: dict[str, str] = {}
        self._own = _extractions_of(session, packet.manifest.reviewer_id)

    def has_any(self, carried: Carried) -> bool:
        """Tell whether the packet has rows of a table."""
        part = self._packet.manifest.parts.get(f"rows/{carried.name}.jsonl")
        return part is not None and part.size > 0

    def of(self, carried: Carried) -> Iterator[Batch]:
        """Yield the rows of a table, some at a time; raises PacketRefused."""
        columns = self._columns(carried)
        names = tuple(column.name for column in columns)
        for lines, is_odd in self._packet.blocks(f"rows/{carried.name}.jsonl"):
            whole = set(map(len, lines)) == {2}
            rows, stamps = zip(*lines, strict=True) if whole else ((), ())
            if set(map(type, rows)) != {list} or set(map(len, rows)) != {len(names)}:
                raise refused(self._packet.path, f"a row of its {carried.name}s is not whole")
            wrong = misfit(columns, rows, is_odd=is_odd)
            if wrong is not None:
                what = f"“{wrong.name}” of a row of “{wrong.table.name}” does not fit"
                raise refused(self._packet.path, what)
            batch = Batch(names, rows, stamps_of(self._packet, stamps))
            self._check_owner(carried, batch)
            self._give_local_ids(batch)
            yield batch

    def _columns(self, carried: Carried) -> list[Column[Any]]:
        names = self._packet.manifest.columns.get(carried.name, ())
        known = set(carried.columns)
        keys = {key.name for key in carried.table.primary_key.columns}
        if not set(names) <= known or not keys <= set(names) or len(set(names)) != len(names):
            raise refused(self._packet.path, f"its {carried.name}s have columns unknown here")
        owner = carried.owner.value
        if owner in carried.table.c and owner not in names:
            raise refused(self._packet.path, f"its {carried.name}s do not say whose they are")
        return [carried.table.c[name] for name in names]

    def _check_owner(self, carried: Carried, batch: Batch) -> None:
        if carried.owner is Owner.REVIEWER and set(batch.column("reviewer_id")) - {
            self._packet.manifest.reviewer_id
        }:
            raise refused(self._packet.path, "it holds work of somebody else than it says")
        if carried.name == "extraction":
            self._own.update(batch.column("id"))
        elif carried.owner is Owner.EXTRACTION:
            foreign = set(batch.column("extraction_id")) - self._own
            if foreign:
                raise self._not_own(foreign)

    def _not_own(self, extraction_ids: Collection[str]) -> AppError:
        """Say why rows of these extractions are not taken: another's, or not here yet."""
        here = select(ExtractionRow.id).where(ExtractionRow.id.in_(extraction_ids)).limit(1)
        if self._packet.manifest.since and self._session.scalars(here).first() is None:
            return too_early(self._packet.path)
        return refused(self._packet.path, "it holds answers of somebody else than it says")

    def _give_local_ids(self, batch: Batch) -> None:
        if not self.renamed:
            return
        for name in {"extraction_id", "form_id"}.intersection(batch.names):
            place = batch.names.index(name)
            for row in batch.rows:
                row[place] = self.renamed.get(row[place], row[place])


def misfit(
    columns: Sequence[Column[Any]], rows: Sequence[Sequence[Any]], *, is_odd: bool
) -> Column[Any] | None:
    """Return the first column that a value does not fit; None: all fit.

    Looked at by column, because a packet has hundreds of thousands of rows. Rows must have
    as many values as there are columns.
    """
    for column, values in zip(columns, zip(*rows, strict=True), strict=False):
        if not set(map(type, values)) <= _types(column) or not _is_bounded(column, values):
            return column
        if not says_what_reads(column, values):
            return column
        if is_odd and isinstance(column.type, String) and not are_storable(values):
            return column
    return None


def stamps_of(packet: PacketReader, values: Sequence[Any]) -> list[Stamp]:
    """Return decoded stamps, each [counter, origin] or null; raises PacketRefused."""
    given = [value for value in values if value is not None]
    whole = set(map(type, given)) <= {list} and set(map(len, given)) <= {2}
    if not whole or not _are_stamps(given):
        raise refused(packet.path, "a row in it does not say when it was written")
    return [UNSTAMPED if value is None else (value[0], value[1]) for value in values]


def _are_stamps(given: Sequence[Sequence[Any]]) -> bool:
    counters, origins = zip(*given, strict=True) if given else ((), ())
    if not set(map(type, counters)) <= {int} or not set(map(type, origins)) <= {str}:
        return False
    bounded = not counters or (min(counters) > 0 and max(counters) < 1 << 62)
    return bounded and all(len(o) <= LONGEST_ORIGIN and "\0" not in o for o in set(origins))


def _types(column: Column[Any]) -> frozenset[type]:
    """Return the types that JSON may give the values of a column."""
    kind = column.type
    if isinstance(kind, JSON):
        fitting: frozenset[type] = frozenset({str, int, float, bool, list, dict})
    elif isinstance(kind, Boolean):
        fitting = frozenset({bool})
    elif isinstance(kind, Integer):
        fitting = frozenset({int})
    elif isinstance(kind, String) and not isinstance(kind, LargeBinary):
        fitting = frozenset({str})
    else:
        fitting = frozenset()
    return fitting | {NoneType} if column.nullable else fitting


def _is_bounded(column: Column[Any], values: Sequence[Any]) -> bool:
    """Tell whether keys are no longer than keys, and numbers are such as databases hold."""
    if isinstance(column.type, Integer):
        return max(map(abs, filter(None, values)), default=0) < 1 << 62
    if isinstance(column.type, String) and (column.primary_key or column.foreign_keys):
        return max(map(len, filter(None, values)), default=0) <= LONGEST_KEY
    return True


def are_storable(values: Iterable[str | None]) -> bool:
    """Tell whether every database takes these texts: no NUL, no half of a character."""
    text = "".join(filter(None, values))
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _extractions_of(session: Session, reviewer_id: str) -> set[str]:
    own = select(ExtractionRow.id).where(ExtractionRow.reviewer_id == reviewer_id)
    return set(session.scalars(own))
