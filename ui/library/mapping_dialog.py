"""Explains a table: what each of its columns holds."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    Qt,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.references.columns import Grid
from app.references.tables import FIELDS
from ui.style_sheet import set_kind
from ui.widgets.accepting import accepting_buttons
from ui.widgets.choice_cell import ChoiceCell, Index

ROOT = QModelIndex()
DISPLAY, EDIT = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole
COLUMN, HOLDS, SAMPLE = range(3)


class MappingModel(QAbstractTableModel):
    """A line a column of the table: its name, what it holds, what stands in it."""

    def __init__(self, grid: Grid) -> None:
        """Show a table with what its names seem to say."""
        super().__init__()
        self.grid = grid
        self.columns: dict[int, str] = dict(grid.guessed)

    def words(self, field: str) -> str:
        """Return the name of a field."""
        return {
            "": "–",
            "title": self.tr("Title"),
            "author": self.tr("Authors"),
            "year": self.tr("Year"),
            "date": self.tr("Date"),
            "journal": self.tr("Journal"),
            "source": self.tr("Source: journal, year, pages in one"),
            "volume": self.tr("Volume"),
            "issue": self.tr("Issue"),
            "first": self.tr("First page"),
            "last": self.tr("Last page"),
            "pages": self.tr("Pages"),
            "doi": "DOI",
            "pmid": "PMID",
            "pmcid": "PMCID",
            "issn": "ISSN",
            "url": self.tr("Address (URL)"),
            "abstract": self.tr("Abstract"),
            "keyword": self.tr("Key words"),
            "language": self.tr("Language"),
            "publisher": self.tr("Publisher"),
            "kind": self.tr("Kind of publication"),
            "accession": self.tr("Number in the database"),
            "database": self.tr("Database"),
            "files": self.tr("Attached files"),
            "notes": self.tr("Notes"),
        }[field]

    def rowCount(self, parent: Index = ROOT) -> int:
        """Count the columns of the table."""
        return 0 if parent.isValid() else len(self.grid.header)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Count the columns of this list."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        """Return the names of the columns."""
        if orientation is Qt.Orientation.Vertical or role != DISPLAY:
            return None
        return (self.tr("Column"), self.tr("Holds"), self.tr("First values"))[section]

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return what a cell says."""
        if not index.isValid() or role not in (DISPLAY, EDIT):
            return None
        place = index.row()
        field = self.columns.get(place, "")
        if index.column() == COLUMN:
            return self.grid.header[place] or self.tr("column {0}").format(place + 1)
        if index.column() == HOLDS:
            return field if role == EDIT else self.words(field)
        held = [row[place] for row in self.grid.rows if place < len(row) and row[place].strip()]
        return " · ".join(value.replace("\n", " ")[:60] for value in held[:3])

    def setData(self, index: Index, value: object, role: int = EDIT) -> bool:
        """Say what a column holds; a field that another column had is taken from it."""
        if role != EDIT or index.column() != HOLDS:
            return False
        field = str(value or "")
        if field and field != "keyword":
            for place in [p for p, held in self.columns.items() if held == field]:
                del self.columns[place]
        self.columns.pop(index.row(), None)
        if field:
            self.columns[index.row()] = field
        self.dataChanged.emit(self.index(0, HOLDS), self.index(self.rowCount() - 1, HOLDS))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let be said what a column holds."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == HOLDS else flags


def _fields(index: Index) -> Iterable[tuple[str, str]]:
    model = index.model()
    if isinstance(model, MappingModel):
        yield from ((model.words(field), field) for field in ("", *FIELDS))


class MappingDialog(QDialog):
    """Asks what the columns of a table hold."""

    def __init__(self, name: str, grid: Grid, parent: QWidget) -> None:
        """Ask about the table of a file."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("What the columns of {0} hold").format(name))
        self.model = MappingModel(grid)
        self.table = QTableView()
        self.buttons, self._ok = accepting_buttons(self, self.tr("Use these columns"))
        self._lacks = QLabel(self.tr("Say which column holds the title."))
        self._build()

    def columns(self) -> dict[int, str]:
        """Return which field each column holds, by its place from 0."""
        return dict(self.model.columns)

    def _allow(self) -> None:
        has_title = "title" in self.model.columns.values()
        self._ok.setEnabled(has_title)
        self._lacks.setVisible(not has_title)

    def _build(self) -> None:
        told = QLabel(
            self.tr(
                "Columns without a meaning stay in the raw record. What you say here is "
                "remembered in this review for every file with the same header."
            )
        )
        told.setWordWrap(True)
        set_kind(told, "muted")
        set_kind(self._lacks, "warning")
        table = self.table
        table.setModel(self.model)
        table.setItemDelegateForColumn(
            HOLDS, ChoiceCell(self.tr("What the column holds"), _fields, table)
        )
        table.setAccessibleName(self.tr("Columns of the table"))
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.CurrentChanged
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.resizeSection(COLUMN, 190)
        header.resizeSection(HOLDS, 210)
        header.setSectionResizeMode(SAMPLE, QHeaderView.ResizeMode.Stretch)
        self.model.dataChanged.connect(lambda *_: self._allow())
        column = QVBoxLayout(self)
        column.addWidget(told)
        column.addWidget(table, 1)
        column.addWidget(self._lacks)
        column.addWidget(self.buttons)
        self._allow()
        self.resize(780, 460)
