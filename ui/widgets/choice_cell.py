"""A cell of a table whose value is chosen from a list."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

Index: TypeAlias = QModelIndex | QPersistentModelIndex
EDIT = Qt.ItemDataRole.EditRole


class ChoiceCell(QStyledItemDelegate):
    """Lets a value be chosen in its cell; what is chosen is given to the model at once."""

    def __init__(
        self, name: str, choices: Callable[[Index], Iterable[tuple[str, object]]], parent: QWidget
    ) -> None:
        """Call the list `name`; `choices` are words and values of a cell."""
        super().__init__(parent)
        self._name = name
        self._choices = choices

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the list."""
        combo = QComboBox(parent)
        combo.setAccessibleName(self._name)
        for words, value in self._choices(index):
            combo.addItem(words, value)
        combo.activated.connect(lambda _row: self._done(combo))
        return combo

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the value that is held."""
        if isinstance(editor, QComboBox):
            held = index.data(EDIT)
            values = [editor.itemData(row) for row in range(editor.count())]
            editor.setCurrentIndex(values.index(held) if held in values else 0)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Give the model what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())

    def _done(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)
