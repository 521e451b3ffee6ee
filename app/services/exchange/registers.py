"""The merge of the review's own row, key by key, and the union of the logs."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.packets import Counts
from app.services import audit, stamps
from app.services.codec import canonical
from app.services.exchange.merging import BATCH, batches
from app.services.exchange.reading import PacketReader, refused
from app.services.exchange.rows import UNSTAMPED, Stamp, stamp_of
from app.services.exchange.writing import LOG, LOG_COLUMNS, REVIEW
from app.services.stamps import LOCAL_SETTINGS
from db.bulk import insert_rows
from db.models import AuditRow, Base, ReviewRow, StampRow

KINDS: dict[str, tuple[type, ...]] = {
    "utc_offset": (int,),
    "counter": (int,),
    "edit": (dict,),
    "subject_id": (str, type(None)),
}


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


def merge_log(session: Session, packet: PacketReader, *, writes: bool) -> Iterator[int]:
    """Add the entries that are not here yet, chained anew; yield how many of each batch."""
    for batch in batches(_entries(packet), BATCH):
        ids = [entry["id"] for entry in batch]
        known = set(session.scalars(select(AuditRow.id).where(AuditRow.id.in_(ids))))
        fresh = [entry for entry in batch if entry["id"] not in known]
        if writes and fresh:
            _append(session, fresh)
        yield len(fresh)


def _registers(packet: PacketReader) -> Iterator[tuple[str, Any, Stamp]]:
    for line in packet.lines(REVIEW):
        if len(line) != 3 or not isinstance(line[0], str) or not _is_register(line[0], line[1]):
            raise refused(packet.path, "a setting in it does not read")
        yield line[0], line[1], stamp_of(packet, line[2])


def _is_register(key: str, value: object) -> bool:
    column, _, name = key.partition(":")
    if key == "title":
        return isinstance(value, str)
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


def _entries(packet: PacketReader) -> Iterator[dict[str, Any]]:
    for line in packet.lines(LOG):
        entry = dict(zip(LOG_COLUMNS, line, strict=False))
        whole = len(line) == len(LOG_COLUMNS) and all(
            isinstance(value, KINDS.get(name, (str,))) for name, value in entry.items()
        )
        if not whole or entry["reviewer_id"] != packet.manifest.reviewer_id:
            raise refused(packet.path, "an entry of its log is not whole, or somebody else's")
        yield entry


def _append(session: Session, entries: Sequence[dict[str, Any]]) -> None:
    whole = [
        {**entry, "before": entry["edit"].get("before"), "after": entry["edit"].get("after")}
        for entry in entries
    ]
    table = Base.metadata.tables["audit"]
    insert_rows(session, table, audit.chained(whole, audit.last_hash(session)))
