"""A table read line by line: one line chosen, no grid, one column that takes the room."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

LINE = 28  # pixels
USUAL = 17  # pixels of the height of text for which widths are given
MOST = 1.2  # times as wide at most: the column that takes the room must keep some


def set_up_lines(
    table: QTableView, model: QAbstractItemModel, widths: Mapping[int, int], wide: int
) -> None:
    """Let a table show the lines of a model; `wide` is the column that takes the room left."""
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(LINE)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    scale = min(max(table.fontMetrics().height() / USUAL, 1.0), MOST)
    for section, width in widths.items():
        header.resizeSection(section, round(width * scale))
    header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
