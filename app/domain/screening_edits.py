"""Edits of screening: decisions, full texts got, records that became reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from app.domain.exchanging import Exchanging
from app.domain.flow import Found
from app.domain.screening import Decision, LeftOut, Retrieval, Stage
from app.domain.studies import StudyDraft

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Decided(Exchanging):
    """A decision on a record at a stage, which the one before takes back."""

    record_id: str
    stage: Stage
    before: Decision
    after: Decision

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.record_id


@dataclass(frozen=True, slots=True)
class Screen(_Decided):
    """Decide on a record at a stage as the acting reviewer; NO_DECISION takes it back."""


@dataclass(frozen=True, slots=True)
class SettleScreening(_Decided):
    """Decide for everybody on a record at a stage; the reviewers' own decisions stay."""


@dataclass(frozen=True, slots=True)
class _Changed(Exchanging, Generic[Value]):
    """Another value of a record, which the one before takes back."""

    record_id: str
    before: Value
    after: Value

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.record_id


@dataclass(frozen=True, slots=True)
class SetRetrieval(_Changed[Retrieval]):
    """Say whether the full text of a record was got."""


@dataclass(frozen=True, slots=True)
class LeaveOut(_Changed[LeftOut]):
    """Remove a record before screening, by a program or for another reason."""


@dataclass(frozen=True, slots=True)
class LinkRecord(_Changed[str | None]):
    """Say which report of the review a record became; None: none."""


@dataclass(frozen=True, slots=True)
class GiveRecordPaper(_Changed[str | None]):
    """Give a record the PDF of its full text, by its SHA-256; None takes it away."""


@dataclass(frozen=True, slots=True)
class MoveReport(Exchanging):
    """Make a report one of another study: both then describe one investigation, or two."""

    report_id: str
    before: str
    after: str

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.after


@dataclass(frozen=True, slots=True)
class SplitReport:
    """Make a report of a study one of its own, `study`, which then lists it as its report."""

    from_id: str
    study: StudyDraft

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.from_id

    def inverse(self) -> "JoinReport":
        """Return the edit that takes this one back."""
        return JoinReport(self.from_id, self.study)


@dataclass(frozen=True, slots=True)
class JoinReport:
    """Give a report back to the study that it was split from; its own study goes."""

    from_id: str
    study: StudyDraft

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.from_id

    def inverse(self) -> SplitReport:
        """Return the edit that takes this one back."""
        return SplitReport(self.from_id, self.study)


@dataclass(frozen=True, slots=True)
class ScreenedRecord:
    """A record that comes with its decisions; `csl` are its CSL-JSON fields, `raw` its text."""

    record_id: str
    raw: str
    csl: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AddScreened:
    """Add records that were screened elsewhere, under one search of their own."""

    search_id: str
    source: str
    found: Found
    records: tuple[ScreenedRecord, ...]

    @property
    def subject(self) -> None:
        """What the audit log files it under."""
        return None

    def inverse(self) -> "RemoveScreened":
        """Return the edit that takes this one back."""
        return RemoveScreened(self.search_id, self.source, self.found, self.records)


@dataclass(frozen=True, slots=True)
class RemoveScreened:
    """Take the records of such an import away again."""

    search_id: str
    source: str
    found: Found
    records: tuple[ScreenedRecord, ...]

    @property
    def subject(self) -> None:
        """What the audit log files it under."""
        return None

    def inverse(self) -> AddScreened:
        """Return the edit that takes this one back."""
        return AddScreened(self.search_id, self.source, self.found, self.records)


@dataclass(frozen=True, slots=True)
class Imported:
    """A decision that a file brings: of a reviewer, or (None) as the final one."""

    record_id: str
    stage: Stage
    reviewer_id: str | None
    before: Decision
    after: Decision


@dataclass(frozen=True, slots=True)
class ImportDecisions:
    """Take over decisions made in another program, and which full texts were got."""

    decisions: tuple[Imported, ...]
    retrieved: tuple[tuple[str, Retrieval, Retrieval], ...] = ()  # record, before, after

    @property
    def subject(self) -> None:
        """What the audit log files it under."""
        return None

    def inverse(self) -> "ImportDecisions":
        """Return the edit that takes this one back."""
        turned = tuple(
            Imported(one.record_id, one.stage, one.reviewer_id, one.after, one.before)
            for one in reversed(self.decisions)
        )
        return ImportDecisions(turned, tuple((r, b, a) for r, a, b in self.retrieved))
