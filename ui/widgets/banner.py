"""A lasting notice inside a pane, with what can be done about it."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.style_sheet import set_kind
from ui.theme import Tokens

ICONS = {
    "info": "info",
    "warning": "triangle-alert",
    "danger": "circle-x",
    "success": "circle-check",
}


class Banner(QFrame):
    """Icon, sentence and buttons on a tinted strip; hidden until `tell` is called."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self._tokens = tokens
        self._tone = "info"
        self._mark = QLabel()
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 8, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._label, 1)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown, or nothing while hidden."""
        return "" if self.isHidden() else self._label.text()

    def tell(self, text: str, tone: str = "info") -> None:
        """Show a sentence in a tone (info, success, warning, danger), without buttons."""
        self._drop_buttons()
        self._tone = tone
        self._label.setText(text)
        self.setAccessibleName(text)
        set_kind(self, "banner", tone)
        self.dress(self._tokens)
        self.show()
        from ui.messages import announce

        announce(self, text, assertive=tone == "danger")

    def offer(self, text: str, act: Callable[[], None]) -> QPushButton:
        """Add a button that does something about it."""
        button = QPushButton(text)
        button.clicked.connect(lambda: act())  # noqa: PLW0108 - without the signal's bool
        self._buttons.append(button)
        self._row.addWidget(button)
        button.show()  # at once: a layout shows what is added only when the loop runs again
        return button

    def clear(self) -> None:
        """Hide the notice and forget its buttons."""
        self._drop_buttons()
        self.hide()

    def dress(self, tokens: Tokens) -> None:
        """Draw the icon in the colours of the theme."""
        self._tokens = tokens
        self._mark.setPixmap(tokens.icon(ICONS[self._tone], self._tone).pixmap(20, 20))

    def _drop_buttons(self) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
