"""The start screen: start a review, go on with a recent one, or try the sample."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.home.recent_list import RecentList
from ui.home.sample_picture import SamplePicture
from ui.settings import RecentReview
from ui.style_sheet import restyle, set_kind
from ui.theme import Tokens
from ui.widgets.drops import dropped_files

WIDEST = 1240  # pixels; the column is centred in a wider window


class HomeView(QWidget):
    """Says what the reviewer wants to start with."""

    new_requested = Signal()
    open_chosen = Signal()  # Open…: the window asks for the folder
    open_requested = Signal(object)  # Path of a listed or dropped review folder
    sample_requested = Signal()
    find_requested = Signal(object)  # Path of a listed review whose folder is gone
    recent_removed = Signal(object)  # Path
    files_dropped = Signal(list)  # Paths of PDFs, to make a review from

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        """Start without recent reviews."""
        super().__init__(parent)
        self._tokens = tokens
        self._buttons: list[tuple[QPushButton, str, str]] = []
        self._recent = RecentList(tokens)
        self._picture = SamplePicture(tokens)
        self._pages = QStackedWidget()
        self._drop = QFrame()
        self._build()
        self._recent.open_requested.connect(self.open_requested)
        self._recent.find_requested.connect(self.find_requested)
        self._recent.removed.connect(self.recent_removed)
        self.dress(tokens)

    def show_recent(self, reviews: tuple[RecentReview, ...]) -> None:
        """List the reviews opened before, the latest first; without any, offer the sample."""
        self._recent.show_reviews(reviews)
        self._pages.setCurrentIndex(0 if reviews else 1)

    def dress(self, tokens: Tokens) -> None:
        """Draw in the colours of the theme."""
        self._tokens = tokens
        self._recent.dress(tokens)
        self._picture.dress(tokens)
        for button, icon, colour in self._buttons:
            button.setIcon(self._icon(icon, colour))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take PDFs and folders."""
        if dropped_files(event.mimeData(), (".pdf",)):
            event.acceptProposedAction()
            self._mark_drop(True)

    def dragLeaveEvent(self, event: object) -> None:
        """Take the mark away."""
        self._mark_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a dropped review folder, or pass PDFs on."""
        self._mark_drop(False)
        files = dropped_files(event.mimeData(), (".pdf",))
        if not files:
            return
        event.acceptProposedAction()
        if len(files) == 1 and (files[0] / "review.sqlite").is_file():
            self.open_requested.emit(files[0])
        else:
            self.files_dropped.emit(list[Path](files))

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Start"))
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addLayout(self._head())
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._start_card())
        self._pages.addWidget(self._recent)
        self._pages.addWidget(self._sample_card())
        middle.addWidget(self._pages, 1)
        column.addLayout(middle, 1)
        column.addWidget(self._drop_hint())
        body = QWidget()
        body.setMaximumWidth(WIDEST)
        body.setLayout(column)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.addStretch(1)
        outer.addWidget(body, 1000)
        outer.addStretch(1)

    def _head(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        name = QLabel("Chartdesk")
        set_kind(name, "heading1")
        words = QLabel(
            self.tr("The paper beside your extraction form, for JBI scoping reviews. Offline.")
        )
        set_kind(words, "muted")
        column.addWidget(name)
        column.addWidget(words)
        return column

    def _start_card(self) -> QFrame:
        card, column = _card(self.tr("Start"))
        card.setFixedWidth(280)
        new = self._button(self.tr("New review…"), "file-plus", "on_accent")
        set_kind(new, "primary")
        new.clicked.connect(self.new_requested)
        opened = self._button(self.tr("Open review…"), "folder-open", "text")
        opened.clicked.connect(self.open_chosen)
        sample = self._button(self.tr("Open sample review"), "play", "text")
        sample.clicked.connect(self.sample_requested)
        for button in (new, opened, sample):
            column.addWidget(button)
        words = QLabel(
            self.tr(
                "Learn in five minutes: open the sample, select words in the paper and press F. "
                "They fill the field, with the page they come from."
            )
        )
        words.setWordWrap(True)
        set_kind(words, "muted")
        column.addSpacing(8)
        column.addWidget(words)
        column.addStretch(1)
        return card

    def _sample_card(self) -> QFrame:
        card, column = _card(self.tr("Nothing opened yet"))
        words = QLabel(
            self.tr(
                "Try the sample first: three papers and a form, about ten minutes. "
                "It opens as your own copy, so nothing can go wrong."
            )
        )
        words.setWordWrap(True)
        button = self._button(self.tr("Try the sample review"), "play", "text")
        button.clicked.connect(self.sample_requested)
        column.addWidget(self._picture)
        column.addWidget(words)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return card

    def _drop_hint(self) -> QFrame:
        set_kind(self._drop, "drop")
        row = QHBoxLayout(self._drop)
        row.setContentsMargins(12, 8, 12, 8)
        words = QLabel(self.tr("Drop a review folder here to open it, or PDFs to start with them"))
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_kind(words, "muted")
        row.addWidget(words)
        return self._drop

    def _button(self, text: str, icon: str, colour: str) -> QPushButton:
        button = QPushButton(text)
        self._buttons.append((button, icon, colour))
        return button

    def _icon(self, name: str, colour: str) -> QIcon:
        return self._tokens.icon(name, colour)

    def _mark_drop(self, active: bool) -> None:
        self._drop.setProperty("active", "true" if active else "false")
        restyle(self._drop)


def _card(title: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    set_kind(card, "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 16)
    column.setSpacing(8)
    heading = QLabel(title)
    set_kind(heading, "heading3")
    column.addWidget(heading)
    return card, column
