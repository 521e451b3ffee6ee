"""The table of who does what: a row a study, a column a reviewer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.domain.assigning import Assignment
from app.domain.blinding import CHARTING, Role
from app.domain.twice import first_looks

if TYPE_CHECKING:
    from app.services.assignments import Load, StudyDuties

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
DISPLAY, EDIT = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class AssignmentModel(QAbstractTableModel):
    """Shows the roles; another one is asked for, the table changes when the review does."""

    role_wanted = Signal(str, str, object)  # study_id, reviewer_id, Role or None

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._studies: tuple[StudyDuties, ...] = ()
        self._loads: tuple[Load, ...] = ()
        self._is_writable = True

    def show(
        self, studies: Sequence[StudyDuties], loads: Sequence[Load], *, writable: bool
    ) -> None:
        """Show these studies and people."""
        same = [s.study_id for s in studies] == [s.study_id for s in self._studies]
        same = same and [ld.reviewer for ld in loads] == [ld.reviewer for ld in self._loads]
        if not same:
            self.beginResetModel()
        self._studies, self._loads, self._is_writable = tuple(studies), tuple(loads), writable
        if not same:
            self.endResetModel()
            return
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def study_ids(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Return the studies of these rows."""
        return tuple(self._studies[row].study_id for row in rows if row < len(self._studies))

    def words(self, role: Role | None) -> str:
        """Return the name of a role."""
        if role is None:
            return "–"
        return {
            Role.FIRST: self.tr("First"),
            Role.SECOND: self.tr("Second"),
            Role.CHECKER: self.tr("Checker"),
            Role.THIRD: self.tr("Third"),
            Role.AGAIN: self.tr("Second time"),
        }[role]

    def roles_in(self, column: int) -> tuple[Role | None, ...]:
        """Return the roles that can be given to the person of a column."""
        looks = first_looks(load.reviewer for load in self._loads)
        if self._loads[column - 1].reviewer.reviewer_id in looks:
            return None, Role.AGAIN
        return (None, *(role for role in Role if role is not Role.AGAIN))

    def rowCount(self, parent: Index = ROOT) -> int:
        """Count the studies."""
        return 0 if parent.isValid() else len(self._studies)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Count the people, and the column of the study."""
        return 0 if parent.isValid() else 1 + len(self._loads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        """Return who it is, and how many of their studies are sealed."""
        if orientation is Qt.Orientation.Vertical or role not in (DISPLAY, SPOKEN):
            return None
        if section == 0:
            return self.tr("Study")
        load = self._loads[section - 1]
        told = self.tr("{sealed} of {given} sealed").format(sealed=load.sealed, given=load.given)
        if not load.given:
            told = self.tr("nothing to chart")
        if load.to_check:
            checks = self.tr("{n} to check").format(n=load.to_check)
            told = f"{told}, {checks}" if load.given else checks
        return f"{load.reviewer.name}\n{told}"

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return the study's name, or the roles of a person in words."""
        if not index.isValid():
            return None
        study = self._studies[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignCenter
        if index.column() == 0:
            return study.label if role in (DISPLAY, SPOKEN) else None
        held = self._held(index)
        if role == EDIT:
            return held[0].role if held else None
        if role == DISPLAY:
            return self._words_of(index)
        if role == SPOKEN:
            name = self._loads[index.column() - 1].reviewer.name
            return f"{study.label}, {name}: {self._words_of(index)}"
        return None

    def setData(self, index: Index, value: object, role: int = EDIT) -> bool:
        """Ask for another role; the same one asks for nothing."""
        if role != EDIT or not index.isValid() or value == index.data(EDIT):
            return False
        person = self._loads[index.column() - 1].reviewer.reviewer_id
        wanted = Role(str(value)) if value else None  # Qt hands an enum of texts back as a text
        self.role_wanted.emit(self._studies[index.row()].study_id, person, wanted)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let roles be edited."""
        flags = super().flags(index)
        is_role = index.isValid() and index.column() > 0 and self._is_writable
        return flags | Qt.ItemFlag.ItemIsEditable if is_role else flags

    def _held(self, index: Index) -> list[Assignment]:
        person = self._loads[index.column() - 1].reviewer.reviewer_id
        return [a for a in self._studies[index.row()].assignments if a.reviewer_id == person]

    def _words_of(self, index: Index) -> str:
        held = self._held(index)
        if not held:
            return "–"
        words = [
            self.words(one.role) + (self.tr(" (audit)") if one.is_audited else "") for one in held
        ]
        person = held[0].reviewer_id
        is_sealed = person in self._studies[index.row()].sealed_by
        charts = any(one.role in CHARTING or one.role is Role.AGAIN for one in held)
        told = [self.tr("sealed")] if is_sealed and charts else []
        return " · ".join(words + told)
