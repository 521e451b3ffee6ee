"""Which two extractions of a study may be compared: both sealed, of the first and the second."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.blinding import Role, StudyWork, Work, may_see
from app.domain.errors import AppError
from app.services.sight import study_works

PLACES = {Role.FIRST: 0, Role.SECOND: 1}


class NotSealed(AppError):
    """The extractions of a study are not both sealed, so nobody may compare them."""


@dataclass(frozen=True, slots=True)
class SealedPair:
    """The extractions of a study by the first and by the second reviewer, both sealed."""

    study_id: str
    extractions: tuple[str, str]
    reviewers: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Who looks at the work on which form; `who` names two reviewers instead of the usual."""

    form_id: str
    viewer: str
    who: tuple[str, str] | None = None


def sealed_pairs(
    session: Session, view: Viewpoint, study_id: str | None = None
) -> dict[str, SealedPair]:
    """Return the pairs of one study, or of all, that the viewer may compare, by study."""
    pairs = {}
    for study in study_works(session, view.form_id, study_id).values():
        works = [
            work
            for work in study.works
            if work.is_sealed
            and may_see(view.viewer, work.reviewer_id, study)
            and (work.reviewer_id in view.who if view.who else work.reviewer_id not in study.again)
        ]
        if len(works) > 1:
            first, second = _ordered(works, study, view)[:2]
            pairs[study.study_id] = SealedPair(
                study.study_id,
                (first.extraction_id, second.extraction_id),
                (first.reviewer_id, second.reviewer_id),
            )
    return pairs


def sealed_alone(session: Session, view: Viewpoint) -> dict[str, Work]:
    """Return the sealed work on studies that were given to one person only, by study."""
    found = {}
    for study in study_works(session, view.form_id).values():
        for work in study.works:
            is_only = study.charting == {work.reviewer_id} and work.is_sealed
            if is_only and may_see(view.viewer, work.reviewer_id, study):
                found[study.study_id] = work
    return found


def require_pair(session: Session, view: Viewpoint, study_id: str) -> SealedPair:
    """Return the pair of a study; raises NotSealed."""
    found = sealed_pairs(session, view, study_id).get(study_id)
    if found is None:
        raise NotSealed(
            "The extractions of this study are not both complete and sealed for you to see, so "
            "they can't be compared. Nothing was changed. Each reviewer seals their own work first."
        )
    return found


def _ordered(works: list[Work], study: StudyWork, view: Viewpoint) -> list[Work]:
    """Put the first reviewer before the second, others after them in the order they came."""
    named = view.who
    if named is not None:
        return sorted(works, key=lambda work: named.index(work.reviewer_id))
    roles = {
        person: PLACES[role]
        for person, role in sorted(study.roles, key=lambda given: given[1].value, reverse=True)
        if role in PLACES
    }
    return sorted(works, key=lambda work: (roles.get(work.reviewer_id, 2), work.reviewer_id))
