"""What is not ready for an export, as a list whose lines lead to the place."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.export.readiness import Concern

Index = QModelIndex | QPersistentModelIndex


class ConcernModel(QAbstractListModel):
    """One line a concern; those with a place look like links."""

    def __init__(self, link: QColor) -> None:
        """Start empty; `link` is the colour of links."""
        super().__init__()
        self._concerns: tuple[Concern, ...] = ()
        self._link = link

    def show(self, concerns: Sequence[Concern]) -> None:
        """Show these."""
        self.beginResetModel()
        self._concerns = tuple(concerns)
        self.endResetModel()

    def concern(self, index: Index) -> Concern:
        """Return the concern of a line."""
        return self._concerns[index.row()]

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the concerns."""
        return 0 if parent is not None and parent.isValid() else len(self._concerns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the sentence, in the colour of links where it leads somewhere."""
        concern = self._concerns[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return concern.sentence
        if role == Qt.ItemDataRole.ForegroundRole and concern.study_id:
            return self._link
        return None
