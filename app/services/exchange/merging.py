"""The merge of rows: the later writing of each stands, on every laptop alike.

Each row is a last-writer-wins register over (counter, origin, content) (Shapiro et al. 2011,
"Conflict-free replicated data types"), so merges commute, associate and can be repeated. What
a register loses stays in the log, which is a union of entries.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from app.domain.packets import Counts
from app.services import stamps
from app.services.codec import canonical
from app.services.exchange.reading import PacketReader, refused
from app.services.exchange.rows import UNSTAMPED, PacketRow, PacketRows, Stamp
from app.services.exchange.tables import Carried
from app.services.exchange.writing import seen
from app.services.stamps import row_key
from db.bulk import insert_rows
from db.models import StampRow

BATCH = 1000  # rows at a time; below SQLite's limit of variables
MANY = 500_000  # keys that are kept in memory
UNCHANGING = frozenset({"anchor", "form_version"})

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class _Local:
    """A row of this copy: its key as stamps write it, its values and its stamp."""

    key: str
    values: Mapping[str, Any]
    stamp: Stamp


class Merger:
    """Merges the tables of one packet within one transaction, or only counts what it would do."""

    def __init__(self, session: Session, packet: PacketReader, *, writes: bool) -> None:
        """Merge into the review of the session; with `writes` False nothing is written."""
        self._session = session
        self._packet = packet
        self._writes = writes
        self._rows = PacketRows(session, packet)
        self._ours_seen = seen(session)
        self._theirs_seen = packet.manifest.seen
        self._known: frozenset[str] | None = None

    def merge(self, carried: Carried) -> Iterator[Counts]:
        """Merge a table; yield the counts of every batch. Raises PacketRefused."""
        self._known = _keys_here(self._session, carried)
        for batch in batches(self._rows.of(carried), BATCH):
            yield self._merge_batch(carried, batch)

    def _merge_batch(self, carried: Carried, batch: Sequence[PacketRow]) -> Counts:
        known = {} if self._is_all_new(carried, batch) else self._local(carried, batch)
        counts = Counts()
        fresh: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        written: list[tuple[str, str, int, str]] = []
        for row in batch:
            key = _key_of(carried, row.values)
            local = known.get(key)
            counted, is_taken = self._compared(carried, row, local)
            counts += counted
            if local is None:
                fresh.append(row.values)
            elif is_taken:
                changed.append({**row.values, **_keys(carried, local.values)})
            if (local is None or is_taken) and row.stamp != UNSTAMPED:
                written.append((carried.name, local.key if local else key, *row.stamp))
        if self._writes:
            self._write(carried, fresh, changed, written)
        return counts

    def _is_all_new(self, carried: Carried, batch: Sequence[PacketRow]) -> bool:
        """Tell whether no row of the batch can be here, without asking for each."""
        if self._known is None or (carried.same_by and self._known):
            return False
        return self._known.isdisjoint(_key_of(carried, row.values) for row in batch)

    def _compared(
        self, carried: Carried, row: PacketRow, local: _Local | None
    ) -> tuple[Counts, bool]:
        """Say how a row compares, and whether the packet's writing is the one that stands."""
        if local is None:
            return Counts(new=1), False
        theirs = {**row.values, **_keys(carried, local.values)}
        ours = {name: local.values[name] for name in theirs}
        if theirs == ours:
            return Counts(same=1), row.stamp > local.stamp
        if carried.name in UNCHANGING:
            raise refused(self._packet.path, f"it changes a {carried.name} that can't be changed")
        is_taken = (row.stamp, canonical(theirs)) > (local.stamp, canonical(ours))
        if self._is_concurrent(row.stamp, local.stamp):
            return Counts(conflicting=1, taken=int(is_taken)), is_taken
        return Counts(changed=int(is_taken), older=int(not is_taken)), is_taken

    def _is_concurrent(self, theirs: Stamp, ours: Stamp) -> bool:
        """Tell whether neither side knew the other's writing."""
        if UNSTAMPED in (theirs, ours):
            return False
        they_knew = ours[0] <= self._theirs_seen.get(ours[1], 0)
        we_knew = theirs[0] <= self._ours_seen.get(theirs[1], 0)
        return not they_knew and not we_knew

    def _local(self, carried: Carried, batch: Sequence[PacketRow]) -> dict[str, _Local]:
        """Return this copy's rows by the keys that the packet gives them."""
        found = self._by_key(carried, batch)
        unknown = [row for row in batch if _key_of(carried, row.values) not in found]
        if carried.same_by and unknown:
            found |= self._by_nature(carried, unknown)
        marks = self._stamps_of(carried.name, [_key_of(carried, v) for v in found.values()])
        return {
            key: _Local(own, values, marks.get(own, UNSTAMPED))
            for key, values in found.items()
            for own in (_key_of(carried, values),)
        }

    def _by_key(self, carried: Carried, batch: Sequence[PacketRow]) -> dict[str, Mapping[str, Any]]:
        (column,) = carried.table.primary_key.columns
        wanted = [row.values[column.name] for row in batch]
        rows = self._session.execute(_chosen(carried).where(column.in_(wanted))).mappings()
        return {_key_of(carried, values): values for values in map(dict, rows)}

    def _by_nature(
        self, carried: Carried, unknown: Sequence[PacketRow]
    ) -> dict[str, Mapping[str, Any]]:
        """Find rows that are the same thing under another id, and remember what it is called."""
        first = carried.table.c[carried.same_by[0]]
        near = _chosen(carried).where(first.in_({row.values[first.name] for row in unknown}))
        rows = map(dict, self._session.execute(near).mappings())
        natures = {_nature(carried, values): values for values in rows}
        found: dict[str, Mapping[str, Any]] = {}
        for row in unknown:
            local = natures.get(_nature(carried, row.values))
            if local is not None:
                found[_key_of(carried, row.values)] = local
                self._rows.renamed[row.values["id"]] = local["id"]
        return found

    def _stamps_of(self, table: str, keys: Sequence[str]) -> dict[str, Stamp]:
        columns = select(StampRow.key, StampRow.counter, StampRow.origin)
        wanted = columns.where(StampRow.table_name == table, StampRow.key.in_(keys))
        return {key: (n, origin) for key, n, origin in self._session.execute(wanted)}

    def _write(
        self,
        carried: Carried,
        fresh: list[dict[str, Any]],
        changed: list[dict[str, Any]],
        written: list[tuple[str, str, int, str]],
    ) -> None:
        table = carried.table
        insert_rows(self._session, table, fresh)
        if changed:
            keys = [key.name for key in table.primary_key.columns]
            names = [name for name in changed[0] if name not in keys]
            change = update(table).values({name: bindparam(f"new_{name}") for name in names})
            for key in keys:
                change = change.where(table.c[key] == bindparam(f"key_{key}"))
            self._session.connection().execute(
                change,
                [
                    {f"{'key' if n in keys else 'new'}_{n}": value for n, value in row.items()}
                    for row in changed
                ],
            )
        stamps.write(self._session, written)


def _keys_here(session: Session, carried: Carried) -> frozenset[str] | None:
    """Return the keys of a table, so that new rows are known as new; None: they are too many."""
    (column,) = carried.table.primary_key.columns
    count = session.scalar(select(func.count()).select_from(carried.table)) or 0
    return frozenset(map(str, session.scalars(select(column)))) if count < MANY else None


def batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Yield lists of at most `size` things."""
    source = iter(things)
    while batch := list(islice(source, size)):
        yield batch


def _chosen(carried: Carried) -> Any:  # noqa: ANN401 - a Select of as many columns as the table has
    return select(*(carried.table.c[name] for name in carried.columns))


def _keys(carried: Carried, values: Mapping[str, Any]) -> dict[str, Any]:
    return {key.name: values[key.name] for key in carried.table.primary_key.columns}


def _key_of(carried: Carried, values: Mapping[str, Any]) -> str:
    (column,) = carried.table.primary_key.columns
    return row_key((values[column.name],))


def _nature(carried: Carried, values: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(values[name] for name in carried.same_by)
