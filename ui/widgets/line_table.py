"""A table read line by line: one line chosen, no grid, one column that takes the room."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

LINE = 28  # pixels
USUAL = 17  # pixels of the height of text for which widths are given
MOST = 1.2  # times as wide at most: the column that takes the room must keep some


def by_line(table: QTableView, model: QAbstractItemModel, name: str) -> None:
    """Let a table show a model of which one line is chosen at a time; Tab leaves the table.

    `name` is what a screen reader says of it.
    """
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()


def set_up_lines(table: QTableView, widths: Mapping[int, int], wide: int) -> None:
    """Show lines without a grid; `wide` is the column that takes the room that is left."""
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.verticalHeader().setDefaultSectionSize(LINE)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    scale = min(max(table.fontMetrics().height() / USUAL, 1.0), MOST)
    for section, width in widths.items():
        header.resizeSection(section, round(width * scale))
    header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
