"""The append-only log of edits, each entry chained to the one before by its hash."""

from collections.abc import Iterator
from datetime import UTC

from sqlalchemy import select

from app.domain.edits import Edit
from app.domain.ids import new_id
from app.services.codec import digest, edit_to_json
from app.services.writing.context import Writing
from db.models import AuditRow

CHAIN_START = "0" * 64


def append(writing: Writing, edit: Edit, label: str, counter: int) -> None:
    """Add an entry for an edit that is being written in the same transaction.

    `counter` is the Lamport clock of the edit.
    """
    now = writing.acting.now()
    offset = now.utcoffset()
    document = edit_to_json(edit)
    row = AuditRow(
        id=new_id(),
        subject_id=edit.subject,
        at=now.astimezone(UTC).isoformat(timespec="microseconds"),
        utc_offset=int(offset.total_seconds() // 60) if offset is not None else 0,
        device=writing.acting.device,
        reviewer_id=writing.acting.reviewer.reviewer_id,
        kind=str(document["kind"]),
        label=label,
        edit=document,
        before=document.get("before"),
        after=document.get("after"),
        previous_hash=_last_hash(writing),
        counter=counter,
    )
    row.hash = entry_hash(row)
    writing.session.add(row)


def entry_hash(row: AuditRow) -> str:
    """Return the hash of an entry over its content and the hash before it."""
    return digest(
        [
            row.previous_hash,
            row.id,
            row.subject_id,
            row.at,
            row.utc_offset,
            row.device,
            row.reviewer_id,
            row.kind,
            row.label,
            row.edit,
        ]
    )


def broken_links(rows: Iterator[AuditRow]) -> Iterator[int]:
    """Yield the `seq` of every entry whose hash or link to the one before is wrong."""
    previous = CHAIN_START
    for row in rows:
        if row.previous_hash != previous or row.hash != entry_hash(row):
            yield row.seq
        previous = row.hash


def _last_hash(writing: Writing) -> str:
    last = select(AuditRow.hash).order_by(AuditRow.seq.desc()).limit(1)
    return writing.session.scalars(last).one_or_none() or CHAIN_START
