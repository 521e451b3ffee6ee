"""Screening as it is stored: rows to values, and the keys of its agreements."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.screening import (
    NO_DECISION,
    Decision,
    Policy,
    Stage,
    Verdict,
    Votes,
    policy_from_json,
)
from app.services.codec import word_of
from db.models import ReviewerRow, ReviewRow, ScreeningDecisionRow

OWN, FINAL = "own", "final"
POLICY = "screening.policy"
REASONS = "screening.reasons"
WORDS = "screening.words"
PILOT = "screening.pilot"
OVERRIDES = "flow.overrides"
WORDING = "flow.wording"
UNIT = "flow.unit"


def decision_of(row: ScreeningDecisionRow) -> Decision:
    """Return a stored decision; raises DamagedContent."""
    return Decision(
        verdict=word_of(Verdict, row.decision),
        reason=row.primary_reason,
        further=tuple(map(str, row.secondary_reasons)),
        judgements={str(key): str(value) for key, value in row.judgements.items()},
        note=row.note,
        quote=row.quote,
        page=row.page,
    )


def votes_of(rows: Iterable[ScreeningDecisionRow], stage: Stage) -> dict[str, Votes]:
    """Return the decisions at a stage by record."""
    own: dict[str, dict[str, Decision]] = {}
    final: dict[str, Decision] = {}
    for row in rows:
        if row.stage != stage.value or row.record_id is None:
            continue
        if row.role == FINAL:
            final[row.record_id] = decision_of(row)
        else:
            own.setdefault(row.record_id, {})[row.reviewer_id] = decision_of(row)
    return {
        key: Votes(stage, own.get(key, {}), final.get(key, NO_DECISION)) for key in {**own, **final}
    }


def setting_in(session: Session, key: str) -> Any:  # noqa: ANN401 - JSON as it is stored
    """Return a setting of the review; None when it was never made."""
    return session.scalars(select(ReviewRow)).one().settings.get(key)


def policy_in(session: Session) -> Policy:
    """Return how many reviewers decide at each stage."""
    people = session.scalar(select(func.count()).select_from(ReviewerRow)) or 1
    return policy_from_json(setting_in(session, POLICY), people)


def votes_in(session: Session) -> dict[Stage, dict[str, Votes]]:
    """Return all decisions by stage and record; not for showing: see Votes.shown_to."""
    rows = list(session.scalars(select(ScreeningDecisionRow)))
    return {stage: votes_of(rows, stage) for stage in Stage}
