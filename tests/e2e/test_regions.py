"""Evidence that is no quote: regions, whole pages, searches without result."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.anchors import Anchor, AnchorKind, Rect
from app.domain.answers import Status
from tests.e2e.driver import LEFT, NO_KEY, Driver
from ui.reader.region_tool import RegionTool

CITATION = "Citation details (authors, date, title, journal, volume, issue, pages)"
CONTEXT = "Context (setting, care level, geography, culture)"
ABSTRACT = "Five hundred and ten adolescents"


def frame(driver: Driver, words: str) -> Rect:
    """Press I and drag a frame around words of the first page; return the frame."""
    rects = driver.rects(1, words)
    driver.read_to(1, rects)
    driver.press("I")
    line = rects[0]
    start = driver.point(1, line.left - 2, line.top - 2)
    drag(driver.extract.regions.tool, start, driver.point(1, line.right + 2, line.bottom + 2))
    return line


def drag(tool: RegionTool, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(tool, LEFT, NO_KEY, start)
    QTest.mouseMove(tool, start + QPoint(2, 2))
    QTest.mouseMove(tool, end)
    QTest.mouseRelease(tool, LEFT, NO_KEY, end)


def regions(driver: Driver) -> list[Anchor]:
    found = [item.anchor for item in driver.record.evidence]
    return [anchor for anchor in found if anchor.kind is not AnchorKind.TEXT]


@pytest.fixture
def framed(driver: Driver) -> Driver:
    """The target is empty, and a region is selected."""
    driver.click_card(CITATION)
    driver.extract.reader.setFocus()
    frame(driver, ABSTRACT)
    return driver


def test_a_region_fills_the_target_with_the_text_inside(framed: Driver) -> None:
    framed.press("F")
    assert framed.value_of(CITATION) == ABSTRACT
    assert [anchor.kind for anchor in regions(framed)] == [AnchorKind.REGION]


def test_a_region_is_linked_without_touching_the_answer(framed: Driver) -> None:
    framed.press("E")
    assert framed.value_of(CITATION) == ""
    assert framed.chips_of(CITATION)[-1] == "p. 1"


def test_a_region_is_kept_without_a_field(framed: Driver) -> None:
    framed.press("Shift+E")
    assert [item.cell for item in framed.record.evidence if item.anchor.kind == "region"] == [None]


def test_a_region_on_a_page_just_reached_waits_for_its_text(driver: Driver) -> None:
    driver.click_card(CITATION)
    driver.extract.reader.go_to_page(3)
    driver.press("I")
    drag(driver.extract.regions.tool, QPoint(26, 140), QPoint(700, 400))
    driver.wait(driver.extract.reader.selection)
    assert driver.selection().startswith("Table 1 Sociodemographic characteristics")


def test_the_picture_of_a_region_is_kept_in_the_review(framed: Driver) -> None:
    framed.press("E")
    folder = framed.review.folder / "figures"
    framed.wait(lambda: len(list(folder.glob("*.png"))) == 1)
    assert framed.review.figures.path_of(regions(framed)[0]) == next(folder.glob("*.png"))


def test_undo_takes_a_region_away_again(framed: Driver) -> None:
    framed.press("F")
    framed.undo()
    assert regions(framed) == []
    assert framed.record.answer(framed.card(CITATION).cell).status is Status.EMPTY


def test_escape_forgets_the_region(framed: Driver) -> None:
    framed.press("Esc")
    assert framed.extract.reader.selection() is None


def test_a_handle_changes_a_region_in_one_step(framed: Driver) -> None:
    framed.press("E")
    old = regions(framed)[0]
    rect = old.places[0].rects[0]
    QTest.mouseClick(
        framed.extract.reader.canvas.viewport(),
        LEFT,
        NO_KEY,
        framed.point(1, rect.left + 1, rect.top + 1),
    )
    corner = framed.point(1, rect.right, rect.bottom)
    drag(framed.extract.regions.tool, corner, corner + QPoint(20, 30))
    assert regions(framed)[0].places[0].rects[0].bottom > rect.bottom + 5
    framed.undo()
    assert regions(framed) == [old]


def test_a_region_is_framed_with_the_keys_alone(driver: Driver) -> None:
    driver.click_card(CITATION)
    driver.extract.reader.setFocus()
    driver.press("I")
    driver.press("Right")
    driver.press("Shift+Down")
    driver.press("Return")
    driver.press("E")
    assert [anchor.kind for anchor in regions(driver)] == [AnchorKind.REGION]


def test_the_tool_is_left_with_escape(driver: Driver) -> None:
    driver.extract.reader.setFocus()
    driver.press("I")
    driver.press("Esc")
    assert not driver.extract.regions.tool.isVisible()
    assert not driver.window.actions_by_id["pdf.region"].isChecked()


def test_a_whole_page_is_linked_to_the_target(driver: Driver) -> None:
    driver.click_card(CITATION)
    driver.trigger("evidence.page")
    assert [(a.kind, a.page) for a in regions(driver)] == [(AnchorKind.PAGE, 0)]


def test_a_vain_search_answers_nr_and_notes_what_was_searched(driver: Driver) -> None:
    driver.click_card(CITATION)
    driver.extract.reader.find_bar.set_text("volume 12")
    driver.trigger("evidence.absent")
    assert "Not reported" in driver.chips_of(CITATION)
    assert regions(driver)[0].quote == "Searched all 9 pages for “volume 12”: not found."


def test_a_vain_search_leaves_an_answer_alone(driver: Driver) -> None:
    driver.click_card(CONTEXT)
    before = driver.value_of(CONTEXT)
    driver.type_into(CONTEXT, "x")
    driver.trigger("evidence.absent")
    assert driver.value_of(CONTEXT) == f"{before}x"
    assert "has an answer" in driver.message()


def test_a_region_without_text_is_refused_as_a_value(driver: Driver, qtbot: QtBot) -> None:
    driver.click_card(CITATION)
    driver.extract.reader.setFocus()
    driver.press("I")
    with qtbot.waitSignal(driver.extract.refused):
        drag(driver.extract.regions.tool, QPoint(4, 20), QPoint(14, 40))
        driver.press("F")
    assert regions(driver) == []
