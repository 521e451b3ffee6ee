"""Where a line is decided: both values with their quotes, the choices, and the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.domain.word_difference import Piece
from ui.style_sheet import set_kind
from ui.theme import Tokens
from ui.widgets.elided_label import ElidedLabel

TAKE_A, TAKE_B, COMBINE, TYPE, DEFER = "cons.a", "cons.b", "cons.both", "cons.own", "cons.unsure"

PADDING = 14  # pixels beside the words of a button
FEWEST = 8  # letters of a value, with colon and ellipsis, that are worth showing


@dataclass(frozen=True, slots=True)
class Shown:
    """What the pane shows of a line; `quotes` are (words, page) of A and of B.

    `kept` are the decisions that stand apart, of which one is to be kept.
    """

    title: str
    about: str
    pieces: tuple[tuple[Piece, ...], tuple[Piece, ...]]
    quotes: tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
    labels: tuple[str, str]
    can_combine: bool
    can_type: bool
    is_closed: bool
    options: tuple[str, ...] = ()
    decided: str = ""
    kept: tuple[str, ...] = ()


class _Choice(QPushButton):
    """A button that shortens its words to its width."""

    def __init__(self) -> None:
        super().__init__()
        self._words = self._spoken = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(64)

    def say(self, words: str, spoken: str = "") -> None:
        """Show words, as much of them as there is room for; a screen reader says `spoken`."""
        self._words, self._spoken = words, spoken or words
        self.setAccessibleName(self._spoken)
        room = self.width() - 2 * PADDING
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        name, colon, _ = words.partition(": ")
        if colon and len(shown) < len(words) and len(shown) - len(name) < FEWEST:
            shown = name  # a letter or two of the value say nothing
        self.setText(shown.replace("&", "&&"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten for the new width."""
        super().resizeEvent(event)
        self.say(self._words, self._spoken)


class _Typed(QLineEdit):
    """A line that keeps Return and Esc for itself."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Claim the keys before a shortcut of the list takes them."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if isinstance(event, QKeyEvent) and event.key() in keys:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().event(event)


class DecisionPane(QWidget):
    """Shows one line; says what was chosen for it."""

    chosen = Signal(str)  # one of the ids of actions above
    kept = Signal(int)  # the place of one of the decisions that stand apart
    place_wanted = Signal(int, int)  # a quote: whose, and which of theirs
    typed = Signal(str)
    left = Signal()  # the reviewer is done with typing

    def __init__(self, tokens: Tokens) -> None:
        """Build the pane without a line."""
        super().__init__()
        self.setAccessibleName(self.tr("Decision"))
        self._tokens = tokens
        self._shown: Shown | None = None
        self.title = ElidedLabel()
        self.about = QLabel()
        self.sides = (QTextBrowser(), QTextBrowser())
        self.buttons = {key: _Choice() for key in (TAKE_A, TAKE_B, COMBINE, TYPE, DEFER)}
        self.value = _Typed()
        self.use = QPushButton(self.tr("Use this value"))
        self.reason = _Typed()
        self.error = QLabel()
        self._typing, self._apart = QWidget(), QWidget()
        self.keeps = (_Choice(), _Choice())
        self._build()

    def show_line(self, shown: Shown) -> None:
        """Show a line."""
        same = self._shown is not None and self._shown.title == shown.title
        self._shown = shown
        self.title.setText(shown.title)
        self.about.setText(shown.decided or shown.about)
        self._dress_sides()
        self._name_buttons(shown)
        self._apart.setVisible(bool(shown.kept))
        for number, (button, words) in enumerate(zip(self.keeps, shown.kept, strict=False)):
            spoken = self.tr("Keep the decision of {0}").format(words)
            button.say(f"{5 + number}  {words}", spoken)
            button.setToolTip(words)
        if not same:
            self.reason.clear()
            self._typing.hide()
        self.error.hide()
        for widget in (*self.buttons.values(), self.reason):
            widget.setEnabled(not shown.is_closed)
        self.buttons[COMBINE].setEnabled(shown.can_combine and not shown.is_closed)
        self.buttons[TYPE].setEnabled(shown.can_type and not shown.is_closed)

    def begin_typing(self, text: str) -> None:
        """Let a value of its own be typed, beginning with a text."""
        if self._shown is None or not self._shown.can_type or self._shown.is_closed:
            return
        self.error.hide()
        self.value.setText(text)
        completer = QCompleter(list(self._shown.options), self.value)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.value.setCompleter(completer)
        self._typing.show()
        self.value.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.value.selectAll()

    def show_error(self, sentence: str) -> None:
        """Say why a value was not taken."""
        self.error.setText(sentence)
        self.error.show()

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._tokens = tokens
        self._dress_sides()

    def _name_buttons(self, shown: Shown) -> None:
        names = {
            TAKE_A: (self.tr("1  Take A"), shown.labels[0]),
            TAKE_B: (self.tr("2  Take B"), shown.labels[1]),
            COMBINE: (self.tr("3  Combine"), ""),
            TYPE: (self.tr("4  Type…"), ""),
            DEFER: (self.tr("U  Ask third"), ""),
        }
        for key, (name, value) in names.items():
            button = self.buttons[key]
            line = " ".join(value.split())
            button.say(f"{name}: {line}" if value else name)
            button.setAccessibleDescription(value)
            button.setToolTip(value)

    def _dress_sides(self) -> None:
        if self._shown is None:
            return
        for number, (letter, ink) in enumerate((("A", "reviewer_a"), ("B", "reviewer_b"))):
            colour = self._tokens[ink].name()
            words = _marked(self._shown.pieces[number], colour, struck=number == 0)
            muted = self._tokens["text_muted"].name()
            quotes = "".join(
                f'<p style="color:{muted}; margin:3px 0 0 0">“{escape(quote)}” '
                f'<a href="{place}" style="color:{colour}">{escape(page)}</a></p>'
                for place, (quote, page) in enumerate(self._shown.quotes[number])
            )
            head = f'<b style="color:{colour}">{letter}</b>&nbsp; {words or "–"}'
            self.sides[number].setHtml(f"<div>{head}</div>{quotes}")

    def _build(self) -> None:
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        set_kind(self.about, "caption")
        self.about.setWordWrap(True)
        set_kind(self.error, "error")
        self.error.setWordWrap(True)
        self.error.hide()
        for number, name in enumerate((self.tr("A says"), self.tr("B says"))):
            side = self.sides[number]
            side.setAccessibleName(name)
            side.setOpenLinks(False)
            side.anchorClicked.connect(
                lambda link, n=number: self.place_wanted.emit(n, int(link.toString()))
            )
            side.setMinimumHeight(44)
            side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            side.setTabChangesFocus(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addLayout(_row(self.sides), 1)
        column.addLayout(self._build_buttons())
        column.addWidget(self._apart)
        self._build_apart()
        self._build_typing()
        column.addWidget(self._typing)
        column.addWidget(self.error)
        self.reason.setPlaceholderText(
            self.tr("Reason for the decision (optional; kept in the log)")
        )
        self.reason.setAccessibleName(self.tr("Reason for the decision"))
        self.reason.returnPressed.connect(self.left)
        self.reason.left.connect(self.left)
        column.addWidget(self.reason)

    def _build_buttons(self) -> QHBoxLayout:
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, k=key: self.chosen.emit(k))
        return _row(tuple(self.buttons.values()))

    def _build_apart(self) -> None:
        row = QHBoxLayout(self._apart)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for number, button in enumerate(self.keeps):
            button.clicked.connect(lambda _on=False, n=number: self.kept.emit(n))
            row.addWidget(button, 1)
        self._apart.hide()

    def _build_typing(self) -> None:
        self.value.setAccessibleName(self.tr("Value of its own"))
        self.value.setPlaceholderText(self.tr("A value, or NR, NA, Unclear; several apart by ;"))
        self.use.setAccessibleName(self.tr("Use this value"))
        self.use.clicked.connect(lambda _on=False: self.typed.emit(self.value.text()))
        self.value.returnPressed.connect(lambda: self.typed.emit(self.value.text()))
        self.value.left.connect(self._leave_typing)
        row = QHBoxLayout(self._typing)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.value, 1)
        row.addWidget(self.use)
        self._typing.hide()

    def _leave_typing(self) -> None:
        self._typing.hide()
        self.left.emit()


def _row(widgets: Sequence[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget, 1)
    return row


def _marked(pieces: Sequence[Piece], colour: str, *, struck: bool) -> str:
    line = "line-through" if struck else "underline"
    look = f"color:{colour}; font-weight:600; text-decoration:{line}"
    return "".join(
        f'<span style="{look}">{escape(text)}</span>'
        if differs
        else escape(text).replace("\n", "<br>")
        for text, differs in pieces
    )
