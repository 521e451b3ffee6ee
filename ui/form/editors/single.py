"""One option out of a list, filtered by typing."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QVBoxLayout, QWidget

from app.domain.answers import Json
from app.domain.fields import OTHER, OTHER_PREFIX, Field
from ui.form.editors.base import CalmCombo, Editor, PlainLine


class FilterCombo(CalmCombo):
    """A combo box whose list is filtered by what is typed into it."""

    def __init__(self, options: tuple[str, ...]) -> None:
        """Offer a blank entry and the options."""
        super().__init__()
        self.line = PlainLine()
        self.setEditable(True)
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(16)
        self.addItem("")
        self.addItems(list(options))
        self.names = QCompleter(self.model(), self)
        self.names.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.names.setFilterMode(Qt.MatchFlag.MatchContains)
        self.names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(self.names)


class SingleEditor(Editor):
    """A combo box with a blank first entry; "Other" opens a line to specify it."""

    def __init__(self, field: Field) -> None:
        """Offer the options of the field."""
        super().__init__(field)
        self._combo = FilterCombo(field.options)
        self._other = PlainLine()
        self._other.setPlaceholderText(self.tr("Other, specify"))
        self._other.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._combo)
        column.addWidget(self._other)
        self._combo.line.textEdited.connect(self._on_text_edited)
        self._combo.line.returnPressed.connect(self.settled)
        self._combo.activated.connect(self._on_activated)
        self._combo.names.activated.connect(self._on_activated)
        self._other.textEdited.connect(self._on_text_edited)
        self._other.returnPressed.connect(self.settled)

    def show_value(self, value: Json) -> None:
        """Show the chosen option."""
        self.show_text(value if isinstance(value, str) else "")

    def text(self) -> str:
        """Return the option, or "Other: " and what it is."""
        chosen = self._combo.currentText().strip()
        other = self._other.text().strip()
        if chosen == OTHER and self.field.takes_other and other:
            return f"{OTHER_PREFIX}{other}"
        return chosen

    def show_text(self, text: str) -> None:
        """Show an option, or the line of "Other"."""
        is_other = self.field.takes_other and text.startswith(OTHER_PREFIX)
        blocker = QSignalBlocker(self._combo)
        shown = OTHER if is_other else text
        self._combo.setCurrentIndex(max(self._combo.findText(shown), 0) if shown else 0)
        self._combo.setEditText(shown)
        self._combo.line.setCursorPosition(0)
        blocker.unblock()
        self._other.setText(text.removeprefix(OTHER_PREFIX) if is_other else "")
        self._reveal_other()

    def set_hint(self, text: str) -> None:
        """Show a state in the empty box."""
        self._combo.line.setPlaceholderText(text or self.tr("Choose or type"))

    def inputs(self) -> tuple[QWidget, ...]:
        """Return the box and the line of "Other"."""
        return (self._combo, self._other)

    def set_locked(self, is_locked: bool) -> None:
        """Let nothing be typed into the box either."""
        super().set_locked(is_locked)
        self._combo.line.setReadOnly(is_locked)

    def name(self, name: str, description: str) -> None:
        """Name the box, and the line of "Other" after it."""
        super().name(name, description)
        self._combo.line.setAccessibleName(name)
        self._combo.line.setAccessibleDescription(description)
        self._other.setAccessibleName(self.tr("{0}: other, specify").format(name))

    def _reveal_other(self) -> None:
        is_other = self.field.takes_other and self._combo.currentText() == OTHER
        self._other.setVisible(is_other)

    def _on_text_edited(self, text: str) -> None:
        self._reveal_other()
        self.edited.emit()

    def _on_activated(self, chosen: object) -> None:
        self._reveal_other()
        if self._other.isVisible() and not self._other.text():
            self._other.setFocus(Qt.FocusReason.OtherFocusReason)
        self.settled.emit()
