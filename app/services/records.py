"""Read models: studies, one reviewer's record of a study, and the table for export."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.answers import Json
from app.domain.errors import NotFound
from app.domain.fields import Form
from app.domain.records import Record
from app.domain.studies import ExtractionStatus, Paper, PaperState, Report, Reviewer, Study
from app.export.model import ExportedStudy, ReviewTable
from app.jobs import without_collecting
from app.services.acting import Acting, extraction_id_of
from app.services.codec import word_of
from app.services.forms import FormService
from app.services.local_copies import copies_of
from app.services.record_reader import RecordReader, own_extractions
from app.services.standings import standings
from app.services.store import Store
from app.services.study_counts import StudyCounts, study_counts, untouched
from app.services.writing.reports import DISPLAYED, role_of
from db.models import (
    AnswerRow,
    EvidenceRow,
    ExtractionRow,
    PaperRow,
    ReportRow,
    ReviewerRow,
    ReviewRow,
    StudyRow,
)


class RecordService:
    """What the acting reviewer may read: the studies and only their own answers."""

    def __init__(self, store: Store, acting: Acting, forms: FormService, papers: Path) -> None:
        """Read through `store`; `papers` is the folder of the PDFs."""
        self._store = store
        self._acting = acting
        self._forms = forms
        self._papers = papers

    def ensure_extractions(self) -> None:
        """Give the acting reviewer an extraction of every study that has none."""
        with self._store.writing() as session:
            own = self._own_extractions(session)
            for study_id in session.scalars(select(StudyRow.id)):
                if study_id not in own:
                    session.add(
                        ExtractionRow(
                            id=extraction_id_of(self._acting, study_id),
                            study_id=study_id,
                            reviewer_id=self._acting.reviewer.reviewer_id,
                            form_id=self._acting.form_id,
                        )
                    )

    def has_more_than(self, limit: int) -> bool:
        """Tell whether the file holds more answers and quotes than this, whoever gave them."""
        counted = (select(func.count()).select_from(table) for table in (AnswerRow, EvidenceRow))
        with self._store.reading() as session:
            return sum(session.scalars(one).one() for one in counted) > limit

    def studies(self) -> tuple[Study, ...]:
        """Return the studies in their order, with the acting reviewer's progress."""
        form = self._forms.current()
        with self._store.reading() as session:
            found = self._found(session, None)
            spared = {one.extraction_id: one.spared for one in found if one.spared}
            counts = study_counts(session, self._acting, form, spared)
        bare = untouched(form)
        return tuple(_with(one.study, counts.get(one.extraction_id, bare)) for one in found)

    def study(self, study_id: str) -> Study:
        """Return one study; raises NotFound."""
        return self.record(study_id).study

    def records(self) -> tuple[Record, ...]:
        """Return the acting reviewer's records of all studies, in the order of the list."""
        with self._store.reading() as session:
            return self._records(session, None)

    def records_of(self, study_ids: Sequence[str]) -> tuple[Record, ...]:
        """Return the acting reviewer's records of some studies, in the order of the list."""
        with self._store.reading() as session:
            return self._records(session, study_ids)

    def record(self, study_id: str) -> Record:
        """Return the acting reviewer's record of one study; raises NotFound."""
        found = self.records_of([study_id])
        if not found:
            raise NotFound("This study is not in the review any more. Choose another study.")
        return found[0]

    def record_of_extraction(self, extraction_id: str) -> Record:
        """Return the record that an extraction belongs to; raises NotFound."""
        with self._store.reading() as session:
            row = session.get(ExtractionRow, extraction_id)
            study_id = None if row is None else row.study_id
        if study_id is None:
            raise NotFound("This extraction is not in the review any more.")
        return self.record(study_id)

    def find_study(self, text: str) -> Study:
        """Return the study with this id or label, or the only one whose label starts so."""
        studies = self.studies()
        wanted = text.strip().casefold()
        exact = [s for s in studies if wanted in (s.study_id, s.label.casefold())]
        found = exact or [s for s in studies if s.label.casefold().startswith(wanted)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotFound(
                f"There is no study “{text}” in this review. Nothing was changed. "
                "“chartdesk info” lists the studies."
            )
        names = ", ".join(s.label for s in found[:5])
        raise NotFound(
            f"“{text}” fits {len(found)} studies ({names}). Nothing was changed. "
            "Give the whole name."
        )

    def reviewer(self) -> Reviewer:
        """Return the acting reviewer under the present name."""
        with self._store.reading() as session:
            row = session.get(ReviewerRow, self._acting.reviewer.reviewer_id)
            if row is None:
                return self._acting.reviewer
            return Reviewer(row.id, row.name, row.initials, row.colour)

    def form(self) -> Form:
        """Return the form as it is now."""
        return self._forms.current()

    def title(self) -> str:
        """Return the title of the review."""
        with self._store.reading() as session:
            return session.scalars(select(ReviewRow.title)).one()

    def today(self) -> date:
        """Return the day on the reviewer's clock."""
        return self._acting.now().date()

    def details(self) -> Mapping[str, Json]:
        """Return the answers of the review itself by field id."""
        with self._store.reading() as session:
            return dict(session.scalars(select(ReviewRow)).one().details)

    def export_table(self) -> ReviewTable:
        """Return everything that an export of the acting reviewer's work prints."""
        reviewer = self.reviewer()
        with self._store.reading() as session:
            review = session.scalars(select(ReviewRow)).one()
            records = self._records(session, None)
            title, details, review_id = review.title, dict(review.details), review.id
        return ReviewTable(
            title=title,
            details=details,
            form=self._forms.current(),
            reviewers=(reviewer.name,),
            records=tuple(ExportedStudy(r.study, reviewer, r) for r in records),
            made_at=self._acting.now(),
            review_id=review_id,
        )

    def _own_extractions(
        self, session: Session, study_ids: Sequence[str] | None = None
    ) -> dict[str, ExtractionRow]:
        own = select(ExtractionRow).where(
            ExtractionRow.reviewer_id == self._acting.reviewer.reviewer_id,
            ExtractionRow.form_id == self._acting.form_id,
        )
        if study_ids is not None:
            own = own.where(ExtractionRow.study_id.in_(study_ids))
        return {row.study_id: row for row in session.scalars(own)}

    def _found(self, session: Session, study_ids: Sequence[str] | None) -> list["_Found"]:
        wanted = select(StudyRow).where(StudyRow.removed.is_(False))
        if study_ids is not None:
            wanted = wanted.where(StudyRow.id.in_(study_ids))
        studies = session.scalars(wanted.order_by(StudyRow.position, StudyRow.id)).all()
        own = self._own_extractions(session, study_ids)
        done = {key for key, row in own.items() if row.status == ExtractionStatus.COMPLETE.value}
        reports = self._here(session, _reports(session, study_ids), done)
        stands = standings(session, self._acting, self._forms.current())
        found = [
            self._bare(study, own.get(study.id), reports.get(study.id, ())) for study in studies
        ]
        return [
            replace(
                one,
                study=stands.of(one.study, one.extraction_id),
                spared=stands.spared.get(one.extraction_id, frozenset()),
            )
            for one in found
        ]

    def _here(self, session: Session, reports: "_Reports", done: AbstractSet[str]) -> "_Reports":
        """Return the reports with the copy of a paper that is shown here.

        It is the reviewer's own where a colleague's file is not here, and in the studies of
        `done`, whose quotes stay where they are.
        """
        copies = copies_of(session.scalars(select(ReviewRow.settings)).one())
        if not copies:
            return reports
        return {
            study: [
                (row, self._copy(session, paper, copies.get(row.id, ()), keeps=study in done))
                for row, paper in found
            ]
            for study, found in reports.items()
        }

    def _copy(
        self, session: Session, paper: PaperRow | None, copies: Sequence[str], *, keeps: bool
    ) -> PaperRow | None:
        if paper is None or (self._is_here(paper.sha256) and not keeps):
            return paper
        here = next(filter(self._is_here, copies), None)
        return paper if here is None else session.get(PaperRow, here)

    def _is_here(self, sha256: str) -> bool:
        return (self._papers / f"{sha256}.pdf").exists()

    def _records(self, session: Session, study_ids: Sequence[str] | None) -> tuple[Record, ...]:
        found = self._found(session, study_ids)
        ids = [one.extraction_id for one in found]
        with without_collecting():
            chosen = own_extractions(self._acting) if study_ids is None else ids
            reader = RecordReader(session, chosen)
            return tuple(self._record(reader, one) for one in found)

    def _record(self, reader: RecordReader, found: "_Found") -> Record:
        record = Record(
            study=found.study,
            extraction_id=found.extraction_id,
            status=found.study.status,
            form=self._forms.current(),
            rows=tuple(reader.rows.get(found.extraction_id, ())),
            answers=reader.answers.get(found.extraction_id, {}),
            evidence=tuple(reader.evidence.get(found.extraction_id, ())),
            is_read_only=not self._acting.may_write,
            spared=found.spared,
        )
        return _counted(record)

    def _bare(
        self,
        study: StudyRow,
        extraction: ExtractionRow | None,
        found: Sequence[tuple[ReportRow, PaperRow | None]],
    ) -> "_Found":
        stored = extraction.status if extraction else ExtractionStatus.OPEN.value
        reports = tuple(self._report(*one) for one in found)
        bare = Study(
            study_id=study.id,
            report_id=reports[0].report_id if reports else "",
            label=study.label,
            title=study.title,
            position=study.position,
            paper=reports[0].paper if reports else None,
            paper_state=reports[0].paper_state if reports else PaperState.NONE,
            status=word_of(ExtractionStatus, stored),
            answered=0,
            asked=0,
            reports=reports,
            origin_id=_origin([row for row, _ in found]),
        )
        return _Found(bare, "" if extraction is None else extraction.id)

    def _report(self, row: ReportRow, paper_row: PaperRow | None) -> Report:
        paper = _paper(paper_row) if paper_row is not None else None
        title = str(row.citation.get("title", ""))
        return Report(row.id, role_of(row.role), title, paper, self._state_of(paper))

    def _state_of(self, paper: Paper | None) -> PaperState:
        if paper is None:
            return PaperState.NONE
        if not self._is_here(paper.sha256):
            return PaperState.MISSING
        return PaperState.READY if paper.has_text else PaperState.IMAGE_ONLY


@dataclass(frozen=True, slots=True)
class _Found:
    """A study without its counts, and the acting reviewer's extraction of it."""

    study: Study
    extraction_id: str
    spared: frozenset[str] = frozenset()


_Reports = dict[str, list[tuple[ReportRow, PaperRow | None]]]


def _reports(session: Session, study_ids: Sequence[str] | None) -> _Reports:
    """Return the reports of each study with their papers, the main one first."""
    wanted = (
        select(ReportRow, PaperRow)
        .outerjoin(PaperRow, PaperRow.sha256 == ReportRow.paper_sha256)
        .where(ReportRow.removed.is_(False))
        .order_by(*DISPLAYED)
    )
    if study_ids is not None:
        wanted = wanted.where(ReportRow.study_id.in_(study_ids))
    found: _Reports = {}
    for report, paper in session.execute(wanted):
        found.setdefault(report.study_id, []).append((report, paper))
    return found


def _origin(rows: Sequence[ReportRow]) -> str:
    """Return the report that came first, which answers without a report are of."""
    first = min(rows, key=lambda row: (row.position, row.id), default=None)
    return "" if first is None else first.id


def _paper(row: PaperRow) -> Paper:
    labels = tuple(str(label) for label in row.labels)
    return Paper(row.sha256, row.file_name, row.size, row.pages, row.has_text, labels)


def _counted(record: Record) -> Record:
    progress = record.progress()
    flagged = sum(answer.flagged for answer in record.answers.values())
    counts = StudyCounts(progress.answered, progress.asked, flagged)
    return replace(record, study=_with(record.study, counts))


def _with(study: Study, counts: StudyCounts) -> Study:
    return replace(study, answered=counts.answered, asked=counts.asked, flagged=counts.flagged)
