"""How the rows of the popup lists look: number, tick box, words, place.

Colours come from the palette, so that a popup follows the theme by itself.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

NUMBER = Qt.ItemDataRole.UserRole  # text before the words
PLACE = Qt.ItemDataRole.UserRole + 1  # muted text at the right
HEIGHT = 26  # pixels, the least
BOX = 14
Index = QModelIndex | QPersistentModelIndex
Role = QPalette.ColorRole
TEXT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ListRows(QStyledItemDelegate):
    """Paints the rows of a popup list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Be high enough to press."""
        return QSize(120, max(HEIGHT, option.fontMetrics.height() + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint background, number, box, words and place."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect
        _paint_back(painter, option)
        x = rect.left() + 6
        number = str(index.data(NUMBER) or "")
        digits = option.fontMetrics.horizontalAdvance("000")
        painter.setPen(option.palette.color(Role.PlaceholderText))
        painter.drawText(QRect(x, rect.top(), digits, rect.height()), TEXT, number)
        x += digits + 4
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is not None:
            box = QRect(x, rect.center().y() - BOX // 2 + 1, BOX, BOX)
            _paint_box(painter, box, option.palette, is_ticked=ticked == Qt.CheckState.Checked)
            x += BOX + 8
        _paint_words(painter, option, index, x)
        painter.restore()


def _paint_back(painter: QPainter, option: QStyleOptionViewItem) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    if option.state & QStyle.StateFlag.State_Selected:
        painter.setBrush(option.palette.color(Role.Highlight))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(option.palette.color(Role.AlternateBase))
    else:
        return
    painter.drawRoundedRect(QRectF(option.rect), 4, 4)


def _paint_box(painter: QPainter, box: QRect, palette: QPalette, *, is_ticked: bool) -> None:
    painter.setPen(QPen(palette.color(Role.Accent if is_ticked else Role.Dark), 1))
    painter.setBrush(palette.color(Role.Accent if is_ticked else Role.Base))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if is_ticked:
        painter.setPen(QPen(palette.color(Role.Base), 2))
        middle = QPoint(box.left() + 6, box.bottom() - 4)
        painter.drawLine(QPoint(box.left() + 3, box.center().y() + 1), middle)
        painter.drawLine(middle, QPoint(box.right() - 3, box.top() + 4))


def _paint_words(
    painter: QPainter, option: QStyleOptionViewItem, index: Index, left_edge: int
) -> None:
    metrics = option.fontMetrics
    rect = option.rect
    room = QRect(left_edge, rect.top(), rect.right() - 6 - left_edge, rect.height())
    words = str(index.data(Qt.ItemDataRole.DisplayRole))
    place = str(index.data(PLACE) or "")
    left = room.width() - metrics.horizontalAdvance(words) - 12
    is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
    ink = option.palette.color(Role.HighlightedText if is_selected else Role.Text)
    if place and left > metrics.averageCharWidth() * 8:
        cut = metrics.elidedText(place, Qt.TextElideMode.ElideRight, left)
        painter.setPen(ink if is_selected else option.palette.color(Role.PlaceholderText))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, cut)
    painter.setPen(ink)
    cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, TEXT, cut)


def dress_list(view: QListView) -> None:
    """Give a popup's list these rows, without a frame or a scroll bar below."""
    view.setFrameShape(QListView.Shape.NoFrame)
    view.setItemDelegate(ListRows(view))
    view.setMouseTracking(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.viewport().setBackgroundRole(Role.ToolTipBase)


def fit_rows(view: QListView, most: int) -> None:
    """Make the list as high as its rows, up to so many."""
    rows = min(max(view.model().rowCount(), 1), most)
    view.setFixedHeight(max(view.sizeHintForRow(0), HEIGHT) * rows + 4)
