"""Text that grows with its content from one line to eight."""

from math import ceil

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.fields import LIST_TYPES, Field, FieldType
from ui.form.editors.base import Editor, PlainText

LINES = 8
MARGIN = 1  # pixels inside the edge
SLACK = 1  # pixels without which QPlainTextEdit scrolls by a line
STARTING_LINES = {FieldType.LONG_TEXT: 2}


class GrowingText(PlainText):
    """A text edit as high as its text, within limits in lines."""

    def __init__(self, least: int) -> None:
        """Never be lower than so many lines."""
        super().__init__()
        self._least = least
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(MARGIN)
        self.textChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take the height of the text."""
        lines = int(self.document().size().height())  # QPlainTextEdit counts in lines
        wanted = min(max(lines, self._least), LINES)
        bars = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            bars.ScrollBarAsNeeded if lines > LINES else bars.ScrollBarAlwaysOff
        )
        frame = self.contentsMargins()
        edges = frame.top() + frame.bottom() + 2 * MARGIN + SLACK
        height = ceil(self._line_height() * wanted) + edges
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _line_height(self) -> float:
        first = self.document().firstBlock().layout()
        known = first.lineCount() > 0
        return first.lineAt(0).height() if known else self.fontMetrics().lineSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrapped lines depend on the width."""
        super().resizeEvent(event)
        self.fit()


class GrowingEditor(Editor):
    """Long text, citations, quotes; lists with one entry a line."""

    def __init__(self, field: Field) -> None:
        """Start empty."""
        super().__init__(field)
        self._text = GrowingText(STARTING_LINES.get(field.type, 1))
        self.set_hint("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._text)
        self._text.textChanged.connect(self.edited)
        self._text.pressed.connect(self.pressed)

    def text(self) -> str:
        """Return the text as typed."""
        return self._text.toPlainText()

    def show_text(self, text: str) -> None:
        """Show the text without telling anybody."""
        if text == self._text.toPlainText():
            return
        blocker = QSignalBlocker(self._text)
        self._text.setPlainText(text)
        blocker.unblock()
        self._text.fit()

    def set_hint(self, text: str) -> None:
        """Show a state, else how lists are typed."""
        usual = self.tr("One entry a line") if self.field.type in LIST_TYPES else ""
        if self.field.type is FieldType.REGION:
            usual = self.tr("Frame a table or figure with I, then press F")
        self._text.setPlaceholderText(text or usual)

    def inputs(self) -> tuple[QWidget, ...]:
        """Return the text edit."""
        return (self._text,)
