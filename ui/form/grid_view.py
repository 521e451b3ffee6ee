"""The table of a repeating group: keys, editors, copy and paste as in a spreadsheet."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain import values
from app.domain.answers import Cell
from app.domain.blocks import write_block
from ui.form.editors.in_cell import InCellEditing, cell_editor, take_completion
from ui.form.grid_model import GridModel, Index
from ui.widgets.block_table import BlockTable, step_of

ROW = 28  # pixels
LEAST, MOST = 4, 14  # rows shown before the table scrolls
NARROW, WIDE = 110, 260  # pixels of a column
StandardKey = QKeySequence.StandardKey


class CellEditing(InCellEditing):
    """Lines and texts in cells; Return goes down, Tab to the right, Alt+Return breaks a line."""

    room = (WIDE, 3 * ROW)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line that completes words, or a text for long answers."""
        model = index.model()
        if not isinstance(model, GridModel):
            return super().createEditor(parent, option, index)
        name = str(model.headerData(index.column(), Qt.Orientation.Horizontal))
        is_long = values.is_long(model.fields[index.column()])
        words = None if is_long else model.choices(index)
        return cell_editor(parent, name, words, lambda editor: self._commit(editor, (0, 1)))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Commit and move on with Return and Tab."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            move = step_of(event)
            if move is not None and isinstance(editor, QWidget):
                self._commit(editor, move)
                return True
        return super().eventFilter(editor, event)

    def _commit(self, editor: QWidget, move: tuple[int, int]) -> None:
        """Store what is typed and go on to another cell."""
        take_completion(editor)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.moved.emit(*move)


class GridView(BlockTable):
    """Says what is typed, pasted, cleared and chosen; changes nothing itself."""

    cell_chosen = Signal(object)  # Cell
    text_typed = Signal(object, str)  # Cell, text
    new_typed = Signal(str, str)  # field id, text: a row is to be added
    block_pasted = Signal(int, int, str)  # row, column, text
    cells_cleared = Signal(object)  # tuple of Cell

    def __init__(self, model: GridModel) -> None:
        """Show a model."""
        super().__init__()
        self._grid = model
        self.setModel(model)
        self._editing = CellEditing(self)
        self.setItemDelegate(self._editing)
        self.setAccessibleName(self.tr("{0}, table").format(model.section.label))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setStretchLastSection(True)
        self._fit_columns()
        self._editing.typed.connect(self._on_typed)
        self._editing.moved.connect(self.step)
        model.modelReset.connect(self.fit)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.fit()

    def fit(self) -> None:
        """Take the height of the rows, within limits."""
        rows = min(max(self._grid.rowCount(), LEAST), MOST)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * ROW + bar + 4)

    def choose(self, cell: Cell) -> bool:
        """Make a cell the current one; False when it is not here."""
        index = self._grid.index_of(cell)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
        return index.isValid()

    def current_cell(self) -> Cell | None:
        """Return the current cell; None on the blank line."""
        return self._grid.cell(self.currentIndex())

    def copy(self) -> None:
        """Put the selected block on the clipboard."""
        rows = self._selected()
        if rows:
            lines = [[self._grid.text(index) for index in row] for row in rows]
            QGuiApplication.clipboard().setText(write_block(lines))

    def paste(self) -> None:
        """Ask to put the clipboard at the current cell; one value fills a selected block."""
        at, text = self.currentIndex(), QGuiApplication.clipboard().text()
        if not at.isValid() or not text:
            return
        rows = self._selected()
        if "\t" not in text and "\n" not in text.rstrip("\n") and len(rows) * len(rows[0]) > 1:
            line = [text.rstrip("\n")] * len(rows[0])
            text, at = write_block([line] * len(rows)), rows[0][0]
        self.block_pasted.emit(at.row(), at.column(), text)

    def fill_down(self) -> None:
        """Ask to repeat the first selected row in the rows below it."""
        rows = self._selected()
        if len(rows) > 1:
            line = [self._grid.text(index) for index in rows[0]]
            text = write_block([line] * (len(rows) - 1))
            self.block_pasted.emit(rows[1][0].row(), rows[1][0].column(), text)

    def clear_cells(self) -> None:
        """Ask to empty the selected cells."""
        found = (self._grid.cell(index) for row in self._selected() for index in row)
        cells = tuple(cell for cell in found if cell is not None)
        if cells:
            self.cells_cleared.emit(cells)

    def verb_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """Return copy, paste, fill down or clear."""
        if event.matches(StandardKey.Copy):
            return self.copy
        if event.matches(StandardKey.Paste):
            return self.paste
        down = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if down and event.key() == Qt.Key.Key_D:
            return self.fill_down
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return self.clear_cells
        return None

    def _selected(self) -> list[list[QModelIndex]]:
        """Return the smallest block around the selection, row by row."""
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        chosen = [index for index in chosen if index.isValid()]
        if not chosen:
            return []
        rows = range(min(i.row() for i in chosen), max(i.row() for i in chosen) + 1)
        columns = range(min(i.column() for i in chosen), max(i.column() for i in chosen) + 1)
        return [[self._grid.index(row, column) for column in columns] for row in rows]

    def _fit_columns(self) -> None:
        for column, field in enumerate(self._grid.fields):
            width = WIDE if values.is_long(field) else NARROW
            title = str(self._grid.headerData(column, Qt.Orientation.Horizontal))
            wanted = self.fontMetrics().horizontalAdvance(title) + 24
            self.setColumnWidth(column, min(max(width, wanted), WIDE))

    def _on_current(self, current: QModelIndex) -> None:
        cell = self._grid.cell(current)
        if cell is not None:
            self.cell_chosen.emit(cell)

    def _on_typed(self, index: QModelIndex, text: str) -> None:
        cell = self._grid.cell(index)
        if cell is not None:
            self.text_typed.emit(cell, text)
        elif text.strip():
            self.new_typed.emit(self._grid.fields[index.column()].field_id, text)
