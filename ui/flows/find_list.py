"""The list of places that a search found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.counting import counted

if TYPE_CHECKING:
    from app.services.search import Hit

HIT_ROLE = Qt.ItemDataRole.UserRole


class FindList(QDialog):
    """A line to type in and the places found, study by study."""

    query_entered = Signal(str)
    hit_chosen = Signal(object)  # Hit

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a search."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find in all papers"))
        self.resize(640, 480)
        self._line = QLineEdit()
        self._line.setPlaceholderText(self.tr("Words to find in papers, answers and quotes"))
        self._line.setAccessibleName(self._line.placeholderText())
        self._line.setClearButtonEnabled(True)
        self._count = QLabel(self.tr("Type words and press Return."))
        self._rows = QListWidget()
        self._rows.setAccessibleName(self.tr("Places found"))
        self._rows.setWordWrap(True)
        self._rows.setAlternatingRowColors(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        for widget in (self._line, self._count, self._rows):
            column.addWidget(widget)
        self._line.returnPressed.connect(self._on_entered)
        self._rows.itemActivated.connect(self._on_activated)
        self._rows.itemClicked.connect(self._on_activated)

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        """Show what was found."""
        self._rows.clear()
        self._count.setText(
            counted(len(hits), self.tr("1 place found."), self.tr("{n} places found."))
            if hits
            else self.tr("Nothing found. Try fewer or shorter words.")
        )
        for hit in hits:
            item = QListWidgetItem(self._words(hit))
            item.setData(HIT_ROLE, hit)
            self._rows.addItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return in the line search instead of closing the list."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _words(self, hit: Hit) -> str:
        where = self.tr("p. {n}").format(n=hit.page + 1) if hit.page is not None else ""
        what = hit.field_label or ""
        head = " · ".join(part for part in (hit.study_label, where, what) if part)
        return f"{head}\n{hit.excerpt}"

    def _on_entered(self) -> None:
        self._count.setText(self.tr("Searching…"))
        self.query_entered.emit(self._line.text())

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.hit_chosen.emit(item.data(HIT_ROLE))
