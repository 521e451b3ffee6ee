"""Paints a cell of the list of records: an icon and one line of text, nothing more."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

EDGE, ICON = 8, 16  # pixels


class LineDelegate(QStyledItemDelegate):
    """Cells of a long list are painted straight: a style sheet takes twice as long."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the ground of a chosen line, the icon, and the text as far as there is room."""
        area: QRect = option.rect
        palette: QPalette = option.palette
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(area, palette.highlight())
        left = area.left() + EDGE
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(painter, left, area.center().y() - ICON // 2 + 1, ICON, ICON)
            left += ICON + 6
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if text:
            role = QPalette.ColorRole.HighlightedText if is_chosen else QPalette.ColorRole.Text
            painter.setPen(palette.color(role))
            room = QRect(left, area.top(), area.right() - left - 2, area.height())
            metrics = option.fontMetrics
            shown = metrics.elidedText(str(text), Qt.TextElideMode.ElideRight, room.width())
            where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(room, where, shown)
