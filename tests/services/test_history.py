"""How an answer came to be can be read, and an old value put back; the log shows tampering."""

import sqlite3
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.edits import FillAnswer, Together
from app.domain.errors import NotFound
from app.domain.records import Record
from app.jobs import JobContext
from tests.services.reviews import FIELD, add_study, fill, filled


@pytest.fixture
def cell(review: Review, record: Record) -> Cell:
    """An answer that was given, and then changed together with another one."""
    place = Cell(record.extraction_id, FIELD)
    other = FillAnswer(Cell(record.extraction_id, "design.aims"), NO_ANSWER, filled("to see"))
    changed = FillAnswer(place, filled("Sweden"), filled("Norway", note="abroad"))
    review.extraction.apply(fill(record), label="Fill Country")
    review.extraction.apply(Together((other, changed)), label="Paste")
    return place


def test_every_value_of_an_answer_is_listed(review: Review, record: Record, cell: Cell) -> None:
    told = review.history.of_answer(record, cell)
    assert [(entry.answer.value, entry.label) for entry in told] == [
        ("Norway", "Paste"),
        ("Sweden", "Fill Country"),
    ]
    assert {entry.who for entry in told} == {"Ana Ortiz"}


def test_an_old_value_comes_back_as_a_new_edit(review: Review, record: Record, cell: Cell) -> None:
    old = review.history.of_answer(record, cell)[-1]
    now = review.records.record(record.study.study_id)
    review.extraction.apply(review.history.restored(now, cell, old.answer), label="Restore")
    assert review.records.record(record.study.study_id).answer(cell) == filled("Sweden")
    assert len(review.history.of_answer(record, cell)) == 3


def test_what_stands_there_is_not_restored(review: Review, record: Record, cell: Cell) -> None:
    now = review.records.record(record.study.study_id)
    with pytest.raises(NotFound, match="as it is now"):
        review.history.restored(now, cell, Answer("Norway", Status.FILLED, "abroad"))


def test_a_colleague_has_a_history_of_their_own(
    review: Review, record: Record, cell: Cell, folder: Path
) -> None:
    review.close()
    with open_review(folder, "Ben Kim") as bens:
        assert bens.history.of_study(bens.records.record(record.study.study_id)) == ()


TAMPERING = {
    "a byte of an edit": "UPDATE audit SET edit = replace(edit, 'Sweden', 'Swedem') WHERE seq = 2",
    "who did it": "UPDATE audit SET reviewer_id = NULL WHERE seq = 2",
    "when": "UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 2",
    "an entry taken out": "DELETE FROM audit WHERE seq = 2",
    "the last entry taken out": "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
    "an entry put in": "INSERT INTO audit (seq, id, at, utc_offset, device, kind, label, "
    "previous_hash, hash, counter) VALUES (99, 'x', '2020', 0, '', 'FillAnswer', '', '', '', 99)",
    "two entries swapped": "UPDATE audit SET seq = CASE seq WHEN 2 THEN -3 WHEN 3 THEN -2 END "
    "WHERE seq IN (2, 3); UPDATE audit SET seq = -seq WHERE seq < 0",
}


@pytest.mark.parametrize("tampering", TAMPERING)
def test_verify_shows_that_the_log_was_tampered_with(
    review: Review, record: Record, cell: Cell, folder: Path, tampering: str
) -> None:
    add_study(review, "Later 2024")
    assert review.verify(JobContext()) == ()
    review.close()
    with sqlite3.connect(folder / "review.sqlite") as database:
        database.executescript(TAMPERING[tampering])
    database.close()
    with open_review(folder) as opened:
        kinds = {finding.kind for finding in opened.verify(JobContext())}
    assert "audit chain" in kinds
