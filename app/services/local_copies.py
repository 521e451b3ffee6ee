"""Other copies of a paper that are on this computer, when a merge gave its report another file."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import AnchorRow, EvidenceRow, ExtractionRow, ReportRow, ReviewRow, StudyRow

COPIES = "copies"
"""Key of the review's settings, of this copy alone: papers (SHA-256) by report."""


def copies_of(settings: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Return the papers that reports had here before a colleague's file, the latest first."""
    found = settings.get(COPIES)
    return {} if not isinstance(found, dict) else {str(key): list(found[key]) for key in found}


def remember_copy(session: Session, report_id: str, sha256: str) -> None:
    """Remember a paper of a report that has another one now."""
    review = session.scalars(select(ReviewRow)).one()
    copies = copies_of(review.settings)
    others = [one for one in copies.get(report_id, ()) if one != sha256]
    review.settings = {**review.settings, COPIES: {**copies, report_id: [sha256, *others]}}


def studies_with_copies(session: Session) -> list[str]:
    """Return the studies in which some quote may be of another copy than the report has."""
    papers = select(ReportRow.paper_sha256).where(
        ReportRow.paper_sha256.is_not(None), ReportRow.removed.is_(False)
    )
    strange = (
        select(ExtractionRow.study_id)
        .join(EvidenceRow, EvidenceRow.extraction_id == ExtractionRow.id)
        .join(AnchorRow, AnchorRow.id == EvidenceRow.anchor_id)
        .where(EvidenceRow.removed.is_(False), AnchorRow.paper_sha256.not_in(papers))
    )
    copied = copies_of(session.scalars(select(ReviewRow.settings)).one())
    named = select(ReportRow.study_id).where(ReportRow.id.in_(list(copied)))
    found = {*session.scalars(strange), *session.scalars(named)}
    kept = select(StudyRow.id).where(StudyRow.id.in_(found), StudyRow.removed.is_(False))
    return list(session.scalars(kept.order_by(StudyRow.position, StudyRow.id)))
