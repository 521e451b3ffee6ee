"""The sample review has what the guide promises and can be made again."""

from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.creating import create_sample
from app.domain.edits import RelabelStudy
from app.domain.errors import AppError
from app.domain.studies import ExtractionStatus, PaperState
from app.jobs import Cancelled, JobContext
from app.services.sample import document


def test_one_study_is_done_one_half_done_one_untouched(sample: Review) -> None:
    first, second, third = sample.records.studies()
    assert (first.status, first.flagged) == (ExtractionStatus.COMPLETE, 0)
    assert first.answered >= first.asked - 1  # one field has nothing to be answered with
    assert 0 < second.answered < second.asked
    assert third.answered == 0
    assert {study.paper_state for study in (first, second, third)} == {PaperState.READY}


def test_answers_stand_as_the_document_says(sample: Review) -> None:
    records = sample.records.records()
    told = [len(study["answers"]) for study in document()["studies"]]
    assert [len(record.answers) for record in records] == told
    quotes = [sum("quote" in a for a in study["answers"]) for study in document()["studies"]]
    assert [len(record.evidence) for record in records] == quotes


def test_own_fields_of_the_review_are_answered(sample: Review) -> None:
    details = sample.records.details()
    assert details["criteria.years"] == "2012-2018"
    assert details["review.title"] == sample.info().title


def test_changed_sample_can_be_made_again(sample_folder: Path) -> None:
    with open_review(sample_folder) as review:
        study = review.records.studies()[0]
        review.extraction.apply(RelabelStudy(study.study_id, study.label, "Changed"))
    create_sample(sample_folder, reset=True)
    with open_review(sample_folder) as review:
        assert review.records.studies()[0].label == "Malejko 2018"


def test_sample_does_not_replace_what_is_there(sample_folder: Path) -> None:
    with pytest.raises(AppError, match="not empty"):
        create_sample(sample_folder)


def test_sample_is_made_where_there_is_nothing_to_reset(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    create_sample(tmp_path / "empty", reset=True)
    assert (tmp_path / "empty" / "review.sqlite").is_file()


def test_sample_that_was_stopped_leaves_nothing(tmp_path: Path) -> None:
    ctx = JobContext()
    ctx.cancel()
    with pytest.raises(Cancelled):
        create_sample(tmp_path / "s", ctx=ctx)
    assert list(tmp_path.iterdir()) == []
