"""The numbers of a figure as a table: the accessible twin of the picture."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.headed_model import HeadedModel

Index = QModelIndex | QPersistentModelIndex
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class NumbersModel(HeadedModel):
    """A line a mark; the first line of `show` are the headings."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.heads: tuple[str, ...] = ()
        self.lines: Sequence[tuple[str, ...]] = ()

    def show(self, lines: Sequence[tuple[str, ...]]) -> None:
        """Show other numbers."""
        self.beginResetModel()
        self.heads = lines[0] if lines else ()
        self.lines = lines[1:]
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the text of a cell; numbers stand at the right."""
        text = self.lines[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        is_number = self.heads[index.column()] in ("Sources", "Share", "Number")
        if role == Qt.ItemDataRole.TextAlignmentRole and is_number:
            return RIGHT
        return None
