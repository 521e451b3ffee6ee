"""What screening shows: records of a stage, what is read of one, conflicts, the pilot."""

from dataclasses import dataclass, field

from app.domain.agreement import Estimate
from app.domain.screening import NO_DECISION, Decision, Outcome, Retrieval, Stage


@dataclass(frozen=True, slots=True)
class Screened:
    """One line of the list of a stage. `outcome` is OPEN until it may be known.

    `final` is what was decided for everybody: on a difference, or in another program.
    """

    record_id: str
    title: str
    year: int | None
    own: Decision
    outcome: Outcome
    retrieval: Retrieval
    paper: str | None
    report_id: str | None
    final: Decision = NO_DECISION

    @property
    def is_open(self) -> bool:
        """Tell whether the reviewer has still to decide: others may have settled it already."""
        return not self.own.is_made and self.outcome is Outcome.OPEN

    @property
    def shown(self) -> Decision:
        """The own decision, or where there is none what was decided for everybody."""
        return self.final if self.is_settled else self.own

    @property
    def is_settled(self) -> bool:
        """Tell whether it was decided for everybody without the reviewer."""
        return self.final.is_made and not self.own.is_made


@dataclass(frozen=True, slots=True)
class RecordText:
    """What is read of a record."""

    record_id: str
    title: str
    authors: str
    source: str
    year: int | None
    abstract: str
    keywords: str = ""
    doi: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record on which the reviewers must agree: what each decided, by name."""

    record_id: str
    title: str
    outcome: Outcome
    said: tuple[tuple[str, Decision], ...]
    final: Decision


@dataclass(frozen=True, slots=True)
class ScreeningPilot:
    """A random sample that all screen first, and how far they agree on it."""

    stage: Stage
    records: tuple[str, ...]
    own_done: int = 0
    complete: int = 0
    agreement: Estimate = field(default_factory=lambda: Estimate(0, None))
    kappa: Estimate = field(default_factory=lambda: Estimate(0, None))
    ac1: Estimate = field(default_factory=lambda: Estimate(0, None))


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are marked in titles and abstracts: for inclusion, and for exclusion."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
