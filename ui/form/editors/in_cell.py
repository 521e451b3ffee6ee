"""Lines and texts as they stand in the cells of tables."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from ui.form.editors.base import PlainLine, PlainText


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
