"""Who does what: the plan as it is, edits that change it, and how far everybody is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.assigning import (
    EXPERIENCE_SETTING,
    POLICY_SETTING,
    Assignment,
    Plan,
    policy_of,
    spared,
)
from app.domain.assignment_edits import assigned
from app.domain.blinding import CHARTING, Role
from app.domain.edits import SetReviewSetting, Together
from app.domain.fields import Form, Policy
from app.domain.studies import Reviewer
from app.services.acting import Acting
from app.services.sight import study_works
from app.services.store import Store
from db.models import AssignmentRow, ExtractionRow, ReviewerRow, ReviewRow, StudyRow


@dataclass(frozen=True, slots=True)
class Load:
    """How far somebody is, by whole studies: how much of one is done is nobody else's to know."""

    reviewer: Reviewer
    given: int
    sealed: int
    to_check: int


@dataclass(frozen=True, slots=True)
class StudyDuties:
    """A study and who has which role for it; `sealed_by` have sealed theirs."""

    study_id: str
    label: str
    assignments: tuple[Assignment, ...]
    sealed_by: frozenset[str]


class AssignmentService:
    """Reads the assignments and makes the edits that change them."""

    def __init__(self, store: Store, acting: Acting) -> None:
        """Read through `store`."""
        self._store = store
        self._acting = acting

    def plan(self) -> Plan:
        """Return all assignments."""
        with self._store.reading() as session:
            return plan_of(session)

    def studies(self) -> tuple[StudyDuties, ...]:
        """Return every study with its roles, in the order of the list."""
        wanted = select(StudyRow.id, StudyRow.label).where(StudyRow.removed.is_(False))
        with self._store.reading() as session:
            rows = session.execute(wanted.order_by(StudyRow.position, StudyRow.id)).all()
            plan = plan_of(session)
            works = study_works(session, self._acting.form_id)
        by_study: dict[str, list[Assignment]] = {}
        for one in sorted(plan):
            by_study.setdefault(one.study_id, []).append(one)
        return tuple(
            StudyDuties(
                study_id,
                label,
                tuple(by_study.get(study_id, ())),
                frozenset(w.reviewer_id for w in works[study_id].works if w.is_sealed),
            )
            for study_id, label in rows
        )

    def loads(self) -> tuple[Load, ...]:
        """Return how many studies everybody was given and has sealed."""
        studies = self.studies()
        with self._store.reading() as session:
            rows = session.scalars(select(ReviewerRow).order_by(ReviewerRow.id)).all()
            people = [Reviewer(row.id, row.name, row.initials, row.colour) for row in rows]
        return tuple(_load(person, studies) for person in people)

    def planned(self, after: Plan, studies: Iterable[str] | None = None) -> Together | None:
        """Return the edit from the plan as it is to another one; None: they are the same.

        With `studies` only what is said of these is replaced.
        """
        before = self.plan()
        chosen = None if studies is None else set(studies)
        own = frozenset(a for a in before if chosen is None or a.study_id in chosen)
        edits = assigned(own, after)
        return Together(edits) if edits else None

    def policy(self) -> Policy:
        """Return the policy of fields that have none of their own."""
        with self._store.reading() as session:
            return policy_of(session.scalars(select(ReviewRow.settings)).one())

    def with_policy(self, policy: Policy) -> SetReviewSetting:
        """Return the edit that sets the policy of fields that have none of their own."""
        return self._setting(POLICY_SETTING, policy.value)

    def experienced(self) -> frozenset[str]:
        """Return the ids of the reviewers who have charted before."""
        with self._store.reading() as session:
            said = session.scalars(select(ReviewRow.settings)).one().get(EXPERIENCE_SETTING)
        return frozenset(map(str, said)) if isinstance(said, list) else frozenset()

    def with_experience(self, reviewer_id: str, *, is_experienced: bool) -> SetReviewSetting:
        """Return the edit that says whether somebody has charted before."""
        others = self.experienced() - {reviewer_id}
        return self.with_experienced(others | {reviewer_id} if is_experienced else others)

    def with_experienced(self, people: Iterable[str]) -> SetReviewSetting:
        """Return the edit that says who has charted before; nobody else has."""
        return self._setting(EXPERIENCE_SETTING, sorted(people) or None)

    def _setting(self, key: str, after: str | list[str] | None) -> SetReviewSetting:
        with self._store.reading() as session:
            before = session.scalars(select(ReviewRow.settings)).one().get(key)
        return SetReviewSetting(key, before, after)  # type: ignore[arg-type]


def plan_of(session: Session) -> Plan:
    """Return all assignments of the review."""
    known = {role.value: role for role in Role}
    rows = session.scalars(select(AssignmentRow).where(AssignmentRow.removed.is_(False)))
    return frozenset(
        Assignment(row.study_id, row.reviewer_id, known[row.role], row.audited)
        for row in rows
        if row.role in known
    )


def spared_fields(session: Session, acting: Acting, form: Form) -> dict[str, frozenset[str]]:
    """Return the fields that the acting reviewer is not asked, by extraction; most often none."""
    own: dict[str, list[Assignment]] = {}
    for one in plan_of(session):
        if one.reviewer_id == acting.reviewer.reviewer_id:
            own.setdefault(one.study_id, []).append(one)
    if not own:
        return {}
    policy = policy_of(session.scalars(select(ReviewRow.settings)).one())
    extractions = select(ExtractionRow.id, ExtractionRow.study_id).where(
        ExtractionRow.reviewer_id == acting.reviewer.reviewer_id,
        ExtractionRow.form_id == acting.form_id,
    )
    found: dict[str, frozenset[str]] = {}
    for key, study_id in session.execute(extractions):
        held = own.get(study_id, ())
        is_audited = any(one.is_audited for one in held)
        fields = spared(form, policy, (one.role for one in held), is_audited=is_audited)
        if fields:
            found[key] = fields
    return found


def roles_by_study(plan: Plan, reviewer_id: str) -> Mapping[str, tuple[Role, ...]]:
    """Return somebody's roles for each study."""
    found: dict[str, tuple[Role, ...]] = {}
    for one in sorted(plan, key=lambda a: list(Role).index(a.role)):
        if one.reviewer_id == reviewer_id:
            found[one.study_id] = (*found.get(one.study_id, ()), one.role)
    return found


def _load(person: Reviewer, studies: Sequence[StudyDuties]) -> Load:
    own = person.reviewer_id
    charted = [s for s in studies if _has(s, own, (*CHARTING, Role.AGAIN))]
    return Load(
        reviewer=person,
        given=len(charted),
        sealed=sum(own in study.sealed_by for study in studies),
        to_check=sum(_has(study, own, (Role.CHECKER,)) for study in studies),
    )


def _has(study: StudyDuties, reviewer_id: str, roles: Iterable[Role]) -> bool:
    return any(a.reviewer_id == reviewer_id and a.role in roles for a in study.assignments)
