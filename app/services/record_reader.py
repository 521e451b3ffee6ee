"""Reads extractions from the database: rows, answers and evidence, one statement each.

Columns are read, no mapped objects: a table of 100,000 answers takes a third of the time.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Executable, Select, select
from sqlalchemy.orm import Session

from app.domain.anchors import Anchor, AnchorKind
from app.domain.answers import Answer, Cell, Status
from app.domain.records import Evidence, Row
from app.services.acting import Acting
from app.services.codec import places_from_json, said_from_json, word_of
from db.models import AnchorRow, AnswerRow, EvidenceRow, ExtractionRow, GroupRow

_ANCHOR = (
    AnchorRow.id,
    AnchorRow.paper_sha256,
    AnchorRow.kind,
    AnchorRow.quote,
    AnchorRow.prefix,
    AnchorRow.suffix,
    AnchorRow.places,
)
BATCH = 2_000  # rows of an answer to a query
_EMPTY = Status.EMPTY.value
_KINDS = {kind.value: kind for kind in AnchorKind}
_STATUSES = {status.value: status for status in Status}


def own_extractions(acting: Acting) -> Select[str]:
    """Return the query for the ids of the acting reviewer's extractions."""
    return select(ExtractionRow.id).where(
        ExtractionRow.reviewer_id == acting.reviewer.reviewer_id,
        ExtractionRow.form_id == acting.form_id,
    )


class RecordReader:
    """Rows, answers and evidence by extraction; `chosen` are ids, or a query for them."""

    def __init__(
        self,
        session: Session,
        chosen: Select[str] | Sequence[str],
        *,
        with_evidence: bool = True,
    ) -> None:
        """Read at once, in one state of the review."""
        self._session = session
        self._chosen = chosen
        self.rows = rows_by_extraction(session, chosen)
        kept = {row.row_id for rows in self.rows.values() for row in rows}
        self._texts: dict[str, str] = {row_id: row_id for row_id in kept}
        self._cells: dict[Cell, Cell] = {}
        self.answers = self._read_answers(kept)
        self.evidence = self._read_evidence(kept) if with_evidence else {}

    def _read_answers(self, rows: set[str]) -> dict[str, dict[Cell, Answer]]:
        wanted = select(
            AnswerRow.extraction_id,
            AnswerRow.field_id,
            AnswerRow.row_id,
            AnswerRow.value,
            AnswerRow.status,
            AnswerRow.note,
            AnswerRow.flagged,
            AnswerRow.report_id,
            AnswerRow.others,
        ).where(AnswerRow.extraction_id.in_(self._chosen))
        found: dict[str, dict[Cell, Answer]] = {}
        one = self._one
        for columns in each(self._session, wanted):
            extraction_id, field_id, row_id, value, status, note, flagged, report, others = columns
            if row_id is not None and row_id not in rows:
                continue
            if status == _EMPTY and value is None and not (note or flagged or report or others):
                continue
            said = said_from_json(others) if others else ()
            answer = Answer(value, status_of(status), note, flagged, report or "", said)
            cell = Cell(one(extraction_id), one(field_id), row_id and one(row_id))
            found.setdefault(cell.extraction_id, {})[self._cells.setdefault(cell, cell)] = answer
        return found

    def _read_evidence(self, rows: set[str]) -> dict[str, list[Evidence]]:
        wanted = (
            select(EvidenceRow.extraction_id, EvidenceRow.field_id, EvidenceRow.row_id, *_ANCHOR)
            .join(AnchorRow, AnchorRow.id == EvidenceRow.anchor_id)
            .where(EvidenceRow.extraction_id.in_(self._chosen), EvidenceRow.removed.is_(False))
            .order_by(AnchorRow.id)
        )
        found: dict[str, list[Evidence]] = {}
        anchors: dict[str, Anchor] = {}
        for extraction_id, field_id, row_id, *columns in each(self._session, wanted):
            if row_id is not None and row_id not in rows:
                continue
            if columns[0] not in anchors:
                columns[1] = self._one(columns[1])
                anchors[columns[0]] = _anchor(columns)
            cell = Cell(extraction_id, field_id, row_id) if field_id else None
            if cell is not None:
                cell = self._cells.setdefault(cell, cell)
            found.setdefault(extraction_id, []).append(Evidence(anchors[columns[0]], cell))
        return found

    def _one(self, text: str) -> str:
        """Return the one text that stands for all equal ones: an id comes 100,000 times."""
        return self._texts.setdefault(text, text)


def each(session: Session, wanted: Executable) -> Iterator[Sequence[Any]]:
    """Run a query for columns below the layer of mapped objects, which costs half as much.

    Rows come in batches: all of them at once would stand in memory twice.
    """
    result = session.connection().execute(wanted)
    while batch := result.fetchmany(BATCH):
        yield from batch


def rows_by_extraction(
    session: Session, chosen: Select[str] | Sequence[str]
) -> dict[str, list[Row]]:
    """Return the rows of groups that are shown, in order; positions have no gaps."""
    wanted = (
        select(GroupRow.extraction_id, GroupRow.section_key, GroupRow.id)
        .where(GroupRow.extraction_id.in_(chosen), GroupRow.removed.is_(False))
        .order_by(GroupRow.position, GroupRow.id)
    )
    found: dict[str, list[Row]] = {}
    counted: dict[tuple[str, str], int] = {}
    for extraction_id, section_key, row_id in session.execute(wanted):
        position = counted.get((extraction_id, section_key), 0)
        counted[extraction_id, section_key] = position + 1
        found.setdefault(extraction_id, []).append(Row(row_id, section_key, position))
    return found


def status_of(text: str) -> Status:
    """Return a stored status; raises DamagedContent."""
    return _STATUSES.get(text) or word_of(Status, text)


def anchor_of(row: AnchorRow) -> Anchor:
    """Return a stored anchor as a value."""
    return _anchor([getattr(row, column.key) for column in _ANCHOR])


def _anchor(columns: Sequence[Any]) -> Anchor:
    anchor_id, paper, kind, quote, prefix, suffix, places = columns
    return Anchor(
        anchor_id=anchor_id,
        paper=paper,
        kind=_KINDS.get(kind) or word_of(AnchorKind, kind),
        places=places_from_json(places),
        quote=quote,
        prefix=prefix,
        suffix=suffix,
    )
