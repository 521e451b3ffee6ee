"""The studies as a list model, and the filter over it."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from app.domain.studies import Study
from ui.studies.values import spoken

Index = QModelIndex | QPersistentModelIndex
STUDY_ROLE = Qt.ItemDataRole.UserRole + 1
NO_PARENT = QModelIndex()


class StudyModel(QAbstractListModel):
    """One row a study; renaming is a request, the row changes when the review does."""

    rename_requested = Signal(str, str)  # study_id, new label

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without studies."""
        super().__init__(parent)
        self._studies: tuple[Study, ...] = ()

    @property
    def studies(self) -> tuple[Study, ...]:
        """The studies shown, in order."""
        return self._studies

    def show(self, studies: tuple[Study, ...]) -> None:
        """Show these studies; rows that stay keep their selection."""
        if [s.study_id for s in studies] != [s.study_id for s in self._studies]:
            self.beginResetModel()
            self._studies = studies
            self.endResetModel()
            return
        before, self._studies = self._studies, studies
        for row, (old, new) in enumerate(zip(before, studies, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, study_id: str) -> int:
        """Return the row of a study, -1 when it is not in the list."""
        ids = [study.study_id for study in self._studies]
        return ids.index(study_id) if study_id in ids else -1

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Count the studies."""
        return 0 if parent.isValid() else len(self._studies)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the label, the study itself, or the row in words."""
        if not index.isValid() or index.row() >= len(self._studies):
            return None
        study = self._studies[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return study.label
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken(study)
        return study if role == STUDY_ROLE else None

    def setData(
        self,
        index: Index,
        value: Any,  # noqa: ANN401
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """Ask for another label; blank or unchanged text asks for nothing."""
        label = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        study = self._studies[index.row()]
        if not label or label == study.label:
            return False
        self.rename_requested.emit(study.study_id, label)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let labels be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags


class StudyFilter(QSortFilterProxyModel):
    """Lets through the studies whose label or title holds every word typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without a filter."""
        super().__init__(parent)
        self._words: list[str] = []

    def narrow(self, text: str) -> None:
        """Show only studies that hold all words of the text."""
        self._words = text.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Tell whether the study holds every word."""
        source = self.sourceModel()
        study = source.index(source_row, 0, source_parent).data(STUDY_ROLE)
        held = f"{study.label} {study.title}".casefold()
        return all(word in held for word in self._words)
