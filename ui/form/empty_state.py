"""What the pane says when there is nothing to answer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.style_sheet import set_kind


class EmptyState(QWidget):
    """A sentence and the actions that lead on."""

    def __init__(self, message: str, actions: Sequence[QAction]) -> None:
        """Show a button for each action."""
        super().__init__()
        label = QLabel(message)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_kind(label, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(label)
        for action in actions:
            column.addWidget(_button(action), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)


def _button(action: QAction) -> QPushButton:
    button = QPushButton(action.icon(), action.text())
    button.setAccessibleName(action.text().replace("&", ""))
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    return button
