"""The heads of the charting table's columns: names shortened with an ellipsis, marks at the end."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.table.cells import CellPainter
from ui.table.model import ChartingModel

LEAST = 60  # pixels of a column


class Head(QHeaderView):
    """Paints the heads itself: under a style sheet Qt cuts their names off without a sign."""

    def __init__(self, model: ChartingModel, painter: CellPainter, parent: QWidget) -> None:
        """Show the columns of a model."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self._painter = painter
        self.setMinimumSectionSize(LEAST)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        """Paint the name of a column and how it sorts and filters."""
        name, marks = self._model.head_at(column)
        self._painter.paint_head(painter, rect, name, marks)
