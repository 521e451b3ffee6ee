"""What was merged into the review, and what was told of it, to be read again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.style_sheet import set_kind
from ui.widgets.headed_model import HeadedModel

if TYPE_CHECKING:
    from app.domain.packets import Merged
    from ui.main_window import MainWindow

Index = QModelIndex | QPersistentModelIndex
DISPLAY, SPOKEN = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
FILE = 2
SIZE = (760, 460)


class MergeModel(HeadedModel):
    """A row a merge: when, whose work, which file, what came."""

    def __init__(self, merges: Sequence[Merged], parent: QWidget) -> None:
        """Show these merges, the latest first."""
        super().__init__(parent)
        self.lines = tuple(merges)
        self.heads = (
            self.tr("When (UTC)"),
            self.tr("Whose work"),
            self.tr("File"),
            self.tr("New answers"),
            self.tr("Changed"),
            self.tr("On both sides"),
        )

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return a merge in words."""
        if not index.isValid() or role not in (DISPLAY, SPOKEN, Qt.ItemDataRole.ToolTipRole):
            return None
        merge = self.lines[index.row()]
        words = (
            merge.at[:16].replace("T", " "),
            merge.reviewer_name,
            merge.file_name,
            str(merge.answers.new),
            str(merge.total.changed),
            str(merge.total.conflicting),
        )
        if role == SPOKEN:
            return ", ".join(f"{h}: {w}" for h, w in zip(self.heads, words, strict=True))
        return words[index.column()]


class MergeReportDialog(QDialog):
    """Lists the merges; what was told of the chosen one stands below."""

    def __init__(self, merges: Sequence[Merged], parent: QWidget) -> None:
        """Show these merges, the latest first, and what was told of it."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("What was merged"))
        self.resize(*SIZE)
        self._model = MergeModel(merges, self)
        self._table = QTableView()
        self._told = QPlainTextEdit()
        self._build(is_empty=not merges)
        self._table.setCurrentIndex(self._model.index(0, 0))
        self._table.setFocus()

    def _build(self, *, is_empty: bool) -> None:
        column = QVBoxLayout(self)
        table = self._table
        table.setModel(self._model)
        table.setAccessibleName(self.tr("Merges, the latest first"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(FILE, QHeaderView.ResizeMode.Stretch)
        table.selectionModel().currentRowChanged.connect(lambda new, _old: self._show(new.row()))
        self._told.setReadOnly(True)
        self._told.setTabChangesFocus(True)
        self._told.setAccessibleName(self.tr("What was told of the merge"))
        none = QLabel(self.tr("Nothing was merged into this review yet."))
        set_kind(none, "muted")
        none.setVisible(is_empty)
        for widget in (none, table, self._told):
            column.addWidget(widget, 0 if widget is none else 1)
        table.setVisible(not is_empty)
        self._told.setVisible(not is_empty)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        column.addWidget(box)

    def _show(self, row: int) -> None:
        told = self._model.lines[row].told if 0 <= row < len(self._model.lines) else ()
        nothing = self.tr("There was nothing to look at: everything was taken in as it is.")
        self._told.setPlainText("\n\n".join(f"• {one}" for one in told) or nothing)


def show(window: MainWindow) -> None:
    """Show what was merged into the open review."""
    if window.review is not None:
        MergeReportDialog(window.review.exchange.merges(), window).open()
