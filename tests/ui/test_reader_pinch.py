"""Pinching zooms at the fingers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.pdf.client import PdfClient
from tests.ui.reader_driver import Driver

PAPER = "effsize__40708_2014_Article_5.pdf"
AT = QPointF(300, 200)


@pytest.fixture
def client() -> Iterator[PdfClient]:
    with PdfClient() as client:
        yield client


@pytest.fixture
def reader(qtbot: QtBot, client: PdfClient, papers: Path) -> Driver:
    driver = Driver(qtbot, client)
    driver.open(papers / PAPER)
    return driver


def pinch(reader: Driver, value: float, kind: Qt.NativeGestureType) -> None:
    area = reader.canvas.viewport()
    there = QPointF(area.mapToGlobal(AT.toPoint()))
    device = QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(kind, device, 2, AT, AT, there, value, QPointF())
    QApplication.sendEvent(area, event)


@pytest.mark.parametrize("value", [0.25, -0.2])
def test_two_fingers_zoom_at_their_place(reader: Driver, value: float) -> None:
    view = reader.canvas.view
    reader.canvas.scroll_by(0, 900)
    zoom, spot = view.zoom, view.spot_at(AT.x(), AT.y())
    pinch(reader, value, Qt.NativeGestureType.ZoomNativeGesture)
    assert view.zoom == pytest.approx(zoom * (1 + value))
    x, y = view.point_of(spot)
    assert y == pytest.approx(AT.y(), abs=1)
    if view.max_x > 0:
        assert x == pytest.approx(AT.x(), abs=1)


def test_a_pinch_to_nothing_is_no_zoom(reader: Driver) -> None:
    zoom = reader.canvas.view.zoom
    pinch(reader, -1.0, Qt.NativeGestureType.ZoomNativeGesture)
    assert reader.canvas.view.zoom == zoom
