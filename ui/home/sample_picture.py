"""A small drawing of the window: a paper with marked words beside a filled form."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Tokens

WIDTH, HEIGHT = 300, 150  # of the drawing, in its own units
LINES = ((0.9, None), (0.8, 0), (0.95, None), (0.7, 3), (0.85, None), (0.9, 4), (0.6, None))


class SamplePicture(QWidget):
    """Decoration only; screen readers read the card beside it."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        """Draw with the colours of the theme."""
        super().__init__(parent)
        self._tokens = tokens
        self.setFixedSize(WIDTH, HEIGHT)

    def dress(self, tokens: Tokens) -> None:
        """Draw in the colours of the theme."""
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        """Want the size of the drawing."""
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page at the left and three cards at the right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        _box(painter, QRectF(0, 0, WIDTH, HEIGHT), self._tokens["pdf_canvas"])
        _box(painter, QRectF(16, 12, 128, HEIGHT - 12), QColor("white"))
        for row, (share, slot) in enumerate(LINES):
            self._paint_line(painter, 28 + row * 16, share * 108, slot)
        for row, slot in enumerate((0, 3, 4)):
            self._paint_card(painter, 14 + row * 44, slot)
        painter.end()

    def _paint_line(self, painter: QPainter, y: float, width: float, slot: int | None) -> None:
        if slot is not None:
            _box(painter, QRectF(24, y - 4, width, 13), self._tokens.fill(slot))
            _box(painter, QRectF(24, y + 8, width, 1.6), self._tokens.edge(slot))
        _box(painter, QRectF(26, y, width - 4, 5), QColor("#8B95A3"))

    def _paint_card(self, painter: QPainter, y: float, slot: int) -> None:
        _box(painter, QRectF(160, y, 128, 36), self._tokens["surface"])
        _box(painter, QRectF(166, y + 6, 14, 9), self._tokens.tag(slot))
        _box(painter, QRectF(184, y + 8, 60, 5), self._tokens["text"])
        _box(painter, QRectF(166, y + 22, 100 - slot * 8, 5), self._tokens["text_muted"])


def _box(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, 2, 2)
