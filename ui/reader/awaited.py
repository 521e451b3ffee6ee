"""Waits for the text of pages that a selection passes over before it can be quoted."""

from PySide6.QtCore import QObject, Signal

from app.pdf.requests import Priority
from ui.reader.pages import PageSource
from ui.reader.selecting import TextSelection


class AwaitedText(QObject):
    """A quote is never made while a page between its ends is unread."""

    arrived = Signal()

    def __init__(self, source: PageSource, selection: TextSelection, parent: QObject) -> None:
        super().__init__(parent)
        self.is_waiting = False
        self._source = source
        self._selection = selection
        source.text_arrived.connect(self._on_text_arrived)

    def is_lacking(self) -> bool:
        """Tell whether pages are missing, and ask for them; `arrived` follows."""
        missing = self._selection.missing()
        self.is_waiting = bool(missing)
        self._source.need_texts(missing, Priority.VISIBLE)
        return self.is_waiting

    def _on_text_arrived(self) -> None:
        if self.is_waiting and not self._selection.missing():
            self.is_waiting = False
            if not self._selection.is_empty:
                self.arrived.emit()
