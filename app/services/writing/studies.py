"""Writing of studies and of their papers."""

from app.domain.edits import (
    AddStudy,
    ChangeSet,
    LinkPaper,
    RelabelStudy,
    RemoveStudy,
    SetExtractionStatus,
)
from app.domain.errors import AppError, NotFound, StaleEdit
from app.services.acting import extraction_id_of
from app.services.exchange.seals import live_seals
from app.services.writing.answers import own_extraction
from app.services.writing.context import Writers, Writing
from db.models import ExtractionRow, PaperRow, ReportRow, StudyRow


def add_study(writing: Writing, edit: AddStudy) -> ChangeSet:
    """Add a study with its report and the acting reviewer's extraction."""
    draft = edit.study
    row = writing.session.get(StudyRow, draft.study_id)
    if row is not None:
        if not row.removed:
            raise StaleEdit("This study is in the review already. Nothing was changed.")
        row.removed = False
        return ChangeSet(studies=frozenset({draft.study_id}))
    paper_is_known(writing, draft.paper)
    writing.session.add_all(
        (
            StudyRow(
                id=draft.study_id, label=draft.label, title=draft.title, position=draft.position
            ),
            ReportRow(
                id=draft.report_id,
                study_id=draft.study_id,
                citation={"title": draft.title},
                paper_sha256=draft.paper,
            ),
            ExtractionRow(
                id=extraction_id_of(writing.acting, draft.study_id),
                study_id=draft.study_id,
                reviewer_id=writing.acting.reviewer.reviewer_id,
                form_id=writing.acting.form_id,
            ),
        )
    )
    return ChangeSet(studies=frozenset({draft.study_id}))


def remove_study(writing: Writing, edit: RemoveStudy) -> ChangeSet:
    """Hide a study; everything said about it stays in the file."""
    row = _study(writing, edit.study.study_id)
    row.removed = True
    return ChangeSet(studies=frozenset({row.id}))


def relabel(writing: Writing, edit: RelabelStudy) -> ChangeSet:
    """Rename a study."""
    row = _study(writing, edit.study_id)
    if row.label != edit.before:
        raise StaleEdit("This study was renamed in the meantime. Nothing was changed.")
    row.label = edit.after
    return ChangeSet(studies=frozenset({row.id}))


def link_paper(writing: Writing, edit: LinkPaper) -> ChangeSet:
    """Give a report its paper, or take it away; the file itself stays."""
    row = writing.session.get(ReportRow, edit.report_id)
    if row is None:
        raise NotFound("This report is not in the review any more. Nothing was changed.")
    if row.paper_sha256 != edit.before:
        raise StaleEdit("The paper was changed in the meantime. Nothing was changed.")
    paper_is_known(writing, edit.after)
    row.paper_sha256 = edit.after
    return ChangeSet(studies=frozenset({row.study_id}))


def set_status(writing: Writing, edit: SetExtractionStatus) -> ChangeSet:
    """Mark an extraction complete or open."""
    row = own_extraction(writing, edit.extraction_id)
    if row.status != edit.before.value:
        raise StaleEdit("This study's state was changed in the meantime. Nothing was changed.")
    if live_seals(writing.session, row.id):
        raise AppError(
            "This study is sealed, so it stays complete. Nothing was changed. "
            "Break the seal first, and say why."
        )
    row.status = edit.after.value
    row.status_reason = edit.reason
    return ChangeSet(extractions=frozenset({edit.extraction_id}), studies=frozenset({row.study_id}))


def _study(writing: Writing, study_id: str) -> StudyRow:
    row = writing.session.get(StudyRow, study_id)
    if row is None or row.removed:
        raise NotFound("This study is not in the review any more. Nothing was changed.")
    return row


def paper_is_known(writing: Writing, sha256: str | None) -> None:
    """Raise NotFound when a report is to have a paper that was never added."""
    if sha256 is not None and writing.session.get(PaperRow, sha256) is None:
        raise NotFound("The paper is not in the review. Nothing was changed. Add it first.")


WRITERS: Writers = {
    AddStudy: add_study,
    RemoveStudy: remove_study,
    RelabelStudy: relabel,
    LinkPaper: link_paper,
    SetExtractionStatus: set_status,
}
