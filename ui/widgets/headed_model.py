"""A table of lines under headings: the counts and names that every such table gives alike."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
DISPLAY = Qt.ItemDataRole.DisplayRole


class HeadedModel(QAbstractTableModel):
    """Counts its lines and names its columns; what a cell says is told by the model on it.

    `lines` are what the rows are of, `heads` the names of the columns, in the user's language.
    """

    lines: Sequence[Any] = ()
    heads: Sequence[str] = ()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Count the lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        """Return the name of a column."""
        is_name = orientation is Qt.Orientation.Horizontal and role == DISPLAY
        return self.heads[section] if is_name and section < len(self.heads) else None
