"""The references of the included studies, from the library or else from what the papers say."""

from typing import Any

from sqlalchemy import select

from app.domain.citations import Cited
from app.services.store import Store
from app.services.writing.reports import role_of
from db.models import PaperRow, RecordRow, ReportRow, StudyRow

_UNKNOWN = "document"  # CSL 1.0.2: a kind that nobody stated


class CitationService:
    """Reads how the reports of the studies are cited; blind to who charted them."""

    def __init__(self, store: Store) -> None:
        """Read through `store`."""
        self._store = store

    def included(self) -> tuple[Cited, ...]:
        """Return the reports of every study, studies as listed, the main report first."""
        wanted = (
            select(ReportRow, StudyRow, PaperRow)
            .join(StudyRow, StudyRow.id == ReportRow.study_id)
            .outerjoin(PaperRow, PaperRow.sha256 == ReportRow.paper_sha256)
            .where(ReportRow.removed.is_(False), StudyRow.removed.is_(False))
            .order_by(StudyRow.position, StudyRow.id, ReportRow.position, ReportRow.id)
        )
        imported = select(RecordRow.report_id, RecordRow.csl).where(
            RecordRow.report_id.is_not(None)
        )
        with self._store.reading() as session:
            known: dict[str, dict[str, Any]] = {}
            for report_id, csl in session.execute(imported.where(RecordRow.report_id.is_not(None))):
                known.setdefault(str(report_id), dict(csl))
            return tuple(
                _cited(report, study, paper, known.get(report.id))
                for report, study, paper in session.execute(wanted)
            )


def _cited(
    report: ReportRow, study: StudyRow, paper: PaperRow | None, csl: dict[str, Any] | None
) -> Cited:
    return Cited(
        study_id=study.id,
        study=study.label,
        report_id=report.id,
        role=role_of(report.role),
        paper=report.paper_sha256,
        file_name=paper.file_name if paper else "",
        pages=paper.pages if paper else 0,
        csl=_whole(report, study, paper, csl or {"type": _UNKNOWN}),
    )


def _whole(
    report: ReportRow, study: StudyRow, paper: PaperRow | None, csl: dict[str, Any]
) -> dict[str, Any]:
    """Return the reference under the report's key; the paper gives title and DOI it lacks."""
    found: dict[str, Any] = {**csl, "id": report.id}
    stated = str(report.citation.get("title") or study.title or (paper.title if paper else ""))
    if not found.get("title"):
        found["title"] = stated or study.label
    if not found.get("DOI") and paper is not None and paper.doi:
        found["DOI"] = paper.doi
    return found
