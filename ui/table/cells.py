"""How cells of the charting table are painted."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.domain.charting import Look, Tone
from app.domain.fields import NUMBER_TYPES, FieldType
from ui.table.model import LOOK_ROLE, ChartingModel
from ui.theme import Tokens

Index = QModelIndex | QPersistentModelIndex
PADDING = 6  # pixels beside the text of a cell
RIGHT_TYPES = NUMBER_TYPES | {FieldType.YEAR}
_COLOURS = {
    Tone.VALUE: "text",
    Tone.MARK: "text_muted",
    Tone.FOLDED: "text_muted",
    Tone.EMPTY: "text_muted",
    Tone.NOT_ASKED: "text_disabled",
}


class CellPainting(QStyledItemDelegate):
    """Paints a cell with its quotes and its flag."""

    def __init__(self, tokens: Tokens) -> None:
        """Paint in these colours, one line a cell."""
        super().__init__()
        self.tokens = tokens
        self.wraps = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the text, the number of quotes and the flag of a cell."""
        seen = index.data(LOOK_ROLE)
        if not isinstance(seen, Look):
            self._paint_name(painter, option, index)
            return
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect
        if is_chosen:
            painter.fillRect(rect, self.tokens["selection"])
        elif seen.tone is Tone.NOT_ASKED:
            painter.fillRect(rect, self.tokens["surface_alt"])
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        painter.setFont(_font(option.font, seen.tone))
        inner = self._paint_marks(painter, inner, seen)
        painter.setPen(self.tokens["on_selection" if is_chosen else _COLOURS[seen.tone]])
        self._paint_text(painter, option, inner, seen.text, self._is_right(index))
        self._paint_focus(painter, option)

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, self.tokens["selection" if is_chosen else "surface"])
        font = QFont(option.font)
        font.setBold(not str(index.data() or "").startswith(" "))
        painter.setFont(font)
        painter.setPen(self.tokens["on_selection" if is_chosen else "text"])
        inner = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        self._paint_text(painter, option, inner, str(index.data() or ""), False)
        self._paint_focus(painter, option)

    def _paint_marks(self, painter: QPainter, rect: QRect, seen: Look) -> QRect:
        """Paint flag and quotes at the right, and return what is left for the text."""
        if seen.quotes:
            said = "❝" if seen.quotes == 1 else f"❝{seen.quotes}"
            painter.setPen(self.tokens["accent"])
            painter.drawText(
                rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said
            )
            rect = rect.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(said) - 4, 0)
        if seen.flagged:
            flag = self.tokens.icon("flag", "warning").pixmap(14, 14)
            painter.drawPixmap(rect.left(), rect.center().y() - 6, flag)
            rect = rect.adjusted(18, 0, 0, 0)
        return rect

    def _paint_text(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, text: str, right: bool
    ) -> None:
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if self.wraps:
            flags = side | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(rect.adjusted(0, 3, 0, -3), int(flags), text)
            return
        line = painter.fontMetrics().elidedText(
            text.replace("\n", " ⏎ "), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, line)

    def _paint_focus(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self.tokens["focus"])
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))

    def _is_right(self, index: Index) -> bool:
        model = index.model()
        if not isinstance(model, ChartingModel) or not index.column():
            return False
        return model.fields[index.column() - 1].type in RIGHT_TYPES


def _font(font: QFont, tone: Tone) -> QFont:
    if tone is not Tone.MARK:
        return font
    leaning = QFont(font)
    leaning.setItalic(True)
    return leaning
