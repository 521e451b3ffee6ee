"""The card of recent reviews, with what can be done to the chosen one."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.home.recent_model import FOUND_ROLE, REVIEW_ROLE, RecentDelegate, RecentModel
from ui.settings import RecentReview
from ui.style_sheet import set_kind
from ui.theme import Tokens


class RecentList(QFrame):
    """Return opens, Delete takes off the list; a missing folder can be looked for."""

    open_requested = Signal(object)  # Path
    find_requested = Signal(object)  # Path
    removed = Signal(object)  # Path

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        """Start without reviews."""
        super().__init__(parent)
        self._model = RecentModel(self)
        self._delegate = RecentDelegate(tokens, self)
        self._view = QListView()
        self._open = QPushButton(self.tr("Open"))
        self._find = QPushButton(self.tr("Find folder…"))
        self._remove = QPushButton(self.tr("Remove from list"))
        self._build()
        self._view.activated.connect(self._on_activated)
        self._view.selectionModel().currentChanged.connect(self._on_current_changed)
        self._open.clicked.connect(self._on_open)
        self._find.clicked.connect(self._on_find)
        self._remove.clicked.connect(self._on_remove)

    def show_reviews(self, reviews: tuple[RecentReview, ...]) -> None:
        """List the reviews, the latest first, and choose the first."""
        self._model.show(reviews)
        self._view.setCurrentIndex(self._model.index(0))
        self._on_current_changed()

    def dress(self, tokens: Tokens) -> None:
        """Draw in the colours of the theme."""
        self._delegate.dress(tokens)
        self._view.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Delete take the chosen review off the list."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._on_remove()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        set_kind(self, "card")
        heading = QLabel(self.tr("Recent reviews"))
        set_kind(heading, "heading3")
        self._view.setModel(self._model)
        self._view.setItemDelegate(self._delegate)
        self._view.setAccessibleName(self.tr("Recent reviews"))
        self._view.setMouseTracking(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_kind(self._view, "plain")
        set_kind(self._open, "primary")
        row = QHBoxLayout()
        row.addWidget(self._open)
        row.addWidget(self._find)
        row.addWidget(self._remove)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(heading)
        column.addWidget(self._view, 1)
        column.addLayout(row)

    def _chosen(self) -> tuple[RecentReview, bool] | None:
        index = self._view.currentIndex()
        review = index.data(REVIEW_ROLE)
        if not isinstance(review, RecentReview):
            return None
        return review, bool(index.data(FOUND_ROLE))

    def _on_activated(self, index: QModelIndex) -> None:
        self._on_open() if index.data(FOUND_ROLE) else self._on_find()

    def _on_current_changed(self) -> None:
        chosen = self._chosen()
        self._open.setVisible(chosen is None or chosen[1])
        self._find.setVisible(chosen is not None and not chosen[1])
        for button in (self._open, self._find, self._remove):
            button.setEnabled(chosen is not None)

    def _on_open(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.open_requested.emit(chosen[0].folder)

    def _on_find(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.find_requested.emit(chosen[0].folder)

    def _on_remove(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.removed.emit(chosen[0].folder)
