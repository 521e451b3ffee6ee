"""Framing a table or figure on a page: by dragging, by its handles, or by the arrow keys."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.domain.anchors import Rect
from ui.reader.canvas import Canvas
from ui.reader.frame import GRIPS, WHOLE, Grip, bounded, drawn, moved, start_rect
from ui.reader.layout import Spot, turn_back
from ui.reader.region_hint import RegionHint

HANDLE = 9  # pixels along a side
REACH = 12  # pixels from its middle within which a handle is caught
LEAST = 4.0  # points: what is smaller was a click
STEP, FINE = 9.0, 1.0  # points an arrow key moves, and with Ctrl
ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RegionTool(QWidget):
    """Lies over the pages while it is used; rectangles are points of the upright page."""

    region_drawn = Signal(int, object)  # page from 0, Rect
    stopped = Signal()
    announced = Signal(str)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self._page = 0
        self._rect: Rect | None = None
        self._adjusts = False
        self._grip: Grip | None = None
        self._from = Spot(0, 0.0, 0.0)
        self._before: Rect | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Region tool"))
        self.setAccessibleDescription(
            self.tr("Arrow keys move the frame, with Shift they change its size. Return takes it.")
        )
        self.hint = RegionHint(self)
        self.hide()
        canvas.moved.connect(self._follow)

    @property
    def rect_shown(self) -> Rect | None:
        """The frame, in points of its page."""
        return self._rect

    def start(self, page: int | None = None, rect: Rect | None = None) -> None:
        """Wait for a frame to be drawn, or let one that is there be adjusted."""
        if not self._canvas.view.sizes:
            self.stop()
            return
        self._canvas.clear_selection()
        self._page = self._canvas.view.page if page is None else page
        self._rect, self._adjusts, self._grip = rect, rect is not None, None
        self._follow()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tell()

    def stop(self) -> None:
        """Leave the pages to the other tools."""
        had_focus = self.hasFocus()
        self._rect = self._grip = None
        self.hint.hide()
        self.hide()
        if had_focus:
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stopped.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Catch a handle or the frame, or begin a new frame."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.hint.hide()
        self._before = self._rect
        self._grip = self._grip_at(event.position())
        if self._grip is not None:
            self._from = self._spot(event.position(), self._page)
        elif self._adjusts:
            self.stop()
        else:
            self._from = self._canvas.view.spot_at(event.position().x(), event.position().y())
            self._page = self._from.page
            self._rect = drawn(self._from, self._from, self._size())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the frame on, or move what was caught."""
        at = event.position()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            caught = self._grip_at(at)
            shape = Qt.CursorShape.SizeAllCursor if caught else Qt.CursorShape.CrossCursor
            self.setCursor(shape)
        elif self._rect is not None:
            spot = self._spot(at, self._page)
            if self._grip is None:
                self._rect = drawn(self._from, spot, self._size())
            elif self._before is not None:
                by = (spot.x - self._from.x, spot.y - self._from.y)
                self._rect = moved(self._before, self._grip, by, self._size())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The frame is drawn."""
        if event.button() is not Qt.MouseButton.LeftButton or self._rect is None:
            return
        changed = self._rect != self._before
        self._grip = None
        if changed:
            self._take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move or stretch the frame, take it, or leave the tool."""
        key = Qt.Key(event.key())
        if key in ARROWS:
            self._step(ARROWS[key], event.modifiers())
        elif key in ENTER and self._rect is not None:
            self._take()
        elif key == Qt.Key.Key_Escape:
            self.stop()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame and its handles."""
        if self._rect is None:
            return
        colours = self._canvas.scene().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.selection_edge, 2, Qt.PenStyle.DashLine))
        painter.drawRect(self._frame(self._rect))
        painter.setPen(QPen(colours.selection_edge, 1.5))
        painter.setBrush(colours.page)
        for grip in GRIPS:
            at = self._point(grip.of(self._rect))
            painter.drawRect(QRectF(at.x() - HANDLE / 2, at.y() - HANDLE / 2, HANDLE, HANDLE))
        painter.end()

    def _take(self) -> None:
        """Say what was framed, unless it is no larger than a click."""
        rect, page = self._rect, self._page
        if rect is None or min(rect.width, rect.height) < LEAST:
            self._rect = self._before
            self.update()
            return
        self.stop()
        self.region_drawn.emit(page, rect)

    def _step(self, way: tuple[float, float], modifiers: Qt.KeyboardModifier) -> None:
        length = FINE if modifiers & Qt.KeyboardModifier.ControlModifier else STEP
        if self._rect is None:
            self._page = self._canvas.view.page
            self._rect = start_rect(self._canvas.scene().seen_part(self._page))
        else:
            right, down = turn_back(*way, (0.0, 0.0), self._canvas.view.rotation)
            stretches = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            grip = GRIPS[-1] if stretches else WHOLE
            self._rect = moved(self._rect, grip, (right * length, down * length), self._size())
        self._keep_in_sight()
        self.update()

    def _keep_in_sight(self) -> None:
        if self._rect is None:
            return
        frame, height = self._frame(self._rect), self._canvas.view.height
        if frame.top() < 0:
            self._canvas.scroll_by(0, frame.top() - HANDLE)
        elif frame.bottom() > height:
            self._canvas.scroll_by(0, min(frame.bottom() - height, frame.top()) + HANDLE)

    def _follow(self) -> None:
        """Lie over all of the pages, wherever they are now."""
        if not self._canvas.view.sizes:
            if self.isVisible():
                self.stop()
            return
        self.setGeometry(self._canvas.viewport().rect())
        self.hint.place()
        self.update()

    def _tell(self) -> None:
        words = self.tr(
            "Drag a frame over a table or figure. Or: arrow keys move it, with Shift they "
            "change its size, Return takes it, Esc stops."
        )
        if self._adjusts:
            words = self.tr("Drag a handle, or use the arrow keys and Return. Esc stops.")
        self.hint.tell(words)
        self.announced.emit(words)

    def _size(self) -> tuple[float, float]:
        return self._canvas.view.sizes[self._page]

    def _grip_at(self, at: QPointF) -> Grip | None:
        """Return the handle under a point, or the whole frame."""
        if self._rect is None:
            return None
        rect = self._rect
        away = {grip: (self._point(grip.of(rect)) - at).manhattanLength() for grip in GRIPS}
        nearest = min(GRIPS, key=away.__getitem__)
        if away[nearest] <= REACH:
            return nearest
        return WHOLE if self._frame(self._rect).contains(at) else None

    def _spot(self, at: QPointF, page: int) -> Spot:
        """Return a point of the pane on a page, kept inside it."""
        view = self._canvas.view
        spot = view.layout.to_spot(at.x() + view.x, at.y() + view.y, page)
        return Spot(page, *bounded(spot.x, spot.y, view.sizes[page]))

    def _point(self, place: tuple[float, float]) -> QPointF:
        return QPointF(*self._canvas.view.point_of(Spot(self._page, *place)))

    def _frame(self, rect: Rect) -> QRectF:
        corners = self._point((rect.left, rect.top)), self._point((rect.right, rect.bottom))
        return QRectF(*corners).normalized()
