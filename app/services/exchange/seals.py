"""Seals: the hash of a complete extraction, published before its contents are opened."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services.codec import digest
from db.models import AnswerRow, EvidenceRow, GroupRow, SealRow


def seal_of(session: Session, extraction_id: str) -> str:
    """Return the SHA-256 over every row, answer and quote of an extraction, in a fixed order."""
    answers = select(AnswerRow.field_id, AnswerRow.row_id, AnswerRow.checksum, AnswerRow.status)
    evidence = select(EvidenceRow.field_id, EvidenceRow.row_id, EvidenceRow.checksum)
    groups = select(GroupRow.section_key, GroupRow.id, GroupRow.position)
    parts = (
        answers.where(AnswerRow.extraction_id == extraction_id),
        evidence.where(EvidenceRow.extraction_id == extraction_id, EvidenceRow.removed.is_(False)),
        groups.where(GroupRow.extraction_id == extraction_id, GroupRow.removed.is_(False)),
    )
    return digest(
        [sorted([str(value) for value in row] for row in session.execute(part)) for part in parts]
    )


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
