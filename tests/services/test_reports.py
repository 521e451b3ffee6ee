"""Several reports of a study: added, told apart, taken away; answers remember theirs."""

import pytest

from app.bootstrap import Review
from app.domain.answers import NO_ANSWER, Answer, Cell, Said, Status
from app.domain.edits import FillAnswer
from app.domain.errors import AppError, StaleEdit
from app.domain.ids import new_id
from app.domain.records import Record
from app.domain.report_edits import AddReport, ChangeReport, RemoveReport
from app.domain.studies import ReportDraft, ReportRole
from app.jobs import JobContext
from tests.services.reviews import FIELD, PAPER


def added(review: Review, record: Record, title: str = "Protocol 2019") -> AddReport:
    """Add a protocol with the paper of the empty review."""
    draft = ReportDraft(record.study.study_id, new_id(), ReportRole.PROTOCOL, title, PAPER)
    edit = AddReport(draft)
    review.extraction.apply(edit)
    return edit


def names(review: Review) -> list[tuple[str, str]]:
    """Role and name of the reports of the only study."""
    return [(r.role.value, r.name) for r in review.records.studies()[0].reports]


def test_report_stands_behind_the_main_one_and_undo_takes_it_away(
    review: Review, record: Record
) -> None:
    edit = added(review, record)
    assert names(review)[1:] == [("protocol", "Protocol 2019")]
    review.extraction.apply(edit.inverse())
    assert len(names(review)) == 1
    review.extraction.apply(edit)
    assert names(review)[1:] == [("protocol", "Protocol 2019")]


def test_study_keeps_the_paper_of_its_main_report(review: Review, record: Record) -> None:
    added(review, record)
    study = review.records.record(record.study.study_id).study
    assert (study.paper, study.reports[1].paper is not None) == (None, True)


def test_record_looks_at_another_report(review: Review, record: Record) -> None:
    edit = added(review, record)
    looking = review.records.record(record.study.study_id).at_report(edit.report.report_id)
    assert looking.study.paper is not None
    assert (looking.study.paper.sha256, looking.study.source) == (PAPER, edit.report.report_id)


def test_role_is_changed_and_a_stale_change_is_refused(review: Review, record: Record) -> None:
    report_id = added(review, record).report.report_id
    before, after = (ReportRole.PROTOCOL, "Protocol 2019"), (ReportRole.SUPPLEMENT, "Appendix")
    change = ChangeReport(record.study.study_id, report_id, before, after)
    review.extraction.apply(change)
    assert names(review)[1:] == [("supplement", "Appendix")]
    with pytest.raises(StaleEdit):
        review.extraction.apply(change)


def test_main_report_is_not_taken_away(review: Review, record: Record) -> None:
    draft = ReportDraft(record.study.study_id, record.study.report_id, ReportRole.PRIMARY)
    with pytest.raises(AppError, match="main report"):
        review.extraction.apply(RemoveReport(draft))


def test_answer_remembers_its_report_and_what_others_say(review: Review, record: Record) -> None:
    report_id = added(review, record).report.report_id
    cell = Cell(record.extraction_id, FIELD)
    answer = Answer(["SE"], Status.FILLED, report_id=report_id, others=(Said("", ["NO"]),))
    fill = FillAnswer(cell, NO_ANSWER, answer)
    review.extraction.apply(fill)
    assert review.records.record(record.study.study_id).answer(cell) == answer
    assert review.verify(JobContext()) == ()
    review.extraction.apply(fill.inverse())
    assert review.records.record(record.study.study_id).answers == {}
