"""How the review is worked on, as the methods text tells it: who charted, checked and agreed.

Of colleagues only what is sealed is counted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeGuard

from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import Session

from app.domain.blinding import Role, StudyWork, may_see
from app.domain.blinding_edits import openings, periods
from app.domain.screening import Stage
from app.domain.verification import Verdict
from app.export.review_log import Checking, Working
from app.services.acting import Acting
from app.services.blinding import sentences
from app.services.screening_rows import policy_in
from app.services.sight import second_looks, study_works
from app.services.unblinded import unblinded
from db.models import (
    AnswerRow,
    AssignmentRow,
    AuditRow,
    CheckRow,
    ExtractionRow,
    ReviewerRow,
    ReviewRow,
    StudyRow,
)

FILLED = "FillAnswer"


def working_in(session: Session, acting: Acting, *, is_screened: bool) -> Working:
    """Return what the database knows of how the review is worked on; its pilots are elsewhere."""
    again = second_looks(session)
    names = session.execute(select(ReviewerRow.id, ReviewerRow.name).order_by(ReviewerRow.id))
    people = tuple(name for key, name in names if key not in again)
    kept = set(session.scalars(select(StudyRow.id).where(StudyRow.removed.is_(False))))
    found, seen = study_works(session, acting.form_id), unblinded(session, acting.form_id)
    works = [_first_looks(study) for key, study in found.items() if key in kept]
    pairs = [study for study in works if sum(work.is_sealed for work in study.works) > 1]
    return Working(
        people=people,
        screening=_screening(session) if is_screened else None,
        roles=_roles(session),
        charters=_charters(session, acting, works),
        sealed_by_two=sum(study.study_id not in seen for study in pairs),
        unblinded=len(seen & kept),
        broken=tuple(sentences(session)),
        opened=_opened(session),
        reopened=_reopened(session),
        checking=_checking(session, acting.form_id, _seen(acting, found.values())),
        charted_again=sum(
            any(work.is_sealed for work in study.works if work.reviewer_id in again)
            for key, study in found.items()
            if key in kept
        ),
        began=_began(session),
    )


def _screening(session: Session) -> tuple[int, int]:
    policy = policy_in(session)
    return policy.needed(Stage.TITLE), policy.needed(Stage.FULL)


def _roles(session: Session) -> Mapping[Role, int]:
    wanted = (
        select(AssignmentRow.role, func.count(AssignmentRow.study_id.distinct()))
        .where(AssignmentRow.removed.is_(False))
        .group_by(AssignmentRow.role)
    )
    return {Role(role): int(n) for role, n in session.execute(wanted) if role in set(Role)}


def _charters(session: Session, acting: Acting, works: list[StudyWork]) -> Mapping[str, int]:
    """Count the studies that each person charted: one's own with an answer, others' sealed."""
    me = acting.reviewer.reviewer_id
    given = select(AnswerRow.extraction_id).where(AnswerRow.status != "empty").distinct()
    own = given.join(ExtractionRow).where(ExtractionRow.reviewer_id == me)
    begun = set(session.scalars(own))
    counts = Counter(
        work.reviewer_id
        for study in works
        for work in study.works
        if work.is_sealed or work.extraction_id in begun
    )
    rows = session.execute(select(ReviewerRow.id, ReviewerRow.name).order_by(ReviewerRow.id))
    return {name: counts[key] for key, name in rows if counts[key]}


def _opened(session: Session) -> tuple[str, ...]:
    """Return why blinding was broken, a reason each time."""
    settings = session.scalars(select(ReviewRow.settings)).one()
    early = [one.reason for one in openings(settings)]
    return (*early, *(period.reason for period in periods(settings)))


def _reopened(session: Session) -> tuple[str, ...]:
    """Return the reason of every seal that was broken for one, in the order of the log."""
    wanted = select(AuditRow.edit).where(AuditRow.kind == "BreakSeal").order_by(AuditRow.seq)
    said = (str(edit.get("reason") or "") for edit in session.scalars(wanted) if _is_edit(edit))
    return tuple(filter(None, said))


def _is_edit(stored: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(stored, dict)


def _first_looks(study: StudyWork) -> StudyWork:
    """Return the work on a study without that of second looks."""
    return replace(study, works=tuple(w for w in study.works if w.reviewer_id not in study.again))


def _seen(acting: Acting, studies: Iterable[StudyWork]) -> frozenset[str]:
    """Return the extractions whose checks may be counted: how many were made tells of answers."""
    own = acting.reviewer.reviewer_id
    return frozenset(
        work.extraction_id
        for study in studies
        for work in study.works
        if may_see(own, work.reviewer_id, study)
    )


def _checking(session: Session, form_id: str, seen: frozenset[str]) -> Checking:
    wanted = (
        select(CheckRow.verdict, CheckRow.extraction_id, ExtractionRow.study_id, func.count())
        .join(ExtractionRow, ExtractionRow.id == CheckRow.extraction_id)
        .where(CheckRow.removed.is_(False), ExtractionRow.form_id == form_id)
        .group_by(CheckRow.verdict, CheckRow.extraction_id, ExtractionRow.study_id)
    )
    rows = [
        (verdict, study, int(n))
        for verdict, key, study, n in session.execute(wanted)
        if key in seen
    ]
    return Checking(
        studies=len({study for _, study, _ in rows}),
        answers=sum(n for _, _, n in rows),
        corrected=sum(n for verdict, _, n in rows if verdict == Verdict.CORRECTED.value),
    )


def _began(session: Session) -> str:
    """Return when the first answer was charted (ISO 8601, UTC), "" before."""
    first = select(func.min(AuditRow.at))
    alone = session.scalar(first.where(AuditRow.kind == FILLED))
    among = first.where(
        AuditRow.kind == "Together", cast(AuditRow.edit, Text).contains(f'"{FILLED}"')
    )
    together = session.scalar(among.where(AuditRow.at < alone) if alone else among)
    return min(filter(None, (alone, together)), default="")
