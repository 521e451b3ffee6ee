"""Read models: studies, one reviewer's record of a study, and the table for export."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain.anchors import Anchor, AnchorKind
from app.domain.answers import NO_ANSWER, Answer, Cell, Json
from app.domain.errors import NotFound
from app.domain.records import Evidence, Record, Row
from app.domain.studies import ExtractionStatus, Paper, PaperState, Reviewer, Study
from app.export.model import ExportedStudy, ReviewTable
from app.services.acting import Acting, extraction_id_of
from app.services.codec import places_from_json, word_of
from app.services.forms import FormService
from app.services.store import Store
from app.services.writing.answers import answer_of
from db.models import (
    AnchorRow,
    AnswerRow,
    EvidenceRow,
    ExtractionRow,
    GroupRow,
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

    def studies(self) -> tuple[Study, ...]:
        """Return the studies in their order, with the acting reviewer's progress."""
        return tuple(record.study for record in self.records())

    def study(self, study_id: str) -> Study:
        """Return one study; raises NotFound."""
        return self.record(study_id).study

    def records(self) -> tuple[Record, ...]:
        """Return the acting reviewer's records of all studies, in the order of the list."""
        with self._store.reading() as session:
            return self._records(session, None)

    def record(self, study_id: str) -> Record:
        """Return the acting reviewer's record of one study; raises NotFound."""
        with self._store.reading() as session:
            found = self._records(session, study_id)
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
            title, details = review.title, dict(review.details)
        return ReviewTable(
            title=title,
            details=details,
            form=self._forms.current(),
            reviewers=(reviewer.name,),
            records=tuple(ExportedStudy(r.study, reviewer, r) for r in records),
            made_at=self._acting.now(),
        )

    def _own_extractions(self, session: Session) -> dict[str, ExtractionRow]:
        own = select(ExtractionRow).where(
            ExtractionRow.reviewer_id == self._acting.reviewer.reviewer_id,
            ExtractionRow.form_id == self._acting.form_id,
        )
        return {row.study_id: row for row in session.scalars(own)}

    def _records(self, session: Session, study_id: str | None) -> tuple[Record, ...]:
        wanted = select(StudyRow).where(StudyRow.removed.is_(False))
        if study_id is not None:
            wanted = wanted.where(StudyRow.id == study_id)
        studies = session.scalars(wanted.order_by(StudyRow.position, StudyRow.id)).all()
        own = self._own_extractions(session)
        shown = [own[study.id].id for study in studies if study.id in own]
        only = shown if study_id is not None else None
        reader = _Reader(session, only, self._acting)
        reports = reader.reports([study.id for study in studies])
        return tuple(
            self._record(reader, study, own.get(study.id), reports.get(study.id))
            for study in studies
        )

    def _record(
        self,
        reader: "_Reader",
        study: StudyRow,
        extraction: ExtractionRow | None,
        report: tuple[ReportRow, PaperRow | None] | None,
    ) -> Record:
        extraction_id = "" if extraction is None else extraction.id
        stored = extraction.status if extraction else ExtractionStatus.OPEN.value
        status = word_of(ExtractionStatus, stored)
        paper = _paper(report[1]) if report and report[1] is not None else None
        bare = Study(
            study_id=study.id,
            report_id=report[0].id if report else "",
            label=study.label,
            title=study.title,
            position=study.position,
            paper=paper,
            paper_state=self._state_of(paper),
            status=status,
            answered=0,
            asked=0,
        )
        record = Record(
            study=bare,
            extraction_id=extraction_id,
            status=status,
            form=self._forms.current(),
            rows=tuple(reader.rows.get(extraction_id, ())),
            answers=reader.answers.get(extraction_id, {}),
            evidence=tuple(reader.evidence.get(extraction_id, ())),
            is_read_only=not self._acting.may_write,
        )
        return _counted(record)

    def _state_of(self, paper: Paper | None) -> PaperState:
        if paper is None:
            return PaperState.NONE
        if not (self._papers / f"{paper.sha256}.pdf").exists():
            return PaperState.MISSING
        return PaperState.READY if paper.has_text else PaperState.IMAGE_ONLY


class _Reader:
    """Rows, answers and evidence of extractions, read in one statement each."""

    def __init__(self, session: Session, only: Sequence[str] | None, acting: Acting) -> None:
        self._session = session
        self._only = only
        self._own = select(ExtractionRow.id).where(
            ExtractionRow.reviewer_id == acting.reviewer.reviewer_id,
            ExtractionRow.form_id == acting.form_id,
        )
        self.rows = self._read_rows()
        kept = {row.row_id for rows in self.rows.values() for row in rows}
        self.answers = self._read_answers(kept)
        self.evidence = self._read_evidence(kept)

    def reports(self, study_ids: Sequence[str]) -> dict[str, tuple[ReportRow, PaperRow | None]]:
        """Return the first report of each study with its paper."""
        wanted = (
            select(ReportRow, PaperRow)
            .outerjoin(PaperRow, PaperRow.sha256 == ReportRow.paper_sha256)
            .where(ReportRow.removed.is_(False))
            .order_by(ReportRow.position.desc(), ReportRow.id.desc())
        )
        if len(study_ids) == 1:
            wanted = wanted.where(ReportRow.study_id == study_ids[0])
        return {report.study_id: (report, paper) for report, paper in self._session.execute(wanted)}

    def _chosen(self) -> Select[str] | Sequence[str]:
        return self._own if self._only is None else self._only

    def _read_rows(self) -> dict[str, list[Row]]:
        wanted = select(GroupRow).where(
            GroupRow.extraction_id.in_(self._chosen()), GroupRow.removed.is_(False)
        )
        found: dict[str, list[Row]] = {}
        for row in self._session.scalars(wanted.order_by(GroupRow.position, GroupRow.id)):
            rows = found.setdefault(row.extraction_id, [])
            before = sum(other.section_key == row.section_key for other in rows)
            rows.append(Row(row.id, row.section_key, before))
        return found

    def _read_answers(self, rows: set[str]) -> dict[str, dict[Cell, Answer]]:
        wanted = select(AnswerRow).where(AnswerRow.extraction_id.in_(self._chosen()))
        found: dict[str, dict[Cell, Answer]] = {}
        for row in self._session.scalars(wanted):
            answer = answer_of(row)
            if answer != NO_ANSWER and (row.row_id is None or row.row_id in rows):
                cell = Cell(row.extraction_id, row.field_id, row.row_id)
                found.setdefault(row.extraction_id, {})[cell] = answer
        return found

    def _read_evidence(self, rows: set[str]) -> dict[str, list[Evidence]]:
        wanted = (
            select(EvidenceRow, AnchorRow)
            .join(AnchorRow, AnchorRow.id == EvidenceRow.anchor_id)
            .where(
                EvidenceRow.extraction_id.in_(self._chosen()),
                EvidenceRow.removed.is_(False),
            )
            .order_by(EvidenceRow.id)
        )
        found: dict[str, list[Evidence]] = {}
        for row, anchor in self._session.execute(wanted):
            if row.row_id is None or row.row_id in rows:
                cell = row.field_id and Cell(row.extraction_id, row.field_id, row.row_id)
                entry = Evidence(anchor_of(anchor), cell or None)
                found.setdefault(row.extraction_id, []).append(entry)
        return found


def anchor_of(row: AnchorRow) -> Anchor:
    """Return a stored anchor as a value."""
    return Anchor(
        anchor_id=row.id,
        paper=row.paper_sha256,
        kind=word_of(AnchorKind, row.kind),
        places=places_from_json(row.places),
        quote=row.quote,
        prefix=row.prefix,
        suffix=row.suffix,
    )


def _paper(row: PaperRow) -> Paper:
    labels = tuple(str(label) for label in row.labels)
    return Paper(row.sha256, row.file_name, row.size, row.pages, row.has_text, labels)


def _counted(record: Record) -> Record:
    progress = record.progress()
    flagged = sum(answer.flagged for answer in record.answers.values())
    study = replace(record.study, answered=progress.answered, asked=progress.asked, flagged=flagged)
    return replace(record, study=study)
