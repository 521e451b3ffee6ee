"""Two studies become one, and the reports of a study are put in order; both can be taken back."""

from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain.answers import NO_ANSWER, Answer, Cell, Said, Status
from app.domain.edits import AddStudy, FillAnswer, SetExtractionStatus
from app.domain.errors import AppError, StaleEdit
from app.domain.ids import new_id
from app.domain.records import Record
from app.domain.report_edits import AddReport, OrderReports, RemoveReport
from app.domain.studies import ExtractionStatus, ReportDraft, ReportRole, StudyDraft
from app.jobs import JobContext
from tests.services.reviews import FIELD, add_row, anchor, fill, filled

AIMS = "design.aims"


def reports(review: Review, study_id: str) -> list[str]:
    return [report.report_id for report in review.records.record(study_id).study.reports]


@pytest.fixture
def other(review: Review, record: Record) -> Record:
    """A second study, charted: another country with a quote, an aim, one row."""
    draft = StudyDraft(new_id(), new_id(), "Lee 2021", "Peer work", position=1)
    review.extraction.apply(AddStudy(draft))
    found = review.records.record(draft.study_id)
    cell = Cell(found.extraction_id, FIELD)
    review.extraction.apply(FillAnswer(cell, NO_ANSWER, filled(["NO"]), link=(anchor(),)))
    review.extraction.apply(fill(found, "To see", AIMS))
    add_row(review, found)
    return review.records.record(found.study.study_id)


def join(review: Review, other: Record, record: Record) -> None:
    joining = review.joining.join(other.study.study_id, record.study.study_id)
    review.extraction.apply(joining.edit)


def test_values_that_differ_stand_side_by_side_with_their_reports_and_quotes(
    review: Review, record: Record, other: Record
) -> None:
    review.extraction.apply(fill(record, ["SE"]))
    join(review, other, record)
    joined = review.records.record(record.study.study_id)
    cell = Cell(record.extraction_id, FIELD)
    came = other.study.report_id
    assert joined.answer(cell) == filled(["SE"], others=(Said(came, ["NO"]),))
    assert [item.anchor.quote for item in joined.evidence_of(cell)] == ["in Sweden"]
    assert [study.label for study in review.records.studies()] == ["Lee 2020"]


def test_empty_cells_are_filled_and_rows_are_added(
    review: Review, record: Record, other: Record
) -> None:
    joining = review.joining.join(other.study.study_id, record.study.study_id)
    review.extraction.apply(joining.edit)
    joined = review.records.record(record.study.study_id)
    aims = joined.answer(Cell(record.extraction_id, AIMS))
    assert (aims.value, aims.report_id) == ("To see", other.study.report_id)
    assert (joining.answers.filled, joining.answers.rows, len(joined.rows)) == (2, 1, 1)
    assert review.verify(JobContext()) == ()


def test_value_takes_the_place_of_not_reported(
    review: Review, record: Record, other: Record
) -> None:
    cell = Cell(record.extraction_id, FIELD)
    review.extraction.apply(FillAnswer(cell, NO_ANSWER, Answer(None, Status.NOT_REPORTED)))
    join(review, other, record)
    assert review.records.record(record.study.study_id).answer(cell).value == ["NO"]


def test_joining_is_taken_back_as_one_step(review: Review, record: Record, other: Record) -> None:
    review.extraction.apply(fill(record, ["SE"]))
    before = [review.records.record(r.study.study_id) for r in (record, other)]
    edit = review.joining.join(other.study.study_id, record.study.study_id).edit
    review.extraction.apply(edit)
    review.extraction.apply(edit.inverse())
    assert [review.records.record(r.study.study_id) for r in (record, other)] == before


def test_nothing_joins_a_complete_study(review: Review, record: Record, other: Record) -> None:
    complete = SetExtractionStatus(
        record.extraction_id, ExtractionStatus.OPEN, ExtractionStatus.COMPLETE
    )
    review.extraction.apply(complete)
    with pytest.raises(AppError, match="Reopen it first"):
        review.joining.join(other.study.study_id, record.study.study_id)


def test_another_main_report_leaves_answers_with_their_report(
    review: Review, record: Record
) -> None:
    first, study_id = record.study.report_id, record.study.study_id
    review.extraction.apply(fill(record, ["SE"]))
    added = ReportDraft(study_id, new_id(), ReportRole.SECONDARY, "Lee 2022")
    review.extraction.apply(AddReport(added))
    order = OrderReports(study_id, (first, added.report_id), (added.report_id, first))
    review.extraction.apply(order)
    study = review.records.record(study_id).study
    begun = study.report("")
    assert begun is not None
    assert (study.reports[0].report_id, begun.report_id) == (added.report_id, first)
    assert study.source == added.report_id
    with pytest.raises(StaleEdit):
        review.extraction.apply(order)
    review.extraction.apply(order.inverse())
    assert reports(review, study_id) == [first, added.report_id]


def test_report_with_which_a_study_began_is_not_taken_away(review: Review, record: Record) -> None:
    first, study_id = record.study.report_id, record.study.study_id
    added = ReportDraft(study_id, new_id(), ReportRole.SECONDARY, "Lee 2022")
    review.extraction.apply(AddReport(added))
    order = OrderReports(study_id, (first, added.report_id), (added.report_id, first))
    review.extraction.apply(order)
    with pytest.raises(AppError, match="with which it began"):
        review.extraction.apply(RemoveReport(ReportDraft(study_id, first, ReportRole.PRIMARY)))


def test_colleague_is_offered_their_own_answers_of_a_study_that_was_joined(
    review: Review, record: Record, other: Record, folder: Path
) -> None:
    joins = review.joining.join(other.study.study_id, record.study.study_id).edit
    review.close()
    with open_review(folder, "Ben Kim") as bens:
        old = bens.records.record(other.study.study_id)
        bens.extraction.apply(fill(old, ["DK"]))
        row_id = add_row(bens, old)
    with open_review(folder, "Ana Ortiz") as anas:
        anas.extraction.apply(joins)
        assert anas.joining.left_behind(anas.records.record(record.study.study_id)) == ()
    with open_review(folder, "Ben Kim") as bens:
        bring(bens, bens.records.record(record.study.study_id), old, row_id)


def bring(bens: Review, into: Record, old: Record, row_id: str) -> None:
    """Take the offer, and see the answers and the row there; then nothing waits any more."""
    (left,) = bens.joining.left_behind(into)
    bens.extraction.apply(left.edit)
    joined = bens.records.record(into.study.study_id)
    answer = joined.answer(Cell(into.extraction_id, FIELD))
    assert (left.label, answer.value, answer.report_id) == ("Lee 2021", ["DK"], old.study.report_id)
    assert len(joined.rows) == 1
    assert row_id not in {row.row_id for row in joined.rows}
    assert bens.joining.left_behind(joined) == ()
