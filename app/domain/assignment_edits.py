"""Edits of assignments."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.assigning import Assignment, Plan
from app.domain.blinding import Role
from app.domain.exchanging import Exchanging


class Duty(StrEnum):
    """Whether somebody has a role for a study; audited: drawn to chart all of it again."""

    NONE = "none"
    GIVEN = "given"
    AUDITED = "audited"


@dataclass(frozen=True, slots=True)
class Assign(Exchanging):
    """Give somebody a role for a study, or take it away."""

    study_id: str
    reviewer_id: str
    role: Role
    before: Duty
    after: Duty

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.study_id


def assigned(before: Plan, after: Plan) -> tuple[Assign, ...]:
    """Return the edits from one plan to another, taken away first, in an order of their own."""
    old, new = _duties(before), _duties(after)
    edits = [
        Assign(*key, old.get(key, Duty.NONE), new.get(key, Duty.NONE))
        for key in sorted({**old, **new})
        if old.get(key) is not new.get(key)
    ]
    return tuple(sorted(edits, key=lambda edit: edit.after is not Duty.NONE))


def _duties(plan: Iterable[Assignment]) -> dict[tuple[str, str, Role], Duty]:
    return {
        (a.study_id, a.reviewer_id, a.role): Duty.AUDITED if a.is_audited else Duty.GIVEN
        for a in plan
    }
