"""Which studies were not charted blind, by what was opened and when they were sealed."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.blinding import StudyWork
from app.domain.blinding_edits import Opening, Period, openings, periods
from app.services.sight import study_works
from db.models import AuditRow, ReviewRow, SealRow, StampRow

Counters = Mapping[str, int]
"""A counter of the log, by extraction."""


def unblinded(session: Session, form_id: str) -> frozenset[str]:
    """Return the studies whose reviewers may have seen each other's answers before sealing theirs.

    One that somebody who charts it opened before sealing it; and one that was not sealed by all
    when blinding was turned off, unless everybody began it after it was on again.
    """
    settings = session.scalars(select(ReviewRow.settings)).one()
    opened, off = list(openings(settings)), list(periods(settings))
    if not opened and not off:
        return frozenset()
    works = study_works(session, form_id)
    sealed, begun = (_sealed(session), _begun(session)) if off else ({}, {})
    return frozenset(
        study_id
        for study_id, study in works.items()
        if _opened(study, opened) or any(_overlaps(study, one, sealed, begun) for one in off)
    )


def _opened(study: StudyWork, opened: Sequence[Opening]) -> bool:
    charting = study.charting or {work.reviewer_id for work in study.works}
    return any(
        one.study_id == study.study_id and one.reviewer_id in charting and not one.had_sealed
        for one in opened
    )


def _overlaps(study: StudyWork, off: Period, sealed: Counters, begun: Counters) -> bool:
    """Tell whether work on a study was under way while blinding was off."""
    keys = [work.extraction_id for work in study.works if work.is_sealed]
    keys += [work.extraction_id for work in study.works if work.extraction_id in begun]
    if not keys or all(sealed.get(key, off.since) < off.since for key in keys):
        return False
    return off.until is None or any(begun.get(key, 0) <= off.until for key in keys)


def _sealed(session: Session) -> dict[str, int]:
    """Return the counter at which each valid seal was made."""
    wanted = (
        select(SealRow.extraction_id, StampRow.counter)
        .join(StampRow, StampRow.key == SealRow.id)
        .where(StampRow.table_name == SealRow.__tablename__, SealRow.withdrawn.is_(False))
    )
    return {row.extraction_id: row.counter for row in session.execute(wanted)}


def _begun(session: Session) -> dict[str, int]:
    """Return the counter of the first entry of the log about each extraction."""
    wanted = (
        select(AuditRow.subject_id, func.min(AuditRow.counter).label("first"))
        .where(AuditRow.subject_id.is_not(None))
        .group_by(AuditRow.subject_id)
    )
    return {row.subject_id: row.first for row in session.execute(wanted)}
