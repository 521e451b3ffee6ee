"""Framing a region over real pages, by mouse and by keys."""

from pathlib import Path

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.anchors import Rect
from app.pdf.client import PdfClient
from tests.ui.reader_driver import LEFT, NO_KEY, Driver
from ui.reader.region_tool import RegionTool

TWO_COLUMNS = "effsize__40708_2014_Article_5.pdf"
RECT = Rect(150.0, 200.0, 300.0, 260.0)


@pytest.fixture
def reader(qtbot: QtBot, client: PdfClient, papers: Path) -> Driver:
    driver = Driver(qtbot, client)
    driver.open(papers / TWO_COLUMNS)
    return driver


def tool_over(reader: Driver) -> tuple[RegionTool, list[tuple[int, Rect]]]:
    """Return the tool and what it says was framed."""
    tool, drawn = RegionTool(reader.canvas), []
    tool.region_drawn.connect(lambda page, rect: drawn.append((page, rect)))
    return tool, drawn


def drag(tool: RegionTool, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(tool, LEFT, NO_KEY, start)
    QTest.mouseMove(tool, (start + end) / 2)
    QTest.mouseMove(tool, end)
    QTest.mouseRelease(tool, LEFT, NO_KEY, end)


def assert_near(found: Rect, wanted: Rect) -> None:
    edges = (found.left, found.top, found.right, found.bottom)
    assert edges == pytest.approx((wanted.left, wanted.top, wanted.right, wanted.bottom), abs=1.5)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_dragged_frame_is_given_in_points_of_the_upright_page(reader: Driver, turns: int) -> None:
    reader.canvas.rotate(90 * turns)
    reader.pane.fit_page()
    tool, drawn = tool_over(reader)
    tool.start()
    drag(tool, reader.point(RECT.left, RECT.top), reader.point(RECT.right, RECT.bottom))
    assert drawn[0][0] == 0
    assert_near(drawn[0][1], RECT)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_the_right_arrow_moves_the_frame_right_on_the_screen(reader: Driver, turns: int) -> None:
    reader.canvas.rotate(90 * turns)
    reader.pane.fit_page()
    tool, _ = tool_over(reader)
    tool.start(0, RECT)
    before = reader.point(RECT.left, RECT.top)
    QTest.keyClick(tool, Qt.Key.Key_Right)
    assert tool.rect_shown is not None
    moved = reader.point(tool.rect_shown.left, tool.rect_shown.top) - before
    assert moved.x() > 3
    assert abs(moved.y()) <= 1


def test_the_hint_stays_until_a_frame_is_begun(reader: Driver) -> None:
    tool, _ = tool_over(reader)
    tool.start()
    assert tool.hint.text.startswith("Drag a frame")
    QTest.mousePress(tool, LEFT, NO_KEY, QPoint(60, 60))
    assert tool.hint.text == ""


def test_a_click_frames_nothing(reader: Driver) -> None:
    tool, drawn = tool_over(reader)
    tool.start()
    drag(tool, QPoint(100, 100), QPoint(101, 101))
    assert drawn == []
    assert tool.isVisible()


def test_a_click_beside_a_frame_leaves_it(reader: Driver) -> None:
    tool, drawn = tool_over(reader)
    reader.pane.fit_page()
    tool.start(0, RECT)
    QTest.mouseClick(tool, LEFT, NO_KEY, reader.point(RECT.left, RECT.bottom + 90))
    assert drawn == []
    assert not tool.isVisible()


def test_the_pages_have_the_keys_again_after_the_frame(reader: Driver) -> None:
    tool, _ = tool_over(reader)
    tool.start()
    drag(tool, QPoint(100, 100), QPoint(200, 200))
    assert not tool.isVisible()
    reader.wait(reader.canvas.hasFocus)


def test_a_region_is_framed_on_a_paper_without_text(
    qtbot: QtBot, client: PdfClient, tmp_path: Path
) -> None:
    writer = PdfWriter()
    writer.add_blank_page(300, 400)
    writer.write(tmp_path / "blank.pdf")
    reader = Driver(qtbot, client)
    reader.open(tmp_path / "blank.pdf")
    tool, drawn = tool_over(reader)
    tool.start()
    width, height = reader.canvas.view.sizes[0]
    drag(tool, reader.point(width / 4, height / 4), reader.point(width / 2, height / 2))
    assert_near(drawn[0][1], Rect(width / 4, height / 4, width / 2, height / 2))
