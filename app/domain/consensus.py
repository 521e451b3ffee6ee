"""Two sealed extractions of a study beside each other: what differs, what is decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.domain.anchors import Anchor
from app.domain.answers import NO_ANSWER, Answer
from app.domain.fields import Form
from app.domain.places_shared import Where
from app.domain.records import Record
from app.domain.row_alignment import RowPair
from app.domain.studies import Reviewer, Study


class Kind(StrEnum):
    """What two answers are to each other."""

    SAME = "same"
    NORMALISED = "normalised"
    DIFFERENT = "different"
    ONE_BLANK = "one_blank"
    ONE_MARKED = "one_marked"
    ROWS = "rows"
    BLANK = "blank"
    SINGLE = "single"


CONFLICTS = frozenset({Kind.DIFFERENT, Kind.ONE_BLANK, Kind.ONE_MARKED, Kind.ROWS})
"""Kinds that somebody has to decide; the others have a value that both gave."""


class Taken(StrEnum):
    """Where a decided value comes from, when it is not one reviewer's (then their id)."""

    SAME = "same"
    COMBINED = "combined"
    TYPED = "typed"
    DEFERRED = "deferred"
    COMPLETE = "complete"
    REOPENED = "reopened"


class State(StrEnum):
    """How far a line of the consensus is."""

    TO_DECIDE = "to_decide"
    TO_ACCEPT = "to_accept"
    AGREED = "agreed"
    DEFERRED = "deferred"
    DECIDED = "decided"
    TWICE = "twice"
    BLANK = "blank"


TO_SETTLE = (State.TO_DECIDE, State.TWICE, State.TO_ACCEPT)
"""States in which a line waits for the two."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided for a line: a value (or mark), where it comes from, and why.

    `taken` is a reviewer's id or a word of `Taken`; `rows` are the rows that were taken for the
    same one; `anchors` the ids of the quotes that the value rests on; `by` is the reviewer who
    decided.
    """

    taken: str
    answer: Answer = NO_ANSWER
    reason: str = ""
    rows: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Apart:
    """Decisions on a line that two laptops made without knowing of each other, the earlier first.

    `marks` name those of other copies of the review, `own` is what this copy decided.
    """

    decisions: tuple[Decision, ...]
    marks: frozenset[str]
    own: Decision | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """What one reviewer has for a line; without the row, or where it is not asked, nothing.

    `corrected` is what a checker says instead; the answer is the original.
    """

    answer: Answer = NO_ANSWER
    anchors: tuple[Anchor, ...] = ()
    row_id: str | None = None
    has_row: bool = True
    is_asked: bool = True
    corrected: Answer | None = None


ROW_MARK = ".*"


def row_field(section_key: str) -> str:
    """Return what stands for the field in a line about a whole row of a section."""
    return f"{section_key}{ROW_MARK}"


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the consensus: a field (in a row), or whether a row is to be kept.

    Where it was decided twice, differently, `apart` has the decisions and none counts.
    """

    field_id: str
    section_key: str
    first: Side
    second: Side
    kind: Kind
    pair: RowPair | None = None
    where: Where = Where.NONE
    has_other_report: bool = False
    decision: Decision | None = None
    apart: Apart | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Field and row key: what names the line in its study."""
        return self.field_id, self.row_key

    @property
    def row_key(self) -> str:
        """The key of its row, "" outside groups."""
        return "" if self.pair is None else self.pair.row_key

    @property
    def is_about_row(self) -> bool:
        """Tell whether it asks if a row is kept."""
        return self.field_id.endswith(ROW_MARK)

    @property
    def state(self) -> State:
        """How far it is."""
        if self.apart is not None:
            return State.TWICE
        if self.decision is not None:
            is_deferred = self.decision.taken == Taken.DEFERRED
            return State.DEFERRED if is_deferred else State.DECIDED
        if self.kind in CONFLICTS or (self.kind is Kind.BLANK and self.is_questioned):
            return State.TO_DECIDE
        if self.kind is Kind.NORMALISED or (self.kind is Kind.SAME and self.is_questioned):
            return State.TO_ACCEPT
        return State.BLANK if self.kind is Kind.BLANK else State.AGREED

    @property
    def is_questioned(self) -> bool:
        """Tell whether a checker says otherwise of what two charted."""
        given = (self.first.corrected, self.second.corrected)
        return self.kind is not Kind.SINGLE and any(one is not None for one in given)

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to look at it."""
        return self.state in (*TO_SETTLE, State.DEFERRED)

    def side(self, number: int) -> Side:
        """Return the side of the first (0) or the second reviewer (1)."""
        return self.second if number else self.first

    @property
    def final(self) -> Answer:
        """What counts: the decision, else what both gave; empty while it is open."""
        if self.apart is not None:
            return NO_ANSWER
        if self.decision is not None:
            return self._as_given(self.decision.answer)
        if self.kind is Kind.SINGLE:
            return self._of_one
        if self.kind in (Kind.SAME, Kind.NORMALISED):
            return self.first.answer
        return NO_ANSWER

    @property
    def _of_one(self) -> Answer:
        """What counts of a field that one person charts: as it was checked."""
        checked = (side.corrected for side in (self.first, self.second))
        given = (side.answer for side in (self.first, self.second) if side.answer != NO_ANSWER)
        corrected = next((one for one in checked if one is not None), None)
        return next(given, NO_ANSWER) if corrected is None else corrected

    def _as_given(self, answer: Answer) -> Answer:
        """Return a decided answer with the report that a reviewer took it from."""
        for side in (self.first, self.second):
            given = side.answer
            if (given.value, given.status) == (answer.value, answer.status):
                return replace(answer, report_id=given.report_id, others=given.others)
        return answer


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the consensus of a study is; nothing is counted before both are sealed."""

    study_id: str
    label: str
    is_sealed: bool
    to_decide: int = 0
    deferred: int = 0
    decided: int = 0
    is_complete: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """A study as two reviewers charted it, independently, and what became of it.

    `records` are the originals of the first and the second; nothing here changes them.
    `lines` stand in the order of the form, `originals` are those of fields that the final record
    does not ask, too. `final` is the record as it counts, hidden cells
    and rows left out by decision not among its lines. `names` are the people of the review by id,
    `changed` the fields that a later version of the form asks differently than one was asked.
    `adrift` counts decisions without a line: their rows are paired otherwise, or nobody asks.
    """

    study: Study
    form: Form
    reviewers: tuple[Reviewer, Reviewer]
    records: tuple[Record, Record]
    pairs: tuple[RowPair, ...]
    lines: tuple[Line, ...]
    originals: tuple[Line, ...]
    final: Record
    completion: Decision | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    adrift: int = 0

    @property
    def is_complete(self) -> bool:
        """Tell whether its consensus was closed, and nothing in it was decided twice since."""
        closed = self.completion is not None and self.completion.taken == Taken.COMPLETE
        return closed and not self.count(State.TWICE)

    def count(self, *states: State) -> int:
        """Return how many lines are in one of the states."""
        return sum(line.state in states for line in self.lines)

    @property
    def standing(self) -> Standing:
        """How far the study is."""
        return Standing(
            self.study.study_id,
            self.study.label,
            is_sealed=True,
            to_decide=self.count(*TO_SETTLE),
            deferred=self.count(State.DEFERRED),
            decided=self.count(State.DECIDED),
            is_complete=self.is_complete,
        )

    @property
    def open_lines(self) -> tuple[Line, ...]:
        """The lines that somebody still has to look at."""
        return tuple(line for line in self.lines if line.is_open)

    def line(self, key: tuple[str, str]) -> Line | None:
        """Return the line with this key."""
        return next((line for line in self.lines if line.key == key), None)

    def pairs_of(self, section_key: str) -> tuple[RowPair, ...]:
        """Return the pairs of rows of a section."""
        return tuple(pair for pair in self.pairs if pair.section_key == section_key)
