"""Complete work is sealed; a seal is broken for a reason once somebody relies on it."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.bootstrap import Review, open_review
from app.domain.answers import NO_ANSWER, Cell
from app.domain.edits import FillAnswer, SetExtractionStatus
from app.domain.errors import AppError, StaleEdit
from app.domain.records import Record
from app.domain.studies import ExtractionStatus
from app.jobs import JobContext
from app.services.sight import study_works
from db.models import AuditRow
from tests.services.reviews import FIELD, fill, filled

OPEN, COMPLETE = ExtractionStatus.OPEN, ExtractionStatus.COMPLETE


@pytest.fixture
def complete(review: Review, record: Record) -> Record:
    """Ana's record with an answer, marked complete."""
    review.extraction.apply(fill(record))
    review.extraction.apply(SetExtractionStatus(record.extraction_id, OPEN, COMPLETE))
    return review.records.record(record.study.study_id)


def seal(review: Review, record: Record) -> None:
    review.extraction.apply(review.seals.sealed(record.extraction_id))


def again(review: Review, record: Record) -> Record:
    return review.records.record(record.study.study_id)


def test_open_work_is_not_sealed(review: Review, record: Record) -> None:
    with pytest.raises(AppError, match="not complete"):
        seal(review, record)


def test_sealed_work_is_told_in_the_list_of_studies(review: Review, complete: Record) -> None:
    seal(review, complete)
    (study,) = review.records.studies()
    assert (study.is_sealed, study.is_shared, study.status) == (True, True, COMPLETE)


def test_sealed_work_is_not_reopened_without_breaking_the_seal(
    review: Review, complete: Record
) -> None:
    seal(review, complete)
    with pytest.raises(AppError, match="Break the seal"):
        review.extraction.apply(SetExtractionStatus(complete.extraction_id, COMPLETE, OPEN))
    assert again(review, complete).study.is_sealed


def test_every_complete_study_is_sealed_in_one_step_and_unsealed_by_undo(
    review: Review, complete: Record
) -> None:
    edit = review.seals.all_sealed()
    review.extraction.apply(edit)
    assert (again(review, complete).study.is_sealed, review.seals.ready()) == (True, ())
    review.extraction.apply(edit.inverse())
    assert again(review, complete) == complete


def test_a_seal_is_broken_with_a_reason_that_is_logged(review: Review, complete: Record) -> None:
    seal(review, complete)
    review.extraction.apply(review.seals.broken(complete.extraction_id, "wrong arm"))
    shown = again(review, complete).study
    assert (shown.is_sealed, shown.status) == (False, OPEN)
    with review._store.reading() as session:
        logged = session.scalars(select(AuditRow).order_by(AuditRow.seq.desc())).first()
        assert (logged.kind, logged.edit["reason"]) == ("BreakSeal", "wrong arm")


def test_breaking_a_seal_asks_for_a_reason(review: Review, complete: Record) -> None:
    seal(review, complete)
    with pytest.raises(AppError, match="Say why"):
        review.seals.broken(complete.extraction_id, "  ")


def test_a_seal_that_was_handed_over_is_not_taken_back_silently(
    review: Review, complete: Record, tmp_path: Path
) -> None:
    edit = review.seals.sealed(complete.extraction_id)
    review.extraction.apply(edit)
    review.exchange.save(tmp_path / "ana.chartpacket", JobContext())
    with pytest.raises(AppError, match="relies on this seal"):
        review.extraction.apply(edit.inverse())


def test_undoing_the_break_makes_the_same_seal_valid(review: Review, complete: Record) -> None:
    seal(review, complete)
    broken = review.seals.broken(complete.extraction_id, "wrong arm")
    review.extraction.apply(broken)
    review.extraction.apply(broken.inverse())
    assert again(review, complete).study.is_sealed


def test_a_broken_seal_is_not_valid_again_over_changed_answers(
    review: Review, complete: Record
) -> None:
    seal(review, complete)
    broken = review.seals.broken(complete.extraction_id, "wrong arm")
    review.extraction.apply(broken)
    cell = Cell(complete.extraction_id, FIELD)
    review.extraction.apply(FillAnswer(cell, filled(), NO_ANSWER))
    with pytest.raises(StaleEdit, match="changed since"):
        review.extraction.apply(broken.inverse())


def test_opening_a_colleagues_work_early_is_kept_with_its_reason(
    review: Review, record: Record
) -> None:
    study, form = record.study.study_id, review.forms.form_id
    review.extraction.apply(review.blinding.opened(study, "training"))
    with review._store.reading() as session:
        works = study_works(session, form, study)[study]
    assert works.opened_by == {review.reviewer.reviewer_id}


def test_nobody_seals_a_colleagues_work(review: Review, complete: Record, folder: Path) -> None:
    edit = review.seals.sealed(complete.extraction_id)
    review.close()
    with open_review(folder, "Ben Kim") as bens, pytest.raises(AppError, match="another reviewer"):
        bens.extraction.apply(edit)
