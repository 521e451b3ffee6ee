"""The messages that the window showed, for those who looked away."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QVBoxLayout, QWidget

from ui.messages import Message


class MessagesDialog(QDialog):
    """A list, the latest message first."""

    def __init__(self, messages: tuple[Message, ...], parent: QWidget | None = None) -> None:
        """Show the messages of this session."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Recent messages"))
        self.resize(560, 320)
        rows = QListWidget()
        rows.setAccessibleName(self.windowTitle())
        rows.setWordWrap(True)
        rows.setAlternatingRowColors(True)
        rows.addItems([f"{message.at:%H:%M}  {message.text}" for message in messages])
        if not messages:
            rows.addItem(self.tr("Nothing has been said yet."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(rows)
        column.addWidget(buttons)
