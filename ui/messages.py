"""What the program says: short messages over the window, and words for screen readers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from ui.style_sheet import set_kind

if TYPE_CHECKING:
    from ui.theme import Tokens

SHOWN_MS = 6000
KEPT = 50
BOTTOM_GAP = 86  # pixels above the lower edge, clear of status bar and the form's buttons


@dataclass(frozen=True, slots=True)
class Message:
    """Something the program said; `tone` is info, success, warning or danger."""

    text: str
    tone: str
    at: datetime


def announce(widget: QWidget, text: str, assertive: bool = False) -> None:
    """Let a screen reader say the text; assertive interrupts (save failures only)."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, text)
    if assertive:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class MessageCenter(QFrame):
    """Shows one message at a time at the foot of the window, with an action if there is one.

    A message goes after six seconds, stays while the pointer or the focus is on it, and
    an error stays until it is closed.
    """

    said = Signal(object)  # Message

    def __init__(self, window: QWidget, tokens: "Tokens", shown_ms: int = SHOWN_MS) -> None:
        """Lie over `window`, hidden until there is something to say."""
        super().__init__(window)
        self._window = window
        self._recent: list[Message] = []
        self._act: Callable[[], None] | None = None
        self._other_act: Callable[[], None] | None = None
        self._label = QLabel()
        self._button = QPushButton()
        self._other = QPushButton()
        self._close = QToolButton()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(shown_ms)
        self._build()
        self.dress(tokens)
        self._timer.timeout.connect(self._on_time_over)
        self._button.clicked.connect(lambda: self._on_action(self._act))
        self._other.clicked.connect(lambda: self._on_action(self._other_act))
        self._close.clicked.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    @property
    def recent(self) -> tuple[Message, ...]:
        """What was said, the latest first."""
        return tuple(reversed(self._recent))

    @property
    def text(self) -> str:
        """The message on the screen, or nothing."""
        return "" if self.isHidden() else self._label.text()

    def say(
        self,
        text: str,
        tone: str = "info",
        action: str = "",
        act: Callable[[], None] | None = None,
    ) -> None:
        """Show a message; `act` runs when the button named `action` is pressed."""
        self._keep(Message(text, tone, datetime.now().astimezone()))
        self._act, self._other_act = act, None
        self._label.setText(text)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._other.hide()
        set_kind(self, "banner" if tone in ("warning", "danger") else "popup", tone)
        self._place()
        self.show()
        self.raise_()
        announce(self, text, assertive=tone == "danger")
        self._restart()

    def offer_also(self, action: str, act: Callable[[], None]) -> None:
        """Give the message that is shown a second button."""
        self._other_act = act
        self._other.setText(action)
        self._other.show()
        self._place()

    def dress(self, tokens: "Tokens") -> None:
        """Draw the close button in the colours of the theme."""
        self._close.setIcon(tokens.icon("x"))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is on the message."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Count the time again."""
        self._restart()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the foot of the window when it changes size."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._place()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Message"))
        self._label.setWordWrap(False)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close.setAccessibleName(self.tr("Close message"))
        self._close.setToolTip(self.tr("Close message"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(12)
        row.addWidget(self._label, 1)
        row.addWidget(self._button)
        row.addWidget(self._other)
        row.addWidget(self._close)

    def _keep(self, message: Message) -> None:
        self._recent = [*self._recent, message][-KEPT:]
        self.said.emit(message)

    def _place(self) -> None:
        room = max(self._window.width() - 32, 200)
        self._label.setWordWrap(False)
        if self.sizeHint().width() > room:
            self._label.setWordWrap(True)
        width = min(self.sizeHint().width(), room) if not self._label.wordWrap() else room
        wraps = self._label.wordWrap()  # its hint is then for a narrow column
        height = self.heightForWidth(width) if wraps else self.sizeHint().height()
        left = (self._window.width() - width) // 2
        top = self._window.height() - height - BOTTOM_GAP
        self.setGeometry(left, top, width, height)

    def _restart(self) -> None:
        is_error = bool(self._recent) and self._recent[-1].tone == "danger"
        if not is_error:
            self._timer.start()

    def _on_time_over(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self._timer.start()
            return
        self.hide()

    def _on_action(self, act: Callable[[], None] | None) -> None:
        self.hide()
        if act is not None:
            act()
