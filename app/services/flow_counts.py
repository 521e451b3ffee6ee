"""The numbers of the flow diagram, counted from records, decisions and reports."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.flow import FOUND_WORDS, Counted, Flow, Found, Unit
from app.domain.screening import (
    LeftOut,
    Outcome,
    Policy,
    Reason,
    Retrieval,
    Stage,
    Votes,
)

NOT_AGREED = "Reason not agreed yet"
NO_SOURCE = "Source not stated"


@dataclass(frozen=True, slots=True)
class Counting:
    """One record as the diagram counts it: where from, and what became of it."""

    record_id: str
    cluster: str
    source: str
    found: Found
    left_out: LeftOut
    retrieval: Retrieval
    report_id: str | None


@dataclass(frozen=True, slots=True)
class Decided:
    """All decisions of the review, by stage and record, and how they are read."""

    votes: Mapping[Stage, Mapping[str, Votes]]
    policy: Policy
    reasons: Sequence[Reason]

    def outcome(self, stage: Stage, record_id: str) -> Outcome:
        """Return what the decisions on a record come to."""
        found = self.votes[stage].get(record_id, Votes(stage))
        return found.outcome(self.policy.needed(stage))

    def reason_label(self, record_id: str) -> str:
        """Return the words of the reason why a full text was excluded."""
        key = self.votes[Stage.FULL][record_id].reason(self.policy.full)
        labels = {reason.key: reason.label for reason in self.reasons}
        return labels.get(key or "", NOT_AGREED)


@dataclass(frozen=True, slots=True)
class Included:
    """What stands in the list of studies: studies, and reports that count for the diagram.

    `with_several` studies have more than one of these; `charted` counts, in `unit`, what the
    acting reviewer has completed.
    """

    studies: int
    reports: int
    report_ids: frozenset[str]
    with_several: int
    charted: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Arm:
    """The numbers of one arm, from screening to exclusion."""

    clusters: Sequence[Counting]
    decided: Decided

    def at(self, stage: Stage, outcome: Outcome) -> list[Counting]:
        """Return the records with an outcome at a stage."""
        return [
            one for one in self.clusters if self.decided.outcome(stage, one.record_id) is outcome
        ]

    @property
    def screened(self) -> int:
        """Records on which enough reviewers have decided by title and abstract."""
        return len(self.clusters) - len(self.at(Stage.TITLE, Outcome.OPEN))

    @property
    def excluded(self) -> int:
        """Records excluded by title and abstract."""
        return len(self.at(Stage.TITLE, Outcome.EXCLUDED))

    @property
    def sought(self) -> list[Counting]:
        """Records that go on to full text."""
        return self.at(Stage.TITLE, Outcome.INCLUDED)

    @property
    def assessed(self) -> list[Counting]:
        """Reports on which enough reviewers have decided by full text."""
        return [
            one
            for one in self.sought
            if self.decided.outcome(Stage.FULL, one.record_id) is not Outcome.OPEN
        ]

    @property
    def not_retrieved(self) -> int:
        """Reports that could not be got, and were not assessed all the same."""
        read = {one.record_id for one in self.assessed}
        return sum(
            one.retrieval is Retrieval.NOT_RETRIEVED and one.record_id not in read
            for one in self.sought
        )

    @property
    def reasons(self) -> Counted:
        """Reports excluded by full text for each reason: as the list orders, then what differs."""
        out = [
            one
            for one in self.assessed
            if self.decided.outcome(Stage.FULL, one.record_id).is_excluded
        ]
        counted = Counter(self.decided.reason_label(one.record_id) for one in out)
        order = [reason.label for reason in self.decided.reasons]
        labels = [label for label in dict.fromkeys((*order, NOT_AGREED)) if counted[label]]
        return tuple((label, counted[label]) for label in labels)

    @property
    def included(self) -> list[Counting]:
        """Reports included by full text."""
        return [
            one
            for one in self.assessed
            if self.decided.outcome(Stage.FULL, one.record_id) is Outcome.INCLUDED
        ]


def counted_flow(
    records: Sequence[Counting],
    decided: Decided,
    included: Included,
    looked_at: Mapping[Found, int] | None = None,
) -> Flow:
    """Return the numbers of the diagram.

    `looked_at` are results of other methods that were looked through where they were found and
    of which no record was taken in, such as those of a website.
    """
    leads, passed = leads_of(records), looked_at or {}
    clusters = {one.cluster for one in records if one.found.is_left}
    left_ids = {lead.record_id for lead in leads.values() if lead.cluster in clusters}
    ready = [lead for lead in leads.values() if lead.left_out is LeftOut.NO]
    left = Arm([lead for lead in ready if lead.record_id in left_ids], decided)
    right = Arm([lead for lead in ready if lead.record_id not in left_ids], decided)
    out = Counter(lead.left_out for lead in leads.values() if lead.record_id in left_ids)
    in_right = [one for one in records if not one.found.is_left]
    known = included.report_ids
    unlinked = [one for one in (*left.included, *right.included) if one.report_id not in known]
    ineligible, other_ineligible = left.reasons, right.reasons
    return Flow(
        databases=_sources(records, Found.DATABASE),
        registers=_sources(records, Found.REGISTER),
        duplicates=len(records) - len(in_right) - len(left_ids),
        automation=out[LeftOut.AUTOMATION],
        removed_other=out[LeftOut.OTHER],
        screened=left.screened,
        excluded=left.excluded,
        sought=len(left.sought),
        not_retrieved=left.not_retrieved,
        assessed=len(left.assessed),
        ineligible=sum(number for _, number in ineligible),
        reasons=ineligible,
        others=_others(in_right, passed),
        other_removed=len(in_right) + sum(passed.values()) - len(right.sought),
        other_sought=len(right.sought),
        other_not_retrieved=right.not_retrieved,
        other_assessed=len(right.assessed),
        other_ineligible=sum(number for _, number in other_ineligible),
        other_reasons=other_ineligible,
        studies=included.studies + len(unlinked),
        reports=included.reports + len(unlinked),
        charted=included.charted or None,
        unit=included.unit,
        with_several=included.with_several,
    )


def leads_of(records: Iterable[Counting]) -> dict[str, Counting]:
    """Return the record that stands for each cluster: the one it is named after, or its first."""
    leads: dict[str, Counting] = {}
    for one in records:
        known = leads.get(one.cluster)
        if known is None or one.record_id == one.cluster:
            leads[one.cluster] = one
    return leads


def _sources(records: Iterable[Counting], found: Found) -> Counted:
    counted = Counter(one.source or NO_SOURCE for one in records if one.found is found)
    return tuple(counted.most_common())


def _others(records: Iterable[Counting], looked_at: Mapping[Found, int]) -> Counted:
    counted = Counter(one.found for one in records)
    counted.update(looked_at)
    return tuple((FOUND_WORDS[kind], counted[kind]) for kind in Found if counted[kind])
