"""What stands in the place of the pages when there is no PDF."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.style_sheet import restyle, set_kind

Offer = tuple[str, Callable[[], None]]


class EmptyPage(QWidget):
    """A drop zone with a sentence and buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = QFrame()
        set_kind(self._zone, "drop")
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._row.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self._zone)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(self._message)
        column.addLayout(self._row)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addWidget(self._zone)

    def tell(self, message: str, offers: Sequence[Offer]) -> None:
        """Show a sentence and what can be done about it."""
        self._message.setText(message)
        self.setAccessibleName(message)
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._offer(text, act) for text, act in offers]

    def show_drop(self, on: bool) -> None:
        """Show that what is dragged over can be dropped."""
        self._zone.setProperty("active", on)
        restyle(self._zone)

    def _offer(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("offer")
        button.clicked.connect(lambda _on: act())
        self._row.addWidget(button)
        return button
