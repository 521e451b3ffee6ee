"""Editors of the questions that are answered once for the review."""

from abc import abstractmethod

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain import values
from app.domain.answers import Json
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import OTHER, OTHER_PREFIX, Field, FieldType
from ui.style_sheet import restyle, set_kind

LINES = {True: 4, False: 3}  # height of a list and of a long text, in lines


class OneLine(QLineEdit):
    """A line that leaves undo and redo to the review."""

    def event(self, event: QEvent) -> bool:
        """Refuse to take the keys of undo and redo for itself."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            steps = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            if any(event.matches(key) for key in steps):
                event.ignore()
                return False
        return super().event(event)


class ManyLines(QPlainTextEdit):
    """Several lines; Tab leaves the field, undo is the review's."""

    left = Signal()

    def __init__(self, lines: int) -> None:
        """Be as high as this number of lines."""
        super().__init__()
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 18)
        set_kind(self, "field")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()


class ReviewField(QWidget):
    """A labelled editor; says a new value once, when it is left and reads well."""

    answered = Signal(str, object)  # field_id, value

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        """Stand for this field, empty."""
        super().__init__(parent)
        self._field = field
        self._value: Json = None
        self._error = QLabel()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._add_heading()
        self._add_editor()
        set_kind(self._error, "error")
        self._error.setWordWrap(True)
        self._error.hide()
        self._column.addWidget(self._error)

    @property
    def field(self) -> Field:
        """The field that is asked."""
        return self._field

    def show_value(self, value: Json) -> None:
        """Show a stored value; cannot say anything back."""
        self._value = value
        self._put(value)
        self._tell("")

    def flush(self) -> None:
        """Say what is typed now, if it is new and reads well."""
        try:
            value = self._take()
        except ValueDoesNotParse as error:
            self._tell(error.message)
            return
        self._tell("")
        if value != self._value:
            self._value = value
            self.answered.emit(self._field.field_id, value)

    @abstractmethod
    def _add_editor(self) -> None:
        """Build what is typed into."""

    @abstractmethod
    def _put(self, value: Json) -> None:
        """Show a value."""

    @abstractmethod
    def _take(self) -> Json:
        """Return what is typed; raises ValueDoesNotParse."""

    def _add_heading(self) -> None:
        star = " *" if self._field.required else ""
        self._heading = QLabel(f"{self._field.label}{star}")
        set_kind(self._heading, "label")
        self._column.addWidget(self._heading)
        hint = self._field.help
        if values.is_list(self._field) and self._field.type is not FieldType.MULTI:
            hint = f"{hint} {self.tr('One a line.')}".strip()
        if hint:
            words = QLabel(hint)
            words.setWordWrap(True)
            set_kind(words, "caption")
            self._column.addWidget(words)

    def _tell(self, problem: str) -> None:
        self._error.setText(problem)
        self._error.setVisible(bool(problem))


class TextField(ReviewField):
    """Text, years, lists of one item a line."""

    def _add_editor(self) -> None:
        is_list = values.is_list(self._field)
        self._editor: QLineEdit | QPlainTextEdit
        if is_list or values.is_long(self._field):
            editor = ManyLines(LINES[is_list])
            editor.left.connect(self.flush)
            self._editor = editor
        else:
            line = OneLine()
            line.editingFinished.connect(self.flush)
            self._editor = line
        self._editor.setAccessibleName(self._field.label)
        self._editor.setAccessibleDescription(self._field.help)
        self._heading.setBuddy(self._editor)
        self._column.addWidget(self._editor)

    def _put(self, value: Json) -> None:
        text = values.edit_text(self._field, value)
        if isinstance(self._editor, QLineEdit):
            if self._editor.text() != text:
                self._editor.setText(text)
        elif self._editor.toPlainText() != text:
            self._editor.setPlainText(text)

    def _take(self) -> Json:
        editor = self._editor
        text = editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()
        return values.parse(self._field, text)

    def _tell(self, problem: str) -> None:
        super()._tell(problem)
        self._editor.setProperty("invalid", "true" if problem else "false")
        self._editor.setAccessibleDescription(problem or self._field.help)
        restyle(self._editor)


class ChoicesField(ReviewField):
    """Several options at once, with words for another one."""

    def _add_editor(self) -> None:
        self._boxes: dict[str, QCheckBox] = {}
        self._other: QLineEdit | None = None
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        options = [option for option in self._field.options if option != OTHER]
        half = (len(options) + 1) // 2
        for place, option in enumerate(options):
            box = QCheckBox(option.replace("&", "&&"))
            box.setAccessibleName(option)
            box.clicked.connect(self.flush)
            self._boxes[option] = box
            grid.addWidget(box, place % half, place // half)
        grid.setColumnStretch(1, 1)
        self._column.addLayout(grid)
        if self._field.takes_other:
            self._add_other()

    def _add_other(self) -> None:
        line = OneLine()
        line.setPlaceholderText(self.tr("Other, in your words"))
        line.setAccessibleName(self.tr("{label}, other").format(label=self._field.label))
        line.editingFinished.connect(self.flush)
        self._column.addWidget(line)
        self._other = line

    def _put(self, value: Json) -> None:
        chosen = [str(item) for item in value] if isinstance(value, list) else []
        for option, box in self._boxes.items():
            box.setChecked(option in chosen)
        if self._other is not None:
            others = [item.removeprefix(OTHER_PREFIX) for item in chosen if item.startswith(OTHER)]
            self._other.setText(others[0] if others else "")

    def _take(self) -> Json:
        chosen = [option for option, box in self._boxes.items() if box.isChecked()]
        other = self._other.text().strip() if self._other is not None else ""
        if other and other != OTHER:
            chosen.append(f"{OTHER_PREFIX}{other}")
        elif other:
            chosen.append(OTHER)
        return list(chosen) or None


def review_field(field: Field) -> ReviewField:
    """Make the editor that suits the field's type."""
    return ChoicesField(field) if field.type is FieldType.MULTI else TextField(field)
