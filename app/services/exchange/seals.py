"""Seals: the hash of a complete extraction, published before its contents are opened."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services.codec import digest
from db.models import AnswerRow, EvidenceRow, GroupRow, SealRow

ANSWER = ("field_id", "row_id", "checksum", "status")
EVIDENCE = ("field_id", "row_id", "checksum")
GROUP = ("section_key", "id", "position")
"""The columns that a seal is over."""


def seal_of(session: Session, extraction_id: str) -> str:
    """Return the SHA-256 over every row, answer and quote of an extraction, in a fixed order."""
    answers = select(*(getattr(AnswerRow, name) for name in ANSWER))
    evidence = select(*(getattr(EvidenceRow, name) for name in EVIDENCE))
    groups = select(*(getattr(GroupRow, name) for name in GROUP))
    parts = (
        answers.where(AnswerRow.extraction_id == extraction_id),
        evidence.where(EvidenceRow.extraction_id == extraction_id, EvidenceRow.removed.is_(False)),
        groups.where(GroupRow.extraction_id == extraction_id, GroupRow.removed.is_(False)),
    )
    return seal_over(*(session.execute(part).all() for part in parts))


def seal_over(*parts: Iterable[Sequence[object]]) -> str:
    """Return the SHA-256 over answers, quotes and rows, by the columns that are sealed."""
    return digest([sorted([str(value) for value in row] for row in part) for part in parts])


def live_seals(session: Session, extraction_id: str) -> Sequence[SealRow]:
    """Return the valid seals of an extraction, the oldest first."""
    found = select(SealRow).where(
        SealRow.extraction_id == extraction_id, SealRow.withdrawn.is_(False)
    )
    return session.scalars(found.order_by(SealRow.at, SealRow.id)).all()


def published(session: Session, reviewer_id: str) -> dict[str, str]:
    """Return the seals of a reviewer's sealed extractions by extraction."""
    found = select(SealRow).where(SealRow.reviewer_id == reviewer_id, SealRow.withdrawn.is_(False))
    ordered = session.scalars(found.order_by(SealRow.at, SealRow.id))
    return {row.extraction_id: row.seal for row in ordered}


def broken(session: Session, seals: dict[str, str]) -> Sequence[str]:
    """Return the extractions whose contents are not those that were sealed.

    A seal that is not valid here any more says nothing: the packet is older than its breaking.
    """
    return [
        extraction_id
        for extraction_id, seal in seals.items()
        if any(row.seal == seal for row in live_seals(session, extraction_id))
        and seal_of(session, extraction_id) != seal
    ]
