"""Two fingers on a touch pad or a screen: pinching zooms at their place, moving them scrolls."""

from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.pdf.client import PdfClient
from tests.ui.reader_driver import NO_KEY, Driver
from ui.reader.values import ZoomMode

PAPER = "effsize__40708_2014_Article_5.pdf"
AT = QPoint(300, 200)
Phase = Qt.ScrollPhase


@pytest.fixture
def reader(qtbot: QtBot, client: PdfClient, papers: Path) -> Driver:
    driver = Driver(qtbot, client)
    driver.open(papers / PAPER)
    return driver


def places(reader: Driver) -> tuple[QPointF, QPointF]:
    """Return AT of the pages as systems give it: in the window and on the screen."""
    area = reader.canvas.viewport()
    return QPointF(area.mapTo(reader.pane, AT)), QPointF(area.mapToGlobal(AT))


def pinch(reader: Driver, value: float) -> None:
    kind = Qt.NativeGestureType.ZoomNativeGesture
    inside, there = places(reader)
    device = QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(kind, device, 2, inside, inside, there, value, QPointF())
    QApplication.sendEvent(reader.pane.windowHandle(), event)


def roll(
    reader: Driver, pixels: int, phase: Phase, modifiers: Qt.KeyboardModifier = NO_KEY
) -> None:
    inside, there = places(reader)
    delta = QPoint(0, -pixels)
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(inside, there, delta, delta * 2, none, modifiers, phase, False)
    QApplication.sendEvent(reader.pane.windowHandle(), event)


@cache
def touch_screen() -> QPointingDevice:
    return QTest.createTouchDevice()


def touch(reader: Driver, act: str, apart: int) -> None:
    """Let two fingers press, move or release, each `apart` pixels from AT."""
    area = reader.canvas.viewport()
    event = QTest.touchEvent(area, touch_screen())
    for finger, by in enumerate((-apart, apart)):
        getattr(event, act)(finger, AT + QPoint(by, 0), area)
    event.commit()


@pytest.mark.parametrize("value", [0.25, -0.2])
def test_two_fingers_zoom_at_their_place(reader: Driver, value: float) -> None:
    view = reader.canvas.view
    reader.canvas.scroll_by(0, 900)
    zoom, spot = view.zoom, view.spot_at(AT.x(), AT.y())
    pinch(reader, value)
    assert view.zoom == pytest.approx(zoom * (1 + value))
    x, y = view.point_of(spot)
    assert y == pytest.approx(AT.y(), abs=0.1)
    if view.max_x > 0:
        assert x == pytest.approx(AT.x(), abs=0.1)


def test_a_pinch_to_nothing_is_no_zoom(reader: Driver) -> None:
    zoom = reader.canvas.view.zoom
    pinch(reader, -1.0)
    assert reader.canvas.view.zoom == zoom


def test_a_touch_pad_scrolls_by_its_pixels_and_rolls_out(reader: Driver) -> None:
    zoom, start = reader.canvas.view.zoom, reader.canvas.view.y
    roll(reader, 0, Phase.ScrollBegin)
    roll(reader, 40, Phase.ScrollUpdate)
    roll(reader, 7, Phase.ScrollMomentum)
    roll(reader, 0, Phase.ScrollEnd)
    roll(reader, 5, Phase.ScrollMomentum, Qt.KeyboardModifier.ControlModifier)
    assert (reader.canvas.view.y - start, reader.canvas.view.zoom) == (47, zoom)


def test_two_fingers_on_a_screen_zoom_between_them_and_select_nothing(reader: Driver) -> None:
    view = reader.canvas.view
    reader.canvas.set_zoom(ZoomMode.PERCENT, 2, (0, 0))
    reader.canvas.scroll_by(200, 900)
    zoom, spot = view.zoom, view.spot_at(AT.x(), AT.y())
    touch(reader, "press", 20)
    [touch(reader, "move", apart) for apart in range(20, 80, 4)]
    touch(reader, "release", 76)
    assert view.zoom > 2 * zoom
    assert view.point_of(spot) == pytest.approx((AT.x(), AT.y()), abs=0.1)
    assert reader.canvas.selected() is None
