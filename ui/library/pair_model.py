"""The pairs of records that are alike, as a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.references.duplicates import Certainty, Pair
from ui.theme import Tokens

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class PairModel(QAbstractListModel):
    """Shows pairs by the title of the first, certain ones marked."""

    def __init__(self, tokens: Tokens) -> None:
        """Start without pairs."""
        super().__init__()
        self.tokens = tokens
        self.pairs: tuple[Pair, ...] = ()
        self._titles: Mapping[str, str] = {}

    def show(self, pairs: Sequence[Pair], titles: Mapping[str, str]) -> None:
        """Show other pairs."""
        self.beginResetModel()
        self.pairs, self._titles = tuple(pairs), titles
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Count the pairs."""
        return 0 if parent.isValid() else len(self.pairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return score and title."""
        if not index.isValid():
            return None
        pair = self.pairs[index.row()]
        is_certain = pair.certainty is Certainty.CERTAIN
        title = self._titles.get(pair.first) or self.tr("No title")
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{pair.score:.0f}  {title}"
        if role == Qt.ItemDataRole.DecorationRole:
            name, colour = ("check-check", "success") if is_certain else ("copy", "warning")
            return self.tokens.icon(name, colour)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            word = self.tr("certain") if is_certain else self.tr("possible")
            return f"{title}, {word}, {pair.score:.0f}: {'; '.join(pair.reasons)}"
        return None
