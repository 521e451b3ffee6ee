"""Finding the way in real papers: jumps, zoom, pages, find."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.pdf.client import PdfClient
from tests.e2e.finding import named
from tests.ui.reader_driver import Driver, SlowClient
from ui.reader.values import ZoomMode

TWO_COLUMNS = "effsize__40708_2014_Article_5.pdf"
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def test_a_jump_shows_the_quote_at_one_third_of_the_height(reader: Driver) -> None:
    places = reader.places("Wrong inhibition", 4)
    reader.pane.jump_to(places)
    y = reader.start_of(places[0].rects[0], 4).y()
    assert y == pytest.approx(reader.canvas.view.height / 3, abs=12)


def test_a_jump_flashes_for_a_moment_only(reader: Driver) -> None:
    reader.pane.jump_to(reader.places("Strong correlations were found"))
    assert reader.canvas.overlay.flash
    reader.qtbot.wait(700)
    assert not reader.canvas.overlay.flash


def test_a_jump_does_not_flash_with_reduced_motion(reader: Driver) -> None:
    reader.pane.set_reduced_motion(True)
    reader.pane.jump_to(reader.places("Strong correlations were found"))
    assert not reader.canvas.overlay.flash


def test_back_returns_to_where_the_jump_came_from(reader: Driver) -> None:
    before = reader.pane.place()
    reader.pane.jump_to(reader.places("Wrong inhibition", 4))
    reader.pane.back()
    assert reader.pane.place() == before


def test_a_jump_before_the_paper_is_there_happens_when_it_is(
    qtbot: QtBot, client: PdfClient, papers: Path, reader: Driver
) -> None:
    places = reader.places("Wrong inhibition", 4)
    other = Driver(qtbot, client)
    other.pane.show_paper(papers / TWO_COLUMNS, "k", "Abbass 2014")
    other.pane.jump_to(places)
    other.wait(lambda: other.canvas.view.page == 4)


def test_ctrl_and_the_wheel_zoom_at_the_pointer(reader: Driver) -> None:
    at = QPointF(300, 400)
    before = reader.canvas.view.spot_at(300, 400)
    wheel = QWheelEvent(
        *(at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CONTROL),
        *(Qt.ScrollPhase.NoScrollPhase, False),
    )
    zoom = reader.canvas.view.zoom
    QApplication.sendEvent(reader.canvas.viewport(), wheel)
    after = reader.canvas.view.spot_at(300, 400)
    assert reader.canvas.view.zoom == pytest.approx(zoom * 1.1)
    assert (after.x, after.y) == pytest.approx((before.x, before.y), abs=1)


def test_the_place_comes_back_in_a_new_reader(
    qtbot: QtBot, client: PdfClient, papers: Path, reader: Driver
) -> None:
    reader.pane.set_percent(130)
    reader.pane.go_to_page(3)
    place = reader.pane.place()
    other = Driver(qtbot, client)
    other.pane.show_paper(papers / TWO_COLUMNS, "k", "Abbass 2014")
    other.pane.restore(place)
    other.wait(lambda: other.canvas.is_ready)
    assert other.pane.place() == place
    assert place.zoom_mode is ZoomMode.PERCENT


def test_find_counts_the_hits_of_the_whole_paper(reader: Driver) -> None:
    reader.pane.open_find("theta")
    reader.wait(lambda: "+" not in reader.pane.find_bar.count)
    total = sum(reader.source.text(page).text.lower().count("theta") for page in range(7))
    assert reader.pane.find_bar.count == f"1 of {total}"


def test_find_passes_over_accents(reader: Driver) -> None:
    reader.pane.open_find("théta")
    reader.wait(lambda: "+" not in reader.pane.find_bar.count)
    total = sum(reader.source.text(page).text.lower().count("theta") for page in range(7))
    assert reader.pane.find_bar.count == f"1 of {total}"


def test_find_tells_accents_apart_on_request(reader: Driver) -> None:
    reader.pane.open_find("théta")
    named(reader.pane.find_bar, "Match accents").click()
    reader.wait(lambda: reader.pane.find_bar.count == "Not found")


def test_find_next_after_the_last_hit_goes_to_the_first(reader: Driver) -> None:
    reader.pane.open_find("Hussein")
    reader.wait(lambda: "+" not in reader.pane.find_bar.count)
    total = int(reader.pane.find_bar.count.split()[-1])
    reader.pane.find_previous()
    assert reader.pane.find_bar.count == f"{total} of {total}"
    reader.pane.find_next()
    assert reader.pane.find_bar.count == f"1 of {total}"


def test_escape_in_the_find_bar_leaves_the_hit_selected(reader: Driver) -> None:
    reader.pane.open_find("susceptible")
    reader.wait(lambda: reader.pane.find_bar.count.startswith("1 of"))
    QTest.keyClick(reader.pane.find_bar, Qt.Key.Key_Escape)
    assert reader.made[-1].quote == "susceptible"
    assert not reader.pane.find_bar.isVisible()


def test_words_that_are_not_there_are_not_found(reader: Driver) -> None:
    reader.pane.open_find("zyzzyva")
    reader.wait(lambda: reader.pane.find_bar.count == "Not found")


def test_typing_a_printed_page_label_goes_to_that_page(reader: Driver) -> None:
    reader.pane.go_to_page_dialog()
    box = reader.pane.page_box
    box.setText("42")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert reader.canvas.view.page == 3


def test_a_page_that_is_not_there_is_said(reader: Driver) -> None:
    with reader.qtbot.waitSignal(reader.pane.announced) as said:
        reader.pane.page_box.setText("999")
        QTest.keyClick(reader.pane.page_box, Qt.Key.Key_Return)
    assert said.args == [f"There is no page “999”; this paper has {len(reader.canvas.view.sizes)}."]


def test_fit_page_shows_the_page_from_its_top_to_its_end(reader: Driver) -> None:
    reader.pane.go_to_page(2)
    reader.pane.fit_page()
    frame = reader.canvas.view.layout.frame(2)
    view = reader.canvas.view
    assert view.y <= frame.top
    assert frame.bottom <= view.y + view.height


def test_a_wide_window_shows_the_whole_width_of_the_page(
    qtbot: QtBot, client: PdfClient, papers: Path
) -> None:
    reader = Driver(qtbot, client)
    reader.pane.resize(1700, 700)
    reader.open(papers / TWO_COLUMNS)
    assert reader.pane.place().zoom_mode is ZoomMode.WIDTH


def test_text_fills_the_pane_in_a_narrow_window(reader: Driver) -> None:
    assert reader.pane.place().zoom_mode is ZoomMode.TEXT_WIDTH
    line = reader.rects("Strong correlations were found")[0]
    assert reader.point(line.left, line.top).x() == pytest.approx(30, abs=2)


def test_space_goes_down_one_screen_less_a_line(reader: Driver) -> None:
    reader.pane.set_reduced_motion(True)
    reader.press_key(Qt.Key.Key_Space)
    assert reader.canvas.view.y == pytest.approx(reader.canvas.view.height - 48, abs=1)


def test_scrolling_away_drops_tiles_nobody_waits_for(
    qtbot: QtBot, client: PdfClient, papers: Path
) -> None:
    with SlowClient() as slow:
        reader = Driver(qtbot, slow)
        reader.pane.show_paper(papers / TWO_COLUMNS, "k", "Abbass 2014")
        reader.wait(lambda: reader.canvas.is_ready and 0 in slow.sharp_pages_waited_for())
        reader.canvas.go_to_page(6)
        reader.wait(lambda: 6 in slow.sharp_pages_waited_for())
        assert 0 not in slow.sharp_pages_waited_for()
