"""Thumbnails and outline beside the paper."""

from pathlib import Path

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.pdf.client import PdfClient
from app.pdf.requests import OutlineItem
from tests.ui.reader_driver import LEFT, NO_KEY, Driver
from ui.reader.labels import page_name
from ui.reader.outline import OutlineTree
from ui.reader.page_list import THUMBNAIL, PageList
from ui.reader.side_panel import SidePanel
from ui.reader.values import Highlight

PAPER = "effsize__40708_2014_Article_5.pdf"


@pytest.fixture
def reader(reader: Driver) -> Driver:
    reader.pane.show_side_panel(True)
    reader.wait(lambda: has_picture(reader, 0))
    return reader


def panel(reader: Driver) -> SidePanel:
    return reader.pane.findChildren(SidePanel)[0]


def pages(reader: Driver) -> PageList:
    return panel(reader).thumbnails.pages


def has_picture(reader: Driver, page: int) -> bool:
    return pages(reader).index(page).data(THUMBNAIL).picture is not None


def test_there_is_no_panel_before_it_is_asked_for(
    qtbot: QtBot, client: PdfClient, papers: Path
) -> None:
    driver = Driver(qtbot, client)
    driver.open(papers / PAPER)
    assert driver.pane.findChildren(SidePanel) == []


def test_every_page_has_a_row(reader: Driver) -> None:
    assert pages(reader).rowCount() == len(reader.canvas.view.sizes)


def test_a_click_on_a_small_page_goes_there(reader: Driver) -> None:
    thumbnails = panel(reader).thumbnails
    at = thumbnails.visualRect(pages(reader).index(1)).center()
    QTest.mouseClick(thumbnails.viewport(), LEFT, NO_KEY, at)
    assert reader.canvas.view.page == 1


def test_down_and_return_go_to_the_next_page(reader: Driver) -> None:
    thumbnails = panel(reader).thumbnails
    QTest.keyClick(thumbnails, Qt.Key.Key_Down)
    QTest.keyClick(thumbnails, Qt.Key.Key_Return)
    assert reader.canvas.view.page == 1


def test_return_is_not_left_to_the_keys_of_the_paper(reader: Driver) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Return, NO_KEY)
    event.ignore()
    panel(reader).thumbnails.event(event)
    assert event.isAccepted()


def test_the_page_that_is_read_is_marked(reader: Driver) -> None:
    reader.pane.go_to_page(4)
    assert panel(reader).thumbnails.currentIndex().row() == 4


def test_pictures_come_as_they_are_scrolled_into_sight(
    reader: Driver, tmp_path: Path, papers: Path
) -> None:
    writer = PdfWriter()
    for _ in range(5):
        writer.append(papers / PAPER)
    writer.write(tmp_path / "long.pdf")
    reader.open(tmp_path / "long.pdf")
    last = pages(reader).rowCount() - 1
    assert not has_picture(reader, last)
    panel(reader).thumbnails.scrollToBottom()
    reader.wait(lambda: has_picture(reader, last))


def test_a_highlight_is_marked_on_its_small_page(reader: Driver) -> None:
    places = reader.places("Wrong inhibition", 4)
    reader.pane.show_highlights((Highlight("a", places, 2, "12", "tip"),))
    tints = pages(reader).index(4).data(THUMBNAIL).tints
    assert tints == ((places[0].rects[0], 2),)


def test_a_screen_reader_hears_page_and_highlights(reader: Driver) -> None:
    reader.pane.show_highlights((Highlight("a", reader.places("Abstract"), 2, "1", ""),))
    spoken = pages(reader).index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Page ")
    assert spoken.endswith(", with highlights")


def test_no_page_is_listed_without_a_paper(reader: Driver) -> None:
    reader.pane.show_empty("No PDF")
    assert pages(reader).rowCount() == 0


def test_a_paper_without_outline_says_so(qtbot: QtBot, client: PdfClient) -> None:
    driver = Driver(qtbot, client)
    driver.pane.show_side_panel(True)
    said = [label.text() for label in panel(driver).findChildren(QLabel)]
    assert "This PDF has no outline." in said


def test_a_chapter_leads_to_its_page(qtbot: QtBot) -> None:
    tree = OutlineTree()
    qtbot.addWidget(tree)
    tree.show_outline((OutlineItem("Methods", 0, 2), OutlineItem("Setting", 1, 3)))
    tree.setCurrentIndex(tree.model().index(0, 0, tree.model().index(0, 0)))
    with qtbot.waitSignal(tree.page_chosen) as chosen:
        QTest.keyClick(tree, Qt.Key.Key_Return)
    assert chosen.args == [3]


def test_a_deeper_chapter_without_a_parent_stands_at_the_top(qtbot: QtBot) -> None:
    tree = OutlineTree()
    qtbot.addWidget(tree)
    tree.show_outline((OutlineItem("Setting", 3, 3), OutlineItem("Results", 0, 4)))
    assert tree.model().rowCount() == 2


def test_a_printed_label_stands_before_the_number() -> None:
    assert page_name(("i", "iv"), 1, 300) == "iv (2 of 300)"
    assert page_name((), 1, 300) == "2 of 300"
