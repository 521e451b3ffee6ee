"""The merge of the review's own row, key by key, and the union of the logs."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from types import NoneType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.packets import Counts
from app.services import audit, stamps
from app.services.codec import canonical
from app.services.exchange.foreseen import Foreseen
from app.services.exchange.reading import PacketReader, refused
from app.services.exchange.rows import UNSTAMPED, Stamp, are_storable, stamps_of
from app.services.exchange.writing import LOG, LOG_COLUMNS, REVIEW
from app.services.stamps import LOCAL_SETTINGS
from db.bulk import insert_stored, insert_values, listed
from db.models import AuditRow, Base, ReviewRow, StampRow

KINDS: Mapping[str, set[type]] = {
    "utc_offset": {int},
    "counter": {int},
    "edit": {dict},
    "subject_id": {str, NoneType},
}
EDIT = LOG_COLUMNS.index("edit")  # the last of audit.HASHED, which are the first columns


def merge_registers(session: Session, packet: PacketReader, *, writes: bool) -> Counts:
    """Merge title, protocol answers and settings; each key is a register of its own."""
    review = session.scalars(select(ReviewRow)).one()
    own = {
        row.key: (row.counter, row.origin)
        for row in session.scalars(select(StampRow).where(StampRow.table_name == "review"))
    }
    counts = Counts()
    taken: list[tuple[str, Any, Stamp]] = []
    for key, value, stamp in _registers(packet):
        ours, local = _value(review, key), own.get(key, UNSTAMPED)
        if ours == value:
            counts += Counts(same=1)
            is_taken = stamp > local
        else:
            is_taken = (stamp, canonical(value)) > (local, canonical(ours))
            counts += Counts(changed=int(is_taken), older=int(not is_taken))
        if is_taken:
            taken.append((key, value, stamp))
    if writes:
        _take(session, review, taken)
    return counts


def merge_log(
    session: Session, packet: PacketReader, foreseen: Foreseen | None = None
) -> Iterator[int]:
    """Add the entries that are not here yet, chained anew; yield how many of each batch.

    With `foreseen` it is told of them, and nothing is written.
    """
    reviewer_id = packet.manifest.reviewer_id
    own = select(AuditRow.id).where(AuditRow.reviewer_id == reviewer_id).limit(1)
    has_some = session.scalars(own).first() is not None
    for entries in _entries(packet):
        ids = [entry[0] for entry in entries]
        known = frozenset[str]()
        if has_some:
            here = select(AuditRow.id).where(AuditRow.id.in_(listed(session, ids)))
            known = frozenset(session.scalars(here).all())
        fresh = [entry for entry in entries if entry[0] not in known] if known else entries
        if foreseen is not None:
            foreseen.see_log(fresh)
        elif fresh:
            _append(session, fresh)
        yield len(fresh)


def _registers(packet: PacketReader) -> Iterator[tuple[str, Any, Stamp]]:
    lines = chain.from_iterable(block for block, _is_odd in packet.blocks(REVIEW))
    for line in lines:
        if len(line) != 3 or not isinstance(line[0], str) or not _is_register(line[0], line[1]):
            raise refused(packet.path, "a setting in it does not read")
        yield line[0], line[1], *stamps_of(packet, line[2:])


def _is_register(key: str, value: object) -> bool:
    column, _, name = key.partition(":")
    if key == "title":
        return isinstance(value, str) and are_storable([value])
    return column == "details" or (column == "settings" and name not in LOCAL_SETTINGS)


def _value(review: ReviewRow, key: str) -> Any:  # noqa: ANN401 - any JSON
    column, _, name = key.partition(":")
    return review.title if key == "title" else getattr(review, column).get(name)


def _take(session: Session, review: ReviewRow, taken: Sequence[tuple[str, Any, Stamp]]) -> None:
    for key, value, _stamp in taken:
        column, _, name = key.partition(":")
        if key == "title":
            review.title = value
            continue
        kept = {k: v for k, v in getattr(review, column).items() if k != name}
        setattr(review, column, kept if value is None else {**kept, name: value})
    session.flush()
    stamps.write(session, [("review", key, *stamp) for key, _, stamp in taken if stamp[0]])


def _entries(packet: PacketReader) -> Iterator[list[list[Any]]]:
    """Yield entries by the columns LOG_COLUMNS, some at a time; raises PacketRefused."""
    reviewer_id = packet.manifest.reviewer_id
    for lines, is_odd in packet.blocks(LOG):
        whole = set(map(len, lines)) == {len(LOG_COLUMNS)}
        columns = list(zip(*lines, strict=True)) if whole else []
        if not whole or not _is_sound(columns, reviewer_id, is_odd=is_odd):
            raise refused(packet.path, "an entry of its log is not whole, or somebody else's")
        yield lines


def _is_sound(columns: Sequence[Sequence[Any]], reviewer_id: str, *, is_odd: bool) -> bool:
    """Tell whether entries, given by column, have the types of an entry and one author."""
    for name, values in zip(LOG_COLUMNS, columns, strict=True):
        kinds = KINDS.get(name, {str})
        if not set(map(type, values)) <= kinds:
            return False
        if is_odd and str in kinds and not are_storable(values):
            return False
        if int in kinds and max(map(abs, values)) >= 1 << 62:
            return False
    return set(columns[LOG_COLUMNS.index("reviewer_id")]) == {reviewer_id}


def _append(session: Session, entries: Sequence[Sequence[Any]]) -> None:
    """Write entries; what an edit found and left stands in the edit, and is not kept twice."""
    table, names = Base.metadata.tables["audit"], (*LOG_COLUMNS, "previous_hash", "hash")
    columns, previous = list(zip(*entries, strict=True)), audit.last_hash(session)
    heads = list(zip(*columns[:EDIT], strict=True))
    hashes, texts = audit.chained(heads, columns[EDIT], previous)
    is_file = session.get_bind().dialect.name == "sqlite"
    if is_file:
        columns[EDIT] = tuple(texts)
    insert = insert_stored if is_file else insert_values
    before = [previous, *hashes[:-1]]
    insert(session, table, names, list(zip(*columns, before, hashes, strict=True)))
