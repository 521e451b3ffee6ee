"""Which two extractions of a study may be compared: both sealed, of the first and the second."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import AppError
from app.domain.studies import ExtractionStatus
from db.models import AssignmentRow, ExtractionRow, SealRow

PLACES = {"first": 0, "second": 1}


class NotSealed(AppError):
    """The extractions of a study are not both sealed, so nobody may compare them."""


@dataclass(frozen=True, slots=True)
class SealedPair:
    """The extractions of a study by the first and by the second reviewer, both sealed."""

    study_id: str
    extractions: tuple[str, str]
    reviewers: tuple[str, str]


def sealed_pairs(session: Session, form_id: str, study_id: str | None = None) -> list[SealedPair]:
    """Return the pairs of one study, or of all, that may be compared."""
    sealed = _sealed(session, form_id, study_id)
    roles = _roles(session)
    pairs = []
    for study, rows in sealed.items():
        ordered = sorted(
            rows, key=lambda row: (roles.get((study, row.reviewer_id), 2), row.reviewer_id)
        )
        if len(ordered) > 1:
            first, second = ordered[:2]
            pairs.append(
                SealedPair(study, (first.id, second.id), (first.reviewer_id, second.reviewer_id))
            )
    return pairs


def require_pair(session: Session, form_id: str, study_id: str) -> SealedPair:
    """Return the pair of a study; raises NotSealed."""
    found = sealed_pairs(session, form_id, study_id)
    if not found:
        raise NotSealed(
            "The extractions of this study are not both complete and sealed, so they can't be "
            "compared. Nothing was changed. Each reviewer seals their own work first."
        )
    return found[0]


def _sealed(
    session: Session, form_id: str, study_id: str | None
) -> dict[str, Sequence[ExtractionRow]]:
    wanted = (
        select(ExtractionRow)
        .join(SealRow, SealRow.extraction_id == ExtractionRow.id)
        .where(
            ExtractionRow.form_id == form_id,
            ExtractionRow.status == ExtractionStatus.COMPLETE.value,
            SealRow.withdrawn.is_(False),
        )
        .distinct()
    )
    if study_id is not None:
        wanted = wanted.where(ExtractionRow.study_id == study_id)
    found: dict[str, list[ExtractionRow]] = {}
    for row in session.scalars(wanted):
        found.setdefault(row.study_id, []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def _roles(session: Session) -> dict[tuple[str, str], int]:
    wanted = select(AssignmentRow).where(
        AssignmentRow.role.in_(PLACES), AssignmentRow.removed.is_(False)
    )
    return {(row.study_id, row.reviewer_id): PLACES[row.role] for row in session.scalars(wanted)}
