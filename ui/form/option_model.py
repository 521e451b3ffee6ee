"""Options as rows of a list: numbered, filtered by typing, checkable."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.folding import folded
from ui.form.list_rows import NUMBER

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class OptionModel(QAbstractListModel):
    """The options that match the typed filter, in the given order."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without options."""
        super().__init__(parent)
        self._options: tuple[str, ...] = ()
        self._rows: tuple[str, ...] = ()
        self._checked: tuple[str, ...] = ()
        self._is_multi = False

    def show(self, options: Sequence[str], checked: Sequence[str], *, multi: bool) -> None:
        """Replace the options; `checked` keeps the order in which they were chosen."""
        self.beginResetModel()
        self._options = self._rows = tuple(options)
        self._checked = tuple(checked)
        self._is_multi = multi
        self.endResetModel()

    def filter(self, text: str) -> None:
        """Keep the options that contain every typed word."""
        words = folded(text).split()
        self.beginResetModel()
        self._rows = tuple(o for o in self._options if all(w in folded(o) for w in words))
        self.endResetModel()

    def rows(self) -> tuple[str, ...]:
        """Return the options that are shown."""
        return self._rows

    def checked(self) -> tuple[str, ...]:
        """Return the checked options, shown or not."""
        return self._checked

    def toggle(self, option: str) -> None:
        """Check an option, or uncheck it."""
        if option in self._checked:
            self._checked = tuple(o for o in self._checked if o != option)
        else:
            self._checked = (*self._checked, option)
        if option in self._rows:
            changed = self.index(self._rows.index(option), 0)
            self.dataChanged.emit(changed, changed, [Qt.ItemDataRole.CheckStateRole])

    def add(self, option: str) -> None:
        """Add an option that the reviewer specified, checked."""
        if option not in self._options:
            self.beginResetModel()
            self._options = self._rows = (*self._options, option)
            self.endResetModel()
        if option not in self._checked:
            self.toggle(option)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of shown options."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return number and option, and the check mark."""
        if not index.isValid():
            return None
        option = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return option
        if role == NUMBER:
            return str(index.row() + 1) if index.row() < 9 else ""
        if role == Qt.ItemDataRole.CheckStateRole and self._is_multi:
            is_checked = option in self._checked
            return Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked
        return None
