"""The rows of a packet: decoded, of the right types, and only such as its reviewer may send."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Column, Integer, LargeBinary, String, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.sqltypes import JSON

from app.services.exchange.reading import PacketReader, refused
from app.services.exchange.tables import Carried, Owner
from db.models import ExtractionRow

LONGEST_KEY = 64
Stamp = tuple[int, str]
UNSTAMPED: Stamp = (0, "")


@dataclass(frozen=True, slots=True)
class PacketRow:
    """A row as it came, and when it was last written."""

    values: dict[str, Any]
    stamp: Stamp


class PacketRows:
    """Reads the rows of a packet table by table, and knows which extractions are its own.

    `renamed` maps ids of the packet to the ids that this copy gave the same things.
    """

    def __init__(self, session: Session, packet: PacketReader) -> None:
        """Read from an open packet whose contents were compared with their hashes."""
        self._packet = packet
        self.renamed: dict[str, str] = {}
        self._own = _extractions_of(session, packet.manifest.reviewer_id)

    def of(self, carried: Carried) -> Iterator[PacketRow]:
        """Yield the rows of a table; raises PacketRefused."""
        name = f"rows/{carried.name}.jsonl"
        if name not in self._packet.manifest.parts:
            return
        columns = self._columns(carried)
        names = [column.name for column in columns]
        check = RowCheck(columns)
        for line, may_hold_nul in self._packet.marked_lines(name):
            if len(line) != 2 or not isinstance(line[0], list) or len(line[0]) != len(columns):
                raise refused(self._packet.path, f"a row of its {carried.name}s is not whole")
            wrong = check.misfit(line[0], may_hold_nul=may_hold_nul)
            if wrong is not None:
                raise refused(
                    self._packet.path, f"a {wrong.table.name} has no {wrong.name} that fits"
                )
            values = dict(zip(names, line[0], strict=True))
            self._check_owner(carried, values)
            yield PacketRow(self._with_local_ids(values), stamp_of(self._packet, line[1]))

    def _columns(self, carried: Carried) -> list[Column[Any]]:
        names = self._packet.manifest.columns.get(carried.name, ())
        known = set(carried.columns)
        keys = {key.name for key in carried.table.primary_key.columns}
        if not set(names) <= known or not keys <= set(names) or len(set(names)) != len(names):
            raise refused(self._packet.path, f"its {carried.name}s have columns unknown here")
        return [carried.table.c[name] for name in names]

    def _check_owner(self, carried: Carried, values: Mapping[str, Any]) -> None:
        reviewer_id = self._packet.manifest.reviewer_id
        if carried.owner is Owner.REVIEWER and values["reviewer_id"] != reviewer_id:
            raise refused(self._packet.path, "it holds work of somebody else than it says")
        if carried.name == "extraction":
            self._own.add(values["id"])
        elif carried.owner is Owner.EXTRACTION and values["extraction_id"] not in self._own:
            raise refused(self._packet.path, "it holds answers of somebody else than it says")

    def _with_local_ids(self, values: dict[str, Any]) -> dict[str, Any]:
        if self.renamed:
            for name in ("extraction_id", "form_id"):
                if name in values:
                    values[name] = self.renamed.get(values[name], values[name])
        return values


class RowCheck:
    """Checks the rows of a table; rows of types that were seen to fit are checked quickly."""

    def __init__(self, columns: list[Column[Any]]) -> None:
        """Check rows that have these columns, in this order."""
        self._columns = columns
        self._seen: set[tuple[type, ...]] = set()
        bounded = [n for n, c in enumerate(columns) if not isinstance(c.type, JSON)]
        self._keys = [n for n in bounded if _is_key(columns[n])]
        self._numbers = [n for n in bounded if isinstance(columns[n].type, Integer)]

    def misfit(self, row: list[Any], *, may_hold_nul: bool) -> Column[Any] | None:
        """Return the first column that a value does not fit; None: all fit."""
        types = tuple(map(type, row))
        if types in self._seen and not may_hold_nul and self._is_bounded(row):
            return None
        for column, value in zip(self._columns, row, strict=True):
            if not _fits(column, value):
                return column
        self._seen.add(types)
        return None

    def _is_bounded(self, row: list[Any]) -> bool:
        for place in self._keys:
            if row[place] is not None and len(row[place]) > LONGEST_KEY:
                return False
        return all(row[n] is None or abs(row[n]) < 1 << 62 for n in self._numbers)


def stamp_of(packet: PacketReader, value: object) -> Stamp:
    """Return a decoded stamp; raises PacketRefused."""
    if value is None:
        return UNSTAMPED
    if isinstance(value, list) and len(value) == 2:
        counter, origin = value
        if isinstance(origin, str) and isinstance(counter, int) and 0 < counter < 1 << 62:
            return counter, origin
    raise refused(packet.path, "a row in it does not say when it was written")


def _fits(column: Column[Any], value: object) -> bool:
    if value is None:
        return bool(column.nullable)
    kind = column.type
    if isinstance(kind, JSON):
        return True
    if isinstance(kind, Boolean):
        return isinstance(value, bool)
    if isinstance(kind, Integer):
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 62
    if isinstance(kind, LargeBinary) or not isinstance(kind, String):
        return False
    is_long_key = _is_key(column) and isinstance(value, str) and len(value) > LONGEST_KEY
    return isinstance(value, str) and "\0" not in value and not is_long_key


def _is_key(column: Column[Any]) -> bool:
    is_text = isinstance(column.type, String)
    return is_text and (bool(column.primary_key) or bool(column.foreign_keys))


def _extractions_of(session: Session, reviewer_id: str) -> set[str]:
    own = select(ExtractionRow.id).where(ExtractionRow.reviewer_id == reviewer_id)
    return set(session.scalars(own))
