"""A reader over real papers, driven with real mouse and key events."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.anchors import Place, Rect
from app.pdf.client import PdfClient
from app.pdf.errors import PageNotDrawn
from app.pdf.locate import find_text
from app.pdf.requests import Priority, RenderTile, Request
from app.pdf.text import span_rects
from ui.reader.layout import Spot
from ui.reader.pages import PageSource
from ui.reader.reader_pane import ReaderPane
from ui.reader.scene import THUMB_SCALE
from ui.reader.tiles import tiles_over
from ui.theme import load_tokens

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
TIMEOUT = 20_000


class Driver:
    """Shows papers in a pane of 768 x 594 pixels and says what a reviewer would do."""

    def __init__(self, qtbot: QtBot, client: PdfClient, *, dark: bool = False) -> None:
        self.qtbot = qtbot
        self.source = PageSource(client)
        self.pane = ReaderPane(self.source, load_tokens(dark))
        self.canvas = self.pane.canvas
        self.made: list[Any] = []
        self.pane.selection_made.connect(self.made.append)
        qtbot.addWidget(self.pane)
        self.pane.resize(768, 594)
        self.pane.show()

    def open(self, path: Path, title: str = "Paper") -> None:
        """Open a paper and wait until all is known of it and its first page is sharp."""
        self.pane.show_paper(path, path.stem, title)
        self.wait(lambda: self.source.summary is not None)
        self.wait_for_text(self.canvas.view.page)
        self.wait(self.is_sharp)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition."""
        self.qtbot.waitUntil(condition, timeout=TIMEOUT)

    def wait_for_text(self, page: int) -> None:
        """Wait for the text of a page."""
        self.source.need_texts((page,), Priority.VISIBLE)
        self.wait(lambda: self.source.text(page) is not None)

    def is_sharp(self) -> bool:
        """Tell whether all that is seen is there at the right scale."""
        scene = self.canvas.scene()
        return all(
            self.source.tile(tile) is not None
            for page in self.canvas.view.visible_pages()
            for tile in tiles_over(
                page,
                self.canvas.view.sizes[page],
                scene.tile_scale(),
                scene.seen_part(page),
            )
        )

    def rects(self, quote: str, page: int = 0) -> tuple[Rect, ...]:
        """Return where words stand on a page."""
        self.wait_for_text(page)
        text = self.source.text(page)
        assert text is not None
        return span_rects(text, find_text(text, quote)[0])

    def places(self, quote: str, page: int = 0) -> tuple[Place, ...]:
        """Return the places of an anchor for words on a page."""
        return (Place(page, self.rects(quote, page)),)

    def point(self, x: float, y: float, page: int = 0) -> QPoint:
        """Return the pixel of the pane for a point of a page."""
        view_x, view_y = self.canvas.view.point_of(Spot(page, x, y))
        return QPoint(round(view_x), round(view_y))

    def start_of(self, rect: Rect, page: int = 0) -> QPoint:
        """Return the pixel at the first letter of a line."""
        return self.point(rect.left + 1, (rect.top + rect.bottom) / 2, page)

    def end_of(self, rect: Rect, page: int = 0) -> QPoint:
        """Return the pixel at the last letter of a line."""
        return self.point(rect.right - 1, (rect.top + rect.bottom) / 2, page)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Drag with the left button."""
        area: QWidget = self.canvas.viewport()
        QTest.mousePress(area, LEFT, NO_KEY, start)
        QTest.mouseMove(area, start + QPoint(6, 0))
        QTest.mouseMove(area, end)
        QTest.mouseRelease(area, LEFT, NO_KEY, end)

    def drag_over(self, quote: str, page: int = 0) -> None:
        """Bring words into sight and drag over them from the first letter to the last."""
        self.canvas.jump_to(self.places(quote, page), flash=False)
        rects = self.rects(quote, page)
        self.drag(self.start_of(rects[0], page), self.end_of(rects[-1], page))

    def click(self, at: QPoint) -> None:
        """Click with the left button."""
        QTest.mouseClick(self.canvas.viewport(), LEFT, NO_KEY, at)

    def press_key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press a key on the pages."""
        QTest.keyClick(self.canvas, key, modifier)

    def colour_at(self, at: QPoint) -> QColor:
        """Return the colour painted at a pixel of the pages."""
        return self.canvas.viewport().grab().toImage().pixelColor(at)


class FailingClient(PdfClient):
    """A client whose tiles fail until it is told otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.fails = True

    def submit(self, request: Request[Any], priority: Priority = Priority.VISIBLE) -> "Future[Any]":
        """Fail tiles."""
        if not (self.fails and isinstance(request, RenderTile)):
            return super().submit(request, priority)
        future: Future[Any] = Future()
        future.set_exception(PageNotDrawn("This page could not be drawn."))
        return future


class SlowClient(PdfClient):
    """A client that never gets round to drawing tiles."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles: list[tuple[RenderTile, Future[Any]]] = []

    def submit(self, request: Request[Any], priority: Priority = Priority.VISIBLE) -> "Future[Any]":
        """Leave tiles waiting."""
        if not isinstance(request, RenderTile):
            return super().submit(request, priority)
        future: Future[Any] = Future()
        self.tiles.append((request, future))
        return future

    def sharp_pages_waited_for(self) -> set[int]:
        """Return the pages of the tiles at reading size that are still wanted."""
        return {
            request.page
            for request, future in self.tiles
            if request.scale > THUMB_SCALE and not future.cancelled()
        }
