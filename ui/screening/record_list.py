"""The records of a stage as a list: title, year, and what was decided."""

from collections.abc import Sequence
from itertools import chain

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain.screened import Screened
from app.domain.screening import Outcome, Retrieval, Verdict
from ui.theme import Tokens

Index = QModelIndex | QPersistentModelIndex
ICONS = {
    Verdict.INCLUDE: ("circle-check", "success"),
    Verdict.EXCLUDE: ("circle-x", "danger"),
    Verdict.UNSURE: ("circle-question-mark", "warning"),
    Verdict.NONE: ("circle-dashed", "text_muted"),
}


class RecordListModel(QAbstractListModel):
    """Shows records; one can be replaced without building the list again."""

    def __init__(self, tokens: Tokens) -> None:
        """Start without records."""
        super().__init__()
        self.tokens = tokens
        self.items: list[Screened] = []
        self._rows: dict[str, int] = {}

    def show(self, items: Sequence[Screened]) -> None:
        """Show other records."""
        self.beginResetModel()
        self.items = list(items)
        self._rows = {item.record_id: row for row, item in enumerate(self.items)}
        self.endResetModel()

    def replace(self, item: Screened) -> None:
        """Show a record as it is now, if it is in the list."""
        row = self._rows.get(item.record_id)
        if row is not None:
            self.items[row] = item
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def remove(self, record_id: str) -> None:
        """Let a record go from the list."""
        row = self._rows.get(record_id)
        if row is None:
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.items[row]
        self._rows = {item.record_id: n for n, item in enumerate(self.items)}
        self.endRemoveRows()

    def row_of(self, record_id: str) -> int:
        """Return the row of a record, -1 when it is not listed."""
        return self._rows.get(record_id, -1)

    def next_open(self, after: int) -> int:
        """Return the next row that waits for a decision, then from the top; -1: there is none."""
        order = chain(range(after + 1, len(self.items)), range(after + 1))
        return next((row for row in order if self.items[row].is_open), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{item.title or self.tr('No title')} ({item.year or 'n.d.'})"
        if role == Qt.ItemDataRole.DecorationRole:
            name, tone = ICONS[item.shown.verdict]
            return self.tokens.icon(name, tone if item.own.is_made else "text_muted")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{item.title} ({item.year or 'n.d.'}): {self.words(item)}"
        return None

    def words(self, item: Screened) -> str:
        """Return in words what was decided on a record."""
        own = {
            Verdict.INCLUDE: self.tr("you included it"),
            Verdict.EXCLUDE: self.tr("you excluded it"),
            Verdict.UNSURE: self.tr("you are unsure"),
            Verdict.NONE: self.tr("not decided by you"),
        }[item.own.verdict]
        outcome = {
            Outcome.OPEN: "",
            Outcome.INCLUDED: self.tr("included"),
            Outcome.EXCLUDED: self.tr("excluded"),
            Outcome.CONFLICT: self.tr("the reviewers disagree"),
            Outcome.REASONS_DIFFER: self.tr("excluded for different reasons"),
            Outcome.UNSURE: self.tr("to be discussed"),
        }[item.outcome]
        missing = item.retrieval is Retrieval.NOT_RETRIEVED
        return ", ".join(
            filter(None, (own, outcome, self.tr("full text not got") if missing else ""))
        )
