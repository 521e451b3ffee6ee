"""What a reviewer sees and changes is their own work, and not once it is complete."""

from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain.edits import AddRow, DropQuote, Edit, KeepQuote, SetExtractionStatus
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.records import Record
from app.domain.studies import ExtractionStatus
from tests.services.reviews import anchor, fill

OPEN, COMPLETE = ExtractionStatus.OPEN, ExtractionStatus.COMPLETE


def edits(record: Record) -> tuple[Edit, ...]:
    own = record.extraction_id
    kept = anchor()
    row = AddRow(own, "participants", new_id(), 0)
    return fill(record), KeepQuote(own, kept), DropQuote(own, kept), row, row.inverse()


def test_nobody_is_told_how_many_answers_a_colleague_has(
    review: Review, record: Record, folder: Path
) -> None:
    review.extraction.apply(fill(record))
    assert review.info().answers == 1
    review.close()
    with open_review(folder, "Ben Kim") as bens:
        assert bens.info().answers == 0


@pytest.mark.parametrize("kind", range(5))
def test_a_complete_study_takes_no_edit(review: Review, record: Record, kind: int) -> None:
    review.extraction.apply(SetExtractionStatus(record.extraction_id, OPEN, COMPLETE))
    before = review.records.record(record.study.study_id)
    with pytest.raises(AppError, match="marked complete"):
        review.extraction.apply(edits(record)[kind])
    assert review.records.record(record.study.study_id) == before


def test_a_study_that_was_reopened_takes_edits_again(review: Review, record: Record) -> None:
    done = SetExtractionStatus(record.extraction_id, OPEN, COMPLETE)
    review.extraction.apply(done)
    review.extraction.apply(done.inverse())
    assert review.extraction.apply(fill(record)).extractions == {record.extraction_id}
