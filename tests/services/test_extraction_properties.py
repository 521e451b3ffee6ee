"""Any run of edits can be undone and redone step by step, back to equal records."""

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.bootstrap import Review
from app.domain.answers import Answer, Status
from app.domain.edits import (
    AddRow,
    DropQuote,
    Edit,
    FillAnswer,
    KeepQuote,
    MoveRow,
    RelabelStudy,
    RemoveRow,
    SetExtractionStatus,
)
from app.domain.ids import new_id
from app.domain.records import Record
from app.domain.studies import ExtractionStatus
from app.jobs import JobContext
from tests.services.reviews import add_study, anchor

GROUP = "participants"
TEXT = st.text(max_size=8)
ANSWERS = st.builds(
    Answer,
    st.one_of(st.none(), TEXT, st.integers(), st.lists(TEXT, max_size=3)),
    st.sampled_from(Status),
    TEXT,
    st.booleans(),
)
MOVES = st.tuples(
    st.sampled_from(("fill", "fill", "link", "unlink", "keep", "drop", "add", "remove", "move"))
    | st.sampled_from(("status", "label")),
    st.integers(0, 1000),
    ANSWERS,
)
Move = tuple[str, int, Answer]


def edit_of(record: Record, move: Move) -> Edit:
    """Return the edit that the move means for the record as it is now."""
    kind, number, answer = move
    cells, rows = record.cells(), record.rows_of(GROUP)
    cell = cells[number % len(cells)]
    own, linked = record.extraction_id, tuple(e.anchor for e in record.evidence_of(cell))
    kept = [item.anchor for item in record.evidence if item.cell is None]
    quotes = [item.anchor for item in record.evidence if item.anchor not in linked]
    quote = quotes[number % len(quotes)] if quotes and number % 3 else anchor(str(number))
    before = record.answer(cell)
    row = rows[number % len(rows)] if rows else None
    is_complete = record.status is ExtractionStatus.COMPLETE
    match "status" if is_complete and kind != "label" else kind:
        case "fill":
            return FillAnswer(cell, before, answer, link=(quote,), unlink=linked)
        case "link":
            return FillAnswer(cell, before, before, link=(quote,))
        case "unlink" if linked:
            return FillAnswer(cell, before, before, unlink=linked[:1])
        case "drop" if kept:
            return DropQuote(own, kept[0])
        case "remove" if row:
            return RemoveRow(own, GROUP, row.row_id, row.position)
        case "move" if row:
            return MoveRow(own, GROUP, row.row_id, row.position, number % 7 % len(rows))
        case "add":
            return AddRow(own, GROUP, new_id(), number % (len(rows) + 1))
        case "status":
            return SetExtractionStatus(own, record.status, other(record.status))
        case "label":
            return RelabelStudy(record.study.study_id, record.study.label, f"Study {new_id()}")
    return KeepQuote(own, anchor(str(number)))


def other(status: ExtractionStatus) -> ExtractionStatus:
    """Return the status that it is not."""
    return next(entry for entry in ExtractionStatus if entry is not status)


def applied(review: Review, study_id: str, edits: Sequence[Edit]) -> list[Record]:
    """Apply the edits and return the record after each."""
    records = []
    for edit in edits:
        review.extraction.apply(edit)
        records.append(review.records.record(study_id))
    return records


def played(review: Review, study_id: str, moves: Sequence[Move]) -> tuple[list[Edit], list[Record]]:
    """Apply the moves one by one; return the edits, and the records before and after each."""
    edits, records = [], [review.records.record(study_id)]
    for move in moves:
        edits.append(edit_of(records[-1], move))
        records += applied(review, study_id, edits[-1:])
    return edits, records


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(MOVES, min_size=1, max_size=12))
def test_edits_are_undone_and_redone_step_by_step(review: Review, moves: list[Move]) -> None:
    study_id = add_study(review, f"Study {new_id()}")
    edits, records = played(review, study_id, moves)
    undone = applied(review, study_id, [edit.inverse() for edit in reversed(edits)])
    assert undone == records[-2::-1]
    assert applied(review, study_id, edits) == records[1:]
    assert records[-1].study in review.records.studies()
    assert review.verify(JobContext()) == ()
