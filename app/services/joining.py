"""Joins a study to another: its reports, and what the acting reviewer charted of it."""

from dataclasses import dataclass

from app.domain.edits import Together
from app.domain.errors import AppError
from app.domain.joining import Joined, joined_answers
from app.domain.report_edits import ChangeReport
from app.domain.studies import ReportRole
from app.services.linking import LinkingService
from app.services.records import RecordService


@dataclass(frozen=True, slots=True)
class Joining:
    """The one step that joins a study, what moves with it, and what becomes of the answers."""

    edit: Together
    reports: int
    answers: Joined


class JoiningService:
    """Makes the edit that joins two studies that turned out to be one."""

    def __init__(self, records: RecordService, linking: LinkingService) -> None:
        """Read answers through `records`, reports through `linking`."""
        self._records = records
        self._linking = linking

    def join(self, study_id: str, into_id: str) -> Joining:
        """Return how a study joins another; raises AppError.

        Only the acting reviewer's answers are brought over; a colleague's stay in the file, in
        the study that goes from the list.
        """
        moved = self._linking.link_study(study_id, into_id)
        into, other = self._records.record(into_id), self._records.record(study_id)
        if into.is_locked:
            raise AppError(
                f"{into.study.label} is marked complete, so nothing can join it. "
                "Nothing was changed. Reopen it first."
            )
        answers = joined_answers(into, other)
        roles = tuple(
            ChangeReport(
                into_id,
                report.report_id,
                (ReportRole.PRIMARY, report.title),
                (ReportRole.SECONDARY, report.title),
            )
            for report in other.study.reports
            if report.role is ReportRole.PRIMARY
        )
        edits = (*moved.edits, *roles, *answers.edits)
        return Joining(Together(edits), len(other.study.reports), answers)
