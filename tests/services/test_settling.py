"""What a published version does to the answers in the file, and what it leaves alone."""

from pathlib import Path

from sqlalchemy import select

from app.bootstrap import Review, open_review
from app.domain.answers import NO_ANSWER, Cell
from app.domain.edits import FillAnswer
from app.domain.form_changes import Decision, asking
from app.domain.ids import new_id
from db.engine import open_engine, writing
from db.models import AnswerRow, SealRow
from tests.services.designs import (
    COUNTRY,
    add_field,
    answer,
    answered,
    apply,
    cells,
    change,
    publish,
)
from tests.services.reviews import fill, filled

__all__ = ["answered"]  # a fixture


def test_colleagues_answers_wait_for_the_colleague(
    review: Review, answered: Cell, folder: Path
) -> None:
    study_id = review.records.record_of_extraction(answered.extraction_id).study.study_id
    review.close()
    with open_review(folder, "Ben Kim") as bens:
        record = bens.records.record(study_id)
        apply(bens, fill(record, ["NO"]))
    with open_review(folder, "Ana Ortiz") as anas:
        field_id = add_field(anas)
        publish(anas, Decision.NOT_REPORTED)
        assert stored_status(folder, Cell(record.extraction_id, field_id)) is None
    with open_review(folder, "Ben Kim"):
        assert stored_status(folder, Cell(record.extraction_id, field_id)) == "not_reported"


def test_sealed_answers_stay_as_they_were_sealed(
    review: Review, answered: Cell, folder: Path
) -> None:
    seal(folder, answered.extraction_id, review.reviewer.reviewer_id)
    field_id = add_field(review)
    publish(review, Decision.NOT_REPORTED)
    assert stored_status(folder, Cell(answered.extraction_id, field_id)) is None


def seal(folder: Path, extraction_id: str, reviewer_id: str) -> None:
    """Hand an extraction over for consensus."""
    engine = open_engine(folder / "review.sqlite")
    with writing(engine) as session:
        session.add(
            SealRow(
                id=new_id(),
                extraction_id=extraction_id,
                reviewer_id=reviewer_id,
                seal="of what is there",
                at="2025-01-31T09:05:00.000000+00:00",
            )
        )
    engine.dispose()


def stored_status(folder: Path, cell: Cell) -> str | None:
    """Return the status of a cell as it stands in the file, None when it was never touched."""
    engine = open_engine(folder / "review.sqlite")
    found = select(AnswerRow.status).where(
        AnswerRow.extraction_id == cell.extraction_id, AnswerRow.field_id == cell.field_id
    )
    with writing(engine) as session:
        status = session.scalars(found).one_or_none()
    engine.dispose()
    return status


def test_cell_that_is_not_asked_is_not_in_the_queue(review: Review, answered: Cell) -> None:
    field_id = add_field(review)
    change(review, field_id, show_if={"field": COUNTRY, "is": "SE"})
    publish(review, Decision.REVISIT)
    assert cells(review) == [Cell(answered.extraction_id, field_id)]
    apply(review, FillAnswer(answered, filled(["SE"]), filled(["NO"])))
    assert cells(review) == []


def test_cell_that_is_not_asked_is_not_marked_not_reported(review: Review, answered: Cell) -> None:
    field_id = add_field(review)
    change(review, field_id, show_if={"field": COUNTRY, "is": "NO"})
    (change_of_field,) = asking(review.design.changes())
    assert review.design.touched(change_of_field).cells == 0
    publish(review, Decision.NOT_REPORTED)
    assert answer(review, Cell(answered.extraction_id, field_id)) == NO_ANSWER
