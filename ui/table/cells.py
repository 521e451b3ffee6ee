"""How cells of the charting table are painted: fast enough to scroll hundreds of them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.charting import Look, Tone
from app.domain.fields import NUMBER_TYPES, FieldType
from ui.table.model import ChartingModel
from ui.theme import Tokens

Index = QModelIndex | QPersistentModelIndex
PADDING = 6  # pixels beside the text of a cell
MOST = 20_000  # shortened texts that are kept
RIGHT_TYPES = NUMBER_TYPES | {FieldType.YEAR}
CHOSEN = QStyle.StateFlag.State_Selected
FOCUSED = QStyle.StateFlag.State_HasFocus
ELIDE = Qt.TextElideMode.ElideRight
WRAPPED = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
WRAP_LEFT = int(WRAPPED | Qt.AlignmentFlag.AlignLeft)
WRAP_RIGHT = int(WRAPPED | Qt.AlignmentFlag.AlignRight)
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
        self._short: dict[tuple[str, int, bool], tuple[str, int]] = {}
        self._marks: dict[int, tuple[QPixmap, int, int]] = {}
        self._middle: int | None = None  # ascent less descent, pixels

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the text, the number of quotes and the flag of a cell."""
        model = index.model()
        if not isinstance(model, ChartingModel):
            return
        state, rect = option.state, option.rect
        is_chosen = bool(state & CHOSEN)
        if not index.column():
            self._paint_name(painter, option, str(index.data() or ""), is_chosen)
        else:
            seen = model.seen(index)
            is_right = model.fields[index.column() - 1].type in RIGHT_TYPES
            self._paint_cell(painter, option, seen, (is_chosen, is_right))
        if state & FOCUSED:
            painter.setPen(self.tokens["focus"])
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, seen: Look, how: tuple[bool, bool]
    ) -> None:
        is_chosen, is_right = how
        rect = option.rect
        if is_chosen:
            painter.fillRect(rect, self.tokens["selection"])
        elif seen.tone is Tone.NOT_ASKED:
            painter.fillRect(rect, self.tokens["surface_alt"])
        if not seen.text and not seen.quotes and not seen.flagged:
            return
        leans = seen.tone is Tone.MARK
        painter.setFont(_leaning(option.font) if leans else option.font)
        inner = self._paint_marks(painter, rect.adjusted(PADDING, 0, -PADDING, 0), seen)
        painter.setPen(self.tokens["on_selection" if is_chosen else _COLOURS[seen.tone]])
        self._paint_text(painter, inner, seen.text, (leans, is_right))

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, text: str, is_chosen: bool
    ) -> None:
        painter.fillRect(option.rect, self.tokens["selection" if is_chosen else "surface"])
        font = QFont(option.font)
        font.setBold(not text.startswith(" "))
        painter.setFont(font)
        painter.setPen(self.tokens["on_selection" if is_chosen else "text"])
        inner = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        line = painter.fontMetrics().elidedText(text, ELIDE, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)

    def _paint_marks(self, painter: QPainter, rect: QRect, seen: Look) -> QRect:
        """Paint flag and quotes at the ends, and return what is left for the text."""
        if seen.quotes:
            mark, width, height = self._mark(painter, seen.quotes)
            painter.drawPixmap(rect.right() - width, rect.center().y() - height // 2, mark)
            rect = rect.adjusted(0, 0, -width - 4, 0)
        if seen.flagged:
            flag = self.tokens.icon("flag", "warning").pixmap(14, 14)
            painter.drawPixmap(rect.left(), rect.center().y() - 6, flag)
            rect = rect.adjusted(18, 0, 0, 0)
        return rect

    def _paint_text(
        self, painter: QPainter, rect: QRect, text: str, how: tuple[bool, bool]
    ) -> None:
        leans, is_right = how
        if self.wraps:
            painter.drawText(
                rect.adjusted(0, 3, 0, -3), WRAP_RIGHT if is_right else WRAP_LEFT, text
            )
            return
        line, width = self._shortened(painter, text, rect.width(), leans)
        left = rect.right() - width if is_right else rect.left()
        painter.drawText(left, self._baseline(painter, rect), line)

    def _shortened(self, painter: QPainter, text: str, room: int, leans: bool) -> tuple[str, int]:
        """Return a text as it fits a width of so many pixels, and its own width."""
        key = (text, room, leans)
        if key not in self._short:
            if len(self._short) > MOST:
                self._short.clear()
            metrics = painter.fontMetrics()
            line = metrics.elidedText(text.replace("\n", " ⏎ "), ELIDE, room)
            self._short[key] = (line, metrics.horizontalAdvance(line))
        return self._short[key]

    def _mark(self, painter: QPainter, quotes: int) -> tuple[QPixmap, int, int]:
        """Return the mark of so many quotes, drawn once, with its width and height in pixels."""
        if quotes not in self._marks:
            metrics, ratio = painter.fontMetrics(), painter.device().devicePixelRatioF()
            said = "❝" if quotes == 1 else f"❝{quotes}"
            width, height = metrics.horizontalAdvance(said), metrics.height()
            drawn = QPixmap(int(width * ratio), int(height * ratio))
            drawn.setDevicePixelRatio(ratio)
            drawn.fill(Qt.GlobalColor.transparent)
            brush = QPainter(drawn)
            brush.setFont(painter.font())
            brush.setPen(self.tokens["accent"])
            brush.drawText(0, metrics.ascent(), said)
            brush.end()
            self._marks[quotes] = (drawn, width, height)
        return self._marks[quotes]

    def forget(self) -> None:
        """Measure texts anew: the font or the theme changed."""
        self._short.clear()
        self._marks.clear()
        self._middle = None

    def _baseline(self, painter: QPainter, rect: QRect) -> int:
        """Return the y of a line of text in the middle of a rectangle."""
        if self._middle is None:
            metrics = painter.fontMetrics()
            self._middle = metrics.ascent() - metrics.descent()
        return rect.top() + (rect.height() + self._middle) // 2


def _leaning(font: QFont) -> QFont:
    leaning = QFont(font)
    leaning.setItalic(True)
    return leaning
