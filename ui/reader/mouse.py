"""Turns presses, drags and clicks on the pages into selections."""

from PySide6.QtCore import QObject, QPointF, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.pdf.text import Unit
from ui.reader.selecting import TextSelection
from ui.reader.viewport import Viewport

DRAG_STARTS = 3  # pixels
SCROLL_EDGE = 20  # pixels from the upper and lower edge of the pane
SCROLL_EVERY = 16  # milliseconds
CLICK_SLACK = 6  # pixels between the clicks of a double, triple or quadruple click
UNITS = {2: Unit.WORD, 3: Unit.LINE, 4: Unit.PARAGRAPH}  # by number of clicks


class SelectingMouse(QObject):
    """The mouse over the pages; positions are pixels of the pane."""

    selection_changed = Signal()
    selection_finished = Signal()
    clicked = Signal(QPointF)  # a press and release in one place
    scroll_wanted = Signal(float, float)  # pixels right and down

    def __init__(self, viewport: Viewport, selection: TextSelection, parent: QObject) -> None:
        super().__init__(parent)
        self.pans = False
        self._viewport = viewport
        self._selection = selection
        self._pressed: QPointF | None = None
        self._at = QPointF()
        self._drags = False
        self._precise = False
        self._clicks = 0
        self._scrolls = QTimer(self, interval=SCROLL_EVERY)
        self._scrolls.timeout.connect(self._on_scroll_tick)
        self._more_clicks = QTimer(self, singleShot=True)
        self._more_clicks.timeout.connect(self._on_clicks_over)

    @property
    def is_pressed(self) -> bool:
        """Tell whether a drag or click is under way."""
        return self._pressed is not None

    def press(self, at: QPointF, *, extends: bool) -> None:
        """The button went down; `extends` keeps the start of the selection (Shift)."""
        follows = self._clicks > 1 and self._follows(at)
        self._begin(at, min(self._clicks + 1, max(UNITS)) if follows else 1)
        if self.pans or self._clicks > 1:
            return
        if extends and self._selection.is_begun:
            self._extend(at)
            self._drags = True

    def double_press(self, at: QPointF) -> None:
        """The second press of a double click, or the fourth of two of them."""
        self._begin(at, 4 if self._clicks > 2 and self._follows(at) else 2)

    def move(self, at: QPointF, *, precise: bool) -> None:
        """The pointer moved with the button down; `precise` does not snap to words (Alt)."""
        if self._pressed is None:
            return
        if not self._drags and (at - self._pressed).manhattanLength() < DRAG_STARTS:
            return
        step, self._at, self._precise = at - self._at, at, precise
        if self.pans:
            self._drags = True
            self.scroll_wanted.emit(-step.x(), -step.y())
            return
        if not self._drags and self._clicks == 1:
            self._selection.start(self._viewport.spot_at(self._pressed.x(), self._pressed.y()))
        self._drags = True
        self._extend(at)
        self._scrolls.start() if self._overshoot() else self._scrolls.stop()

    def release(self, at: QPointF) -> None:
        """The button went up: the selection is made, or it was a click."""
        self._scrolls.stop()
        was_pressed, self._pressed = self._pressed is not None, None
        if not was_pressed or (self.pans and self._drags):
            return
        if not self.pans and (self._drags or self._clicks > 1):
            self.selection_finished.emit()
        else:
            self.clicked.emit(at)

    def cancel(self) -> None:
        """Forget a drag under way."""
        self._scrolls.stop()
        self._more_clicks.stop()
        self._pressed, self._clicks = None, 0

    def _follows(self, at: QPointF) -> bool:
        """Tell whether a press is the next of several clicks in one place."""
        near = (at - self._at).manhattanLength() < CLICK_SLACK
        return self._more_clicks.isActive() and near

    def _begin(self, at: QPointF, clicks: int) -> None:
        """Take in a press; several clicks take the word, the line, the paragraph."""
        self._clicks, self._pressed, self._at = clicks, at, at
        self._drags = False
        self._viewport.attend(self._viewport.spot_at(at.x(), at.y()).page)
        if clicks > 1:
            self._more_clicks.start(QApplication.doubleClickInterval())
            if not self.pans:
                self._start(at, UNITS[clicks])

    def _start(self, at: QPointF, unit: Unit) -> None:
        self._selection.start(self._viewport.spot_at(at.x(), at.y()), unit)
        self.selection_changed.emit()

    def _extend(self, at: QPointF) -> None:
        spot = self._viewport.spot_at(at.x(), min(max(at.y(), 0), self._viewport.height))
        self._selection.extend(spot, precise=self._precise)
        self.selection_changed.emit()

    def _overshoot(self) -> float:
        """Return how far the pointer is beyond the upper (negative) or lower edge, in pixels."""
        low = self._viewport.height - SCROLL_EDGE
        return min(0.0, self._at.y() - SCROLL_EDGE) + max(0.0, self._at.y() - low)

    def _on_scroll_tick(self) -> None:
        self.scroll_wanted.emit(0.0, self._overshoot() * 0.4)
        self._extend(self._at)

    def _on_clicks_over(self) -> None:
        if self._pressed is None:
            self._clicks = 0
