"""The answers that a new version asks to look at again, to be walked one by one."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from app.services.revisiting import Revisit
from ui.counting import counted
from ui.designer.rows import HighRows
from ui.style_sheet import set_kind

Index = QModelIndex | QPersistentModelIndex


class AgainModel(QAbstractListModel):
    """One line a cell: study, field, row, and why."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._found: tuple[Revisit, ...] = ()

    def show_revisits(self, found: Sequence[Revisit]) -> None:
        """Show these cells."""
        self.beginResetModel()
        self._found = tuple(found)
        self.endResetModel()

    def revisit(self, row: int) -> Revisit | None:
        """Return the cell of a row."""
        return self._found[row] if 0 <= row < len(self._found) else None

    def rowCount(self, _parent: Index | None = None) -> int:
        """Count the cells."""
        return len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a line."""
        found = self._found[index.row()]
        row = self.tr(", row {0}").format(found.row) if found.row else ""
        info = found.reasons[-1][0]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{found.study}: {found.field}{row}"
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return self.tr("Version {n}: {why}").format(n=info.number, why=info.reason)
        return None


class AgainPage(QWidget):
    """The list, with what can be done about a cell."""

    open_requested = Signal(object)  # Revisit
    confirm_requested = Signal(object)  # Revisit

    def __init__(self) -> None:
        """Show that nothing waits."""
        super().__init__()
        self._model = AgainModel()
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(HighRows(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Answers to chart again"))
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._why = QLabel()
        self._why.setWordWrap(True)
        set_kind(self._why, "muted")
        self.open = QPushButton(self.tr("Open in Extract"))
        self.confirm = QPushButton(self.tr("Still right"))
        self.confirm.setToolTip(self.tr("The answer holds under the new version"))
        self._build()
        self.list.activated.connect(self._on_open)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.open.clicked.connect(self._on_open)
        self.confirm.clicked.connect(self._on_confirm)
        self.show_revisits(())

    def show_revisits(self, found: Sequence[Revisit]) -> None:
        """Show the cells that wait."""
        row = self.list.currentIndex().row()
        self._model.show_revisits(found)
        many = self.tr("{n} answers wait to be looked at again, because the form changed.")
        one = self.tr("One answer waits to be looked at again, because the form changed.")
        none = self.tr("Nothing to chart again. Answers that a new version asks about appear here.")
        self._words.setText(counted(len(found), one, many) if found else none)
        self.list.setVisible(bool(found))
        if found:
            self.list.setCurrentIndex(self._model.index(min(max(row, 0), len(found) - 1)))
        self._on_current()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.confirm)
        row.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addWidget(self.list, 1)
        column.addWidget(self._why)
        column.addLayout(row)
        column.addStretch(0)

    def _chosen(self) -> Revisit | None:
        return self._model.revisit(self.list.currentIndex().row())

    def _on_current(self) -> None:
        chosen = self._chosen()
        self.open.setEnabled(chosen is not None)
        self.confirm.setEnabled(chosen is not None and bool(chosen.stamp))
        if chosen is None:
            self._why.setText("")
            return
        info = chosen.reasons[-1][0]
        self._why.setText(self.tr("Version {n}: {why}").format(n=info.number, why=info.reason))

    def _on_open(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.open_requested.emit(chosen)

    def _on_confirm(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.confirm_requested.emit(chosen)
