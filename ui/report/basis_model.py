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
    """A line a sentence: item of PRISMA-ScR, sentence, what it rests on.

    Below stand sentences that an own text was written over and that are not said any more.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.heads = (self.tr("Item"), self.tr("Sentence"), self.tr("Rests on"))
        self.lines: Sequence[Sentence] = ()
        self._new: frozenset[str] = frozenset()

    def show(
        self, said: Sequence[Sentence], new: Sequence[str] = (), gone: Sequence[str] = ()
    ) -> None:
        """Show other sentences; `new` and `gone` since the reviewer wrote an own text."""
        self.beginResetModel()
        self.lines = [*said, *(Sentence(0, text, ()) for text in gone)]
        self._new = frozenset(new)
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the text of a cell."""
        one = self.lines[index.row()]
        texts = (str(one.item or ""), one.text, "\n".join(self._rests(one)))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return texts[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        return None

    def _rests(self, one: Sentence) -> tuple[str, ...]:
        if not one.item:
            return (self.tr("Not said any more since you wrote your text"),)
        told = (self.tr("New since you wrote your text"),) if one.text in self._new else ()
        return (*told, *one.rests_on)
