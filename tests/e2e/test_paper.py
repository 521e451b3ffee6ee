"""Reading: find, zoom, keyboard selection, capture lock, jumps."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

from tests.e2e.driver import Driver, focused
from ui.reader.values import ZoomMode

CITATION = "Citation details (authors, date, title, journal, volume, issue, pages)"
CONTEXT = "Context (setting, care level, geography, culture)"
PRINTED = "Child Adolesc Psychiatry Ment Health (2017) 11:20"


def find(driver: Driver, words: str) -> None:
    """Type words into the find bar and wait for the count."""
    driver.press("Ctrl+F")
    driver.write(words)
    bar = driver.extract.reader.find_bar
    driver.wait(lambda: " of " in bar.count and not bar.count.endswith("…"))


def test_the_find_bar_counts_and_walks_through_the_hits(driver: Driver) -> None:
    find(driver, "DAWBA")
    first = driver.extract.reader.find_bar.count
    driver.press("Return")
    driver.settle()
    assert first.startswith("1 of ")
    assert driver.extract.reader.find_bar.count == first.replace("1 of", "2 of", 1)


def test_escape_leads_back_to_the_pages_from_the_find_bar(driver: Driver) -> None:
    find(driver, "multistage cluster")
    driver.press("Esc")
    assert not driver.extract.reader.find_bar.isVisible()
    assert driver.extract.reader.canvas.hasFocus()


def test_ctrl_wheel_zooms_at_the_pointer(driver: Driver) -> None:
    canvas = driver.extract.reader.canvas
    rect = driver.rects(2, "BEI-PSY is a cross-sectional survey")[0]
    driver.read_to(2, (rect,))
    at = driver.point(2, rect.left, rect.top)
    turn(canvas.viewport(), at, 240)
    driver.settle()
    assert canvas.view.mode is ZoomMode.PERCENT
    moved = driver.point(2, rect.left, rect.top) - at
    assert abs(moved.x()) <= 2
    assert abs(moved.y()) <= 2


def turn(area: QWidget, at: QPoint, angle: int) -> None:
    """Turn the wheel with Ctrl over a pixel of the pages."""
    event = QWheelEvent(
        QPointF(at),
        QPointF(area.mapToGlobal(at)),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(area, event)


@pytest.mark.parametrize(("keys", "shown"), [("Ctrl+0", "Fit width"), ("Ctrl+9", "Fit page")])
def test_a_key_fits_the_page(driver: Driver, keys: str, shown: str) -> None:
    driver.press(keys)
    driver.settle()
    zoom = driver.named("Zoom")
    assert isinstance(zoom, QComboBox)
    assert zoom.currentText() == shown


def test_g_goes_to_the_page_that_is_typed(driver: Driver) -> None:
    driver.press("G")
    driver.write("7")
    driver.press("Return")
    driver.settle()
    assert driver.place().page == 7
    assert driver.extract.reader.canvas.hasFocus()


def test_alt_left_goes_back_to_where_a_jump_came_from(driver: Driver) -> None:
    driver.press("G")
    driver.write("5")
    driver.press("Return")
    driver.settle()
    driver.press("Alt+Left")
    assert driver.place().page == 1


def test_capture_lock_fills_every_selection_until_q_stops_it(driver: Driver) -> None:
    driver.press("Q")
    assert "Each selection fills the target" in driver.extract.reader.notice
    driver.select_text(1, PRINTED)
    driver.wait(lambda: driver.target() == f"6 {CONTEXT}")
    driver.select_text(2, "living in Beirut", "December 2012")
    driver.wait(lambda: driver.target() == "10 n")
    driver.press("Q")
    assert driver.extract.reader.notice == ""


def test_the_keyboard_alone_selects_and_fills(driver: Driver) -> None:
    driver.press("F7")
    for _ in range(12):
        driver.press("Shift+Right")
    taken = driver.selection()
    driver.press("F")
    assert driver.value_of(CITATION) == taken
    assert len(taken) >= 10


def test_single_letters_type_in_the_form_and_do_nothing_else(driver: Driver) -> None:
    driver.select_text(1, PRINTED)
    driver.type_into(CITATION, "fetq")
    assert driver.value_of(CITATION) == "fetq"
    assert driver.selection() == PRINTED


def test_f6_walks_through_the_panes(driver: Driver) -> None:
    extract = driver.extract
    visited = []
    for _ in range(3):
        driver.press("F6")
        panes = extract.panes()
        visited.append(next(i for i, pane in enumerate(panes) if pane.isAncestorOf(focused())))
    assert visited == [2, 0, 1]


def test_n_and_p_turn_pages(driver: Driver) -> None:
    driver.press("N")
    driver.press("N")
    assert driver.place().page == 3
    driver.press("P")
    assert driver.place().page == 2


def test_delete_removes_the_quote_that_was_clicked_and_undo_brings_it_back(driver: Driver) -> None:
    driver.click_text(2, "aged 11–17 years and 11 months")
    quotes = len(driver.record.evidence)
    driver.press("Delete")
    foot = driver.window.status_line.findChildren(QLabel)
    assert "Remove a quote" in [label.text() for label in foot]
    assert len(driver.record.evidence) == quotes - 1
    driver.undo()
    assert len(driver.record.evidence) == quotes


def test_a_jump_to_the_end_of_a_line_leaves_both_columns_in_sight(driver: Driver) -> None:
    view = driver.extract.reader.canvas.view
    driver.press("N")
    left = view.x
    driver.read_to(2, driver.rects(2, "Clinical diagnoses"))
    assert view.x == pytest.approx(left, abs=1)


SAMPLING = "multistage stratified cluster sampling of households in Beirut"


def test_copied_words_have_no_line_ends_and_no_hyphens_of_line_ends(driver: Driver) -> None:
    driver.select_text(1, "multistage stratified", "holds in Beirut")
    driver.press("Ctrl+C")
    assert QApplication.clipboard().text() == SAMPLING


def test_words_are_copied_with_study_and_page(driver: Driver) -> None:
    driver.select_text(1, "multistage stratified", "holds in Beirut")
    driver.press("Ctrl+Shift+C")
    assert QApplication.clipboard().text() == f"“{SAMPLING}” (Ghossoub 2017, p. 1)"
