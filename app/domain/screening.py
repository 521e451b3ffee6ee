"""Screening: what reviewers decide on a record at a stage, and what it comes to together.

Two stages, title and abstract, then full text (JBI Manual 2020, 11.2.5). Each reviewer decides
alone; what they said is shown to the others once enough of them have decided.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Stage(StrEnum):
    """What is read to decide."""

    TITLE = "title_abstract"
    FULL = "full_text"


class Verdict(StrEnum):
    """What is decided on a record; NONE once it was taken back."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    UNSURE = "awaiting"
    NONE = ""


class Judgement(StrEnum):
    """How a source stands to one criterion."""

    MEETS = "meets"
    FAILS = "does_not_meet"
    UNCLEAR = "unclear"
    NO_CRITERION = "not_a_criterion"


class Retrieval(StrEnum):
    """Whether the full text of a record was got."""

    SOUGHT = ""
    RETRIEVED = "retrieved"
    NOT_RETRIEVED = "not_retrieved"


class LeftOut(StrEnum):
    """Why a record was removed before screening, beside being a duplicate (PRISMA 2020)."""

    NO = ""
    AUTOMATION = "automation"
    OTHER = "other"


CRITERIA: Mapping[str, str] = {
    "population": "Population",
    "concept": "Concept",
    "context": "Context",
    "evidence_type": "Type of evidence",
    "dates": "Dates",
    "language": "Language",
}
"""The criteria judged one by one, as (key, words)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for exclusion; the order of the list decides which of several is primary."""

    key: str
    label: str


DEFAULT_REASONS = (
    Reason("population", "Wrong population"),
    Reason("concept", "Wrong concept"),
    Reason("context", "Wrong context"),
    Reason("evidence_type", "Wrong type of evidence"),
    Reason("dates", "Outside the dates"),
    Reason("language", "Language"),
    Reason("duplicate", "Duplicate report"),
    Reason("retracted", "Retracted"),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one reviewer decided on a record at a stage. `page` is an index from 0."""

    verdict: Verdict
    reason: str | None = None
    further: tuple[str, ...] = ()
    judgements: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    quote: str = ""
    page: int | None = None

    @property
    def is_made(self) -> bool:
        """Tell whether there is a verdict."""
        return self.verdict is not Verdict.NONE


NO_DECISION = Decision(Verdict.NONE)


class Outcome(StrEnum):
    """What the decisions on a record come to at a stage."""

    OPEN = "open"
    INCLUDED = "included"
    EXCLUDED = "excluded"
    CONFLICT = "conflict"
    REASONS_DIFFER = "reasons_differ"
    UNSURE = "unsure"

    @property
    def is_excluded(self) -> bool:
        """Tell whether the record is out, agreed reason or not."""
        return self in (Outcome.EXCLUDED, Outcome.REASONS_DIFFER)

    @property
    def wants_settling(self) -> bool:
        """Tell whether somebody has to settle it."""
        return self in (Outcome.CONFLICT, Outcome.REASONS_DIFFER, Outcome.UNSURE)


@dataclass(frozen=True, slots=True)
class Votes:
    """All decisions on one record at one stage: by reviewer, and the one that settles them."""

    stage: Stage
    own: Mapping[str, Decision] = field(default_factory=dict)
    final: Decision = NO_DECISION

    @property
    def made(self) -> dict[str, Decision]:
        """The decisions that were not taken back, by reviewer."""
        return {who: decision for who, decision in self.own.items() if decision.is_made}

    def is_complete(self, needed: int) -> bool:
        """Tell whether as many reviewers have decided as must."""
        return len(self.made) >= needed

    def outcome(self, needed: int) -> Outcome:
        """Return what the decisions come to when `needed` reviewers must decide."""
        if self.final.is_made:
            return _outcome_of(self.final.verdict)
        if not self.is_complete(needed):
            return Outcome.OPEN
        verdicts = {decision.verdict for decision in self.made.values()}
        if len(verdicts) > 1:
            return Outcome.CONFLICT
        found = _outcome_of(verdicts.pop())
        if found is Outcome.EXCLUDED and self.stage is Stage.FULL:
            reasons = {decision.reason for decision in self.made.values()}
            return found if len(reasons) == 1 else Outcome.REASONS_DIFFER
        return found

    def reason(self, needed: int) -> str | None:
        """Return the primary reason that is agreed for an excluded record."""
        if self.final.is_made:
            return self.final.reason if self.final.verdict is Verdict.EXCLUDE else None
        if self.outcome(needed) is not Outcome.EXCLUDED:
            return None
        reasons = [d.reason for d in self.made.values()]
        return reasons[0] if len(set(reasons)) == 1 else None

    def shown_to(self, reviewer_id: str, needed: int) -> "Votes":
        """Return what a reviewer may see: the own decision, and all once all have made theirs.

        Before that not even whether somebody else has decided shows.
        """
        if self.is_complete(needed) or self.final.is_made:
            return self
        mine = {who: said for who, said in self.own.items() if who == reviewer_id}
        return Votes(self.stage, mine)

    def may_change(self, reviewer_id: str, needed: int) -> bool:
        """Tell whether a reviewer may still decide alone: nobody else's decision was shown yet."""
        if self.final.is_made:
            return False
        others = {who for who in self.made if who != reviewer_id}
        return len(others) < needed and not (self.is_complete(needed) and others)


def _outcome_of(verdict: Verdict) -> Outcome:
    return {
        Verdict.INCLUDE: Outcome.INCLUDED,
        Verdict.EXCLUDE: Outcome.EXCLUDED,
        Verdict.UNSURE: Outcome.UNSURE,
        Verdict.NONE: Outcome.OPEN,
    }[verdict]


def ranked(chosen: Sequence[str], reasons: Sequence[Reason]) -> tuple[str, ...]:
    """Return the chosen reasons in the order of the list; the first is the primary one."""
    places = {reason.key: place for place, reason in enumerate(reasons)}
    known = dict.fromkeys(key for key in chosen if key in places)
    return tuple(sorted(known, key=places.__getitem__))


def problem_of(decision: Decision, stage: Stage, reasons: Sequence[Reason]) -> str:
    """Return why a decision can't be kept as it is, in one sentence; nothing when it can."""
    keys = {reason.key for reason in reasons}
    if decision.verdict is not Verdict.EXCLUDE:
        return ""
    if stage is Stage.FULL and decision.reason is None:
        return "A full text is excluded for one primary reason. Choose a reason (keys 1 to 9)."
    if decision.reason is not None and decision.reason not in keys:
        return "This reason is not in the review's list any more. Choose another one."
    if decision.reason in decision.further:
        return "A reason is either the primary one or a further one."
    return ""


def reasons_from_json(document: object) -> tuple[Reason, ...]:
    """Read a list of [key, label]; the default list when there is none."""
    pairs = document if isinstance(document, Sequence) and not isinstance(document, str) else ()
    found = [Reason(str(p[0]), str(p[1])) for p in pairs if isinstance(p, Sequence) and len(p) == 2]
    return tuple(found) or DEFAULT_REASONS


def reasons_to_json(reasons: Sequence[Reason]) -> list[list[str]]:
    """Return the list as [[key, label], ...]."""
    return [[reason.key, reason.label] for reason in reasons]


@dataclass(frozen=True, slots=True)
class Policy:
    """How many reviewers must decide at each stage."""

    title: int = 1
    full: int = 1

    def needed(self, stage: Stage) -> int:
        """Return how many reviewers must decide at a stage."""
        return self.title if stage is Stage.TITLE else self.full


def policy_from_json(document: object, reviewers: int) -> Policy:
    """Read {"title": n, "full": n}; two decide wherever there are two reviewers (JBI 2020)."""
    usual = min(max(reviewers, 1), 2)
    kept = document if isinstance(document, Mapping) else {}
    found = [kept.get(name, usual) for name in ("title", "full")]
    title, full = (number if number in (1, 2) else usual for number in found)
    return Policy(title, full)
