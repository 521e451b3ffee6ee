"""Joins a study to another: its reports, and what the acting reviewer charted of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from app.domain.answers import Status
from app.domain.edits import Together
from app.domain.errors import AppError
from app.domain.joining import Joined, joined_answers
from app.domain.records import Record
from app.domain.report_edits import ChangeReport
from app.domain.studies import ExtractionStatus, Report, ReportRole
from app.services.acting import Acting
from app.services.linking import LinkingService
from app.services.record_reader import RecordReader
from app.services.records import RecordService
from app.services.store import Store
from db.models import AnswerRow, ExtractionRow, ReportRow, StudyRow


@dataclass(frozen=True, slots=True)
class Joining:
    """The one step that joins a study, what moves with it, and what becomes of the answers."""

    edit: Together
    reports: int
    answers: Joined


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What the acting reviewer charted of a study that somebody else joined to another one."""

    label: str
    edit: Together
    answers: Joined


class JoiningService:
    """Makes the edit that joins two studies that turned out to be one."""

    def __init__(
        self, store: Store, acting: Acting, records: RecordService, linking: LinkingService
    ) -> None:
        """Read answers through `records`, reports through `linking`."""
        self._store = store
        self._acting = acting
        self._records = records
        self._linking = linking

    def left_behind(self, record: Record) -> tuple[LeftBehind, ...]:
        """Return the own answers that wait in studies whose report is one of this study now.

        Nothing waits once the record has an answer from that report.
        """
        if record.is_locked or not record.study.has_several_reports:
            return ()
        answers = record.answers.values()
        used = {answer.report_id for answer in answers}
        used |= {said.report_id for answer in answers for said in answer.others}
        fresh = [r for r in record.study.reports if r.report_id not in used]
        with self._store.reading() as session:
            olds = list(self._gone(session, record, fresh))
        found = ((old.study.label, joined_answers(record, old)) for old in olds)
        return tuple(
            LeftBehind(label, Together(joined.edits), joined)
            for label, joined in found
            if joined.edits
        )

    def _gone(self, session: Session, record: Record, reports: list[Report]) -> Iterator[Record]:
        """Yield the own records of studies that lost their only report to this one."""
        for study, extraction in session.execute(_gone_studies(self._acting)):
            reader = RecordReader(session, [extraction.id])
            quotes = tuple(reader.evidence.get(extraction.id, ()))
            papers = {item.anchor.paper for item in quotes}
            moved = next((r for r in reports if _is_of(r, study.title, papers)), None)
            if moved is None or moved == record.study.origin:
                continue
            yield Record(
                study=replace(
                    record.study,
                    study_id=study.id,
                    report_id=moved.report_id,
                    label=study.label,
                    reports=(moved,),
                    origin_id=moved.report_id,
                ),
                extraction_id=extraction.id,
                status=ExtractionStatus.OPEN,
                form=record.form,
                rows=tuple(reader.rows.get(extraction.id, ())),
                answers=reader.answers.get(extraction.id, {}),
                evidence=quotes,
            )

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


def _gone_studies(acting: Acting) -> Select[StudyRow, ExtractionRow]:
    """Return the query for studies that are gone, have no report left, and own answers."""
    reported = exists().where(ReportRow.study_id == StudyRow.id, ReportRow.removed.is_(False))
    answered = exists().where(
        AnswerRow.extraction_id == ExtractionRow.id, AnswerRow.status != Status.EMPTY.value
    )
    return (
        select(StudyRow, ExtractionRow)
        .join(ExtractionRow, ExtractionRow.study_id == StudyRow.id)
        .where(
            StudyRow.removed.is_(True),
            ExtractionRow.reviewer_id == acting.reviewer.reviewer_id,
            ExtractionRow.form_id == acting.form_id,
            answered,
            ~reported,
        )
    )


def _is_of(report: Report, title: str, papers: set[str]) -> bool:
    """Tell whether a report is the one of a study: its paper was quoted, or its title is."""
    if report.paper is not None and report.paper.sha256 in papers:
        return True
    return bool(title) and report.title == title
