"""What stands in the place of the lines when none is listed: why, and the way on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.style_sheet import set_kind


class Onward(QWidget):
    """Says why no line is listed; its button, which Return presses, goes on."""

    def __init__(self) -> None:
        """Build it without words."""
        super().__init__()
        self.why, self.button = QLabel(), QPushButton()
        self._act: Callable[[], None] = lambda: None
        self.why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.why.setWordWrap(True)
        set_kind(self.why, "muted")
        set_kind(self.button, "primary")
        self.button.setAutoDefault(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.clicked.connect(lambda _on=False: self._act())
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self.why)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_why(self, text: str, offer: str, act: Callable[[], None]) -> None:
        """Say why; no offer: there is nothing to go on to."""
        self.why.setText(text)
        self.setAccessibleName(text)
        self.button.setText(offer)
        self.button.setVisible(bool(offer))
        self._act = act

    def press(self) -> None:
        """Go on, where there is a way."""
        if self.button.isVisible():
            self.button.click()
