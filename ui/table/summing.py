"""Keeps the line of sums at what is selected, or at the column of the current cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QTimer

from app.domain.charting_sums import Told, summary, told, told_at
from ui.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.table.model import ChartingModel
    from ui.table.view import TablePage

PAUSE = 80  # milliseconds a selection must rest
MOST = 50_000  # cells that are summed


class Summing(QObject):
    """Sums while the line is shown, once the selection rests."""

    def __init__(self, model: ChartingModel, page: TablePage) -> None:
        """Sum cells of the model."""
        super().__init__(page)
        self._model = model
        self._page = page
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.show)
        selection = page.grid.selectionModel()
        selection.selectionChanged.connect(lambda _new, _old: self.show_soon())

    def set_on(self, on: bool) -> None:
        """Show the line, or hide it."""
        self._page.sums.setVisible(on)
        self.show_soon()

    def show_soon(self) -> None:
        """Sum again once the selection rests."""
        if not self._page.sums.isHidden():
            self._timer.start()

    def show(self) -> None:
        """Show what is selected, or the whole column of a single cell, comes to."""
        parts = self._page.grid.selectionModel().selection().toList()
        number = sum(part.width() * part.height() for part in parts)
        if number > MOST:
            self._page.sums.show_summary(self.tr("{n} cells").format(n=number), None)
        elif number > 1:
            name = counted(number, "", self.tr("{n} cells"))
            cells = (i for i in self._page.grid.selectionModel().selectedIndexes() if i.column())
            self._page.sums.show_summary(name, summary(self._of_cells(cells)))
        else:
            self._show_column(self._page.grid.currentIndex())

    def _show_column(self, index: QModelIndex) -> None:
        spot = self._model.spot(index)
        if spot is None or spot.field is None:
            self._page.sums.show_summary("", None)
            return
        field = spot.field
        given = (entry for study in self._model.studies for entry in told(study, field))
        self._page.sums.show_summary(field.label, summary(given))

    def _of_cells(self, cells: Iterator[QModelIndex]) -> Iterator[Told]:
        """Yield what cells say; rows that are folded into one line all count."""
        for index in cells:
            spot, seen = self._model.spot(index), self._model.seen(index)
            if spot is None or spot.field is None:
                continue
            if seen.cell is not None:
                yield from told_at(spot.study, spot.field, seen.cell)
            elif seen.is_folded:
                yield from told(spot.study, spot.field)
