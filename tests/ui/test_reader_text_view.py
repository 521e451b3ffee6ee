"""The page as plain text, in the place of the pages."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.pdf.client import PdfClient
from tests.ui.reader_driver import Driver
from tests.ui.test_reader_selecting import page_of
from ui.reader.text_view import NOTHING, TextView

WORDS = "alarm for possible"


def view(reader: Driver) -> TextView:
    found = reader.pane.reading.view
    assert found is not None
    return found


def test_the_text_of_the_page_stands_in_place_of_the_pages(reader: Driver) -> None:
    reader.pane.reading.show_text(True)
    text = reader.source.text(0)
    assert text is not None
    assert view(reader).isVisible()
    assert not reader.canvas.isVisible()
    assert view(reader).toPlainText() == text.text


def test_the_cursor_stands_where_the_reviewer_was_reading(reader: Driver) -> None:
    reader.pane.jump_to(reader.places(WORDS, 3))
    reader.pane.reading.show_text(True)
    text = reader.source.text(3)
    assert text is not None
    line = next(line for line in text.lines if line.start <= text.text.index(WORDS) < line.end)
    assert line.start <= view(reader).position() <= line.end


def test_leaving_the_text_shows_the_line_of_the_cursor(reader: Driver) -> None:
    reader.wait_for_text(3)
    reader.pane.go_to_page(3)
    reader.pane.reading.show_text(True)
    assert view(reader).find(WORDS)
    QTest.keyClick(view(reader), Qt.Key.Key_Escape)
    y = reader.start_of(reader.rects(WORDS, 3)[0], 3).y()
    assert reader.canvas.isVisible()
    assert y == pytest.approx(reader.canvas.view.height / 3, abs=20)


def test_another_page_shows_its_text(reader: Driver) -> None:
    reader.pane.reading.show_text(True)
    reader.pane.next_page()
    reader.wait_for_text(1)
    text = reader.source.text(1)
    assert text is not None
    assert view(reader).toPlainText() == text.text


def test_page_down_at_the_end_goes_to_the_next_page(reader: Driver) -> None:
    reader.pane.reading.show_text(True)
    bar = view(reader).verticalScrollBar()
    bar.setValue(bar.maximum())
    QTest.keyClick(view(reader), Qt.Key.Key_PageDown)
    assert reader.canvas.view.page == 1


def test_the_text_is_named_by_its_page(reader: Driver) -> None:
    reader.pane.reading.show_text(True)
    assert view(reader).accessibleName().startswith("Text of page ")


def test_the_text_cannot_be_changed(reader: Driver) -> None:
    reader.pane.reading.show_text(True)
    before = view(reader).toPlainText()
    QTest.keyClicks(view(reader), "x")
    assert view(reader).toPlainText() == before


def test_another_page_is_named_once_scrolling_rests(reader: Driver, qtbot: QtBot) -> None:
    with qtbot.waitSignal(reader.pane.announced) as said:
        reader.pane.go_to_page(3)
    assert said.args[0].startswith("Page ")
    assert "4 of " in said.args[0]


def test_a_rest_on_the_same_page_is_not_named(reader: Driver, qtbot: QtBot) -> None:
    with (
        qtbot.assertNotEmitted(reader.pane.announced),
        qtbot.waitSignal(reader.canvas.place_changed),
    ):
        reader.canvas.scroll_by(0, 20)


def test_a_jump_to_a_quote_shows_the_pages(reader: Driver) -> None:
    reader.pane.reading.show_text(True)
    reader.pane.jump_to(reader.places(WORDS, 3))
    assert reader.canvas.isVisible()


def test_another_paper_shows_its_pages(reader: Driver, papers: Path) -> None:
    reader.pane.reading.show_text(True)
    reader.open(papers / "rct__rct_trial__35109807__PMC8809239.pdf")
    assert reader.canvas.isVisible()


def test_without_a_paper_there_is_no_text_view(qtbot: QtBot, client: PdfClient) -> None:
    driver = Driver(qtbot, client)
    with qtbot.waitSignal(driver.pane.reading.toggled) as toggled:
        driver.pane.reading.show_text(True)
    assert toggled.args == [False]


def test_a_page_without_text_says_so(qtbot: QtBot) -> None:
    shown = TextView()
    qtbot.addWidget(shown)
    shown.show_text("1 of 2", page_of(0))
    assert shown.toPlainText() == NOTHING
    assert shown.position() == 0


def test_characters_beyond_16_bits_do_not_move_the_cursor(qtbot: QtBot) -> None:
    shown = TextView()
    qtbot.addWidget(shown)
    shown.show_text("1 of 2", page_of(0, "\U0001d6fc\U0001d6fd and words"), 7)
    assert shown.position() == 7
