"""What a workbook tells of the review besides its answers: search, flow, versions, edits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.blinding import Role
from app.domain.flow import Flow
from app.domain.library import Search
from app.export.deviation_log import Deviation
from app.export.excluded import ExcludedSource
from app.export.prisma_words import Wording


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One edit of the log: when (ISO 8601, UTC), by whom, on what, from what to what.

    `number` counts what is shown: the log's own would tell how much of a colleague's is hidden.
    """

    number: int
    at: str
    reviewer: str
    device: str
    step: str
    kind: str
    study: str = ""
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Checking:
    """How many answers of how many studies a second reviewer checked, and corrected."""

    studies: int = 0
    answers: int = 0
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class Pilot:
    """A pilot of the form: on how many sources, since when (ISO 8601), agreement in percent."""

    sources: int
    day: str
    percent: float | None = None


@dataclass(frozen=True, slots=True)
class Working:
    """How the review is worked on, as far as the program knows.

    `screening` says how many people decide on titles and on full texts, None before anybody did;
    `pilots` tells of the pilots of the form; `roles` counts studies by who charts them, `charters`
    those that each person charted. `sealed_by_two` leaves out the studies that were not charted
    blind, which `unblinded` counts; `broken` tells of each time that blinding was broken, a
    sentence each, `opened` has their reasons, `reopened` that of each seal that was broken.
    `charted_again` counts the studies that somebody charted a second time, which is in no other
    count. `began` is when the first answer was charted (ISO 8601, UTC).
    """

    people: tuple[str, ...] = ()
    screening: tuple[int, int] | None = None
    pilots: tuple[Pilot, ...] = ()
    roles: Mapping[Role, int] = field(default_factory=dict)
    charters: Mapping[str, int] = field(default_factory=dict)
    sealed_by_two: int = 0
    unblinded: int = 0
    broken: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    checking: Checking = field(default_factory=Checking)
    began: str = ""
    charted_again: int = 0


@dataclass(frozen=True, slots=True)
class ReviewLog:
    """What the sheets about the review print; an empty one leaves them out.

    `flow` is None before anything was identified; `warnings` say what of it does not add up,
    `wording` whose words its diagram uses.
    `audit` may be read once only a time it is asked for: it is long.
    """

    searches: tuple[Search, ...] = ()
    excluded: tuple[ExcludedSource, ...] = ()
    flow: Flow | None = None
    warnings: tuple[str, ...] = ()
    wording: Wording = Wording.SCR
    deviations: tuple[Deviation, ...] = ()
    audit: Iterable[AuditLine] = ()
    working: Working = field(default_factory=Working)
