"""The studies with how far their consensus is, for the list of studies."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain.consensus import Standing
from ui.theme import Tokens

Index = QModelIndex | QPersistentModelIndex


class StandingModel(QAbstractListModel):
    """Shows the studies that both have sealed; the others can't be chosen."""

    def __init__(self, tokens: Tokens) -> None:
        """Start without studies."""
        super().__init__()
        self.tokens = tokens
        self.items: tuple[Standing, ...] = ()

    def show(self, items: Sequence[Standing]) -> None:
        """Show studies."""
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def replace(self, item: Standing) -> None:
        """Show a study as it is now."""
        row = self.row_of(item.study_id)
        if row >= 0:
            self.items = (*self.items[:row], item, *self.items[row + 1 :])
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def row_of(self, study_id: str) -> int:
        """Return the row of a study, -1 when it is not there."""
        ids = [item.study_id for item in self.items]
        return ids.index(study_id) if study_id in ids else -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and not self.items[index.row()].is_sealed:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.label
        if role == Qt.ItemDataRole.DecorationRole:
            return self.tokens.icon(*_look(item))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{item.label}: {self.words(item)}"
        return None

    def words(self, item: Standing) -> str:
        """Return in words how far a study is."""
        if not item.is_sealed:
            return self.tr("not sealed by both yet")
        if item.is_complete:
            return self.tr("closed")
        left = self.tr("{0} to decide").format(item.to_decide)
        waiting = self.tr("{0} with the third reviewer").format(item.deferred)
        return f"{left}, {waiting}" if item.deferred else left


def _look(item: Standing) -> tuple[str, str]:
    if not item.is_sealed:
        return "circle-dashed", "text_muted"
    if item.is_complete:
        return "lock", "success"
    return ("circle-dot", "danger") if item.to_decide else ("check", "success")
