"""One of the rows of another table, or of the words on offer."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.domain.answers import Json
from app.domain.fields import Field
from ui.form.editors.base import CalmCombo, Editor, Offers
from ui.form.editors.single import FilterCombo


class RowEditor(Editor):
    """A list of the rows that may be referred to, by their names."""

    def __init__(self, field: Field) -> None:
        """Start without rows."""
        super().__init__(field)
        self._box = CalmCombo()
        self._box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._box.setMinimumContentsLength(12)
        self._hint = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._box)
        self._box.activated.connect(self._on_activated)
        self.offer(())

    def offer(self, offers: Offers) -> None:
        """List the rows; what is chosen stays chosen."""
        chosen = self._box.currentData()
        with QSignalBlocker(self._box):
            self._box.clear()
            self._box.addItem(self._blank(bool(offers)), None)
            for row_id, name in offers:
                self._box.addItem(name, row_id)
        self.show_value(chosen if isinstance(chosen, str) else None)

    def show_value(self, value: Json) -> None:
        """Choose the row; one that is gone is named as gone."""
        with QSignalBlocker(self._box):
            if isinstance(value, str) and self._box.findData(value) < 0:
                self._box.addItem(self.tr("(a row that was removed)"), value)
            self._box.setCurrentIndex(max(self._box.findData(value), 0) if value else 0)

    def value(self) -> Json:
        """Return the key of the row, or None."""
        chosen = self._box.currentData()
        return chosen if isinstance(chosen, str) else None

    def text(self) -> str:
        """Return the key of the row."""
        return str(self.value() or "")

    def show_text(self, text: str) -> None:
        """Choose the row with this key."""
        self.show_value(text or None)

    def set_hint(self, text: str) -> None:
        """Show a state in the empty box."""
        self._hint = text
        self._box.setItemText(0, self._blank(self._box.count() > 1))

    def inputs(self) -> tuple[QWidget, ...]:
        """Return the box."""
        return (self._box,)

    def _blank(self, has_rows: bool) -> str:
        if self._hint:
            return self._hint
        return self.tr("Choose") if has_rows else self.tr("No rows to choose from yet")

    def _on_activated(self, index: int) -> None:
        self.settled.emit()


class OfferedEditor(Editor):
    """A box of the words on offer, filtered by typing; other words may be typed."""

    def __init__(self, field: Field) -> None:
        """Start with nothing on offer."""
        super().__init__(field)
        self._combo = FilterCombo(())
        self._offers: Offers = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._combo)
        self.set_hint("")
        self._combo.line.textEdited.connect(self._on_text_edited)
        self._combo.line.returnPressed.connect(self.settled)
        self._combo.line.pressed.connect(self.pressed)
        self._combo.activated.connect(self._on_activated)
        self._combo.names.activated.connect(self._on_activated)

    def offer(self, offers: Offers) -> None:
        """List other words; the text stays."""
        if offers == self._offers:
            return
        self._offers = offers
        text = self._combo.currentText()
        with QSignalBlocker(self._combo):
            self._combo.clear()
            self._combo.addItems(["", *(words for _, words in offers)])
        self.show_text(text)

    def text(self) -> str:
        """Return what is chosen or typed."""
        return self._combo.currentText().strip()

    def show_text(self, text: str) -> None:
        """Show the text."""
        with QSignalBlocker(self._combo):
            self._combo.setCurrentIndex(max(self._combo.findText(text), 0) if text else 0)
            self._combo.setEditText(text)
            self._combo.line.setCursorPosition(0)

    def set_hint(self, text: str) -> None:
        """Show a state in the empty box."""
        self._combo.line.setPlaceholderText(text or self.tr("Choose or type"))

    def inputs(self) -> tuple[QWidget, ...]:
        """Return the box."""
        return (self._combo,)

    def set_locked(self, is_locked: bool) -> None:
        """Let nothing be typed either."""
        super().set_locked(is_locked)
        self._combo.line.setReadOnly(is_locked)

    def name(self, name: str, description: str) -> None:
        """Name the box and its line."""
        super().name(name, description)
        self._combo.line.setAccessibleName(name)
        self._combo.line.setAccessibleDescription(description)

    def _on_text_edited(self, text: str) -> None:
        self.edited.emit()

    def _on_activated(self, chosen: object) -> None:
        self.settled.emit()
