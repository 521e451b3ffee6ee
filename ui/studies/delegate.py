"""Paints a study as a row of two lines, or as a dot on the rail."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.studies import Study
from ui.studies.model import STUDY_ROLE
from ui.studies.values import paper_look, role_words, state_look
from ui.theme import Tokens

ICON = 16  # pixels
RAIL_ROW = 32
PAD = 8
BAR = 3  # width of the mark beside the open study

Index = QModelIndex | QPersistentModelIndex


class LabelEdit(QLineEdit):
    """A line that keeps Return and Escape for itself while a label is edited."""

    def event(self, event: QEvent) -> bool:
        """Take keys that are also shortcuts of the list."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


class StudyDelegate(QStyledItemDelegate):
    """Draws with the colours of the theme; the open study carries a bar at its left."""

    def __init__(self, tokens: Tokens, parent: QObject | None = None) -> None:
        """Draw rows of two lines at first."""
        super().__init__(parent)
        self._tokens = tokens
        self._rail = False
        self._current = ""

    def dress(self, tokens: Tokens) -> None:
        """Draw in the colours of the theme."""
        self._tokens = tokens

    def set_rail(self, rail: bool) -> None:
        """Draw only the dots."""
        self._rail = rail

    def mark(self, study_id: str) -> None:
        """Mark the open study."""
        self._current = study_id

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Edit the label in a line that keeps its keys."""
        editor = LabelEdit(parent)
        editor.setAccessibleName(self.tr("Label of the study"))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Lay the line over the whole row."""
        editor.setGeometry(option.rect.adjusted(2, 4, -2, -4))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Need two lines of text, or the height of the rail's row."""
        if self._rail:
            return QSize(RAIL_ROW, RAIL_ROW)
        metrics = option.fontMetrics
        return QSize(120, 2 * metrics.lineSpacing() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint background, mark, state and words."""
        study = index.data(STUDY_ROLE)
        if not isinstance(study, Study):
            return
        painter.save()
        rect = option.rect
        self._paint_ground(painter, option, study)
        look = state_look(study)
        icon = self._tokens.icon(look.icon, look.colour)
        if self._rail:
            icon.paint(painter, _centred(rect, ICON))
        else:
            icon.paint(painter, QRect(rect.left() + PAD, rect.top() + 8, ICON, ICON))
            self._paint_words(painter, option, study)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, study: Study) -> None:
        rect = option.rect
        state = option.state
        is_open = study.study_id == self._current
        if is_open:
            painter.fillRect(rect, self._tokens["accent_subtle"])
            painter.fillRect(
                QRect(rect.left(), rect.top(), BAR, rect.height()), self._tokens["accent"]
            )
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._tokens["row_hover"])
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            pen = painter.pen()
            pen.setColor(self._tokens["focus"])
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, study: Study) -> None:
        metrics = option.fontMetrics
        rect = option.rect.adjusted(PAD + ICON + PAD, 6, -PAD, -6)
        line = metrics.lineSpacing()
        upper = QRect(rect.left(), rect.top(), rect.width(), line)
        lower = upper.translated(0, line)
        upper.setWidth(upper.width() - self._paint_count(painter, upper, study, metrics))
        lower.setWidth(lower.width() - self._paint_marks(painter, lower, study))
        font = QFont(painter.font())
        font.setBold(study.study_id == self._current)
        painter.setFont(font)
        _write(painter, upper, study.label, self._tokens, "text")
        font.setBold(False)
        painter.setFont(font)
        second = " · ".join(part for part in (role_words(study), study.title) if part)
        _write(painter, lower, second, self._tokens, "text_muted")

    def _paint_count(
        self, painter: QPainter, line: QRect, study: Study, metrics: QFontMetrics
    ) -> int:
        text = f"{study.answered}/{study.asked}"
        painter.setPen(self._tokens["text_muted"])
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        return metrics.horizontalAdvance(text) + PAD

    def _paint_marks(self, painter: QPainter, line: QRect, study: Study) -> int:
        """Paint the marks from the right and return the width they take."""
        paper = paper_look(study)
        marks = [(paper.icon, paper.colour)] if paper else []
        if study.flagged:
            marks.append(("flag", "warning"))
        right = line.right()
        for name, colour in marks:
            spot = QRect(right - ICON, line.center().y() - ICON // 2, ICON, ICON)
            self._tokens.icon(name, colour).paint(painter, spot)
            right -= ICON + 4
        return line.right() - right


def _write(painter: QPainter, line: QRect, text: str, tokens: Tokens, colour: str) -> None:
    painter.setPen(tokens[colour])
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    metrics = painter.fontMetrics()
    painter.drawText(
        line, flags, metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
    )


def _centred(rect: QRect, size: int) -> QRect:
    centre = rect.center()
    return QRect(centre.x() - size // 2, centre.y() - size // 2, size, size)
