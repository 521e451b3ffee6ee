"""Writing of screening: decisions, full texts got, records that became reports."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.domain.edits import ChangeSet
from app.domain.errors import AppError, NotFound, StaleEdit
from app.domain.ids import derived_id
from app.domain.screening import Decision, Policy, Stage, Verdict, Votes, policy_from_json
from app.domain.screening_edits import (
    AddScreened,
    GiveRecordPaper,
    ImportDecisions,
    LeaveOut,
    LinkRecord,
    RemoveScreened,
    Screen,
    SetRetrieval,
    SettleScreening,
)
from app.services.screening_rows import FINAL, OWN, POLICY, decision_of
from app.services.writing.context import Writers, Writing
from app.services.writing.studies import paper_is_known
from db.models import (
    RecordRow,
    ReportRow,
    ReviewerRow,
    ReviewRow,
    ScreeningDecisionRow,
    SearchRow,
)

CHANGED = ChangeSet(areas=frozenset({"screening"}))
LIBRARY = ChangeSet(areas=frozenset({"screening", "library"}))
Place = tuple[str, Stage, str, str]
"""Record, stage, reviewer and role of a decision."""
SLIP = timedelta(minutes=10)
"""How long an own decision may be changed although a colleague's shows now: a slip of the hand."""


def decide(writing: Writing, edit: Screen) -> ChangeSet:
    """Keep the acting reviewer's decision."""
    _record(writing, edit.record_id)
    own = writing.acting.reviewer.reviewer_id
    row = writing.session.get(ScreeningDecisionRow, decision_id(edit.record_id, edit.stage, own))
    _expect(row, edit.before)
    _may_decide(writing, edit, row)
    _put(writing, row, (edit.record_id, edit.stage, own, OWN), edit.after)
    return CHANGED


def settle(writing: Writing, edit: SettleScreening) -> ChangeSet:
    """Keep what settles the decisions on a record."""
    _record(writing, edit.record_id)
    key = decision_id(edit.record_id, edit.stage, None)
    row = writing.session.get(ScreeningDecisionRow, key)
    _expect(row, edit.before)
    own = writing.acting.reviewer.reviewer_id
    _put(writing, row, (edit.record_id, edit.stage, own, FINAL), edit.after)
    return CHANGED


def import_decisions(writing: Writing, edit: ImportDecisions) -> ChangeSet:
    """Keep decisions that were made in another program."""
    wanted = select(ScreeningDecisionRow)
    rows = {row.id: row for row in writing.session.scalars(wanted)}
    acting = writing.acting.reviewer.reviewer_id
    for number, one in enumerate(edit.decisions):
        key = decision_id(one.record_id, one.stage, one.reviewer_id)
        _expect(rows.get(key), one.before)
        role = FINAL if one.reviewer_id is None else OWN
        place = (one.record_id, one.stage, one.reviewer_id or acting, role)
        _put(writing, rows.get(key), place, one.after)
        if number % 500 == 0:
            writing.step(number, len(edit.decisions))
    with writing.session.no_autoflush:
        for record_id, before, after in edit.retrieved:
            set_retrieval(writing, SetRetrieval(record_id, before, after))
    return CHANGED


def set_retrieval(writing: Writing, edit: SetRetrieval) -> ChangeSet:
    """Say whether the full text was got."""
    row = _record(writing, edit.record_id)
    if row.retrieval != edit.before.value:
        raise _stale()
    row.retrieval = edit.after.value
    return CHANGED


def leave_out(writing: Writing, edit: LeaveOut) -> ChangeSet:
    """Remove a record before screening, or take it back in."""
    row = _record(writing, edit.record_id)
    if row.left_out != edit.before.value:
        raise _stale()
    row.left_out = edit.after.value
    return LIBRARY


def link_record(writing: Writing, edit: LinkRecord) -> ChangeSet:
    """Say which report a record became."""
    row = _record(writing, edit.record_id)
    if row.report_id != edit.before:
        raise _stale()
    if edit.after is not None and writing.session.get(ReportRow, edit.after) is None:
        raise NotFound("This report is not in the review any more. Nothing was changed.")
    row.report_id = edit.after
    return LIBRARY


def give_paper(writing: Writing, edit: GiveRecordPaper) -> ChangeSet:
    """Give a record the PDF of its full text."""
    row = _record(writing, edit.record_id)
    if row.paper_sha256 != edit.before:
        raise _stale()
    paper_is_known(writing, edit.after)
    row.paper_sha256 = edit.after
    return LIBRARY


def add_screened(writing: Writing, edit: AddScreened) -> ChangeSet:
    """Add records under a search of their own."""
    if writing.session.get(SearchRow, edit.search_id) is None:
        search = SearchRow(id=edit.search_id, database=edit.source, kind=edit.found.value)
        writing.session.add(search)
        writing.session.flush()
    for record in edit.records:
        writing.session.add(
            RecordRow(
                id=record.record_id,
                search_id=edit.search_id,
                raw=record.raw,
                csl=dict(record.csl),
                title=str(record.csl.get("title", "")),
                year=_year(record.csl),
                doi=_text(record.csl, "DOI"),
                pmid=_text(record.csl, "PMID"),
            )
        )
    return LIBRARY


def remove_screened(writing: Writing, edit: RemoveScreened) -> ChangeSet:
    """Take such records away; refused while one of them is a report or has decisions."""
    ids = {record.record_id for record in edit.records}
    decided = select(ScreeningDecisionRow.record_id).where(ScreeningDecisionRow.decision != "")
    linked = select(RecordRow.id).where(RecordRow.report_id.is_not(None))
    used = set(writing.session.scalars(decided)) | set(writing.session.scalars(linked))
    if used & ids:
        raise AppError(
            "Records of this import have been screened since. Nothing was taken away. "
            "Undo the decisions first."
        )
    for row in writing.session.scalars(select(ScreeningDecisionRow)):
        if row.record_id in ids:
            writing.session.delete(row)
    writing.session.flush()
    for key in ids:
        found = writing.session.get(RecordRow, key)
        if found is not None:
            writing.session.delete(found)
    writing.session.flush()
    left = select(func.count()).where(RecordRow.search_id == edit.search_id)
    search = writing.session.get(SearchRow, edit.search_id)
    if search is not None and not writing.session.scalar(left):
        writing.session.delete(search)
    return LIBRARY


def decision_id(record_id: str, stage: Stage, reviewer_id: str | None) -> str:
    """Return the key of a decision, the same on every laptop; no reviewer: the final one."""
    return derived_id("screening", record_id, stage.value, reviewer_id)


def _may_decide(writing: Writing, edit: Screen, row: ScreeningDecisionRow | None) -> None:
    """Refuse to change a decision after a colleague's was shown."""
    review = writing.session.scalars(select(ReviewRow)).one()
    people = writing.session.scalar(select(func.count()).select_from(ReviewerRow)) or 1
    policy: Policy = policy_from_json(review.settings.get(POLICY), people)
    wanted = select(ScreeningDecisionRow).where(
        ScreeningDecisionRow.record_id == edit.record_id,
        ScreeningDecisionRow.stage == edit.stage.value,
    )
    found = list(writing.session.scalars(wanted))
    own = {one.reviewer_id: decision_of(one) for one in found if one.role == OWN}
    final = next((decision_of(one) for one in found if one.role == FINAL), Decision(Verdict.NONE))
    votes = Votes(edit.stage, own, final)
    me = writing.acting.reviewer.reviewer_id
    if votes.may_change(me, policy.needed(edit.stage)):
        return
    if row is not None and not final.is_made and _is_fresh(row, writing.moment()):
        return
    raise AppError(
        "All reviewers have decided on this record, so your own decision stays as it was. "
        "Nothing was changed. Settle it for everybody instead."
    )


def _is_fresh(row: ScreeningDecisionRow, moment: str) -> bool:
    return datetime.fromisoformat(moment) - datetime.fromisoformat(row.decided_at) <= SLIP


def _expect(row: ScreeningDecisionRow | None, before: Decision) -> None:
    stored = Decision(Verdict.NONE) if row is None else decision_of(row)
    if (stored.is_made or before.is_made) and stored != before:
        raise _stale()


def _put(writing: Writing, row: ScreeningDecisionRow | None, place: Place, after: Decision) -> None:
    record_id, stage, reviewer_id, role = place
    if row is None:
        key = decision_id(record_id, stage, None if role == FINAL else reviewer_id)
        row = ScreeningDecisionRow(id=key, record_id=record_id, stage=stage.value, role=role)
        writing.session.add(row)
    row.reviewer_id = reviewer_id
    row.decision = after.verdict.value
    row.primary_reason = after.reason
    row.secondary_reasons = list(after.further)
    row.judgements = dict(after.judgements)
    row.note, row.quote, row.page = after.note, after.quote, after.page
    row.decided_at = writing.moment()


def _record(writing: Writing, record_id: str) -> RecordRow:
    row = writing.session.get(RecordRow, record_id)
    if row is None:
        raise NotFound("This record is not in the review any more. Nothing was changed.")
    return row


def _stale() -> StaleEdit:
    return StaleEdit("This was changed in the meantime. Nothing was overwritten.")


def _year(csl: Mapping[str, object]) -> int | None:
    issued = csl.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    try:
        return int(parts[0][0]) if parts else None
    except (TypeError, ValueError, IndexError):
        return None


def _text(csl: Mapping[str, object], key: str) -> str | None:
    value = csl.get(key)
    return str(value) if value else None


WRITERS: Writers = {
    Screen: decide,
    SettleScreening: settle,
    ImportDecisions: import_decisions,
    SetRetrieval: set_retrieval,
    LeaveOut: leave_out,
    LinkRecord: link_record,
    GiveRecordPaper: give_paper,
    AddScreened: add_screened,
    RemoveScreened: remove_screened,
}
