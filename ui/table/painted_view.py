"""A table that paints its cells itself and moves what it has painted when it scrolls.

A QTableView under a style sheet has a viewport that counts as transparent: Qt paints all of
it at every step of scrolling, and asks model and style about each cell.
"""

from PySide6.QtCore import QEvent, QLine, QModelIndex, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from app.domain.fields import NUMBER_TYPES, FieldType
from ui.style_sheet import set_kind
from ui.table.cells import CellPainter
from ui.table.head import Head
from ui.table.model import NAMES_COLUMN, ChartingModel
from ui.widgets.block_table import BlockTable

RIGHT_TYPES = NUMBER_TYPES | {FieldType.YEAR}


class PaintedView(BlockTable):
    """Paints the lines and columns that a model of the charting table shows."""

    def __init__(self, model: ChartingModel, painter: CellPainter) -> None:
        """Show a model."""
        super().__init__()
        self._model = model
        self._painter = painter
        self.edge_after = -1  # the column behind which a stronger line stands
        self.setModel(model)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        set_kind(self, "bare")
        self.setCornerButtonEnabled(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalHeader(Head(model, painter, self))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells of the region that has to be painted."""
        area, painter = event.rect(), QPainter(self.viewport())
        self._painter.begin(painter)
        painter.fillRect(area, self._painter.surface)
        rows = _span(self.rowAt(area.top()), self.rowAt(area.bottom()), self._model.rowCount())
        columns = self._columns_in(area)
        if rows and columns:
            self._paint_cells(painter, rows, columns)
            self._paint_lines(painter, area, rows, columns)
            self._paint_focus(painter)
        painter.end()

    def open(self, index: QModelIndex) -> bool:
        """Do what a double click does here beside editing; False when there is nothing."""
        del index
        return False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Unfold rows, or open the study from its name; other cells are edited."""
        if not self.open(self.indexAt(event.position().toPoint())):
            super().mouseDoubleClickEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Write in the font of the view."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._painter.use_font(self.font())
            self.viewport().update()

    def _paint_cells(self, painter: QPainter, rows: range, columns: range) -> None:
        model, cells = self._model, self._painter
        places = [(c, self.columnViewportPosition(c), self.columnWidth(c) - 1) for c in columns]
        rights = [c > NAMES_COLUMN and model.fields[c - 1].type in RIGHT_TYPES for c in columns]
        chosen = _chosen(self, rows)
        for row in rows:
            top, height = self.rowViewportPosition(row), self.rowHeight(row) - 1
            spans = [(left, right) for first, left, last, right in chosen if first <= row <= last]
            for (column, left, width), is_right in zip(places, rights, strict=True):
                rect = QRect(left, top, width, height)
                is_chosen = any(low <= column <= high for low, high in spans)
                if column == NAMES_COLUMN:
                    text, is_first = model.name_at(row)
                    cells.paint_name(painter, rect, text, is_chosen, is_first)
                else:
                    seen = model.look_at(row, column)
                    cells.paint_cell(painter, rect, seen, is_chosen, is_right)

    def _paint_lines(self, painter: QPainter, area: QRect, rows: range, columns: range) -> None:
        last_row, last_column = rows[-1], columns[-1]
        bottom = self.rowViewportPosition(last_row) + self.rowHeight(last_row) - 1
        end = self.columnViewportPosition(last_column) + self.columnWidth(last_column) - 1
        painter.setPen(self._painter.line)
        across = [self.rowViewportPosition(r) + self.rowHeight(r) - 1 for r in rows]
        down = [self.columnViewportPosition(c) + self.columnWidth(c) - 1 for c in columns]
        painter.drawLines([QLine(area.left(), y, min(end, area.right()), y) for y in across])
        painter.drawLines([QLine(x, area.top(), x, min(bottom, area.bottom())) for x in down])
        if self.edge_after in columns:
            painter.setPen(self._painter.edge)
            x = down[columns.index(self.edge_after)]
            painter.drawLine(x, area.top(), x, area.bottom())

    def _paint_focus(self, painter: QPainter) -> None:
        at = self.currentIndex()
        if at.isValid() and self.shows_focus() and not self.isColumnHidden(at.column()):
            self._painter.paint_focus(painter, self.cell_rect(at.row(), at.column()))

    def cell_rect(self, row: int, column: int) -> QRect:
        """Return a cell without its lines, in pixels of the viewport."""
        return QRect(
            self.columnViewportPosition(column),
            self.rowViewportPosition(row),
            self.columnWidth(column) - 1,
            self.rowHeight(row) - 1,
        )

    def shows_focus(self) -> bool:
        """Tell whether the current cell has a ring."""
        return self.hasFocus()

    def _columns_in(self, area: QRect) -> range:
        count = self._model.columnCount()
        return _span(self.columnAt(area.left()), self.columnAt(area.right()), count)


def _span(first: int, last: int, count: int) -> range:
    """Return the lines from one to another; -1 is none before, and the end of the table after."""
    if first < 0:
        return range(0)
    return range(first, (count - 1 if last < 0 else last) + 1)


def _chosen(view: QTableView, rows: range) -> list[tuple[int, int, int, int]]:
    """Return the selected blocks in some rows as top, left, bottom, right."""
    return [
        (part.top(), part.left(), part.bottom(), part.right())
        for part in view.selectionModel().selection().toList()
        if part.isValid() and part.top() <= rows[-1] and part.bottom() >= rows[0]
    ]
