"""Small painted labels and buttons of a card: number, state, evidence."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import Tokens

HEIGHT = 24  # pixels: the smallest target of WCAG 2.5.8
PADDING = 6
ICON = 14
PLAIN = ("link", "text_muted")  # tones of words that do not stand out


class Chip(QAbstractButton):
    """Icon and word on a tint; a button when somebody listens, else a label.

    `tone` names a token with a `_bg` partner (warning, neutral, info ...), or is
    "link" or "target" for words without a tint.
    """

    def __init__(self, tokens: Tokens, text: str, icon: str, tone: str) -> None:
        """Show this text and icon."""
        super().__init__()
        self._tokens = tokens
        self._icon = icon
        self._tone = tone
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def made_button(self, name: str) -> "Chip":
        """Let the keyboard reach the chip under this spoken name."""
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        return self

    def sizeHint(self) -> QSize:
        """Fit icon and text; never lower than a target may be."""
        metrics = QFontMetrics(self._font())
        icon = ICON if self._icon else 0
        gap = 4 if self._icon and self.text() else 0
        width = metrics.horizontalAdvance(self.text()) + icon + gap + 2 * PADDING
        return QSize(max(width, HEIGHT), max(HEIGHT, metrics.height() + 4))

    def minimumSizeHint(self) -> QSize:
        """Never squeeze the word."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint tint, icon, word and focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 2, -1, -2)
        painter.setPen(self._outline())
        painter.setBrush(self._fill())
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(self._font())
        painter.setPen(self._tokens[self._tone])
        left = PADDING + (ICON + 4 if self._icon else 0)
        text = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._icon:
            spot = QRect(PADDING, (self.height() - ICON) // 2, ICON, ICON)
            self._tokens.icon(self._icon, self._tone).paint(painter, spot)
        painter.end()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.92)
        font.setWeight(QFont.Weight.Normal if self._tone in PLAIN else QFont.Weight.DemiBold)
        return font

    def _outline(self) -> QPen:
        if self.hasFocus():
            return QPen(self._tokens["focus"], 2)
        return QPen(Qt.PenStyle.NoPen)

    def _fill(self) -> QColor:
        if self.underMouse() and self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            return self._tokens["row_hover"]
        if f"{self._tone}_bg" not in self._tokens.colours:
            return QColor(Qt.GlobalColor.transparent)
        return self._tokens[f"{self._tone}_bg"]


class NumberTag(QWidget):
    """The field's number on the colour of its section."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        """Start without a number."""
        super().__init__(parent)
        self._tokens = tokens
        self._number = 0
        self._slot = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_number(self, number: int, slot: int) -> None:
        """Show a number, from 1, in the colour of a slot; 0 (asked once a review) shows no tag."""
        self._number = number
        self._slot = slot
        self.setAccessibleName(str(number) if number else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Fit two digits at least; nothing without a number."""
        metrics = QFontMetrics(self.font())
        if not self._number:
            return QSize(0, metrics.height())
        width = max(metrics.horizontalAdvance(str(self._number)), metrics.horizontalAdvance("00"))
        return QSize(width + 10, metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tag."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tokens.tag(self._slot))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.92)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._tokens["on_accent"])
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()
