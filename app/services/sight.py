"""Reads who may see whose work from the database, for the rule of app.domain.blinding."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.blinding import Role, StudyWork, Work, may_see
from app.domain.blinding_edits import openings, periods
from app.domain.errors import AppError
from app.domain.studies import ExtractionStatus
from app.domain.twice import first_looks
from app.services.whereabouts import reviewer_of
from db.models import (
    AssignmentRow,
    ExtractionRow,
    ReviewerRow,
    ReviewRow,
    SealRow,
    StudyRow,
)


class Blinded(AppError):
    """Work of a colleague that must not be seen yet."""


def study_works(
    session: Session, form_id: str, study_id: str | None = None
) -> dict[str, StudyWork]:
    """Return everybody's work on one study, or on each of the review."""
    sealed = sealed_extractions(session)
    works: dict[str, list[Work]] = {}
    wanted = select(
        ExtractionRow.study_id, ExtractionRow.id, ExtractionRow.reviewer_id, ExtractionRow.status
    ).where(ExtractionRow.form_id == form_id)
    if study_id is not None:
        wanted = wanted.where(ExtractionRow.study_id == study_id)
    for study, key, reviewer, status in session.execute(wanted):
        is_sealed = status == ExtractionStatus.COMPLETE.value and key in sealed
        works.setdefault(study, []).append(Work(key, reviewer, is_sealed))
    roles = _roles(session, study_id)
    settings = session.scalars(select(ReviewRow.settings)).one()
    opened: dict[str, set[str]] = {}
    for one in openings(settings):
        opened.setdefault(one.study_id, set()).add(one.reviewer_id)
    is_open = any(period.until is None for period in periods(settings))
    again = second_looks(session)
    studies = [study_id] if study_id else session.scalars(select(StudyRow.id)).all()
    return {
        study: StudyWork(
            study_id=study,
            works=tuple(works.get(study, ())),
            roles=frozenset(roles.get(study, ())),
            opened_by=frozenset(opened.get(study, ())),
            is_open=is_open,
            again=again,
        )
        for study in studies
    }


def second_looks(session: Session) -> frozenset[str]:
    """Return the reviewers who stand for somebody's second look: no part of a consensus."""
    return frozenset(first_looks(map(reviewer_of, session.scalars(select(ReviewerRow)))))


def sealed_extractions(session: Session, reviewer_id: str | None = None) -> frozenset[str]:
    """Return the extractions that have a valid seal; those of one reviewer, or of all."""
    wanted = select(SealRow.extraction_id).where(SealRow.withdrawn.is_(False))
    if reviewer_id is not None:
        wanted = wanted.where(SealRow.reviewer_id == reviewer_id)
    return frozenset(session.scalars(wanted))


def require_sight(viewer: str, owner: str, study: StudyWork) -> None:
    """Raise Blinded when the rule does not let one reviewer see another's work on a study."""
    if not may_see(viewer, owner, study):
        raise Blinded(
            "These answers stay hidden until all who chart the study have sealed theirs, so that "
            "everybody works independently. Nothing was shown. Seal your own work first."
        )


def _roles(session: Session, study_id: str | None) -> dict[str, list[tuple[str, Role]]]:
    wanted = select(AssignmentRow).where(AssignmentRow.removed.is_(False))
    if study_id is not None:
        wanted = wanted.where(AssignmentRow.study_id == study_id)
    known = {role.value: role for role in Role}
    found: dict[str, list[tuple[str, Role]]] = {}
    for row in session.scalars(wanted):
        if row.role in known:
            found.setdefault(row.study_id, []).append((row.reviewer_id, known[row.role]))
    return found
