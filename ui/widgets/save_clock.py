"""Shows whether everything is saved, and since when not."""

from datetime import datetime

from PySide6.QtCore import QLocale, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui.messages import announce
from ui.style_sheet import set_kind
from ui.theme import Tokens

ICONS = {"success": "check", "neutral": "clock"}


class SaveClock(QWidget):
    """Words for it: "Saving…", "Saved 14:02", or "Not saved" in red with the reason and Retry."""

    retry_requested = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        """Start without a word."""
        super().__init__(parent)
        self._tokens = tokens
        self._tone = "neutral"
        self._mark = QLabel()
        self._label = QLabel()
        self._retry = QPushButton(self.tr("Retry"))
        self._retry.setAccessibleName(self.tr("Try to save again"))
        self._retry.clicked.connect(self.retry_requested)
        self._retry.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(4)
        row.addWidget(self._mark)
        row.addWidget(self._label)
        row.addWidget(self._retry)

    @property
    def text(self) -> str:
        """The words shown."""
        return self._label.text()

    @property
    def has_failed(self) -> bool:
        """Tell whether the last step could not be written."""
        return self._tone == "danger"

    def show_saving(self) -> None:
        """Say that something is being written."""
        self._show(self.tr("Saving…"), "neutral")

    def show_saved(self, at: datetime) -> None:
        """Say when the last step was written (local time)."""
        clock = QLocale().toString(QTime(at.hour, at.minute), "HH:mm")
        self._show(self.tr("Saved {time}").format(time=clock), "success")

    def show_unfinished(self, reason: str) -> None:
        """Say that something typed is not stored, because it is not an answer yet."""
        self._show(self.tr("Unfinished answer"), "warning", reason)

    def show_failed(self, reason: str) -> None:
        """Say that the last step is not written, and why; interrupts a screen reader."""
        self._show(self.tr("Not saved"), "danger", reason)
        announce(self, f"{self._label.text()}. {reason}", assertive=True)

    def dress(self, tokens: Tokens) -> None:
        """Draw the icon in the colours of the theme."""
        self._tokens = tokens
        name = ICONS.get(self._tone, "triangle-alert")
        self._mark.setPixmap(tokens.icon(name, self._tone).pixmap(16, 16))

    def _show(self, text: str, tone: str, reason: str = "") -> None:
        self._tone = tone
        self._label.setText(text)
        self.setToolTip(reason)
        self.setAccessibleName(f"{text}. {reason}" if reason else text)
        self._retry.setVisible(tone == "danger")
        set_kind(self._label, "muted" if tone in ("success", "neutral") else "state", tone)
        self.dress(self._tokens)
