"""A scroll bar that shows where the hits of a search stand."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget


class TickBar(QScrollBar):
    """Vertical; `show_ticks` takes positions between 0 (top) and 1 (end of the paper)."""

    def __init__(self, colour: QColor, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._colour = colour
        self._ticks: tuple[float, ...] = ()

    def set_colour(self, colour: QColor) -> None:
        """Use another colour for the ticks."""
        self._colour = colour
        self.update()

    def show_ticks(self, ticks: Sequence[float]) -> None:
        """Replace the ticks."""
        self._ticks = tuple(ticks)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar and the ticks over its groove."""
        super().paintEvent(event)
        if not self._ticks:
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        groove = self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarGroove, self
        )
        painter = QPainter(self)
        for tick in self._ticks:
            y = groove.top() + tick * (groove.height() - 2)
            painter.fillRect(QRectF(3, y, self.width() - 6, 2), self._colour)
        painter.end()
