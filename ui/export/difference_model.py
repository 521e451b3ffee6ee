"""The cells of an edited workbook that differ, each to be taken or left."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.domain.folding import shortened
from app.domain.readback import Difference

Index = QModelIndex | QPersistentModelIndex
TAKE, STUDY, FIELD, BEFORE, AFTER, REASON, WHY, PLACE = range(8)


class DifferenceModel(QAbstractTableModel):
    """One line a cell; the first column is checked for what is taken."""

    choice_changed = Signal()

    def __init__(self, differences: Sequence[Difference]) -> None:
        """Take what is sure; what was changed meanwhile waits for a look."""
        super().__init__()
        self._all = tuple(differences)
        self._taken = {n for n, one in enumerate(self._all) if one.is_sure}
        self._reasons: dict[int, str] = {}
        self._heads = (
            self.tr("Take"), self.tr("Study"), self.tr("Field"), self.tr("In the review"),
            self.tr("In the workbook"), self.tr("Your reason"), self.tr("Note"), self.tr("Cell"),
        )  # fmt: skip

    def chosen(self) -> tuple[Difference, ...]:
        """Return what is to be taken, each with the reason that was typed beside it."""
        return tuple(self._told(n) for n in range(len(self._all)) if n in self._taken)

    def left(self) -> tuple[Difference, ...]:
        """Return what could be taken and is left, where a reason was typed beside it."""
        told = (n for n in sorted(self._reasons) if self._reasons[n] and n not in self._taken)
        return tuple(self._told(n) for n in told)

    def take_all(self, lines: Iterable[int], on: bool) -> None:
        """Take what can be taken of some lines, or leave all of them."""
        found = {n for n in lines if self._all[n].edit is not None}
        self._taken = self._taken | found if on else self._taken - found
        last = self.index(len(self._all) - 1, TAKE)
        self.dataChanged.emit(self.index(0, TAKE), last, [Qt.ItemDataRole.CheckStateRole])
        self.choice_changed.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the cells."""
        return 0 if parent is not None and parent.isValid() else len(self._all)

    def columnCount(self, parent: Index | None = None) -> int:
        """Count the facts of a cell."""
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the names of the facts."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done: what can't be taken can't be checked."""
        able = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self._all[index.row()].edit is None:
            return able
        if index.column() == TAKE:
            able |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() == REASON:
            able |= Qt.ItemFlag.ItemIsEditable
        return able

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the texts, the check mark and what a screen reader says."""
        one = self._all[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._check(index, one)
        if role == Qt.ItemDataRole.EditRole and index.column() == REASON:
            return self._reasons.get(index.row(), "")
        said = self._said(index.row())[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return said if index.column() in (REASON, WHY) else shortened(said)
        if role == Qt.ItemDataRole.ToolTipRole:
            return said or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said if index.column() else self.tr("Take {0}, {1}").format(one.study, one.field)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take or leave a cell, or say why it changes."""
        if self._all[index.row()].edit is None:
            return False
        if role == Qt.ItemDataRole.EditRole and index.column() == REASON:
            self._reasons[index.row()] = str(value).strip()
            self.dataChanged.emit(index, index)
            self.choice_changed.emit()
            return True
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        change = self._taken.add if value == Qt.CheckState.Checked.value else self._taken.discard
        change(index.row())
        self.dataChanged.emit(index, index, [role])
        self.choice_changed.emit()
        return True

    def _told(self, number: int) -> Difference:
        return replace(self._all[number], reason=self._reasons.get(number, ""))

    def _check(self, index: Index, one: Difference) -> Qt.CheckState | None:
        if index.column() != TAKE or one.edit is None:
            return None
        on = index.row() in self._taken
        return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked

    def _said(self, row: int) -> tuple[str, ...]:
        one = self._all[row]
        field = one.field if one.row is None else self.tr("{0}, row {1}").format(one.field, one.row)
        reason = self._reasons.get(row, "")
        return ("", one.study, field, one.before, one.after, reason, one.why, one.place)
