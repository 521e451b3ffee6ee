"""What is to be imported: the files, what each is, and which search they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import (
    QAbstractTableModel,
    QDate,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import new_id
from app.domain.library import ReadFile, Search, SearchDraft
from app.references.previewing import Preview
from ui.library.search_fields import SearchFields
from ui.style_sheet import set_kind
from ui.widgets.accepting import accepting_buttons
from ui.widgets.line_table import by_line, set_up_lines
from ui.widgets.scrolling import scrolled

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_SHOWN = 5  # files that are seen at once
DISPLAY = Qt.ItemDataRole.DisplayRole


class FilesModel(QAbstractTableModel):
    """The files: name, what each is, what its first records are, or why it can't be read."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Show files that were not looked at yet."""
        super().__init__()
        self.paths = list(paths)
        self.found: dict[Path, Preview] = {}

    def show(self, found: Sequence[Preview]) -> None:
        """Show what the files are, those first that can't be taken in as they are."""
        self.beginResetModel()
        self.found.update({one.path: one for one in found})
        self.paths.sort(key=lambda path: path not in self.found or not self.found[path].refused)
        self.endResetModel()

    def preview(self, row: int) -> Preview | None:
        """Return what is known of the file of a row."""
        return self.found.get(self.paths[row]) if 0 <= row < len(self.paths) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        """Count the files."""
        return 0 if parent.isValid() else len(self.paths)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        """Return the names of the columns."""
        if orientation is Qt.Orientation.Vertical or role != DISPLAY:
            return None
        return (self.tr("File"), self.tr("What it is"), self.tr("First records"))[section]

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return what a cell says; long texts whole as a tip."""
        if not index.isValid() or role not in (DISPLAY, Qt.ItemDataRole.ToolTipRole):
            return None
        path = self.paths[index.row()]
        one = self.found.get(path)
        if index.column() == 0:
            return path.name if role == DISPLAY else str(path)
        if one is None:
            return self.tr("looking…") if index.column() == 1 and role == DISPLAY else None
        if one.refused:
            unknown = self.tr("Columns to be explained") if one.grid else self.tr("Not taken in")
            return unknown if index.column() == 1 else one.refused
        if index.column() == 1:
            told = [one.format, one.encoding.replace("-sig", "").upper()]
            return ", ".join(filter(None, told))
        told = [notice.text for notice in one.notices if notice.line or one.titles]
        return " ".join([*told, "; ".join(one.titles)])


class ImportDialog(QDialog):
    """Asks which search files come from; says which file's columns are to be explained."""

    explain_requested = Signal(object)  # Preview

    def __init__(self, paths: Sequence[Path], searches: Sequence[Search], parent: QWidget) -> None:
        """Ask about files; `searches` may have further batches."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import references"))
        self.files = FilesModel(paths)
        self.table = QTableView()
        self.into = QComboBox()
        self.fields = SearchFields()
        today = QDate.currentDate().toString("yyyy-MM-dd")
        self.fields.show_draft(SearchDraft(new_id(), "", searched_on=today))
        self.told = QLabel()
        self.explain = QPushButton(self.tr("&Explain columns…"))
        self._busy = QProgressBar()
        self.buttons, self._ok = accepting_buttons(self, self.tr("Import"))
        self._searches = tuple(searches)
        self._build()

    @property
    def paths(self) -> list[Path]:
        """The files that can be taken in."""
        return [
            path
            for path in self.files.paths
            if (one := self.files.found.get(path)) is not None and not one.refused
        ]

    @property
    def refused(self) -> tuple[ReadFile, ...]:
        """The files that can't, each with the reason."""
        found = [one for path in self.files.paths if (one := self.files.found.get(path))]
        return tuple(ReadFile(one.path.name, refused=one.refused) for one in found if one.refused)

    def show_previews(self, found: Sequence[Preview]) -> None:
        """Show what the files are, and which database they name."""
        self.files.show(found)
        self._busy.hide()
        names = {one.database for one in self.files.found.values() if one.database}
        if not self.fields.is_named and len(names) == 1:
            self.fields.database.setCurrentText(names.pop())
        refused = sum(bool(one.refused) for one in self.files.found.values())
        text = self.tr("{0} of {1} files can be taken in.").format(
            len(self.files.paths) - refused, len(self.files.paths)
        )
        if len(names) > 1:
            text += " " + self.tr(
                "They name several databases ({0}): import each database by itself."
            ).format(", ".join(sorted(names)))
        self.told.setText(text)
        set_kind(self.told, "warning" if refused or len(names) > 1 else "muted")
        rows = range(self.files.rowCount())
        unknown = (n for n in rows if (p := self.files.preview(n)) and p.refused and p.grid)
        self.table.selectRow(next(unknown, 0))
        self._on_row()
        self._allow()

    def search(self) -> SearchDraft:
        """Return the search, as one of its own or as a batch of another."""
        draft = self.fields.draft()
        into = self.into.currentData()
        if not into:
            return draft
        whole = next(one for one in self._searches if one.search_id == into)
        return replace(
            draft,
            database=whole.database,
            found=whole.found,
            platform=whole.platform,
            batch_of=whole.search_id,
        )

    def _allow(self) -> None:
        has_source = bool(self.into.currentData()) or self.fields.is_named
        self._ok.setEnabled(has_source and bool(self.paths))

    def _on_into(self) -> None:
        is_new = not self.into.currentData()
        for field in (self.fields.database, self.fields.kind, self.fields.platform):
            field.setEnabled(is_new)
        self._allow()

    def _on_row(self) -> None:
        row = self.table.currentIndex().row()
        self.explain.setEnabled(self._can_explain(row))

    def _can_explain(self, row: int) -> bool:
        one = self.files.preview(row)
        return one is not None and one.grid is not None

    def _ask_explain(self) -> None:
        one = self.files.preview(self.table.currentIndex().row())
        if one is not None:
            self.explain_requested.emit(one)

    def _build(self) -> None:
        self._build_table()
        self.into.addItem(self.tr("A search of its own"), "")
        for one in self._searches:
            where = ", ".join(filter(None, (one.database, one.platform, one.searched_on)))
            self.into.addItem(self.tr("More results of {0}").format(where), one.search_id)
        self.into.setAccessibleName(self.tr("Which search"))
        self.into.currentIndexChanged.connect(lambda _row: self._on_into())
        self.into.setVisible(bool(self._searches))
        self.fields.changed.connect(self._allow)
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(self.tr("Looking at the files"))
        self.told.setWordWrap(True)
        self.explain.setEnabled(False)
        self.explain.setToolTip(
            self.tr("Say what each column of a table holds; it is remembered for the same header")
        )
        self.explain.clicked.connect(self._ask_explain)
        line = QHBoxLayout()
        line.addWidget(self.told, 1)
        line.addWidget(self.explain)
        area = scrolled(self.fields)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 2)
        column.addWidget(self._busy)
        column.addLayout(line)
        column.addWidget(self.into)
        column.addWidget(area, 5)
        column.addWidget(self.buttons)
        self._ok.setEnabled(False)
        self.resize(820, 500)

    def _build_table(self) -> None:
        table = self.table
        by_line(table, self.files, self.tr("Files to import"))
        set_up_lines(table, {0: 190, 1: 200}, 2)
        table.setMinimumHeight(56 + 28 * min(self.files.rowCount(), _SHOWN))
        table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._on_row())
