"""What can be done with the region tool, said at the head of the pages while it waits."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.style_sheet import set_kind

GAP = 8  # pixels from the edges of the pages
WIDEST = 560  # pixels


class RegionHint(QFrame):
    """A sentence that lets the mouse through; it goes when a frame is begun."""

    def __init__(self, tool: QWidget) -> None:
        """Lie on the tool, hidden."""
        super().__init__(tool)
        self._tool = tool
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_kind(self, "popup")
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP // 2, GAP, GAP // 2)
        column.addWidget(self._words)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown, or nothing."""
        return "" if self.isHidden() else self._words.text()

    def tell(self, sentence: str) -> None:
        """Show a sentence."""
        self._words.setText(sentence)
        self.show()
        self.place()

    def place(self) -> None:
        """Stand in the middle above, as wide as there is room."""
        room = self._tool.width()
        width = max(1, min(WIDEST, room - 2 * GAP))
        self.resize(width, self.heightForWidth(width))
        self.move((room - width) // 2, GAP)
