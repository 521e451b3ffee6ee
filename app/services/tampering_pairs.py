"""What was changed outside the program in decisions, checks and seals: the log says otherwise.

A row is compared with the entry of the log that wrote it. What came before its log, or was
written by something else than an edit of its own, is passed over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Text, cast, or_, select
from sqlalchemy.orm import Session

from app.domain.history import steps
from db.models import AuditRow, CheckRow, DecisionRow, SealRow, StampRow

Writing = tuple[int, str]  # counter and origin
Line = tuple[str, ...]
BREAKING = frozenset({"BreakSeal", "GiveExtractionBack"})
SEALS = ("SealExtraction", "TakeExtraction", *sorted(BREAKING))


@dataclass(frozen=True, slots=True)
class Logged:
    """An edit as the log has it, and who made it."""

    edit: Mapping[str, Any]
    by: str


def unlike_decisions(session: Session) -> Iterator[DecisionRow]:
    """Yield the decisions that are not those that were made."""
    written = _written(session, DecisionRow.__tablename__)
    logged = _logged(session, ("Decide",), ("study_id", "form_id", "field_id", "row_key"))
    for row in session.scalars(select(DecisionRow)):
        line = (row.study_id, row.form_id, row.field_id, row.row_key)
        found = logged.get((line, written.get(row.id)))
        if found is not None and _decision(found) != _stored_decision(row):
            yield row


def unlike_checks(session: Session) -> Iterator[CheckRow]:
    """Yield the checks that are not what the checker said."""
    written = _written(session, CheckRow.__tablename__)
    logged = _logged(session, ("CheckAnswer",), ("cell",))
    for row in session.scalars(select(CheckRow)):
        line = (row.extraction_id, row.field_id, row.row_key)
        found = logged.get((line, written.get(row.id)))
        if found is not None and _check(found) != _stored_check(row):
            yield row


def unlike_seals(session: Session) -> Iterator[SealRow]:
    """Yield the seals that were broken, or made valid again, by no edit."""
    written = _written(session, SealRow.__tablename__)
    logged = _logged(session, SEALS, ("extraction_id",))
    for row in session.scalars(select(SealRow)):
        found = logged.get(((row.extraction_id,), written.get(row.id)))
        if found is None:
            continue
        is_broken = found.edit.get("kind") in BREAKING
        is_its = is_broken or found.edit.get("seal_id") == row.id
        if is_its and is_broken != row.withdrawn:
            yield row


def _written(session: Session, table: str) -> dict[str, Writing]:
    wanted = select(StampRow.key, StampRow.counter, StampRow.origin)
    rows = session.execute(wanted.where(StampRow.table_name == table))
    return {key: (counter, origin) for key, counter, origin in rows}


def _logged(
    session: Session, kinds: tuple[str, ...], names: tuple[str, ...]
) -> dict[tuple[Line, Writing | None], Logged]:
    """Return the last edit of these kinds on each line in each writing."""
    within = or_(*(cast(AuditRow.edit, Text).contains(f'"{kind}"') for kind in kinds))
    wanted = select(AuditRow.counter, AuditRow.device, AuditRow.reviewer_id, AuditRow.edit)
    entries = wanted.where(AuditRow.kind.in_(kinds) | ((AuditRow.kind == "Together") & within))
    found: dict[tuple[Line, Writing | None], Logged] = {}
    for counter, device, by, document in session.execute(entries.order_by(AuditRow.seq)):
        writing = (counter, f"{device}/{by}")
        for edit in steps(document):
            if edit.get("kind") in kinds:
                found[_line(edit, names), writing] = Logged(edit, by or "")
    return found


def _line(edit: Mapping[str, Any], names: tuple[str, ...]) -> Line:
    cell = edit.get("cell")
    if names == ("cell",) and isinstance(cell, Mapping):
        return tuple(str(cell.get(name) or "") for name in ("extraction_id", "field_id", "row_id"))
    return tuple(str(edit.get(name) or "") for name in names)


def _decision(logged: Logged) -> object:
    after = logged.edit.get("after")
    if not isinstance(after, Mapping):
        return None
    answer = after.get("answer") or {}
    by = str(after.get("by") or logged.by)
    said = (str(after.get("taken")), answer.get("value"), answer.get("status"))
    return (*said, str(after.get("reason") or ""), by)


def _stored_decision(row: DecisionRow) -> object:
    said = (row.side, row.value, row.status, row.reason, row.reviewer_id)
    return None if row.removed else said


def _check(logged: Logged) -> object:
    after = logged.edit.get("after")
    if not isinstance(after, Mapping):
        return None
    answer = after.get("answer") or {}
    said = (str(after.get("verdict")), answer.get("value"), answer.get("status"))
    return (*said, str(after.get("note") or ""))


def _stored_check(row: CheckRow) -> object:
    if row.removed:
        return None
    value: object = row.value
    if not isinstance(value, Mapping):  # changed until it does not read any more
        return value
    return (row.verdict, value.get("value"), value.get("status"), row.note)
