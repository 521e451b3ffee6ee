"""Edits of the reports of a study: further papers, supplements, protocols."""

from dataclasses import dataclass

from app.domain.exchanging import Exchanging
from app.domain.studies import ReportDraft, ReportRole


@dataclass(frozen=True, slots=True)
class AddReport:
    """Give a study a further report, or bring a removed one back."""

    report: ReportDraft

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.report.study_id

    def inverse(self) -> "RemoveReport":
        """Return the edit that takes this one back."""
        return RemoveReport(self.report)


@dataclass(frozen=True, slots=True)
class RemoveReport:
    """Take a further report away from its study; its paper and quotes stay in the file."""

    report: ReportDraft

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.report.study_id

    def inverse(self) -> AddReport:
        """Return the edit that takes this one back."""
        return AddReport(self.report)


@dataclass(frozen=True, slots=True)
class OrderReports(Exchanging):
    """Put the reports of a study in another order, the main one first; all of them by their ids.

    One that changes nothing stands at the head of moves between studies: taking those back
    ends with the order that was.
    """

    study_id: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.study_id


@dataclass(frozen=True, slots=True)
class ChangeReport(Exchanging):
    """Say what a report is to its study, and what it is called."""

    study_id: str
    report_id: str
    before: tuple[ReportRole, str]
    after: tuple[ReportRole, str]

    @property
    def subject(self) -> str:
        """What the audit log files it under."""
        return self.study_id
