"""The choice of columns of the charting table, and the sets that are kept under a name."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.domain.fields import Field
from ui.table.check_list import CheckList
from ui.table.column_filter import Popup, popup_button


class ColumnChooser(Popup):
    """Which fields the table shows; a choice with a name is kept as a set."""

    fields_chosen = Signal(object, str)  # tuple of field ids, name of the set or ""
    set_removed = Signal(str)  # name
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Make an empty popup."""
        super().__init__(parent, self.tr("Choose the columns"))
        self._kept = ""
        self.list = CheckList(self.tr("Fields"), self.tr("Find a field"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name, to keep them as a set"))
        self.name.setAccessibleName(self.tr("Name of the set of columns"))
        self._remove = popup_button(self.tr("Remove this set"), self._on_remove)
        self._show: QPushButton = popup_button(self.tr("Show these"), self._use, "primary")
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.name)
        row = QHBoxLayout()
        row.addWidget(self._remove)
        row.addStretch(1)
        row.addWidget(self._show)
        self.column.addLayout(row)
        self.list.accepted.connect(self._use)
        self.name.returnPressed.connect(self._use)
        self.name.textChanged.connect(self._on_named)

    def offer(self, fields: Iterable[Field], shown: frozenset[str], kept: str) -> None:
        """Offer fields; `shown` are those in the table now, `kept` the name of their set."""
        self.list.show_words((f.field_id, f.label, f.field_id in shown) for f in fields)
        self._kept = kept
        self.name.setText(kept)
        self._remove.setVisible(bool(kept))

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that the choice is over."""
        super().hideEvent(event)
        self.closed.emit()

    def _on_named(self, text: str) -> None:
        named = bool(text.strip())
        self._show.setText(self.tr("Keep and show") if named else self.tr("Show these"))

    def _use(self) -> None:
        self.hide()
        if self.list.checked():
            self.fields_chosen.emit(self.list.checked(), self.name.text().strip())

    def _on_remove(self) -> None:
        self.hide()
        self.set_removed.emit(self._kept)
