"""The places found as rows: a line for each study, then its places with the words in bold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.counting import counted
from ui.theme import Tokens

if TYPE_CHECKING:
    from app.services.search import Hit

ROW_ROLE = Qt.ItemDataRole.UserRole
PAD, INDENT = 8, 20  # pixels
LINES = 2  # of an excerpt; the tip shows all of it

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class StudyLine:
    """The line above the places of a study."""

    label: str
    places: int


class HitModel(QAbstractListModel):
    """Places grouped by study, in the order they were found."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without places."""
        super().__init__(parent)
        self._rows: list[StudyLine | Hit] = []

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show other places."""
        groups: dict[str, list[Hit]] = {}
        for hit in hits:
            groups.setdefault(hit.study_id, []).append(hit)
        self.beginResetModel()
        self._rows = []
        for group in groups.values():
            self._rows += [StudyLine(group[0].study_label, len(group)), *group]
        self.endResetModel()

    def hit_rows(self) -> list[int]:
        """Return the rows that are places."""
        return [n for n, row in enumerate(self._rows) if not isinstance(row, StudyLine)]

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of lines and places."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only places be chosen."""
        if not index.isValid() or isinstance(self._rows[index.row()], StudyLine):
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row, its words, or what a screen reader says."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row)
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(row, StudyLine):
            return row.excerpt
        return None

    def where(self, hit: Hit) -> str:
        """Return page, kind and field of a place."""
        page = "" if hit.page is None else self.tr("Page {n}").format(n=hit.page + 1)
        kind = {"answer": self.tr("Answer"), "quote": self.tr("Quote")}.get(hit.kind, "")
        return " · ".join(part for part in (page, kind, hit.field_label) if part)

    def places(self, line: StudyLine) -> str:
        """Return how many places a study has."""
        return counted(line.places, self.tr("1 place"), self.tr("{n} places"))

    def _words(self, row: StudyLine | Hit) -> str:
        if isinstance(row, StudyLine):
            return f"{row.label}, {self.places(row)}"
        return f"{row.study_label}, {self.where(row)}: {row.excerpt}"


class HitDelegate(QStyledItemDelegate):
    """Draws with the colours of the theme; text is drawn as it is, never read as HTML."""

    def __init__(self, model: HitModel, tokens: Tokens) -> None:
        """Draw the rows of a model."""
        super().__init__(model)
        self._model = model
        self._tokens = tokens

    def dress(self, tokens: Tokens) -> None:
        """Draw in the colours of the theme."""
        self._tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Need one line for a study, three for a place."""
        lines = 1 if isinstance(index.data(ROW_ROLE), StudyLine) else 1 + LINES
        return QSize(160, lines * option.fontMetrics.lineSpacing() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground and words."""
        row = index.data(ROW_ROLE)
        painter.save()
        if isinstance(row, StudyLine):
            self._paint_study(painter, option, row)
        else:
            self._paint_ground(painter, option)
            self._paint_place(painter, option, row)
        painter.restore()

    def _paint_study(
        self, painter: QPainter, option: QStyleOptionViewItem, line: StudyLine
    ) -> None:
        rect = option.rect
        painter.fillRect(rect, self._tokens["surface_alt"])
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        painter.setPen(self._tokens["text_muted"])
        count = self._model.places(line)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        inner.setRight(inner.right() - option.fontMetrics.horizontalAdvance(count) - PAD)
        font = QFont(option.font)
        font.setBold(True)
        painter.setFont(font)
        self._write(painter, inner, line.label, "text")

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._tokens["accent_subtle"])
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, self._tokens["row_hover"])
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._tokens["focus"])
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -2, -2), 4, 4)

    def _paint_place(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit) -> None:
        inner = option.rect.adjusted(INDENT, 6, -PAD, -6)
        line = option.fontMetrics.lineSpacing()
        head = QRect(inner.left(), inner.top(), inner.width(), line)
        self._write(painter, head, self._model.where(hit), "text_muted")
        painter.setPen(self._tokens["text"])
        layout = _laid_out(hit, option.font, inner.width())
        layout.draw(painter, QPointF(inner.left(), inner.top() + line))

    def _write(self, painter: QPainter, rect: QRect, text: str, colour: str) -> None:
        painter.setPen(self._tokens[colour])
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _laid_out(hit: Hit, font: QFont, width: int) -> QTextLayout:
    """Return the first lines of an excerpt, broken at `width` pixels, the words found in bold."""
    layout = QTextLayout(hit.excerpt, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.setFormats([_bold(start, end) for start, end in hit.marks])
    layout.beginLayout()
    top = 0.0
    for _ in range(LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def _bold(start: int, end: int) -> QTextLayout.FormatRange:
    shape = QTextCharFormat()
    shape.setFontWeight(QFont.Weight.Bold)
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, end - start, shape
    return found
