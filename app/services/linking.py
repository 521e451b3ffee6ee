"""Reports and studies: which reports describe one investigation, and what may count twice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.edits import Edit, RemoveStudy, Together
from app.domain.errors import AppError, NotFound
from app.domain.ids import new_id
from app.domain.library import PairAnswer
from app.domain.report_edits import OrderReports
from app.domain.screening_edits import MoveReport, SplitReport
from app.domain.studies import StudyDraft
from app.domain.study_labels import free_label
from app.services.store import Store
from app.services.writing.reports import DISPLAYED
from db.models import PageTextRow, RecordPairRow, RecordRow, ReportRow, StudyRow

REVIEW = re.compile(
    r"\b(systematic|scoping|umbrella|rapid|integrative|literature|mapping) review\b"
    r"|\bmeta-?analys[ie]s\b|\breview of reviews\b|\bevidence synthesis\b",
    re.IGNORECASE,
)
FEWEST_WORDS = 5  # of a title that is looked for in the text of a review
_BREAK = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class CountedTwice:
    """An included review that names an included study: their data may be counted twice."""

    review: str
    study: str
    page: int


class LinkingService:
    """Makes the edits that join and part the reports of studies."""

    def __init__(self, store: Store) -> None:
        """Read through `store`."""
        self._store = store

    def link(self, report_id: str, study_id: str) -> Edit:
        """Return the edit that makes a report one of another study; raises NotFound.

        A study that is left without a report goes from the list; its answers stay in the file.
        """
        with self._store.reading() as session:
            row = session.get(ReportRow, report_id)
            old = session.get(StudyRow, row.study_id) if row else None
            if row is None or old is None or session.get(StudyRow, study_id) is None:
                raise NotFound("This report or study is not in the review any more.")
            if old.id == study_id:
                raise AppError("The report belongs to this study already. Nothing was changed.")
            moved = MoveReport(report_id, old.id, study_id)
            others = select(func.count()).where(
                ReportRow.study_id == old.id, ReportRow.removed.is_(False)
            )
            if (session.scalar(others) or 0) > 1:
                return moved
            draft = StudyDraft(
                old.id, report_id, old.label, old.title, row.paper_sha256, old.position
            )
        return Together((moved, RemoveStudy(draft)))

    def link_records(self, first: str, second: str) -> Edit | None:
        """Return the edit that brings the reports of two records together; None: nothing to do."""
        with self._store.reading() as session:
            studies = [study_of_record(session, key) for key in (first, second)]
            row = session.get(RecordRow, second)
            report = row.report_id if row else None
        into, old = studies
        if into is None or old is None or into == old or report is None:
            return None
        return self.link(report, into)

    def link_study(self, study_id: str, into_id: str) -> Together:
        """Return the edit that makes all reports of a study reports of another; raises AppError."""
        if study_id == into_id:
            raise AppError("A study can't be linked to itself. Nothing was changed.")
        with self._store.reading() as session:
            study = session.get(StudyRow, study_id)
            if study is None or session.get(StudyRow, into_id) is None:
                raise NotFound("This study is not in the review any more.")
            kept = select(ReportRow).where(
                ReportRow.study_id == study_id, ReportRow.removed.is_(False)
            )
            reports = list(session.scalars(kept.order_by(ReportRow.position)))
            first = reports[0]
            moves = _moves(session, study_id, into_id, [row.id for row in reports])
            draft = StudyDraft(
                study_id, first.id, study.label, study.title, first.paper_sha256, study.position
            )
        return Together((*moves, RemoveStudy(draft)))

    def unlink(self, report_id: str) -> SplitReport:
        """Return the edit that makes a report a study of its own; raises AppError."""
        with self._store.reading() as session:
            row = session.get(ReportRow, report_id)
            study = session.get(StudyRow, row.study_id) if row else None
            if row is None or study is None:
                raise NotFound("This report is not in the review any more.")
            others = select(func.count()).where(
                ReportRow.study_id == study.id, ReportRow.removed.is_(False)
            )
            if (session.scalar(others) or 0) < 2:
                raise AppError("It is the only report of its study. Nothing was changed.")
            labels = list(
                session.scalars(select(StudyRow.label).where(StudyRow.removed.is_(False)))
            )
            last = session.scalar(select(func.max(StudyRow.position))) or 0
        own = StudyDraft(
            new_id(),
            report_id,
            free_label(study.label, labels),
            str(row.citation.get("title") or study.title),
            row.paper_sha256,
            last + 1,
        )
        return SplitReport(study.id, own)

    def counted_twice(self) -> tuple[CountedTwice, ...]:
        """Return included studies whose title stands in the paper of an included review."""
        with self._store.reading() as session:
            kept = select(StudyRow).where(StudyRow.removed.is_(False)).order_by(StudyRow.position)
            studies = list(session.scalars(kept))
            reports = list(session.scalars(select(ReportRow).where(ReportRow.removed.is_(False))))
            names = {study.id: study.label for study in studies}
            titles = {s.id: _plain(s.title) for s in studies}
            found = []
            for report in reports:
                title = titles.get(report.study_id)
                if title is None or report.paper_sha256 is None or not REVIEW.search(title):
                    continue
                pages = select(PageTextRow.page, PageTextRow.text).where(
                    PageTextRow.paper_sha256 == report.paper_sha256
                )
                read = [(page, _plain(text)) for page, text in session.execute(pages)]
                found += [
                    CountedTwice(names[report.study_id], names[other], page)
                    for other, wanted in titles.items()
                    if other != report.study_id and len(wanted.split()) >= FEWEST_WORDS
                    for page in _first_page(wanted, read)
                ]
        return tuple(found)


def _moves(
    session: Session, study_id: str, into_id: str, reports: Sequence[str]
) -> tuple[Edit, ...]:
    """Return the edits that put reports, in the order they came, behind those of a study.

    The last goes first: when this is taken back, they come home in their order.
    """
    shown = select(ReportRow.id).where(ReportRow.removed.is_(False)).order_by(*DISPLAYED)
    own, theirs = (
        tuple(session.scalars(shown.where(ReportRow.study_id == key)))
        for key in (study_id, into_id)
    )
    turned = tuple(reversed(reports))
    return (
        OrderReports(study_id, own, own),
        OrderReports(into_id, theirs, theirs),
        *(MoveReport(key, study_id, into_id) for key in turned),
        OrderReports(into_id, (*theirs, *turned), (*theirs, *own)),
    )


def study_of_record(session: Session, record_id: str) -> str | None:
    """Return the study that a record or one of its copies is a report of."""
    row = session.get(RecordRow, record_id)
    if row is None:
        return None
    same = RecordRow.id == record_id
    if row.cluster_id is not None:
        same = same | (RecordRow.cluster_id == row.cluster_id)
    found = (
        select(ReportRow.study_id)
        .join(RecordRow, RecordRow.report_id == ReportRow.id)
        .join(StudyRow, StudyRow.id == ReportRow.study_id)
        .where(same, ReportRow.removed.is_(False), StudyRow.removed.is_(False))
    )
    return session.scalars(found.limit(1)).one_or_none()


def linked_records(session: Session, record_id: str) -> list[str]:
    """Return the records that are further reports of the study of one, itself left out."""
    row = session.get(RecordRow, record_id)
    own = {record_id}
    if row is not None and row.cluster_id is not None:
        copies = select(RecordRow.id).where(RecordRow.cluster_id == row.cluster_id)
        own.update(session.scalars(copies))
    kept = select(RecordPairRow.first_id, RecordPairRow.second_id)
    pairs = list(session.execute(kept.where(RecordPairRow.answer == PairAnswer.LINKED.value)))
    found = set(own)
    waiting = True
    while waiting:
        near = {key for pair in pairs if found & set(pair) for key in pair}
        waiting = not near <= found
        found |= near
    return sorted(found - own)


def _first_page(wanted: str, pages: list[tuple[int, str]]) -> list[int]:
    return [page for page, text in sorted(pages) if wanted in text][:1]


def _plain(text: str) -> str:
    return _BREAK.sub(" ", text.casefold()).strip()
