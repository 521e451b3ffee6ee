"""What those have in common that bring evidence of other kinds than selected words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.extract.controller import ExtractController
    from ui.reader.reader_pane import ReaderPane


class Bringing(QObject):
    """Speaks to the reviewer with the controller's voice."""

    said = Signal(str)
    refused = Signal(str)
    storing_wanted = Signal()  # what is being typed is to be stored now

    def __init__(self, controller: ExtractController, reader: ReaderPane, parent: QWidget) -> None:
        """Bring evidence from the reader to the controller."""
        super().__init__(parent)
        self._controller = controller
        self._reader = reader
        self.said.connect(controller.said)
        self.refused.connect(controller.refused)
