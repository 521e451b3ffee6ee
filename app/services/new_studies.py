"""Included records become studies, or further reports of the study they are linked to."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.edits import AddStudy, Edit
from app.domain.ids import derived_id
from app.domain.report_edits import AddReport
from app.domain.screening_edits import LinkRecord
from app.domain.studies import ReportDraft, ReportRole, StudyDraft
from app.domain.study_labels import base_label, free_label
from app.services.linking import linked_records, study_of_record
from app.services.store import Store
from db.models import RecordRow, StudyRow


class NewStudies:
    """Makes the edits for several records of one step: each knows of those before it."""

    def __init__(self, store: Store) -> None:
        """Read through `store`."""
        self._store = store
        self._made: dict[str, str] = {}
        with store.reading() as session:
            kept = select(StudyRow.label).where(StudyRow.removed.is_(False))
            self._labels = list(session.scalars(kept))
            self._position = session.scalar(select(func.max(StudyRow.position))) or 0

    def edits(self, record_id: str) -> tuple[Edit, ...]:
        """Return what makes a record a report of a study; nothing when it is one already."""
        with self._store.reading() as session:
            row = session.get(RecordRow, record_id)
            if row is None or row.report_id is not None:
                return ()
            study_id = self._linked(session, record_id)
        report_id = derived_id("report of record", record_id)
        link = LinkRecord(record_id, None, report_id)
        if study_id is not None:
            self._made[record_id] = study_id
            role = ReportRole.SECONDARY
            report = ReportDraft(study_id, report_id, role, row.title, row.paper_sha256)
            return (AddReport(report), link)
        label = free_label(base_label(row.csl, row.year), self._labels)
        self._labels.append(label)
        self._position += 1
        study = StudyDraft(
            study_id=derived_id("study of record", record_id),
            report_id=report_id,
            label=label,
            title=row.title,
            paper=row.paper_sha256,
            position=self._position,
        )
        self._made[record_id] = study.study_id
        return (AddStudy(study), link)

    def _linked(self, session: Session, record_id: str) -> str | None:
        for other in linked_records(session, record_id):
            study_id = self._made.get(other) or study_of_record(session, other)
            if study_id is not None:
                return study_id
        return None
