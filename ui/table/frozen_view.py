"""A table whose first columns stay in sight, with the keys of a spreadsheet."""

from collections.abc import Callable

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from app.domain.blocks import write_block
from app.domain.charting import Tone
from ui.table.cells import CellPainting
from ui.table.editing import CellEditing
from ui.table.model import NAMES_COLUMN, ChartingModel
from ui.widgets.block_table import BlockTable

LINE, WRAPPED = 28, 74  # pixels of a line
NAME_WIDTH, WIDTH = 150, 150  # pixels of a column
LEAST = 60
StandardKey = QKeySequence.StandardKey


class FrozenView(BlockTable):
    """Says what is asked for: changes, folding, sorting; a second view paints the frozen columns.

    The frozen columns are columns of this view too, under their picture, so that keys,
    selection and copying know of one table only.
    """

    pasted = Signal(object, str)  # QModelIndex of the upper left cell, text
    filled_down = Signal()
    cleared = Signal()
    fold_toggled = Signal(str)  # study_id
    header_clicked = Signal(int)  # column
    header_menu_wanted = Signal(int)  # column
    place_wanted = Signal(object)  # QModelIndex

    def __init__(self, model: ChartingModel, painting: CellEditing) -> None:
        """Show a model."""
        super().__init__()
        self._model = model
        self._painting = painting
        self.frozen_painting = CellPainting(painting.tokens)
        self._frozen_columns = 1
        self.frozen = QTableView(self)
        _dress_view(self, model, painting)
        self._build_frozen()
        self.setAccessibleName(self.tr("Charting table"))
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self._connect()
        self.set_wrapped(False)

    def set_frozen(self, columns: int) -> None:
        """Keep so many columns in sight."""
        self._frozen_columns = columns
        self._hide_others()
        self._place_frozen()

    def set_wrapped(self, wrapped: bool) -> None:
        """Show three lines of every cell, or one."""
        self._painting.wraps = self.frozen_painting.wraps = wrapped
        for view in (self, self.frozen):
            view.verticalHeader().setDefaultSectionSize(WRAPPED if wrapped else LINE)
        self.viewport().update()

    def show_widths(self, widths: dict[str, int]) -> None:
        """Give columns their kept widths (pixels by field id; "" is the studies)."""
        for column in range(self._model.columnCount()):
            default = WIDTH if column else NAME_WIDTH
            self.setColumnWidth(column, widths.get(self.key_of(column), default))
        self._hide_others()
        self._place_frozen()

    def widths(self) -> dict[str, int]:
        """Return the width of every column by field id."""
        return {self.key_of(c): self.columnWidth(c) for c in range(self._model.columnCount())}

    def key_of(self, column: int) -> str:
        """Return the field id of a column; nothing for the studies."""
        return "" if column == NAMES_COLUMN else self._model.fields[column - 1].field_id

    def block(self) -> list[list[QModelIndex]]:
        """Return the smallest block around the selection, line by line."""
        selected = self.selectionModel().selection()
        ranges = [part for part in selected.toList() if part.isValid()]
        if not ranges:
            at = self.currentIndex()
            return [[at]] if at.isValid() else []
        rows = range(min(p.top() for p in ranges), max(p.bottom() for p in ranges) + 1)
        columns = range(min(p.left() for p in ranges), max(p.right() for p in ranges) + 1)
        return [[self._model.index(row, column) for column in columns] for row in rows]

    def selected(self) -> list[QModelIndex]:
        """Return the selected cells, or the current one."""
        found = self.selectionModel().selectedIndexes()
        return sorted(found, key=lambda i: (i.row(), i.column())) or [self.currentIndex()]

    def copy(self) -> None:
        """Put the selected block on the clipboard as a spreadsheet pastes it."""
        rows = self.block()
        if rows:
            lines = [[self._model.text(index) for index in row] for row in rows]
            QGuiApplication.clipboard().setText(write_block(lines))

    def paste(self) -> None:
        """Ask to put the clipboard at the upper left cell of the selection."""
        rows, text = self.block(), QGuiApplication.clipboard().text()
        if rows and text:
            self.pasted.emit(rows[0][0], text)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Unfold rows, or open the study from its name; other cells are edited."""
        if not self._open(self.indexAt(event.position().toPoint())):
            super().mouseDoubleClickEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the frozen columns as high as the table."""
        super().resizeEvent(event)
        self._place_frozen()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll until the cell is beside the frozen columns, not under them."""
        if index.column() < self._frozen_columns:
            kept = self.horizontalScrollBar().value()
            super().scrollTo(index, hint)
            self.horizontalScrollBar().setValue(kept)
            return
        super().scrollTo(index, hint)
        hidden = self._frozen_width() - self.visualRect(index).left()
        if hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def verb_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """Return what a key does: copy, paste, clear, fill, fold, open, or the menu of a column."""
        for keys, act in (
            (StandardKey.Copy, self.copy),
            (StandardKey.Paste, self.paste),
            (StandardKey.SelectAll, self.selectAll),
        ):
            if event.matches(keys):
                return act
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return self._with_control(event.key())
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            is_down = event.key() == Qt.Key.Key_Down
            return self._ask_menu if is_down else None
        if event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            return None
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return self.cleared.emit
        is_open = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        return self._open_current if is_open and self._opens(self.currentIndex()) else None

    def _with_control(self, key: int) -> Callable[[], object] | None:
        match key:
            case Qt.Key.Key_D:
                return self.filled_down.emit
            case Qt.Key.Key_J:
                return lambda: self.place_wanted.emit(self.currentIndex())
            case Qt.Key.Key_Space:
                return self._select_column
            case Qt.Key.Key_Left | Qt.Key.Key_Right | Qt.Key.Key_Up | Qt.Key.Key_Down:
                return lambda: self._jump(key)
        return None

    def _jump(self, key: int) -> None:
        """Go to the edge of the table, as Ctrl with an arrow does in spreadsheets."""
        at = self.currentIndex()
        row, column = max(at.row(), 0), max(at.column(), 0)
        last_row, last_column = self._model.rowCount() - 1, self._model.columnCount() - 1
        places = {
            int(Qt.Key.Key_Left): (row, 0),
            int(Qt.Key.Key_Right): (row, last_column),
            int(Qt.Key.Key_Up): (0, column),
            int(Qt.Key.Key_Down): (last_row, column),
        }
        self.setCurrentIndex(self._model.index(*places[int(key)]))

    def _select_column(self) -> None:
        self.selectColumn(max(self.currentIndex().column(), 0))

    def _ask_menu(self) -> None:
        self.header_menu_wanted.emit(max(self.currentIndex().column(), 0))

    def _opens(self, index: QModelIndex) -> bool:
        """Tell whether Return and a double click unfold or open something here."""
        spot = self._model.spot(index)
        if spot is None:
            return False
        return spot.field is None or self._model.seen(index).tone is Tone.FOLDED

    def _open_current(self) -> None:
        self._open(self.currentIndex())

    def _open(self, index: QModelIndex) -> bool:
        spot = self._model.spot(index)
        if spot is None or not self._opens(index):
            return False
        if spot.study.folds:
            self.fold_toggled.emit(spot.study.study_id)
        else:
            self.place_wanted.emit(index)
        return True

    def _build_frozen(self) -> None:
        frozen = self.frozen
        _dress_view(frozen, self._model, self.frozen_painting)
        frozen.setSelectionModel(self.selectionModel())
        frozen.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frozen.setAccessibleName(self.tr("Columns that stay in sight"))
        frozen.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        frozen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        frozen.setFocusProxy(self)

    def _connect(self) -> None:
        own, frozen = self.verticalScrollBar(), self.frozen.verticalScrollBar()
        own.valueChanged.connect(frozen.setValue)
        frozen.valueChanged.connect(own.setValue)
        self.horizontalHeader().sectionResized.connect(self._on_resized)
        self.frozen.horizontalHeader().sectionResized.connect(self._on_frozen_resized)
        for header in (self.horizontalHeader(), self.frozen.horizontalHeader()):
            header.sectionClicked.connect(self.header_clicked)
            header.customContextMenuRequested.connect(
                lambda point, header=header: self.header_menu_wanted.emit(
                    header.logicalIndexAt(point)
                )
            )
        self.frozen.doubleClicked.connect(self._on_frozen_double_clicked)
        self._painting.moved.connect(self.step)

    def _on_frozen_double_clicked(self, index: QModelIndex) -> None:
        if not self._open(index):
            self.edit(index)

    def _on_frozen_resized(self, column: int, _old: int, new: int) -> None:
        if column < self._frozen_columns and new and self.columnWidth(column) != new:
            self.setColumnWidth(column, new)

    def _on_resized(self, column: int, _old: int, new: int) -> None:
        if column < self._frozen_columns and self.frozen.columnWidth(column) != new:
            self.frozen.setColumnWidth(column, new)
        self._place_frozen()

    def _hide_others(self) -> None:
        for column in range(self._model.columnCount()):
            self.frozen.setColumnHidden(column, column >= self._frozen_columns)
            self.frozen.setColumnWidth(column, self.columnWidth(column))

    def _frozen_width(self) -> int:
        columns = min(self._frozen_columns, self._model.columnCount())
        return sum(self.columnWidth(column) for column in range(columns))

    def _place_frozen(self) -> None:
        height = self.viewport().height() + self.horizontalHeader().height()
        self.frozen.setGeometry(0, 0, self._frozen_width(), height)

    def choose(self, index: QModelIndex) -> None:
        """Make a cell the current and only selected one."""
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)


def _dress_view(view: QTableView, model: ChartingModel, painting: CellPainting) -> None:
    view.setModel(model)
    view.setItemDelegate(painting)
    view.setWordWrap(False)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.verticalHeader().setVisible(False)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    header = view.horizontalHeader()
    header.setMinimumSectionSize(LEAST)
    header.setSectionsClickable(True)
    header.setHighlightSections(False)
    header.setTextElideMode(Qt.TextElideMode.ElideRight)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
