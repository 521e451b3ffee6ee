"""How the acting reviewer stands to each study: roles, seal, what is not asked of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.assigning import Plan
from app.domain.blinding import Role
from app.domain.fields import Form
from app.domain.studies import ExtractionStatus, Study
from app.services.acting import Acting
from app.services.assignments import plan_of, roles_by_study, spared_fields
from app.services.sight import sealed_extractions, second_looks
from db.models import ReviewerRow, StudyRow


@dataclass(frozen=True, slots=True)
class Standings:
    """What is read once for all studies; `spared` are fields by extraction."""

    sealed: frozenset[str]
    is_shared: bool
    roles: Mapping[str, tuple[Role, ...]]
    given: frozenset[str]
    spared: Mapping[str, frozenset[str]]

    def of(self, study: Study, extraction_id: str) -> Study:
        """Return the study with how the acting reviewer stands to it."""
        roles = self.roles.get(study.study_id, ())
        is_complete = study.status is ExtractionStatus.COMPLETE
        return replace(
            study,
            is_sealed=is_complete and extraction_id in self.sealed,
            is_shared=self.is_shared,
            roles=roles,
            is_others=study.study_id in self.given and not roles,
        )


def standings(session: Session, acting: Acting, form: Form) -> Standings:
    """Read how the acting reviewer stands to the studies."""
    plan = plan_of(session)
    own = acting.reviewer.reviewer_id
    return Standings(
        sealed=sealed_extractions(session, own),
        is_shared=session.scalar(select(func.count()).select_from(ReviewerRow)) != 1,
        roles=roles_by_study(plan, own),
        given=_given(session, plan, own),
        spared=spared_fields(session, acting, form) if plan else {},
    )


def _given(session: Session, plan: Plan, own: str) -> frozenset[str]:
    """Return the studies that were given to somebody; a second look has none but its own."""
    if plan and own in second_looks(session):
        return frozenset(session.scalars(select(StudyRow.id)))
    return frozenset(one.study_id for one in plan if one.role is not Role.AGAIN)
