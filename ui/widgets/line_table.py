"""A table read line by line: one line chosen, no grid, one column that takes the room."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

LINE = 28  # pixels


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
    for section, width in widths.items():
        header.resizeSection(section, width)
    header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
