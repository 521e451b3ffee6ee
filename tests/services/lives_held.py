"""What a copy of the review holds, read row by row, to be compared with people's own books."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.domain.answers import Answer, Status
from db.engine import open_engine, reading
from db.models import (
    AnswerRow,
    AuditRow,
    CheckRow,
    DecisionRow,
    EvidenceRow,
    ExtractionRow,
    FormVersionRow,
    ScreeningDecisionRow,
)


def held(folder: Path) -> dict[str, Any]:
    """Return labels of edits, answers by cell, and what each person quoted and decided."""
    engine = open_engine(folder / "review.sqlite", read_only=True)
    with reading(engine) as session:
        rows = session.scalars(select(AnswerRow))
        answers = {(row.extraction_id, row.field_id, row.row_id): _answer(row) for row in rows}
        owners = select(
            ExtractionRow.reviewer_id,
            EvidenceRow.extraction_id,
            EvidenceRow.field_id,
            EvidenceRow.row_id,
            EvidenceRow.anchor_id,
        ).join(ExtractionRow, ExtractionRow.id == EvidenceRow.extraction_id)
        quotes: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
        for person, *place in session.execute(owners.where(EvidenceRow.removed.is_(False))):
            quotes[person].add(tuple(place))
        screened = {
            (row.record_id, row.stage, row.reviewer_id): row.decision
            for row in session.scalars(select(ScreeningDecisionRow))
        }
        settled: dict[str, dict[tuple[str, str, str], Any]] = defaultdict(dict)
        for row in session.scalars(select(DecisionRow)):
            settled[row.reviewer_id][row.study_id, row.field_id, row.row_key] = row.value
        checked: dict[str, dict[tuple[str, str, str], str]] = defaultdict(dict)
        for row in session.scalars(select(CheckRow).where(CheckRow.removed.is_(False))):
            place = (row.extraction_id, row.field_id, row.row_key)
            checked[row.reviewer_id][place] = row.verdict
        found = {
            "checked": checked,
            "labels": set(session.scalars(select(AuditRow.label))),
            "answers": answers,
            "quotes": quotes,
            "screened": screened,
            "settled": settled,
            "versions": set(session.scalars(select(FormVersionRow.id))),
        }
    engine.dispose()
    return found


def _answer(row: AnswerRow) -> Answer:
    return Answer(row.value, Status(row.status), row.note, row.flagged)
