"""Writing of which reports belong to which study."""

from sqlalchemy import func, select

from app.domain.edits import ChangeSet
from app.domain.errors import NotFound, StaleEdit
from app.domain.screening_edits import JoinReport, MoveReport, SplitReport
from app.services.acting import extraction_id_of
from app.services.writing.context import Writers, Writing
from db.models import ExtractionRow, ReportRow, StudyRow


def move_report(writing: Writing, edit: MoveReport) -> ChangeSet:
    """Move a report to another study, behind its reports."""
    row = writing.session.get(ReportRow, edit.report_id)
    if row is None or row.removed:
        raise NotFound("This report is not in the review any more. Nothing was changed.")
    if row.study_id != edit.before:
        raise StaleEdit("This was changed in the meantime. Nothing was overwritten.")
    study = writing.session.get(StudyRow, edit.after)
    if study is None:
        raise NotFound("This study is not in the review any more. Nothing was changed.")
    last = select(func.max(ReportRow.position)).where(ReportRow.study_id == edit.after)
    found = writing.session.scalar(last)
    row.study_id = edit.after
    row.position = 0 if found is None else found + 1
    row.rank = None
    return ChangeSet(
        studies=frozenset({edit.before, edit.after}), areas=frozenset({"screening", "library"})
    )


def split_report(writing: Writing, edit: SplitReport) -> ChangeSet:
    """Make a study for a report and move it there."""
    draft = edit.study
    row = writing.session.get(StudyRow, draft.study_id)
    if row is not None:
        row.removed = False
    else:
        acting = writing.acting
        writing.session.add_all(
            (
                StudyRow(
                    id=draft.study_id, label=draft.label, title=draft.title, position=draft.position
                ),
                ExtractionRow(
                    id=extraction_id_of(acting, draft.study_id),
                    study_id=draft.study_id,
                    reviewer_id=acting.reviewer.reviewer_id,
                    form_id=acting.form_id,
                ),
            )
        )
        writing.session.flush()
    return move_report(writing, MoveReport(draft.report_id, edit.from_id, draft.study_id))


def join_report(writing: Writing, edit: JoinReport) -> ChangeSet:
    """Move the report back and hide the study that was made for it."""
    draft = edit.study
    row = writing.session.get(StudyRow, draft.study_id)
    if row is None or row.removed:
        raise NotFound("This study is not in the review any more. Nothing was changed.")
    row.removed = True
    return move_report(writing, MoveReport(draft.report_id, draft.study_id, edit.from_id))


WRITERS: Writers = {
    MoveReport: move_report,
    SplitReport: split_report,
    JoinReport: join_report,
}
