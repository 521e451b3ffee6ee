"""A study joins the open one from the menu; its reports are put in another order."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDialog, QLabel

from app.domain.studies import ReportRole
from tests.e2e import finding
from tests.e2e.driver import Driver
from ui.extract.join_dialog import JoinDialog
from ui.extract.report_bar import ReportBar


@pytest.fixture
def joined(driver: Driver) -> Driver:
    """The half-done study, which another one of the sample joined."""
    other = next(s for s in driver.extract.studies if s.label.startswith("Malejko"))

    def join(dialog: QDialog) -> None:
        assert isinstance(dialog, JoinDialog)
        dialog.choose(other.study_id)
        told = finding.named(dialog, "What joining does", QLabel)
        assert isinstance(told, QLabel)
        assert told.text().startswith("One report moves here.")
        driver.click("Join", dialog)

    with driver.answering(join):
        driver.trigger("study.join")
    driver.come_back()
    driver.settle()
    return driver


def test_study_joins_with_its_report_and_undo_parts_them(joined: Driver) -> None:
    assert len(joined.record.study.reports) == 2
    assert len(joined.extract.studies) == 2
    joined.undo()
    assert not joined.record.study.has_several_reports
    assert len(joined.extract.studies) == 3


def test_other_report_is_shown_first_from_the_bar(joined: Driver) -> None:
    bar = joined.extract.findChild(ReportBar)
    assert bar is not None
    before = [report.report_id for report in joined.record.study.reports]
    joined.trigger("study.nextreport")
    joined.settle()
    bar.place_wanted.emit(before[1], 0)
    assert [r.report_id for r in joined.record.study.reports] == before[::-1]
    joined.undo()
    assert [r.report_id for r in joined.record.study.reports] == before


def test_report_that_is_called_a_supplement_does_not_count_as_a_report(joined: Driver) -> None:
    bar = joined.extract.findChild(ReportBar)
    assert bar is not None
    counted = joined.review.flow.counted().reports
    joined.trigger("study.nextreport")
    joined.settle()
    (action,) = (one for one in bar.findChildren(QAction) if one.text() == "Supplement")
    action.trigger()
    assert joined.record.study.reports[1].role is ReportRole.SUPPLEMENT
    assert "Supplement: " in finding.named(bar, "Report of the study", QComboBox).currentText()
    assert joined.review.flow.counted().reports == counted - 1
    joined.undo()
    assert joined.review.flow.counted().reports == counted


def test_joined_report_becomes_a_study_again_unless_answers_are_from_it(joined: Driver) -> None:
    bar = joined.extract.findChild(ReportBar)
    assert bar is not None
    report = joined.record.study.reports[1]
    used = any(a.report_id == report.report_id for a in joined.record.answers.values())
    bar.split_requested.emit(report.report_id)
    assert joined.record.study.has_several_reports is used


def test_own_answers_of_a_study_that_a_colleague_joined_are_offered(driver: Driver) -> None:
    other = next(s for s in driver.extract.studies if s.label.startswith("Malejko"))
    into = driver.record.study.study_id
    driver.review.extraction.apply(driver.review.linking.link_study(other.study_id, into))
    driver.extract.refresh_studies()
    driver.extract.open_study(into)
    driver.settle()
    assert driver.message() == "You charted Malejko 2018 before it joined this study."
    driver.click("Bring my answers")
    assert any(answer.others for answer in driver.record.answers.values())
    driver.undo()
    assert not any(answer.others for answer in driver.record.answers.values())
