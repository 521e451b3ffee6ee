"""Checking the review, through the window."""

import pytest

from app.domain.anchors import Anchor, AnchorKind
from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.edits import FillAnswer
from app.domain.ids import new_id
from tests.e2e import finding
from tests.e2e.driver import Driver
from ui.flows.finding_list import FindingList


@pytest.fixture
def found(driver: Driver) -> FindingList:
    driver.trigger("review.check")
    shown = driver.window.findChild(FindingList)
    assert isinstance(shown, FindingList)
    driver.wait(lambda: "things to look at" in shown.state)
    return shown


def test_finding_leads_to_its_field(driver: Driver, found: FindingList) -> None:
    index = next(n for n, f in enumerate(found._model.lines) if f.kind == "marked unsure")
    found._rows.setCurrentIndex(found._model.index(index, 0))
    driver.click("Open", root=found)
    driver.wait(lambda: "Study design" in driver.target())
    assert driver.study() == "Ghossoub 2017"


def test_waived_finding_leaves_the_list_and_undo_brings_it_back(
    driver: Driver, found: FindingList
) -> None:
    first = found.current()
    assert first is not None
    finding.named(found, "Reason why it may stand").setText("read on paper")  # type: ignore[attr-defined]
    driver.click("Waive", root=found)
    assert "; 1 waived." in found.state
    assert found.current() != first
    driver.trigger("edit.undo")
    driver.click("Check again", root=found)
    driver.wait(lambda: found.current() == first)


def test_f8_walks_to_a_value_that_its_quote_contradicts(driver: Driver) -> None:
    record = driver.record
    paper = record.study.paper
    assert paper is not None
    row = record.rows_of("participants")[0].row_id
    cell = Cell(record.extraction_id, "participants.n", row)
    quote = Anchor(new_id(), paper.sha256, AnchorKind.TEXT, (), "a total of 15 women")
    before = record.answer(cell)
    driver.review.extraction.apply(
        FillAnswer(cell, before, Answer(16, Status.FILLED), link=(quote,))
    )
    driver.open_study("Malejko 2018")
    driver.open_study("Ghossoub 2017")
    cells = driver.record.cells()
    driver.extract.form.set_target(cells[cells.index(cell) - 1])
    driver.trigger("nav.nextissue")
    assert driver.extract.controller.target == cell
    assert "does not stand in its quote" in driver.message()
    assert before == NO_ANSWER


def test_page_that_stays_on_the_screen_is_viewed(driver: Driver) -> None:
    paper = driver.record.study.paper
    assert paper is not None
    driver.extract.reader.go_to_page(2)
    driver.wait(lambda: 2 in driver.extract._viewing._pages)
    driver.open_study("Malejko 2018")
    assert 2 in driver.review.viewed.of(paper.sha256)
