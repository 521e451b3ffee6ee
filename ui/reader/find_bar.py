"""The strip above the pages where one types what to find."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from ui.reader.search import Query
from ui.style_sheet import set_kind
from ui.theme import Tokens

TYPING_PAUSE = 120  # milliseconds
OWN_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _FindEdit(QLineEdit):
    """Keeps Return and Esc from the keys of the window while it has the focus."""

    def event(self, event: QEvent) -> bool:
        """Claim the keys before a shortcut takes them."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() in OWN_KEYS:
            event.accept()
            return True
        return super().event(event)


class FindBar(QFrame):
    """Text, count, previous, next, case, whole words, accents, close."""

    query_changed = Signal(object)  # Query
    next_requested = Signal()
    previous_requested = Signal()
    closed = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "bar")
        self._edit = _FindEdit()
        self._edit.setPlaceholderText(self.tr("Find in this paper"))
        self._edit.setAccessibleName(self._edit.placeholderText())
        self._edit.setClearButtonEnabled(False)
        self._count = QLabel()
        self._count.setMinimumWidth(84)
        self._previous = self._button(self.tr("Previous hit"), "chevron-up")
        self._next = self._button(self.tr("Next hit"), "chevron-down")
        self._case = self._button(self.tr("Match case"), "", "Aa")
        self._word = self._button(self.tr("Whole words"), "", "“w”")
        self._accents = self._button(self.tr("Match accents"), "", "é")
        self._close = self._button(self.tr("Close find"), "x")
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._arrange()
        self._connect()
        self.set_tokens(tokens)

    @property
    def query(self) -> Query:
        """What is typed and chosen."""
        ticked = (button.isChecked() for button in (self._case, self._word, self._accents))
        return Query(self._edit.text(), *ticked)

    @property
    def count(self) -> str:
        """What is said about the hits, such as "3 of 12"."""
        return self._count.text()

    def open(self, text: str = "") -> None:
        """Show the bar and take the focus; `text` replaces what was typed."""
        self.show()
        if text:
            self.set_text(text)
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._edit.selectAll()
        if self._edit.text():
            self._send()

    def set_text(self, text: str) -> None:
        """Type for the reviewer, without searching."""
        self._edit.blockSignals(True)
        self._edit.setText(text)
        self._edit.blockSignals(False)

    def show_count(self, text: str) -> None:
        """Show how many hits there are."""
        self._count.setText(text)
        self._edit.setAccessibleDescription(text)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw the icons in the colours of the theme."""
        self._previous.setIcon(tokens.icon("chevron-up"))
        self._next.setIcon(tokens.icon("chevron-down"))
        self._close.setIcon(tokens.icon("x"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes on, Shift+Return back, Esc closes."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.closed.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._on_return(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            case _:
                super().keyPressEvent(event)

    def _button(self, name: str, icon: str, text: str = "") -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setText(text)
        button.setCheckable(not icon)
        button.setAutoRaise(True)
        return button

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self._edit, 1)
        row.addWidget(self._count)
        for button in (self._previous, self._next, self._case, self._word, self._accents):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._close)

    def _connect(self) -> None:
        self._edit.textEdited.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(self._send)
        self._case.toggled.connect(self._send)
        self._word.toggled.connect(self._send)
        self._accents.toggled.connect(self._send)
        self._next.clicked.connect(self.next_requested)
        self._previous.clicked.connect(self.previous_requested)
        self._close.clicked.connect(self.closed)

    def _send(self) -> None:
        self._pause.stop()
        self.query_changed.emit(self.query)

    def _on_return(self, *, back: bool) -> None:
        if self._pause.isActive():
            self._send()
        elif back:
            self.previous_requested.emit()
        else:
            self.next_requested.emit()
