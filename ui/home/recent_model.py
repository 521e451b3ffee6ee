"""Recent reviews as a list model, and how a row is painted."""

from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.home.values import opened_words
from ui.settings import RecentReview
from ui.theme import Tokens

Index = QModelIndex | QPersistentModelIndex
REVIEW_ROLE = Qt.ItemDataRole.UserRole + 1
FOUND_ROLE = Qt.ItemDataRole.UserRole + 2
NO_PARENT = QModelIndex()
PAD = 10
ICON = 20


class RecentModel(QAbstractListModel):
    """One row a review; whether its folder is still there is looked up once a `show`."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without reviews."""
        super().__init__(parent)
        self._rows: tuple[tuple[RecentReview, bool], ...] = ()

    def show(self, reviews: tuple[RecentReview, ...]) -> None:
        """Show these reviews, the latest first."""
        self.beginResetModel()
        self._rows = tuple((review, review.folder.is_dir()) for review in reviews)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Count the reviews."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the title, the review, or the row in words."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        review, found = self._rows[index.row()]
        values = {
            Qt.ItemDataRole.DisplayRole: review.title,
            Qt.ItemDataRole.ToolTipRole: review.path,
            REVIEW_ROLE: review,
            FOUND_ROLE: found,
        }
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((review.title, *self._details(review, found)))
        return values.get(Qt.ItemDataRole(role) if role < REVIEW_ROLE else role)

    def _details(self, review: RecentReview, found: bool) -> tuple[str, ...]:
        if not found:
            return (self.tr("folder not found"),)
        progress = self.tr("{complete} of {n} studies complete").format(
            complete=review.complete, n=review.studies
        )
        return progress, opened_words(review.opened, date.today())


class RecentDelegate(QStyledItemDelegate):
    """Paints title and folder at the left, progress and time at the right."""

    def __init__(self, tokens: Tokens, parent: QObject | None = None) -> None:
        """Draw with the colours of the theme."""
        super().__init__(parent)
        self._tokens = tokens

    def dress(self, tokens: Tokens) -> None:
        """Draw in the colours of the theme."""
        self._tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Need two lines of text."""
        return QSize(280, 2 * option.fontMetrics.lineSpacing() + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, icon and words."""
        review: RecentReview = index.data(REVIEW_ROLE)
        found = bool(index.data(FOUND_ROLE))
        painter.save()
        self._paint_ground(painter, option)
        name, colour = ("file-text", "accent") if found else ("triangle-alert", "warning")
        rect = option.rect
        spot = QRect(rect.left() + PAD, rect.center().y() - ICON // 2, ICON, ICON)
        self._tokens.icon(name, colour).paint(painter, spot)
        self._paint_words(painter, rect.adjusted(2 * PAD + ICON, 8, -PAD, -8), review, found)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._tokens["accent_subtle"])
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, self._tokens["row_hover"])
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._tokens["focus"], 2))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 4, 4)

    def _paint_words(
        self, painter: QPainter, rect: QRect, review: RecentReview, found: bool
    ) -> None:
        line = painter.fontMetrics().lineSpacing()
        upper = QRect(rect.left(), rect.top(), rect.width(), line)
        lower = upper.translated(0, line)
        bold = QFont(painter.font())
        bold.setBold(True)
        plain = painter.font()
        when = opened_words(review.opened, date.today()) if found else ""
        progress = f"{review.complete}/{review.studies}" if found else self.tr("not found")
        taken = self._write(painter, upper, progress, "text" if found else "warning", right=True)
        painter.setFont(bold)
        self._write(painter, upper.adjusted(0, 0, -taken, 0), review.title, "text")
        painter.setFont(plain)
        taken = self._write(painter, lower, when, "text_muted", right=True)
        self._write(painter, lower.adjusted(0, 0, -taken, 0), review.path, "text_muted")

    def _write(
        self, painter: QPainter, line: QRect, text: str, colour: str, right: bool = False
    ) -> int:
        """Write one line, shortened in the middle, and return the width it took."""
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        metrics = painter.fontMetrics()
        painter.setPen(self._tokens[colour])
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown) + PAD if shown else 0
