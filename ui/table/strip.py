"""The strip under the charting table: the current cell, its quotes, when it was changed."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from app.domain.folding import one_line, shortened
from ui.style_sheet import set_kind
from ui.theme import Tokens
from ui.widgets.elided_label import ElidedLabel

QUOTE = 160  # characters


@dataclass(frozen=True, slots=True)
class Shown:
    """What the strip says: the cell, one quote of it with its page, and how many there are."""

    head: str
    quote: str = ""
    page: str = ""
    number: int = 0
    count: int = 0
    changed: str = ""
    problem: str = ""


class EvidenceStrip(QFrame):
    """Says what stands behind the current cell."""

    open_requested = Signal()
    next_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        """Start empty."""
        super().__init__()
        set_kind(self, "strip")
        self.setFixedHeight(36)
        self._said = ElidedLabel()
        self._said.setAccessibleName(self.tr("The current cell"))
        self._changed = QLabel()
        set_kind(self._changed, "muted")
        self._next = QPushButton(self.tr("Next quote"))
        self._open = QPushButton(tokens.icon("file-text"), self.tr("Open in PDF"))
        self._open.setToolTip(self.tr("Open in PDF (Ctrl+J)"))
        for button in (self._next, self._open):
            button.setAutoDefault(False)
        self._next.clicked.connect(self.next_requested)
        self._open.clicked.connect(self.open_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.addWidget(self._said, 1)
        row.addWidget(self._changed)
        row.addWidget(self._next)
        row.addWidget(self._open)
        self.show_cell(None)

    def show_cell(self, shown: Shown | None) -> None:
        """Show a cell, or nothing."""
        self._open.setEnabled(shown is not None)
        self._next.setVisible(shown is not None and shown.count > 1)
        self._changed.setText(shown.changed if shown else "")
        words = _words(shown) if shown else self.tr("Choose a cell to see what it rests on.")
        self._said.setText(words)
        self._said.setToolTip(shown.quote if shown else "")

    def text(self) -> str:
        """Return all that the strip says."""
        return self._said.text()

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._open.setIcon(tokens.icon("file-text"))


def _words(shown: Shown) -> str:
    said = one_line(shown.head)
    if shown.quote or shown.page:
        quote = f"“{shortened(shown.quote, QUOTE)}” " if shown.quote else ""
        count = f" ({shown.number} of {shown.count})" if shown.count > 1 else ""
        said += f"   {quote}{shown.page}{count}"
    return said
