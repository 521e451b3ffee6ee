"""The small bar beside a selection: what can be done with it, by mouse or by key."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from ui.style_sheet import set_kind
from ui.theme import Tokens

DISTANCE = 8  # pixels between selection and bar
SUGGESTIONS = 6
LABEL_LENGTHS = (28, 18)  # characters of a suggestion, tried one after the other
TARGET_LENGTHS = (36, 14)  # characters of the field on the first button


class SelectionBar(QFrame):
    """Fill, suggestions, another field, append, evidence, more. It never takes the focus."""

    fill_requested = Signal()
    append_requested = Signal()
    evidence_requested = Signal()
    keep_requested = Signal()
    to_field_requested = Signal()
    suggestion_chosen = Signal(int)  # from 0
    copy_requested = Signal()
    copy_cited_requested = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "popup")
        self.setAccessibleName(self.tr("Selection actions"))
        self._row = QHBoxLayout(self)
        self._target: str | None = None
        self._is_filled = False
        self._labels: tuple[str, ...] = ()
        self._fill = QPushButton()
        set_kind(self._fill, "primary")
        self._suggested = [self._button() for _ in range(SUGGESTIONS)]
        self._to_field = self._button()
        self._append = self._button()
        self._evidence = self._button()
        self._more = self._button()
        self._more.setAccessibleName(self.tr("More actions"))
        self._more.setToolTip(self._more.accessibleName())
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._more.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._arrange()
        self._connect()
        self.set_tokens(tokens)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw the icon in the colours of the theme."""
        self._more.setIcon(tokens.icon("ellipsis"))

    def show_target(self, text: str | None, is_filled: bool) -> None:
        """Name the field that Fill goes to; a filled one can be appended to or replaced."""
        self._target, self._is_filled = text, is_filled

    def show_suggestions(self, labels: Sequence[str]) -> None:
        """Offer up to six other fields."""
        self._labels = tuple(labels[:SUGGESTIONS])

    def place(self, selection: QRectF, room: QSize) -> None:
        """Show the bar below the selection, or above it when there is no room below."""
        self._fit(room.width() - 2 * DISTANCE)
        size = self._row.totalSizeHint()
        self.resize(min(size.width(), room.width() - 2 * DISTANCE), size.height())
        y = selection.bottom() + DISTANCE
        if y + self.height() > room.height():
            y = selection.top() - DISTANCE - self.height()
        y = min(max(y, 2), room.height() - self.height() - 2)
        x = min(max(selection.left(), DISTANCE), room.width() - self.width() - DISTANCE)
        self.move(round(x), round(y))
        self.show()
        self.raise_()

    def _arrange(self) -> None:
        row = self._row
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(2)
        for button in (
            *(self._fill, self._append, *self._suggested),
            *(self._to_field, self._evidence, self._more),
        ):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)

    def _connect(self) -> None:
        self._fill.clicked.connect(self.fill_requested)
        self._append.clicked.connect(self.append_requested)
        self._evidence.clicked.connect(self.evidence_requested)
        self._to_field.clicked.connect(self.to_field_requested)
        for index, button in enumerate(self._suggested):
            button.clicked.connect(partial(self.suggestion_chosen.emit, index))

    def _button(self) -> QToolButton:
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setAutoRaise(True)
        return button

    def _fit(self, width: int) -> None:
        """Shorten the suggestions, move them into the menu, then the rest, until the bar fits."""
        for length in LABEL_LENGTHS:
            self._write(length, TARGET_LENGTHS[0])
            if self._needs() <= width:
                return
        first = () if self._is_filled else (self._append,)  # on an empty field it is Fill
        if self._hide_until(width, (*first, *reversed(self._suggested))):
            return
        self._write(LABEL_LENGTHS[-1], TARGET_LENGTHS[-1])
        self._hide_until(width, (*reversed(self._suggested), self._append, self._evidence))

    def _hide_until(self, width: int, spare: Sequence[QToolButton]) -> bool:
        """Hide buttons one by one; tell whether the bar fits at last."""
        for button in spare:
            button.setVisible(False)
            if self._needs() <= width:
                return True
        return False

    def _needs(self) -> int:
        self._row.invalidate()
        return self._row.totalSizeHint().width()

    def _write(self, length: int, target_length: int) -> None:
        has_target = self._target is not None
        fill = self._fill_words()
        spare = len(fill) - len(self._target or "")
        _label(self._fill, fill, "F", target_length + spare - 1)
        _label(self._append, self.tr("Append"), "A")
        _label(self._to_field, self.tr("To field…"), "T")
        _label(self._evidence, self.tr("Evidence"), "E")
        for button in (self._fill, self._append, self._evidence):
            button.setVisible(has_target)
        for index, button in enumerate(self._suggested):
            button.setVisible(index < len(self._labels))
            if index < len(self._labels):
                _label(button, self._labels[index], str(index + 1), length, key_first=True)

    def _fill_words(self) -> str:
        words = self.tr("Replace {0}") if self._is_filled else self.tr("Fill {0}")
        return words.format(self._target or "")

    def offer_all(self, menu: QMenu) -> None:
        """Put everything the bar offers into a menu."""
        if self._target is not None:
            _add(menu, f"{self._fill_words()}\tF", self.fill_requested.emit)
            self._offer_append(menu)
            self._offer_evidence(menu)
        for index, label in enumerate(self._labels):
            _add(menu, f"{label}\t{index + 1}", partial(self.suggestion_chosen.emit, index))
        _add(menu, f"{self.tr('To field…')}\tT", self.to_field_requested.emit)
        menu.addSeparator()
        self._offer_copies(menu)

    def _offer_append(self, menu: QMenu) -> None:
        _add(menu, f"{self.tr('Append')}\tA", self.append_requested.emit)

    def _offer_evidence(self, menu: QMenu) -> None:
        _add(menu, f"{self.tr('Evidence only')}\tE", self.evidence_requested.emit)

    def _offer_copies(self, menu: QMenu) -> None:
        _add(menu, self.tr("Copy"), self.copy_requested.emit)
        _add(menu, self.tr("Copy with citation"), self.copy_cited_requested.emit)
        _add(menu, self.tr("Keep without a field"), self.keep_requested.emit)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for index, label in enumerate(self._labels):
            if self._suggested[index].isHidden():
                _add(
                    self._menu, f"{label}\t{index + 1}", partial(self.suggestion_chosen.emit, index)
                )
        if self._target is not None and self._append.isHidden():
            self._offer_append(self._menu)
        if self._target is not None and self._evidence.isHidden():
            self._offer_evidence(self._menu)
        if not self._menu.isEmpty():
            self._menu.addSeparator()
        self._offer_copies(self._menu)


def _add(menu: QMenu, text: str, act: Callable[[], None]) -> None:
    menu.addAction(text.replace("&", "&&")).triggered.connect(lambda _on: act())


def _label(
    button: QPushButton | QToolButton,
    text: str,
    key: str,
    length: int = 40,
    *,
    key_first: bool = False,
) -> None:
    """Write text and key on a button; the whole text stays in the tip and for screen readers."""
    text = " ".join(text.split())
    short = text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
    shown = f"{key}  {short}" if key_first else f"{short}  {key}"
    button.setText(shown.replace("&", "&&"))
    button.setToolTip(f"{text} ({key})")
    button.setAccessibleName(text)
