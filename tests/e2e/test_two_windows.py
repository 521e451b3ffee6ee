"""The paper in a window of its own, and back again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.e2e.driver import Driver
from tests.e2e.test_access import clipped, nameless
from tests.e2e.test_story import CITATION, PRINTED
from ui.extract.paper_window import PaperWindow


@pytest.fixture
def paper_window(driver: Driver) -> PaperWindow:
    """The window of the paper, with the keyboard in it."""
    return detached(driver)


def detached(driver: Driver) -> PaperWindow:
    driver.press("Ctrl+Shift+D")
    driver.settle()
    return shown(driver)


def shown(driver: Driver) -> PaperWindow:
    assert driver.window.opened is not None
    window = driver.window.opened.layout.paper_window
    assert window is not None, "the paper is in the main window"
    driver.wait(window.isActiveWindow)
    return window


def is_attached(driver: Driver) -> bool:
    return driver.extract.reader.window() is driver.window


def test_paper_moves_into_its_own_window(driver: Driver, paper_window: PaperWindow) -> None:
    assert driver.extract.reader.window() is paper_window
    assert driver.extract.form.isVisible()
    assert driver.window.actions_by_id["view.detach"].isChecked()


def test_the_strip_names_study_and_target(driver: Driver, paper_window: PaperWindow) -> None:
    assert "Ghossoub 2017" in paper_window.windowTitle()
    labels = [label.text() for label in paper_window.findChildren(QLabel)]
    assert f"Target: {driver.target()}" in labels


def test_every_control_of_the_second_window_is_named_and_fits(
    driver: Driver, paper_window: PaperWindow
) -> None:
    paper_window.resize(paper_window.minimumSize())
    driver.settle()
    assert nameless(paper_window) == []
    driver.wait(lambda: clipped(paper_window) == [])  # a tool bar is laid out in its own time


def test_a_field_is_filled_from_the_second_window(
    driver: Driver, paper_window: PaperWindow
) -> None:
    driver.select_text(1, PRINTED)
    driver.press("F")
    assert driver.value_of(CITATION) == PRINTED
    driver.undo()
    assert driver.value_of(CITATION) == ""


def test_a_quote_is_shown_in_the_second_window(driver: Driver, paper_window: PaperWindow) -> None:
    driver.select_text(1, PRINTED)
    driver.press("F")
    driver.press("F6")
    driver.wait(driver.window.isActiveWindow)
    paper_window.setWindowState(Qt.WindowState.WindowMinimized)
    driver.click_chip(CITATION, "p. 1")
    assert not paper_window.isMinimized()


def test_closing_the_second_window_brings_the_paper_back(
    driver: Driver, paper_window: PaperWindow
) -> None:
    driver.press("Ctrl+W")
    driver.wait(lambda: is_attached(driver))
    driver.settle()
    assert driver.extract.reader.isVisible()
    assert driver.extract.splitter.widget(0) is driver.extract.reader
    assert not driver.window.actions_by_id["view.detach"].isChecked()


def test_swapped_sides_are_kept_while_the_paper_is_away(
    driver: Driver, paper_window: PaperWindow
) -> None:
    driver.trigger("view.swap")
    driver.trigger("view.detach")
    assert driver.extract.splitter.widget(1) is driver.extract.reader


def test_the_second_window_is_there_the_next_day(driver: Driver, sample_folder: Path) -> None:
    detached(driver).setGeometry(60, 40, 700, 500)
    driver.reopen(sample_folder)
    again = shown(driver)
    assert (again.width(), again.height()) == (700, 500)


def test_sides_are_kept_for_the_next_day(driver: Driver, sample_folder: Path) -> None:
    driver.trigger("view.swap")
    driver.reopen(sample_folder)
    assert driver.extract.splitter.widget(0) is driver.extract.form
    assert driver.window.actions_by_id["view.swap"].isChecked()


def test_closing_the_review_leaves_one_window(driver: Driver, paper_window: PaperWindow) -> None:
    driver.window.activateWindow()
    assert driver.window.close_review()
    driver.wait(lambda: visible_windows() == [driver.window])


def visible_windows() -> list[object]:
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
