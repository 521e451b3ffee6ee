"""The sentences of the methods with the records they rest on."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.export.methods import Sentence

Index = QModelIndex | QPersistentModelIndex


class BasisModel(QAbstractTableModel):
    """A line a sentence: item of PRISMA-ScR, sentence, what it rests on."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._said: Sequence[Sentence] = ()

    def show(self, said: Sequence[Sentence]) -> None:
        """Show other sentences."""
        self.beginResetModel()
        self._said = said
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many sentences there are."""
        return 0 if parent.isValid() else len(self._said)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return three."""
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the text of a cell."""
        one = self._said[index.row()]
        texts = (str(one.item), one.text, "\n".join(one.rests_on))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return texts[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Return the headings of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            names = ("Item", "Sentence", "Rests on")
            return QCoreApplication.translate("BasisModel", names[section])
        return None
