"""All keys in one list with a filter, made from the actions themselves."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.action_table import Scope
from ui.actions import Actions, name_of, tip_of
from ui.widgets.headed_model import HeadedModel
from ui.widgets.line_table import by_line

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
WHERE = {
    Scope.GLOBAL: "Everywhere",
    Scope.EXTRACT: "Extract",
    Scope.PDF: "Paper",
    Scope.SEL: "Paper, with a selection",
    Scope.LIST: "Study list",
    Scope.BUILDER: "Outline of the form",
    Scope.LIBRARY: "Library",
    Scope.SCREENING: "Screening",
    Scope.CONSENSUS: "Consensus",
    Scope.CHECKING: "Checking a colleague's answers",
    Scope.GRID: "Charting table",
}


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line of the sheet, as this platform writes the keys."""

    action: str
    keys: str
    where: str
    tip: str


def key_lines(actions: Actions) -> tuple[KeyLine, ...]:
    """Return a line for every action that has a key now."""
    lines = []
    for row in actions.rows:
        keys = actions[row.id].shortcuts()
        if keys:
            native = QKeySequence.SequenceFormat.NativeText
            words = "  or  ".join(key.toString(native) for key in keys)
            lines.append(KeyLine(name_of(row), words, _tr(WHERE[row.scope]), tip_of(row)))
    return tuple(lines)


class KeyModel(HeadedModel):
    """Action, keys, where they work and what they do."""

    def __init__(self, lines: tuple[KeyLine, ...], parent: QObject | None = None) -> None:
        """Show these lines."""
        super().__init__(parent)
        self.heads = (
            self.tr("Action"),
            self.tr("Keys"),
            self.tr("Where"),
            self.tr("What it does"),
        )
        self.lines = lines

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the text of a cell, or the line in words."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (line.action, line.keys, line.where, line.tip)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return f"{line.action}, {line.keys}, {line.where}"
        return None


class ShortcutSheet(QDialog):
    """The list of keys; typing narrows it."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        """List the keys as they are now."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(820, 500)
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Type an action or a key"))
        self._filter.setAccessibleName(self.tr("Filter shortcuts"))
        self._filter.setClearButtonEnabled(True)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(KeyModel(key_lines(actions), self))
        self._found.setFilterKeyColumn(-1)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._filter.textChanged.connect(self._found.setFilterFixedString)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self._filter)
        column.addWidget(self._table())

    def _table(self) -> QTableView:
        table = QTableView()
        by_line(table, self._found, self.tr("Keyboard shortcuts"))
        table.setShowGrid(False)
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table


def _tr(text: str) -> str:
    return QCoreApplication.translate("shortcuts", text)
