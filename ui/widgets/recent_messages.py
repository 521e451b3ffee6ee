"""What the program has said lately, for whoever missed it."""

from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QVBoxLayout, QWidget

from ui.messages import Message
from ui.style_sheet import set_kind


class RecentMessages(QDialog):
    """A list of messages with their times, the latest first."""

    def __init__(self, messages: tuple[Message, ...], parent: QWidget | None = None) -> None:
        """List these messages."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Recent messages"))
        self.resize(560, 320)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        if not messages:
            words = QLabel(self.tr("Nothing has been said yet."))
            set_kind(words, "muted")
            column.addWidget(words)
        shown = QListWidget()
        shown.setAccessibleName(self.tr("Recent messages"))
        shown.setWordWrap(True)
        shown.addItems([f"{message.at:%H:%M}  {message.text}" for message in messages])
        column.addWidget(shown)
