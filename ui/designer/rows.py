"""Rows of lists and trees that are high enough to press."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

ROW = 26  # pixels


class HighRows(QStyledItemDelegate):
    """Rows at least as high as a target must be (WCAG 2.5.8)."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Leave room above and below the words."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(ROW, size.height() + 6))
