"""A page without content: a sentence that says why, and buttons for what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.style_sheet import set_kind
from ui.widgets.centred import centred

WIDTH = 520  # pixels of the sentence


class EmptyPage(QWidget):
    """Shows a sentence; says by its key what is wanted."""

    wanted = Signal(str)

    def __init__(self) -> None:
        """Start without a sentence."""
        super().__init__()
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said.setFixedWidth(WIDTH)
        set_kind(self.said, "muted")
        self._row = QWidget()
        self._buttons = QHBoxLayout(self._row)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(centred(self.said, self._row))

    def text(self) -> str:
        """Return the sentence."""
        return self.said.text()

    def show_lack(self, sentence: str, offers: Sequence[tuple[str, str]] = ()) -> None:
        """Say why there is nothing; `offers` are the words of buttons and their keys."""
        self.said.setText(sentence)
        self.said.setMinimumHeight(self.said.heightForWidth(WIDTH))
        while (item := self._buttons.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.hide()
                button.deleteLater()
        for words, key in offers:
            button = QPushButton(words)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _on=False, key=key: self.wanted.emit(key))
            self._buttons.addWidget(button)
            button.show()  # at once: a layout shows what is added only when the loop runs again
