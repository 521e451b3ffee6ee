"""The union of the logs: the entries of a packet that are not here yet, chained anew."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services import audit
from app.services.exchange.foreseen import Foreseen
from app.services.exchange.log_ahead import LogAhead, Rows, is_many
from app.services.exchange.log_lines import STORED, chained_rows, entries_of
from app.services.exchange.reading import PacketReader
from app.services.exchange.writing import LOG
from db.bulk import insert_stored, insert_values, is_in_file, listed
from db.models import AuditRow, Base

Ahead = AbstractContextManager[LogAhead | None]


def begun_ahead(session: Session, packet: PacketReader) -> Ahead:
    """Begin to make a large log ready, of which nothing can be here yet."""
    if not is_in_file(session) or not is_many(packet) or _has_some(session, packet):
        return nullcontext()
    return LogAhead(packet, audit.last_hash(session))


def merge_log(
    session: Session, packet: PacketReader, ahead: Iterable[Rows] | None = None
) -> Iterator[int]:
    """Add the entries that are not here yet, chained anew; yield how many of each batch.

    What `ahead` does not give, because its process was lost, is made ready here.
    """
    table, done = Base.metadata.tables["audit"], 0
    for rows in ahead or ():
        insert_stored(session, table, STORED, rows)
        done += len(rows)
        yield len(rows)
    if ahead is not None and done == packet.manifest.parts[LOG].lines:
        return
    previous, is_file = audit.last_hash(session), is_in_file(session)
    insert = insert_stored if is_file else insert_values
    for fresh in _fresh(session, packet):
        if fresh:
            made = chained_rows(fresh, previous, as_text=is_file)
            previous = made[-1][-1]
            insert(session, table, STORED, made)
        yield len(fresh)


def foresee_log(session: Session, packet: PacketReader, foreseen: Foreseen) -> Iterator[int]:
    """Tell `foreseen` of the entries that are not here yet; yield how many of each batch."""
    for fresh in _fresh(session, packet):
        foreseen.see_log(fresh)
        yield len(fresh)


def _fresh(session: Session, packet: PacketReader) -> Iterator[Sequence[Sequence[Any]]]:
    """Yield the entries that are not here yet, some at a time."""
    has_some = _has_some(session, packet)
    for entries in entries_of(packet):
        if not has_some:
            yield entries
            continue
        ids = [entry[0] for entry in entries]
        here = select(AuditRow.id).where(AuditRow.id.in_(listed(session, ids)))
        known = frozenset(session.scalars(here).all())
        yield [entry for entry in entries if entry[0] not in known]


def _has_some(session: Session, packet: PacketReader) -> bool:
    """Tell whether any entry of the packet's author is here."""
    reviewer_id = packet.manifest.reviewer_id
    own = select(AuditRow.id).where(AuditRow.reviewer_id == reviewer_id).limit(1)
    return session.scalars(own).first() is not None
