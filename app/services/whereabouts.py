"""Where the people of a review have worked: what the log and the packets tell."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.identity import Candidate
from app.domain.studies import Reviewer
from db.models import AuditRow, ExchangeRow, ReviewerRow


def candidates(session: Session) -> tuple[Candidate, ...]:
    """Return the people of the review, and on which computers each has worked."""
    worked: dict[str, list[str]] = {}
    logged = select(AuditRow.reviewer_id, AuditRow.device).distinct().order_by(AuditRow.device)
    for person, device in session.execute(logged):
        worked.setdefault(person or "", []).append(device or "?")
    for person in last_packets(session):
        worked.setdefault(person, ["?"])
    rows = session.scalars(select(ReviewerRow).order_by(ReviewerRow.id))
    return tuple(Candidate(reviewer_of(row), tuple(worked.get(row.id, ()))) for row in rows)


def last_packets(session: Session) -> dict[str, str]:
    """Return when the last packet of each reviewer was merged here (ISO 8601, UTC)."""
    merged = (
        select(ExchangeRow.reviewer_id, func.max(ExchangeRow.at).label("at"))
        .where(ExchangeRow.direction == "in")
        .group_by(ExchangeRow.reviewer_id)
    )
    return {row.reviewer_id: row.at for row in session.execute(merged)}


def reviewer_of(row: ReviewerRow) -> Reviewer:
    """Return a person as a value."""
    return Reviewer(row.id, row.name, row.initials, row.colour)
