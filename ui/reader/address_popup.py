"""Shows a whole address before anything is opened outside Chartdesk."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.style_sheet import set_kind

WIDTH = 420  # pixels


class AddressPopup(QFrame):
    """A question beside the link; Esc or a click elsewhere says no."""

    open_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAccessibleName(self.tr("Open a link"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFixedWidth(WIDTH)
        self._address = ""
        question = QLabel(self.tr("This link leads out of Chartdesk, to"))
        self._shown = QLabel()
        self._shown.setTextFormat(Qt.TextFormat.PlainText)
        self._shown.setWordWrap(True)
        self._shown.setAccessibleName(self.tr("Address"))
        self._open = QPushButton(self.tr("Open outside"))
        set_kind(self._open, "primary")
        self._copy = QPushButton(self.tr("Copy address"))
        self._stay = QPushButton(self.tr("Stay here"))
        self._open.clicked.connect(self._on_open)
        self._copy.clicked.connect(self._on_copy)
        self._stay.clicked.connect(self.hide)
        buttons = QHBoxLayout()
        for button in (self._open, self._copy, self._stay):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(question)
        column.addWidget(self._shown)
        column.addLayout(buttons)

    @property
    def address(self) -> str:
        """The address that is asked about."""
        return self._address

    def ask(self, address: str, at: QPoint) -> None:
        """Show an address at a point of the screen."""
        self._address = address
        self._shown.setText("\N{ZERO WIDTH SPACE}".join(_pieces(address)))
        self.adjustSize()
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        x = max(room.left(), min(at.x(), room.right() - self.width()))
        y = max(room.top(), min(at.y() + 8, room.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self._stay.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_open(self) -> None:
        self.hide()
        self.open_chosen.emit(self._address)

    def _on_copy(self) -> None:
        self.hide()
        QGuiApplication.clipboard().setText(self._address)


def _pieces(address: str) -> list[str]:
    """Cut a long address where a line may end, so that all of it is seen."""
    return [address[start : start + 20] for start in range(0, len(address), 20)]
