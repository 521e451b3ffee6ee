"""The paper in a window of its own: its pages, and a line that names the target."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QMoveEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.action_table import Scope
from ui.actions import Actions
from ui.reader.reader_pane import ReaderPane
from ui.status_line import StatusLine

MINIMUM = (480, 360)  # pixels
OWN = ("file.close", "view.fullscreen")  # what these keys do, they do to this window


class PaperWindow(QWidget):
    """Shows the reader beside the main window; every key of the main window works here too."""

    closing = Signal()  # the reader is still inside
    rearranged = Signal()  # moved or resized

    def __init__(self, reader: ReaderPane, strip: StatusLine, actions: Actions) -> None:
        """Take the reader in, above the strip."""
        super().__init__()
        self.setMinimumSize(*MINIMUM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(reader, 1)
        column.addWidget(strip)
        self.setFocusProxy(reader)
        shared = (a for a in actions.of(Scope.GLOBAL) if a.objectName() not in OWN)
        self.addActions([*shared, *actions.of(Scope.EXTRACT)])
        for name, act in (("file.close", self.close), ("view.fullscreen", self._full_screen)):
            for keys in actions[name].shortcuts():
                QShortcut(keys, self).activated.connect(act)

    def name(self, study: str) -> None:
        """Name the study whose paper is shown."""
        title = self.tr("{study} – PDF – Chartdesk").format(study=study)
        self.setWindowTitle(title if study else self.tr("PDF – Chartdesk"))

    def come_forward(self) -> None:
        """Show the window when it is minimised or behind others, without taking the keyboard."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the paper go back into the main window."""
        self.closing.emit()
        super().closeEvent(event)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Say that the window stands elsewhere."""
        super().moveEvent(event)
        self.rearranged.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say that the window has another size."""
        super().resizeEvent(event)
        self.rearranged.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Say that the window was maximised or made small again."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self.rearranged.emit()

    def _full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()
