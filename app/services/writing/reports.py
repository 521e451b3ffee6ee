"""Writing of the reports of a study."""

from sqlalchemy import func, select

from app.domain.edits import ChangeSet
from app.domain.errors import AppError, NotFound, StaleEdit
from app.domain.report_edits import AddReport, ChangeReport, OrderReports, RemoveReport
from app.domain.studies import ReportRole
from app.services.writing.context import Writers, Writing
from app.services.writing.studies import paper_is_known
from db.models import ReportRow, StudyRow

DISPLAYED = (ReportRow.rank.is_(None), ReportRow.rank, ReportRow.position, ReportRow.id)
"""The order in which the reports of a study are shown: as chosen, then as they came."""


def add(writing: Writing, edit: AddReport) -> ChangeSet:
    """Add a report behind the others of its study."""
    draft = edit.report
    _study_is_there(writing, draft.study_id)
    row = writing.session.get(ReportRow, draft.report_id)
    if row is None:
        paper_is_known(writing, draft.paper)
        writing.session.add(
            ReportRow(
                id=draft.report_id,
                study_id=draft.study_id,
                role=draft.role.value,
                citation={"title": draft.title},
                paper_sha256=draft.paper,
                position=_next_position(writing, draft.study_id),
            )
        )
    elif row.study_id != draft.study_id or not row.removed:
        raise StaleEdit("This report is in the review already. Nothing was changed.")
    else:
        row.removed = False
    return ChangeSet(studies=frozenset({draft.study_id}))


def remove(writing: Writing, edit: RemoveReport) -> ChangeSet:
    """Hide a report; the one that came first is the study itself and stays."""
    row = _report(writing, edit.report.study_id, edit.report.report_id)
    first = select(func.min(ReportRow.position)).where(
        ReportRow.study_id == row.study_id, ReportRow.removed.is_(False)
    )
    if row.position == writing.session.scalar(first):
        raise AppError(
            "The main report of a study, with which it began, can't be taken away. Nothing was "
            "changed. Replace its PDF, or remove the study."
        )
    row.removed = True
    return ChangeSet(studies=frozenset({row.study_id}))


def change(writing: Writing, edit: ChangeReport) -> ChangeSet:
    """Set role and title."""
    row = _report(writing, edit.study_id, edit.report_id)
    if (row.role, str(row.citation.get("title", ""))) != (edit.before[0].value, edit.before[1]):
        raise StaleEdit("This report was changed in the meantime. Nothing was changed.")
    row.role = edit.after[0].value
    row.citation = {**row.citation, "title": edit.after[1]}
    return ChangeSet(studies=frozenset({row.study_id}))


def order(writing: Writing, edit: OrderReports) -> ChangeSet:
    """Rank the reports of a study; raises StaleEdit when they came, went or were ordered."""
    shown = select(ReportRow).where(
        ReportRow.study_id == edit.study_id, ReportRow.removed.is_(False)
    )
    rows = {row.id: row for row in writing.session.scalars(shown.order_by(*DISPLAYED))}
    known = tuple(rows)
    keeps = edit.before == edit.after and set(known) == set(edit.after)
    if not keeps and (known != edit.before or sorted(edit.before) != sorted(edit.after)):
        raise StaleEdit("The reports were changed in the meantime. Nothing was changed.")
    for rank, report_id in enumerate(edit.after):
        rows[report_id].rank = rank
    return ChangeSet(studies=frozenset({edit.study_id}))


def role_of(text: str) -> ReportRole:
    """Return a stored role; a word of a later version counts as a further report."""
    known = {role.value: role for role in ReportRole}
    return known.get(text, ReportRole.SECONDARY)


def _report(writing: Writing, study_id: str, report_id: str) -> ReportRow:
    row = writing.session.get(ReportRow, report_id)
    if row is None or row.removed or row.study_id != study_id:
        raise NotFound("This report is not in the study any more. Nothing was changed.")
    return row


def _study_is_there(writing: Writing, study_id: str) -> None:
    row = writing.session.get(StudyRow, study_id)
    if row is None or row.removed:
        raise NotFound("This study is not in the review any more. Nothing was changed.")


def _next_position(writing: Writing, study_id: str) -> int:
    last = select(func.max(ReportRow.position)).where(ReportRow.study_id == study_id)
    found = writing.session.scalar(last)
    return 0 if found is None else found + 1


WRITERS: Writers = {
    OrderReports: order,
    AddReport: add,
    RemoveReport: remove,
    ChangeReport: change,
}
