"""A supplement is added to a study, read, filled from, and taken away by undo."""

from pathlib import Path

import pytest

from tests.e2e.driver import Driver
from tests.services import pdf_files


@pytest.fixture
def supplement(tmp_path: Path) -> Path:
    """A PDF of one page with one word."""
    return pdf_files.words(tmp_path / "supplement.pdf", b"")


def looked_at(driver: Driver) -> str:
    """The file of the report that is looked at."""
    record = driver.extract.controller.record
    assert record is not None
    assert record.study.paper is not None
    return record.study.paper.file_name


def test_supplement_is_added_shown_filled_from_and_taken_away(
    driver: Driver, supplement: Path
) -> None:
    main = looked_at(driver)
    driver.window.opened.reports.add(supplement)
    driver.wait(lambda: looked_at(driver) == "supplement.pdf")
    driver.settle()
    study = driver.record.study
    assert (study.reports[1].role, driver.banner()) == ("supplement", "")
    driver.trigger("study.nextreport")
    driver.settle()
    assert looked_at(driver) == main
    driver.undo()
    assert not driver.record.study.has_several_reports


def test_answer_from_a_supplement_says_so(driver: Driver, supplement: Path) -> None:
    driver.window.opened.reports.add(supplement)
    driver.wait(lambda: looked_at(driver) == "supplement.pdf")
    driver.settle()
    cell = next(
        c for c in driver.record.cells() if c.field_id == "source.context" and c.row_id is None
    )
    driver.extract.form.set_target(cell)
    before = driver.record.answer(cell)
    driver.select_text(1, "Hamburg")
    driver.press("F")
    driver.wait(lambda: driver.record.answer(cell) != before)
    answer, report = driver.record.answer(cell), driver.record.study.reports[1]
    assert (answer.value, answer.report_id) == ("Hamburg", report.report_id)
    assert [said.value for said in answer.others] == ([before.value] if before.value else [])
