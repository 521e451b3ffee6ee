"""The report in Word, through the window."""

import pytest
from docx import Document
from PySide6.QtWidgets import QApplication

from app.export.word.parts import Part
from tests.e2e.driver import Driver
from ui.report.dialog import ReportDialog


@pytest.fixture
def report(driver: Driver) -> ReportDialog:
    driver.trigger("file.report")
    found = driver.window.findChild(ReportDialog)
    assert isinstance(found, ReportDialog)
    driver.wait(lambda: not driver.window.jobs.is_busy)
    return found


def test_parts_that_are_empty_say_why(report: ReportDialog) -> None:
    box = report.parts[Part.SEARCHES]
    assert not box.isEnabled()
    assert box.accessibleDescription() == "the search log is empty"
    assert report.parts[Part.INSTRUMENT].isChecked()


def test_the_methods_are_written_and_name_what_they_rest_on(report: ReportDialog) -> None:
    assert "Alex Berg charted 2 studies (1 of them complete so far)." in report.words()
    model = report.model
    lines = {model.index(row, 1).data(): model.index(row, 2).data() for row in range(3)}
    assert (
        lines["Alex Berg charted 2 studies (1 of them complete so far)."]
        == "Charted by Alex Berg: 2 studies"
    )


def test_own_words_are_kept_undone_and_printed(driver: Driver, report: ReportDialog) -> None:
    report.text.setPlainText("We charted with care.")
    driver.click("Save as Word…", report)
    driver.wait(lambda: not driver.window.jobs.is_busy)
    assert driver.review.methods.own() == "We charted with care."
    path = next((driver.review.folder / "exports").glob("*report*.docx"))
    assert "We charted with care." in [p.text for p in Document(str(path)).paragraphs]
    report.reject()
    driver.trigger("edit.undo")
    assert driver.review.methods.own() == ""


def test_the_programs_text_can_stand_again(driver: Driver, report: ReportDialog) -> None:
    theirs = report.words()
    report.text.setPlainText("Mine.")
    report.keep_text()
    driver.click("Program's text again", report)
    assert (report.words(), driver.review.methods.own()) == (theirs, "")


def test_what_changed_since_an_own_text_was_written_is_told(driver: Driver) -> None:
    driver.review.extraction.apply(driver.review.methods.keep("Mine.", ["Nobody charted."]))
    driver.trigger("file.report")
    found = driver.window.findChild(ReportDialog)
    assert isinstance(found, ReportDialog)
    driver.wait(lambda: not driver.window.jobs.is_busy)
    assert found.words() == "Mine."
    assert "1 are not said any more. Your text was kept." in found.banner.text
    last = found.model.rowCount() - 1
    told = [found.model.index(row, 2).data() for row in (0, last)]
    assert told[0].startswith("New since you wrote your text")
    assert told[1].startswith("Not said any more")
    found.text.setPlainText("Mine, again.")
    found.keep_text()
    assert "Nobody charted." not in driver.review.methods.written_over()


def test_a_report_without_parts_is_refused(driver: Driver, report: ReportDialog) -> None:
    for box in report.parts.values():
        box.setChecked(False)
    driver.click("Save as Word…", report)
    assert report.banner.text == "Choose at least one part of the report."


def test_the_text_is_copied(driver: Driver, report: ReportDialog) -> None:
    driver.click("Copy", report)
    assert QApplication.clipboard().text() == report.words()
