"""The charting table as a sheet: its selection as blocks, and the keys of a spreadsheet."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from app.domain.blocks import Block, read_block, write_block
from app.domain.coded import is_codes_field
from app.domain.html_blocks import read_html_block, write_html_block
from ui.table.model import NAMES_COLUMN
from ui.table.painted_view import PaintedView

StandardKey = QKeySequence.StandardKey


class SheetView(PaintedView):
    """Says what is asked of cells: changes, folding, the menu of a column, the way to a quote."""

    pasted = Signal(object, object)  # QModelIndex of the upper left cell, Block
    filled_down = Signal()
    cleared = Signal()
    fold_toggled = Signal(str)  # study_id
    header_menu_wanted = Signal(int)  # column
    place_wanted = Signal(object)  # QModelIndex

    def key_of(self, column: int) -> str:
        """Return the field id of a column; nothing for the studies."""
        return "" if column == NAMES_COLUMN else self._model.fields[column - 1].field_id

    def choose(self, index: QModelIndex) -> None:
        """Make a cell the current and only selected one."""
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)

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
            copied = QMimeData()
            copied.setText(write_block(lines))
            copied.setHtml(write_html_block(lines))
            QGuiApplication.clipboard().setMimeData(copied)

    def paste(self) -> None:
        """Ask to put the clipboard at the upper left cell of the selection."""
        rows, block = self.block(), _copied(QGuiApplication.clipboard().mimeData())
        if rows and block:
            self.pasted.emit(rows[0][0], block)

    def select_rows(self) -> None:
        """Select the lines of the selected cells."""
        self._widen(QItemSelectionModel.SelectionFlag.Rows)

    def select_columns(self) -> None:
        """Select the columns of the selected cells."""
        self._widen(QItemSelectionModel.SelectionFlag.Columns)

    def ask_menu(self) -> None:
        """Ask for the menu of the current column."""
        self.header_menu_wanted.emit(max(self.currentIndex().column(), 0))

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
            return self.ask_menu if is_down else None
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            return self.select_rows if event.key() == Qt.Key.Key_Space else None
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
                return self.select_columns
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

    def _widen(self, way: QItemSelectionModel.SelectionFlag) -> None:
        selected = self.selectionModel().selection()
        self.selectionModel().select(selected, QItemSelectionModel.SelectionFlag.Select | way)

    def _opens(self, index: QModelIndex) -> bool:
        """Tell whether Return and a double click unfold or open something here."""
        spot = self._model.spot(index)
        if spot is None:
            return False
        if spot.field is None or is_codes_field(spot.field.field_id):
            return True
        return self._model.seen(index).is_folded

    def _open_current(self) -> None:
        self.open(self.currentIndex())

    def open(self, index: QModelIndex) -> bool:
        """Unfold rows, open the study from its name, or what is coded; False at other cells."""
        spot = self._model.spot(index)
        if spot is None or not self._opens(index):
            return False
        if self._model.seen(index).is_folded or (spot.field is None and spot.study.folds):
            self.fold_toggled.emit(spot.study.study_id)
        else:
            self.place_wanted.emit(index)
        return True


def _copied(data: QMimeData | None) -> Block:
    """Return the cells on the clipboard, none when it was taken away.

    Text says where cells end; LibreOffice writes the line breaks of a cell into the HTML only.
    """
    if data is None:
        return ()
    text = read_block(data.text()) if data.hasText() else ()
    html = read_html_block(data.html()) if data.hasHtml() else ()
    return html if html and (not text or (_has_lines(html) and not _has_lines(text))) else text


def _has_lines(block: Block) -> bool:
    return any("\n" in cell for line in block for cell in line)
