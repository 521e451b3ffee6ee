"""The append-only log of edits, each entry chained to the one before by its hash."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy.orm import Session

from app.domain.edits import Edit
from app.domain.ids import new_id
from app.services.codec import canonical_lines, digest, edit_to_json
from app.services.writing.context import Writing
from db.engine import write_json
from db.models import AuditRow

CHAIN_START = "0" * 64
HASHED = ("id", "subject_id", "at", "utc_offset", "device", "reviewer_id", "kind", "label", "edit")
"""The columns that an entry's hash is over, behind the hash of the entry before."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An edit that is being written, and the words for its step."""

    edit: Edit
    label: str


def append(writing: Writing, edit: Edit, label: str) -> None:
    """Add an entry for an edit that is being written in the same transaction."""
    append_all(writing, (Entry(edit, label),))


def append_all(writing: Writing, entries: Sequence[Entry]) -> None:
    """Add an entry for each of many edits that another one brings with it."""
    previous = last_hash(writing.session) if entries else ""
    for entry in entries:
        row = _row(writing, entry, previous)
        writing.session.add(row)
        previous = row.hash


def _row(writing: Writing, entry: Entry, previous: str) -> AuditRow:
    now = writing.acting.now()
    offset = now.utcoffset()
    document = edit_to_json(entry.edit)
    row = AuditRow(
        id=new_id(),
        subject_id=entry.edit.subject,
        at=now.astimezone(UTC).isoformat(timespec="microseconds"),
        utc_offset=int(offset.total_seconds() // 60) if offset is not None else 0,
        device=writing.acting.device,
        reviewer_id=writing.acting.reviewer.reviewer_id,
        kind=str(document["kind"]),
        label=entry.label,
        edit=document,
        previous_hash=previous,
        counter=writing.counter,
    )
    row.hash = entry_hash(row)
    return row


def entry_hash(row: AuditRow) -> str:
    """Return the hash of an entry over its content and the hash before it."""
    return digest([row.previous_hash, *(getattr(row, name) for name in HASHED)])


def chained(
    heads: Sequence[Sequence[object]], edits: Sequence[Mapping[str, object]], previous: str
) -> tuple[list[str], list[str]]:
    """Return the hashes and the edits, as they are stored, of entries behind the hash `previous`.

    `heads` are the columns HASHED but the last, texts and whole numbers. The edits are the
    canonical JSON that was hashed, so that it need not be written again.
    """
    hashes: list[str] = []
    encoded = canonical_lines(edits)
    for head, edit in zip(canonical_lines(heads, has_numbers=False), encoded, strict=True):
        entry = b'["%b",%b,%b]' % (previous.encode(), head[1:-1], edit)
        previous = hashlib.sha256(entry).hexdigest()
        hashes.append(previous)
    try:
        return hashes, b"\n".join(encoded).decode().split("\n")
    except UnicodeDecodeError:  # half of a character
        return hashes, list(map(write_json, edits))


def last_hash(session: Session) -> str:
    """Return the hash of the newest entry, or where a chain starts."""
    session.flush()
    # below the mapping: every edit asks
    last = session.connection().exec_driver_sql("SELECT hash FROM audit ORDER BY seq DESC LIMIT 1")
    return last.scalar_one_or_none() or CHAIN_START
