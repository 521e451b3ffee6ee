"""The window beside the papers that lists the places a search found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.counting import counted
from ui.flows.hit_rows import ROW_ROLE, HitDelegate, HitModel
from ui.style_sheet import set_kind
from ui.theme import Tokens

if TYPE_CHECKING:
    from app.services.search import Hit


class FindList(QDialog):
    """A line to type in and the places found, study by study; stays open beside the window."""

    query_entered = Signal(str)
    cancel_requested = Signal()
    hit_chosen = Signal(object)  # Hit

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        """Start without a search."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find in all papers"))
        self.resize(640, 480)
        self._asked = ""
        self._is_opened = False  # the current place was, so that the next step goes on from it
        self._line = QLineEdit()
        self._hint = QLabel()
        self._state = QLabel()
        self._cancel = QPushButton(self.tr("Cancel"))
        self._previous = self._button(self.tr("Previous place"))
        self._next = self._button(self.tr("Next place"))
        self._model = HitModel(self)
        self._delegate = HitDelegate(self._model, tokens)
        self._rows = QListView()
        self._name()
        self._arrange()
        self._connect()
        self.dress(tokens)
        self._tell(self.tr("Type words and press Return."))
        self._show_busy(False)

    @property
    def state(self) -> str:
        """What is said of the search."""
        return self._state.text()

    def begin(self) -> None:
        """Take the focus to type another search."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def use_keys(self, following: Sequence[QKeySequence], before: Sequence[QKeySequence]) -> None:
        """Step through the places with these keys."""
        for keys, by in ((following, 1), (before, -1)):
            action = QAction(self)
            action.setShortcuts(list(keys))
            action.triggered.connect(lambda _checked=False, by=by: self.step(by))
            self.addAction(action)

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of a theme."""
        self._delegate.dress(tokens)
        self._previous.setIcon(tokens.icon("chevron-up"))
        self._next.setIcon(tokens.icon("chevron-down"))
        self._rows.viewport().update()

    def show_hits(self, hits: Sequence[Hit], *, are_all: bool = True) -> None:
        """Show what was found; without `are_all` there is more than that."""
        self._show_busy(False)
        self._model.show_hits(hits)
        self._tell(self._summary(hits, are_all=are_all))
        self._is_opened = False
        rows = self._model.hit_rows()
        if rows:
            self._rows.setCurrentIndex(self._model.index(rows[0]))
        self._enable_steps()

    def show_problem(self, sentence: str) -> None:
        """Say why nothing was found; what was found before stays."""
        self._show_busy(False)
        self._asked = ""
        self._tell(sentence, "warning")

    def show_stopped(self) -> None:
        """Say that the search was cancelled."""
        self._show_busy(False)
        self._asked = ""
        self._tell(self.tr("Stopped. Press Return to search again."))

    def step(self, by: int) -> None:
        """Open the next (1) or previous (-1) place; after the last comes the first."""
        rows = self._model.hit_rows()
        if not rows:
            return
        here = self._rows.currentIndex().row()
        at = rows.index(here) + (by if self._is_opened else 0) if here in rows else 0
        index = self._model.index(rows[at % len(rows)])
        self._rows.setCurrentIndex(index)
        self._on_activated(index)

    def reject(self) -> None:
        """Stop a search that is under way, else close."""
        if self._cancel.isVisible():
            self.cancel_requested.emit()
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return search or open, and Down lead from the line to the places."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                event.accept()
            case Qt.Key.Key_Down if self._line.hasFocus() and self._model.hit_rows():
                self._rows.setFocus(Qt.FocusReason.TabFocusReason)
            case _:
                super().keyPressEvent(event)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _name(self) -> None:
        self._line.setPlaceholderText(self.tr("Words to find in papers, answers and quotes"))
        self._line.setAccessibleName(self._line.placeholderText())
        self._line.setClearButtonEnabled(True)
        self._hint.setText(
            self.tr(
                "Finds pages with all the words. “Quotation marks” keep words together, "
                "a star ends a word early: support*"
            )
        )
        self._hint.setWordWrap(True)
        self._line.setAccessibleDescription(self._hint.text())
        self._state.setWordWrap(True)
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._rows.setAccessibleName(self.tr("Places found"))
        for button in (self._cancel, self._previous, self._next):
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)

    def _arrange(self) -> None:
        set_kind(self._hint, "caption")
        self._rows.setItemDelegate(self._delegate)
        self._rows.setModel(self._model)
        self._rows.setMouseTracking(True)
        self._rows.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        strip = QHBoxLayout()
        strip.setSpacing(4)
        strip.addWidget(self._state, 1)
        for button in (self._cancel, self._previous, self._next):
            strip.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._line)
        column.addWidget(self._hint)
        column.addLayout(strip)
        column.addWidget(self._rows, 1)

    def _connect(self) -> None:
        self._line.returnPressed.connect(self._on_entered)
        self._rows.activated.connect(self._on_activated)
        self._rows.clicked.connect(self._on_activated)
        self._cancel.clicked.connect(self.cancel_requested)
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))

    def _summary(self, hits: Sequence[Hit], *, are_all: bool) -> str:
        if not hits:
            return self.tr("Nothing found. Try fewer or shorter words.")
        studies = len({hit.study_id for hit in hits})
        of_studies = counted(studies, self.tr("in 1 study"), self.tr("in {n} studies"))
        if not are_all:
            return self.tr("The first {n} places, {studies}. More words find fewer.").format(
                n=len(hits), studies=of_studies
            )
        places = counted(len(hits), self.tr("1 place"), self.tr("{n} places"))
        return f"{places} {of_studies}."

    def _tell(self, sentence: str, tone: str = "neutral") -> None:
        set_kind(self._state, "state" if tone != "neutral" else "label", tone)
        self._state.setText(sentence)
        self._rows.setAccessibleDescription(sentence)

    def _show_busy(self, is_busy: bool) -> None:
        self._cancel.setVisible(is_busy)
        self._enable_steps()

    def _enable_steps(self) -> None:
        for button in (self._previous, self._next):
            button.setEnabled(bool(self._model.hit_rows()))

    def _on_entered(self) -> None:
        text = self._line.text()
        if text.strip() and text == self._asked and self._model.hit_rows():
            self.step(1)
            return
        self._asked = text
        self._tell(self.tr("Searching…"))
        self._show_busy(True)
        self.query_entered.emit(text)

    def _on_activated(self, index: QModelIndex) -> None:
        if index.row() in self._model.hit_rows():
            self._is_opened = True
            self.hit_chosen.emit(index.data(ROW_ROLE))
