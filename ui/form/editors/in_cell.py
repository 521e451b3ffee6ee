"""Lines and texts as they stand in the cells of tables."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QCompleter, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.form.editors.base import PlainLine, PlainText

Index = QModelIndex | QPersistentModelIndex


class InCellEditing(QStyledItemDelegate):
    """Puts the text of a cell into its editor, and says what was typed, if it is another one.

    `room` is the least size, in pixels, that the editor of a long text gets.
    """

    typed = Signal(object, str)  # index, text
    moved = Signal(int, int)  # columns, rows
    room = (0, 0)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what is stored, or the text that was refused, all of it selected."""
        show_text(editor, stored_text(index))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Say what was typed."""
        text = text_of(editor)
        if text != stored_text(index):
            self.typed.emit(index, text)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Give a long text a few lines of room, inside the table where that is possible."""
        rect = option.rect
        if isinstance(editor, PlainText):
            rect.setWidth(max(rect.width(), self.room[0]))
            rect.setHeight(max(rect.height(), self.room[1]))
            around = editor.parentWidget()
            if around is not None:
                rect.moveBottom(min(rect.bottom(), around.rect().bottom()))
        editor.setGeometry(rect)


def stored_text(index: Index) -> str:
    """Return the text of a cell as it is edited."""
    return str(index.data(Qt.ItemDataRole.EditRole) or "")


def cell_editor(
    parent: QWidget, name: str, words: Sequence[str] | None, done: Callable[[QWidget], None]
) -> QWidget:
    """Return a line that completes `words`, or (None) a text of several lines.

    `done` is called when Return chooses from the list of words, which takes that key itself.
    """
    editor = PlainText(parent) if words is None else PlainLine(parent)
    editor.setAccessibleName(name)
    if words and isinstance(editor, PlainLine):
        completer = QCompleter(list(words), editor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        editor.setCompleter(completer)
        editor.returnPressed.connect(lambda: done(editor))
    return editor


def show_text(editor: QWidget, text: str) -> None:
    """Put a text into an editor, all of it selected."""
    if isinstance(editor, PlainLine):
        editor.setText(text)
        editor.selectAll()
    elif isinstance(editor, PlainText):
        editor.setPlainText(text)
        editor.selectAll()


def text_of(editor: QWidget) -> str:
    """Return what is typed in an editor."""
    if isinstance(editor, PlainText):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, PlainLine) else ""


def take_completion(editor: QWidget) -> None:
    """Take the word that is chosen in the list, or the only one that the text can become."""
    completer = editor.completer() if isinstance(editor, PlainLine) else None
    if completer is None or not isinstance(editor, PlainLine) or not editor.text():
        return
    popup = completer.popup()
    if popup is not None and popup.isVisible() and popup.currentIndex().isValid():
        editor.setText(str(popup.currentIndex().data()))
    else:
        completer.setCompletionPrefix(editor.text())
        if completer.completionCount() == 1:
            editor.setText(completer.currentCompletion())
    if popup is not None:
        popup.hide()
