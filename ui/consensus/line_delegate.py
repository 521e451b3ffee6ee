"""Paints the lines of the consensus: values with their differing words, pages, what counts."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.consensus import CONFLICTS, TO_SETTLE, Line, State
from app.domain.word_difference import Piece
from ui.consensus.line_model import FIELD, FINAL, LINE_ROLE, PAGES_ROLE, PIECES_ROLE, A, B
from ui.consensus.line_model import STATE_LOOKS as LOOKS
from ui.theme import Tokens

Index = QModelIndex | QPersistentModelIndex
PAD, ICON, LINES = 6, 16, 2
GROUND = {A: "reviewer_a_bg", B: "reviewer_b_bg"}
INK = {A: "reviewer_a", B: "reviewer_b"}


class LineDelegate(QStyledItemDelegate):
    """Draws two lines a cell; words that the other lacks are struck in A, underlined in B."""

    def __init__(self, tokens: Tokens, parent: QObject | None = None) -> None:
        """Draw with the colours of a theme."""
        super().__init__(parent)
        self.tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Need two lines of text."""
        return QSize(80, max(34, LINES * option.fontMetrics.lineSpacing() + 6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, words and page."""
        line, column = index.data(LINE_ROLE), index.column()
        if not isinstance(line, Line):
            return
        painter.save()
        painter.setFont(option.font)
        self._paint_ground(painter, option, line, column)
        room = option.rect.adjusted(PAD, 3, -PAD, -3)
        if column == FINAL:
            icon, colour = LOOKS[line.state]
            spot = QRect(room.left(), room.center().y() - ICON // 2 + 1, ICON, ICON)
            self.tokens.icon(icon, colour).paint(painter, spot)
            room.adjust(ICON + 5, 0, 0, 0)
        pieces = index.data(PIECES_ROLE) or ((str(index.data() or ""), False),)
        tail = str(index.data(PAGES_ROLE) or "")
        self._paint_words(painter, room, (pieces, tail), column, line)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, line: Line, column: int
    ) -> None:
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        open_conflict = line.kind in CONFLICTS and line.is_open
        if is_chosen and column in (FIELD, FINAL):
            painter.fillRect(option.rect, self.tokens["selection"])
        elif open_conflict and column in GROUND:
            painter.fillRect(option.rect, self.tokens[GROUND[column]])
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, self.tokens["row_hover"])
        if is_chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self.tokens["focus"])
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def _paint_words(
        self,
        painter: QPainter,
        room: QRect,
        said: tuple[tuple[Piece, ...], str],
        column: int,
        line: Line,
    ) -> None:
        """Paint pieces, differences marked, and behind them the pages of the quotes."""
        pieces, tail = said
        tail = f"  {tail}" if tail else ""
        text = "".join(piece.replace("\n", " ") for piece, _ in pieces)
        layout = QTextLayout(text, painter.font(), painter.device())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats(pieces, column))
        layout.beginLayout()
        metrics = painter.fontMetrics()
        spare = metrics.horizontalAdvance(f"…{tail}")
        is_long = metrics.horizontalAdvance(text) > room.width()
        widths = (room.width() - (0 if is_long else spare), room.width() - spare)
        height, end = self._lay(layout, widths)
        layout.endLayout()
        painter.setPen(self._ink(column, line))
        painter.setClipRect(room)
        top = room.top() + max(0.0, (room.height() - height) / 2)
        layout.draw(painter, QPointF(room.left(), top))
        dots = "…" if end < len(text) else ""
        if (dots or tail) and layout.lineCount():
            last = layout.lineAt(layout.lineCount() - 1)
            at = QPointF(room.left() + last.naturalTextWidth(), top + last.y() + last.ascent())
            painter.drawText(at, dots)
            painter.setPen(self.tokens["text_muted"])
            at += QPointF(metrics.horizontalAdvance(dots), 0)
            painter.drawText(at, tail)

    def _lay(self, layout: QTextLayout, widths: tuple[int, int]) -> tuple[float, int]:
        """Lay out at most two lines of these widths; return height and end."""
        top, end = 0.0, 0
        for width in widths:
            laid = layout.createLine()
            if not laid.isValid():
                break
            laid.setLineWidth(width)
            laid.setPosition(QPointF(0, top))
            top += laid.height()
            end = laid.textStart() + laid.textLength()
        return top, end

    def _formats(self, pieces: tuple[Piece, ...], column: int) -> list[QTextLayout.FormatRange]:
        found, start = [], 0
        for piece, differs in pieces:
            if differs and piece:
                entry = QTextLayout.FormatRange()
                entry.start, entry.length = start, len(piece)
                entry.format = self.marked(column)
                found.append(entry)
            start += len(piece)
        return found

    def marked(self, column: int) -> QTextCharFormat:
        """Return how words look that the other lacks: struck in A, underlined in B."""
        look = QTextCharFormat()
        look.setForeground(self.tokens[INK[column]])
        look.setFontWeight(QFont.Weight.DemiBold)
        look.setFontStrikeOut(column == A)
        look.setFontUnderline(column == B)
        return look

    def _ink(self, column: int, line: Line) -> QColor:
        if column != FINAL:
            return self.tokens["text"]
        muted = line.state in (*TO_SETTLE, State.DEFERRED)
        return self.tokens[LOOKS[line.state][1] if muted else "text"]
