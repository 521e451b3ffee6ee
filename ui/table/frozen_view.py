"""A sheet whose first columns stay in sight."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView

from ui.table.cells import CellPainter
from ui.table.editing import CellEditing
from ui.table.model import ChartingModel, Index
from ui.table.painted_view import PaintedView
from ui.table.sheet_view import SheetView
from ui.theme import Tokens

LINE, WRAPPED = 28, 74  # pixels of a line
NAME_WIDTH, WIDTH = 150, 150  # pixels of a column
EDITS = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)


class FrozenColumns(PaintedView):
    """The columns that stay in sight, beside the others; the table has the keyboard for them."""

    def __init__(self, model: ChartingModel, painter: CellPainter, table: PaintedView) -> None:
        """Stand in `table`, with its selection."""
        super().__init__(model, painter)
        self._table = table
        self.setParent(table)
        self.setSelectionModel(table.selectionModel())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(table)
        self.setAccessibleName(self.tr("Columns that stay in sight"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setVisible(False)

    def shows_focus(self) -> bool:
        """Tell whether the current cell has a ring."""
        return self._table.hasFocus()

    def open(self, index: QModelIndex) -> bool:
        """Unfold rows, or open the study from its name; False where a cell is edited."""
        return self._table.open(index)


class FrozenView(SheetView):
    """A sheet whose first columns a second view shows beside the others.

    The frozen columns are columns of this view too, always scrolled away to the left, so that
    keys, selection and copying know of one table only. Their view stands where the vertical
    header would, which is given their width: nothing lies over the cells that scroll.
    """

    typed = Signal(object, str)  # QModelIndex, text
    filled_in = Signal(str)  # text for every selected cell
    header_clicked = Signal(int)  # column

    def __init__(
        self, model: ChartingModel, tokens: Tokens, objection: Callable[[Index, str], str]
    ) -> None:
        """Show a model; `objection` says what is wrong with a text for a cell."""
        self._frozen_columns = 1
        self.frozen: FrozenColumns | None = None
        super().__init__(model, CellPainter(tokens))
        self.editing = (CellEditing(objection), CellEditing(objection))
        self.frozen = FrozenColumns(model, self._painter, self)
        for view, editing in zip((self, self.frozen), self.editing, strict=True):
            view.setItemDelegate(editing)
            view.setEditTriggers(EDITS)
        self.verticalHeader().viewport().setUpdatesEnabled(False)  # it is never seen
        self.setAccessibleName(self.tr("Charting table"))
        self.setTabKeyNavigation(False)
        self._connect(self.frozen)
        self.set_frozen(1)
        self.set_wrapped(False)

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._painter.dress(tokens)
        for view in self._views():
            view.viewport().update()

    def finish(self) -> bool:
        """Store what is being typed; False while it is no value of its field."""
        return all(editing.finish() for editing in self.editing)

    def set_frozen(self, columns: int) -> None:
        """Keep so many columns in sight."""
        self._frozen_columns = columns
        for view in self._views():
            view.edge_after = columns - 1
        self._hide_others()

    def set_wrapped(self, wrapped: bool) -> None:
        """Show three lines of every cell, or one."""
        self._painter.wraps = wrapped
        for view in self._views():
            view.verticalHeader().setDefaultSectionSize(WRAPPED if wrapped else LINE)
            view.viewport().update()

    def show_widths(self, widths: dict[str, int]) -> None:
        """Give columns their kept widths (pixels by field id; "" is the studies)."""
        for column in range(self._model.columnCount()):
            default = WIDTH if column else NAME_WIDTH
            self.setColumnWidth(column, widths.get(self.key_of(column), default))
        self._hide_others()

    def widths(self) -> dict[str, int]:
        """Return the width of every column by field id."""
        return {self.key_of(c): self.columnWidth(c) for c in range(self._model.columnCount())}

    def header_point(self, column: int) -> QPoint:
        """Return the global point below the head of a column."""
        view: PaintedView = self
        if self.frozen is not None and column < self._frozen_columns:
            view = self.frozen
        left = max(view.columnViewportPosition(column), 0)
        return view.viewport().mapToGlobal(QPoint(left, 0))

    def updateGeometries(self) -> None:
        """Keep the frozen columns where the vertical header would be, and scrolled away here."""
        width = self._frozen_width()
        header = self.verticalHeader()
        if header.minimumWidth() != width or header.maximumWidth() != width:
            header.setFixedWidth(width)
        super().updateGeometries()
        bar = self.horizontalScrollBar()
        bar.setRange(width, max(width, bar.maximum()))
        if self.frozen is not None:
            top = self.horizontalHeader()
            self.frozen.horizontalHeader().setFixedHeight(top.height())
            place = header.geometry()
            place.setTop(top.geometry().top())
            self.frozen.setGeometry(place)

    def visualRect(self, index: Index) -> QRect:
        """Return a cell in pixels of the viewport; that of a frozen column lies to its left."""
        if self.frozen is None or not self._is_frozen(index):
            return super().visualRect(index)
        shift = self.frozen.viewport().mapTo(self, QPoint()) - self.viewport().pos()
        return self.frozen.visualRect(index).translated(shift)

    def edit(self, index: Index, *given: Any) -> bool:  # type: ignore[override]  # noqa: ANN401 - Qt has two
        """Edit a cell, in the view that shows it; `given` are trigger and event, if any."""
        if self.frozen is not None and self._is_frozen(index):
            return bool(self.frozen.edit(index, *given))
        return bool(super().edit(index, *given))

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll until the cell is in sight; a frozen column always is."""
        bar = self.horizontalScrollBar()
        kept = bar.value()
        super().scrollTo(index, hint)
        if self._is_frozen(index):
            bar.setValue(kept)

    def _connect(self, frozen: FrozenColumns) -> None:
        own, other = self.verticalScrollBar(), frozen.verticalScrollBar()
        own.valueChanged.connect(other.setValue)
        other.valueChanged.connect(own.setValue)
        self.horizontalHeader().sectionResized.connect(self._on_resized)
        frozen.horizontalHeader().sectionResized.connect(self._on_frozen_resized)
        for header in (self.horizontalHeader(), frozen.horizontalHeader()):
            header.sectionClicked.connect(self.header_clicked)
            header.customContextMenuRequested.connect(
                lambda point, header=header: self.header_menu_wanted.emit(
                    header.logicalIndexAt(point)
                )
            )
        for editing in self.editing:
            editing.moved.connect(self.step)
            editing.typed.connect(self.typed)
            editing.filled_in.connect(self.filled_in)

    def _views(self) -> tuple[PaintedView, ...]:
        return (self,) if self.frozen is None else (self, self.frozen)

    def _is_frozen(self, index: Index) -> bool:
        return index.isValid() and index.column() < self._frozen_columns

    def _on_frozen_resized(self, column: int, _old: int, new: int) -> None:
        if column < self._frozen_columns and new and self.columnWidth(column) != new:
            self.setColumnWidth(column, new)

    def _on_resized(self, column: int, _old: int, new: int) -> None:
        frozen = self.frozen
        if frozen is None or column >= self._frozen_columns:
            return
        if frozen.columnWidth(column) != new:
            frozen.setColumnWidth(column, new)
        self.updateGeometries()

    def _hide_others(self) -> None:
        if self.frozen is None:
            return
        for column in range(self._model.columnCount()):
            self.frozen.setColumnHidden(column, column >= self._frozen_columns)
            self.frozen.setColumnWidth(column, self.columnWidth(column))
        self.updateGeometries()

    def _frozen_width(self) -> int:
        columns = min(self._frozen_columns, self._model.columnCount())
        return sum(self.columnWidth(column) for column in range(columns))
