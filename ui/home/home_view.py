"""The start screen: start a review, go on with a recent one, or try the sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.home.sample_picture import SamplePicture
from ui.style_sheet import restyle, set_kind
from ui.widgets.drops import dropped_files

if TYPE_CHECKING:
    from ui.home.recent_list import RecentList
    from ui.settings import RecentReview
    from ui.theme import Tokens

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
        self._recent: RecentList | None = None
        self._picture: SamplePicture | None = None
        self._offer: QFrame | None = None
        self._pages = QStackedWidget()
        self._drop = QFrame()
        self._build()

    def show_recent(self, reviews: tuple[RecentReview, ...]) -> None:
        """List the reviews opened before, the latest first; without any, offer the sample."""
        if reviews:
            recent = self._recent_list()
            recent.show_reviews(reviews)
            self._pages.setCurrentWidget(recent)
        else:
            self._pages.setCurrentWidget(self._sample_offer())

    def dress(self, tokens: Tokens) -> None:
        """Draw in the colours of the theme."""
        self._tokens = tokens
        for part in (self._recent, self._picture):
            if part is not None:
                part.dress(tokens)
        for button, icon, colour in self._buttons:
            button.setIcon(tokens.icons.small(icon, colour))

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

    def _recent_list(self) -> RecentList:
        """Return the list, made when there is something to list."""
        if self._recent is None:
            from ui.home.recent_list import RecentList

            self._recent = RecentList(self._tokens)
            self._recent.open_requested.connect(self.open_requested)
            self._recent.find_requested.connect(self.find_requested)
            self._recent.removed.connect(self.recent_removed)
            self._pages.addWidget(self._recent)
        return self._recent

    def _sample_offer(self) -> QFrame:
        """Return the card of the sample, made when it is shown first."""
        if self._offer is None:
            self._picture = SamplePicture(self._tokens)
            self._offer = self._sample_card(self._picture)
            self._pages.addWidget(self._offer)
        return self._offer

    def _sample_card(self, picture: SamplePicture) -> QFrame:
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
        column.addWidget(picture)
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
        button = QPushButton(self._tokens.icons.small(icon, colour), text)
        self._buttons.append((button, icon, colour))
        return button

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
