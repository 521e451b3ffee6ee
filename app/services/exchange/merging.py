"""The merge of rows: the later writing of each stands, on every laptop alike.

Each row is a last-writer-wins register over (counter, origin, content) (Shapiro et al. 2011,
"Conflict-free replicated data types"), so merges commute, associate and can be repeated. What
a register loses stays in the log, which is a union of entries.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select, update
from sqlalchemy.orm import Session

from app.domain.packets import Counts
from app.services import stamps
from app.services.codec import canonical
from app.services.exchange.contents import FIXED
from app.services.exchange.foreseen import Foreseen
from app.services.exchange.reading import PacketReader, refused
from app.services.exchange.rows import UNSTAMPED, Batch, PacketRows, Stamp
from app.services.exchange.tables import Carried
from app.services.exchange.writing import seen
from db.bulk import insert_values, listed
from db.models import StampRow

MANY = 500_000  # keys that are kept in memory
UNCHANGING = frozenset({"anchor", "form_version"})


@dataclass(frozen=True, slots=True)
class _Local:
    """A row of this copy: its key, its values in the order of the batch, and its stamp."""

    key: str
    values: list[Any]
    stamp: Stamp


class Merger:
    """Merges the tables of one packet within one transaction, or only counts what it would do."""

    def __init__(
        self, session: Session, packet: PacketReader, foreseen: Foreseen | None = None
    ) -> None:
        """Merge into the review of the session; with `foreseen` it is told, and nothing written."""
        self._session = session
        self._packet = packet
        self._foreseen = foreseen
        self._rows = PacketRows(session, packet)
        self._ours_seen = seen(session)
        self._theirs_seen = packet.manifest.seen

    def merge(self, carried: Carried) -> Iterator[Counts]:
        """Merge a table; yield the counts of every batch. Raises PacketRefused."""
        if not self._rows.has_any(carried):
            return
        here = _Here.of(self._session, carried)
        for batch in self._rows.of(carried):
            yield self._merge_batch(carried, batch, here)

    def _merge_batch(self, carried: Carried, batch: Batch, here: "_Here") -> Counts:
        keys = batch.column(_key_column(carried))
        is_new = here.lacks(carried, batch, keys)
        known = {} if is_new else self._local(carried, batch, keys)
        if known:
            counts, written, changed = self._compared_all(carried, batch, keys, known)
            fresh = [row for row, key in zip(batch.rows, keys, strict=True) if key not in known]
        else:
            counts, changed, fresh = Counts(new=len(keys)), [], list(batch.rows)
            written = [
                (carried.name, key, counter, origin)
                for key, (counter, origin) in zip(keys, batch.stamps, strict=True)
                if counter
            ]
        if self._foreseen is not None:
            stand = [*fresh, *(list(row.values()) for row in changed)]
            self._foreseen.see(carried.name, batch.names, stand)
            return counts
        insert_values(self._session, carried.table, batch.names, fresh)
        self._update(carried, changed)
        (stamps.add if is_new else stamps.write)(self._session, written)
        return counts

    def _compared_all(
        self, carried: Carried, batch: Batch, keys: Sequence[str], known: Mapping[str, _Local]
    ) -> tuple[Counts, list[tuple[str, str, int, str]], list[dict[str, Any]]]:
        """Compare rows some of which are here; return counts, stamps to write and changes."""
        told, same, new = Counts(), 0, 0
        written: list[tuple[str, str, int, str]] = []
        changed: list[dict[str, Any]] = []
        place = batch.names.index(_key_column(carried))
        for key, row, stamp in zip(keys, batch.rows, batch.stamps, strict=True):
            local = known.get(key)
            if local is None:
                new, is_taken = new + 1, True
            else:
                row[place] = local.key
                if row == local.values:
                    same, is_taken = same + 1, stamp > local.stamp
                else:
                    counted, is_taken = self._compared(carried, batch.names, row, stamp, local)
                    told += counted
                if is_taken:
                    changed.append(dict(zip(batch.names, row, strict=True)))
            if is_taken and stamp != UNSTAMPED:
                written.append((carried.name, row[place], *stamp))
        return told + Counts(new=new, same=same), written, changed

    def _compared(
        self, carried: Carried, names: Sequence[str], row: list[Any], stamp: Stamp, local: _Local
    ) -> tuple[Counts, bool]:
        """Say how a row that differs compares, and whether the packet's writing is to stand."""
        theirs, ours = (dict(zip(names, values, strict=True)) for values in (row, local.values))
        fixed = FIXED.get(carried.name, ())
        is_changed = any(theirs[name] != ours[name] for name in fixed if name in theirs)
        if carried.name in UNCHANGING or is_changed:
            raise refused(self._packet.path, f"it changes a {carried.name} that can't be changed")
        is_taken = (stamp, canonical(theirs)) > (local.stamp, canonical(ours))
        if self._is_concurrent(stamp, local.stamp):
            return Counts(conflicting=1, taken=int(is_taken)), is_taken
        return Counts(changed=int(is_taken), older=int(not is_taken)), is_taken

    def _is_concurrent(self, theirs: Stamp, ours: Stamp) -> bool:
        """Tell whether neither side knew the other's writing."""
        if UNSTAMPED in (theirs, ours):
            return False
        they_knew = ours[0] <= self._theirs_seen.get(ours[1], 0)
        we_knew = theirs[0] <= self._ours_seen.get(theirs[1], 0)
        return not they_knew and not we_knew

    def _local(self, carried: Carried, batch: Batch, keys: Sequence[str]) -> dict[str, _Local]:
        """Return this copy's rows by the keys that the packet gives them."""
        place = batch.names.index(_key_column(carried))
        column = carried.table.c[batch.names[place]]
        found = {row[place]: row for row in self._rows_where(carried, batch, column, keys)}
        if carried.same_by and len(found) < len(keys):
            found |= self._by_nature(carried, batch, [key not in found for key in keys])
        marks = self._stamps_of(carried.name, [row[place] for row in found.values()])
        return {
            key: _Local(row[place], row, marks.get(row[place], UNSTAMPED))
            for key, row in found.items()
        }

    def _rows_where(
        self, carried: Carried, batch: Batch, column: ColumnElement[Any], values: Sequence[str]
    ) -> list[list[Any]]:
        """Return the rows here with these values of a column, each as the rows of the batch are."""
        chosen = select(*(carried.table.c[name] for name in batch.names))
        wanted = chosen.where(column.in_(listed(self._session, values)))
        return list(map(list, self._session.connection().execute(wanted).all()))

    def _by_nature(
        self, carried: Carried, batch: Batch, unknown: Sequence[bool]
    ) -> dict[str, list[Any]]:
        """Find rows that are the same thing under another id, and remember what it is called."""
        first, places = carried.same_by[0], [batch.names.index(name) for name in carried.same_by]
        firsts = zip(batch.column(first), unknown, strict=True)
        wanted = list({value for value, is_new in firsts if is_new})
        natures = {
            tuple(row[place] for place in places): row
            for row in self._rows_where(carried, batch, carried.table.c[first], wanted)
        }
        found: dict[str, list[Any]] = {}
        theirs = zip(*map(batch.column, carried.same_by), strict=True)
        place = batch.names.index("id")
        for key, nature, is_unknown in zip(batch.column("id"), theirs, unknown, strict=True):
            local = natures.get(nature) if is_unknown else None
            if local is not None:
                found[key] = local
                self._rows.renamed[key] = local[place]
        return found

    def _stamps_of(self, table: str, keys: Sequence[str]) -> dict[str, Stamp]:
        columns = select(StampRow.key, StampRow.counter, StampRow.origin)
        wanted = columns.where(
            StampRow.table_name == table, StampRow.key.in_(listed(self._session, keys))
        )
        found = self._session.connection().execute(wanted).all()
        return {key: (counter, origin) for key, counter, origin in found}

    def _update(self, carried: Carried, changed: Sequence[Mapping[str, Any]]) -> None:
        if not changed:
            return
        key, table = _key_column(carried), carried.table
        new: dict[str, Any] = {n: bindparam(f"new_{n}") for n in changed[0] if n != key}
        change = update(table).values(new).where(table.c[key] == bindparam("old_key"))
        self._session.connection().execute(
            change,
            [{"old_key": row[key]} | {f"new_{name}": row[name] for name in new} for row in changed],
        )


@dataclass(frozen=True, slots=True)
class _Here:
    """What of a table was here before: its keys and, of rows known by nature, what they are of.

    Keys are those with a stamp too: rows that were taken away leave it. None: too many to keep,
    so that the database is asked.
    """

    keys: frozenset[str] | None
    firsts: frozenset[str] | None

    @classmethod
    def of(cls, session: Session, carried: Carried) -> "_Here":
        """Look what is here."""
        names = [_key_column(carried), *carried.same_by[:1]]
        count = session.scalar(select(func.count()).select_from(carried.table)) or 0
        if count > MANY:
            return cls(None, None)
        asked = [select(carried.table.c[name]) for name in names]
        asked.append(select(StampRow.key).where(StampRow.table_name == carried.name))
        *kept, stamped = (frozenset(session.connection().scalars(one).all()) for one in asked)
        return cls(kept[0] | stamped, kept[-1])

    def lacks(self, carried: Carried, batch: Batch, keys: Sequence[str]) -> bool:
        """Tell whether no row of the batch can be here, without asking for each."""
        if self.keys is None or self.firsts is None or not self.keys.isdisjoint(keys):
            return False
        return not carried.same_by or self.firsts.isdisjoint(batch.column(carried.same_by[0]))


def _key_column(carried: Carried) -> str:
    (column,) = carried.table.primary_key.columns
    return column.name
