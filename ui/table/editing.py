"""How cells of the charting table are edited; what is no value stays in its editor."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from app.domain import values
from app.domain.fields import Field
from ui.form.editors.in_cell import (
    InCellEditing,
    cell_editor,
    stored_text,
    take_completion,
    text_of,
)
from ui.table.model import ChartingModel
from ui.widgets.block_table import RETURN, step_of

Index = QModelIndex | QPersistentModelIndex


class CellEditing(InCellEditing):
    """Edits cells; a text that is no value of its field keeps its editor open, and says why."""

    filled_in = Signal(str)  # text for all selected cells
    room = (240, 84)

    def __init__(self, objection: Callable[[Index, str], str]) -> None:
        """Take `objection`, which says what is wrong with a text for a cell."""
        super().__init__()
        self._objection = objection
        self.editing: QWidget | None = None
        self._index = QPersistentModelIndex()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line that completes words, or a text for long answers and lists."""
        model = index.model()
        if not isinstance(model, ChartingModel):
            return super().createEditor(parent, option, index)
        spot = model.spot(index)
        many = spot is not None and spot.field is not None and _has_lines(spot.field, index)
        name = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
        words = None if many else model.choices(index)
        editor = cell_editor(parent, name, words, lambda line: self._leave(line, (0, 1)))
        self.editing, self._index = editor, QPersistentModelIndex(index)
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget the editor."""
        self.editing = None
        super().destroyEditor(editor, index)

    def finish(self) -> bool:
        """Store what is being typed; False while it is no value of its field."""
        editor = self.editing
        if editor is None:
            return True
        if self._refuses(editor):
            return False
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        return True

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Commit with Return and Tab; a text that is no value keeps its editor open."""
        if not isinstance(editor, QWidget):
            return False
        if event.type() is QEvent.Type.FocusOut and self._refuses(editor):
            return True
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(editor, event)
        if event.key() in RETURN and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._fill_in(editor)
            return True
        move = step_of(event)
        if move is None:
            return super().eventFilter(editor, event)
        self._leave(editor, move)
        return True

    def _leave(self, editor: QWidget, move: tuple[int, int]) -> None:
        """Store what is typed and go on; the list of completions hands Return on to here."""
        take_completion(editor)
        if self.finish():
            self.moved.emit(*move)

    def _fill_in(self, editor: QWidget) -> None:
        """Put what is typed into every selected cell."""
        take_completion(editor)
        if not self._refuses(editor):
            text = text_of(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.filled_in.emit(text)

    def _refuses(self, editor: QWidget) -> bool:
        """Say at the editor why its text is no value, if it is none."""
        index = self._index
        text = text_of(editor)
        if not index.isValid() or text == stored_text(index):
            return False
        sentence = self._objection(index, text)
        editor.setProperty("invalid", "true" if sentence else "false")
        editor.setAccessibleDescription(sentence)
        editor.style().unpolish(editor)
        editor.style().polish(editor)
        if sentence:
            QToolTip.showText(editor.mapToGlobal(editor.rect().bottomLeft()), sentence, editor)
        return bool(sentence)


def _has_lines(field: Field, index: Index) -> bool:
    return values.is_long(field) or "\n" in stored_text(index)
