"""Lines of a card: question, help, message, note."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.style_sheet import set_kind
from ui.theme import Tokens

ICON = 16
KINDS = {"danger": "error", "warning": "warning"}


class Question(QLabel):
    """The label of a field: one line if there is room, wrapped if not."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "label")

    def sizeHint(self) -> QSize:
        """Want the whole text in one line."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Need one line."""
        return QSize(40, self.fontMetrics().height())


class HelpLine(QLabel):
    """Help to a question: one line at rest, all of it while the card has the focus."""

    def __init__(self, text: str) -> None:
        """Show this help."""
        super().__init__()
        self._help = " ".join(text.split())
        self._is_open = False
        self.setProperty("kind", "caption")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(self._help)

    def set_open(self, is_open: bool) -> None:
        """Show one line or all."""
        if is_open is not self._is_open:
            self._is_open = is_open
            self.setWordWrap(is_open)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the line at the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        cut = self.fontMetrics().elidedText(self._help, Qt.TextElideMode.ElideRight, self.width())
        text = self._help if self._is_open else cut
        if text != self.text():
            self.setText(text)


class IconLine(QWidget):
    """An icon and a text below the editor: an error message or a note."""

    pressed = Signal()

    def __init__(self, tokens: Tokens, icon: str, tone: str) -> None:
        """Use an icon and the colour of a token."""
        super().__init__()
        picture = QLabel()
        picture.setPixmap(tokens.icon(icon, tone).pixmap(QSize(ICON, ICON)))
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._tokens, self._icon, self._picture = tokens, icon, picture
        self._tone = tone
        self._label.setProperty("kind", KINDS.get(tone, "muted"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)

    def show_text(self, text: str) -> None:
        """Show the text, or nothing at all."""
        self._label.setText(text)
        self._label.setAccessibleName(text)
        self.setVisible(bool(text))

    def set_tone(self, tone: str) -> None:
        """Use the colour of another token."""
        if tone != self._tone:
            self._tone = tone
            self._picture.setPixmap(self._tokens.icon(self._icon, tone).pixmap(QSize(ICON, ICON)))
            set_kind(self._label, KINDS.get(tone, "muted"))

    def text(self) -> str:
        """Return the text."""
        return self._label.text()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell that the line was pressed."""
        self.pressed.emit()
        event.accept()
