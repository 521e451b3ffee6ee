"""What stands in the place of the pages when there is no PDF, or not yet."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.style_sheet import restyle, set_kind

BUSY_WIDTH = 160  # pixels
PASSWORD_WIDTH = 220
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Offer = tuple[str, Callable[[], None]]


class _PasswordLine(QLineEdit):
    """A line that keeps Return for itself: around it the key may mark or decide something."""

    def event(self, event: QEvent) -> bool:
        """Take Return before any shortcut does."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() in ENTER:
            event.accept()
            return True
        return super().event(event)


class EmptyPage(QWidget):
    """A sentence with buttons: a drop zone, a word while a paper is opened, or why it was not."""

    came_up = Signal()  # it is seen now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = QFrame()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedWidth(BUSY_WIDTH)
        self._busy.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons: list[QPushButton] = []
        self._password: QLineEdit | None = None
        self._row = QHBoxLayout()
        column = QVBoxLayout(self._zone)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(self._message)
        column.addWidget(self._busy, 0, Qt.AlignmentFlag.AlignCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(self._row)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addWidget(self._zone)

    @property
    def message(self) -> str:
        """The sentence that is shown."""
        return self._message.text()

    @property
    def has_keys(self) -> bool:
        """Tell whether the keys go here or to one of the buttons."""
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    def tell(
        self,
        message: str,
        offers: Sequence[Offer],
        *,
        is_drop_zone: bool = True,
        is_busy: bool = False,
    ) -> None:
        """Show a sentence and what can be done about it."""
        set_kind(self._zone, "drop" if is_drop_zone else "word")
        restyle(self._zone)
        self._busy.setVisible(is_busy)
        self._message.setText(message)
        self.setAccessibleName(message)
        self._clear()
        self._buttons = [self._offer(text, act) for text, act in offers]

    def ask_password(self, message: str, answer: Callable[[str], None]) -> None:
        """Ask for a password in the place of the pages; `answer` gets what was typed."""
        self.tell(message, (), is_drop_zone=False)
        line = self._password = _PasswordLine()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setObjectName("password")
        line.setFixedWidth(PASSWORD_WIDTH)
        line.setAccessibleName(self.tr("Password of this PDF"))
        self._row.addWidget(line)
        self.setFocusProxy(line)  # else what is typed after F6 would decide or mark something
        self._buttons = [self._offer(self.tr("Open"), lambda: answer(line.text()))]
        self._buttons[0].setEnabled(False)
        line.textChanged.connect(lambda text: self._buttons[0].setEnabled(bool(text)))
        line.returnPressed.connect(self._buttons[0].click)

    def focus_password(self) -> None:
        """Let the keys go where the password is typed."""
        if self._password is not None:
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Say that it is seen."""
        super().showEvent(event)
        self.came_up.emit()

    def show_drop(self, on: bool) -> None:
        """Show that what is dragged over can be dropped."""
        self._zone.setProperty("active", on)
        restyle(self._zone)

    def _clear(self) -> None:
        """Take away what was offered or asked."""
        had_keys = self.has_keys
        self.setFocusProxy(None)  # type: ignore[arg-type]
        if had_keys:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # else they go to whatever is next
        gone: list[QWidget] = [*self._buttons, *filter(None, (self._password,))]
        self._buttons, self._password = [], None
        for widget in gone:
            self._row.removeWidget(widget)
            widget.hide()  # else it may yet be shown, as a window of its own
            widget.setParent(None)
            widget.deleteLater()

    def _offer(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("offer")
        button.clicked.connect(lambda _on: act())
        self._row.addWidget(button)
        return button
