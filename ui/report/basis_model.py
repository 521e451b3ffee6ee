"""The sentences of the methods with the records they rest on."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.export.methods import Sentence
from ui.widgets.headed_model import HeadedModel

Index = QModelIndex | QPersistentModelIndex


class BasisModel(HeadedModel):
    """A line a sentence: item of PRISMA-ScR, sentence, what it rests on."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.heads = (self.tr("Item"), self.tr("Sentence"), self.tr("Rests on"))
        self.lines: Sequence[Sentence] = ()

    def show(self, said: Sequence[Sentence]) -> None:
        """Show other sentences."""
        self.beginResetModel()
        self.lines = said
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the text of a cell."""
        one = self.lines[index.row()]
        texts = (str(one.item), one.text, "\n".join(one.rests_on))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return texts[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        return None
