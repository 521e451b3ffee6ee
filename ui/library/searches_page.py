"""The search log: what was searched, where, when, how and by whom, and what it brought."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.domain.flow import FOUND_WORDS
from app.domain.library import ReadFile, Search
from ui.counting import counted
from ui.form.layouts import WrapLayout
from ui.library.read_dialog import NAMES
from ui.widgets.empty_page import EmptyPage
from ui.widgets.line_table import by_line, set_up_lines

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
DISPLAY = Qt.ItemDataRole.DisplayRole
SOURCE, KIND, DAY, RECORDS, TOLD = range(5)


class SearchModel(QAbstractTableModel):
    """A line a search."""

    def __init__(self) -> None:
        """Start without searches."""
        super().__init__()
        self.searches: tuple[Search, ...] = ()

    def show(self, searches: Sequence[Search]) -> None:
        """Show other searches."""
        self.beginResetModel()
        self.searches = tuple(searches)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Count the searches."""
        return 0 if parent.isValid() else len(self.searches)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        """Return the names of the columns."""
        if orientation is Qt.Orientation.Vertical or role != DISPLAY:
            return None
        return (
            self.tr("Source"),
            self.tr("How it was found"),
            self.tr("Searched on"),
            self.tr("Records"),
            self.tr("Told"),
        )[section]

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return what a cell says."""
        if not index.isValid():
            return None
        one = self.searches[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (RECORDS, TOLD):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role != DISPLAY:
            return None
        told = "" if one.reported is None else f"{one.reported:,}"
        return (
            ", ".join(filter(None, (one.database, one.platform))),
            FOUND_WORDS[one.found],
            one.searched_on or self.tr("not stated"),
            f"{one.records:,}",
            told,
        )[index.column()]


class SearchesPage(QWidget):
    """Shows the log; says what is asked for the search that is chosen."""

    add_requested = Signal()
    edit_requested = Signal(object)  # Search
    join_requested = Signal(object)
    part_requested = Signal(object)
    remove_requested = Signal(object)
    show_requested = Signal(object)
    save_requested = Signal()

    def __init__(self, model: SearchModel) -> None:
        """Build the page around a model."""
        super().__init__()
        self.model = model
        self.table = QTableView()
        self.text = QTextBrowser()
        self.add = QPushButton(self.tr("&Note a search or source…"))
        self.edit = QPushButton(self.tr("&Describe…"))
        self.join = QPushButton(self.tr("&Join to…"))
        self.part = QPushButton(self.tr("&Part batches"))
        self.remove = QPushButton(self.tr("&Remove"))
        self.show_records = QPushButton(self.tr("Show records"))
        self.save = QPushButton(self.tr("Save Appendix &I…"))
        self._stack = QStackedWidget()
        self._writable = True
        self._build()
        self._on_row()

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through."""
        return (self.table, self.text)

    def show_searches(self, searches: Sequence[Search], *, writable: bool) -> None:
        """Show the log; keeps the row."""
        row = max(self.table.currentIndex().row(), 0)
        self._writable = writable
        self.model.show(searches)
        self.add.setEnabled(writable)
        self.save.setEnabled(bool(searches))
        self._stack.setCurrentIndex(0 if searches else 1)
        if searches:
            self.table.selectRow(min(row, len(searches) - 1))
        self._on_row()

    def choose(self, search_id: str) -> None:
        """Make a search the current one."""
        for row, one in enumerate(self.model.searches):
            if one.search_id == search_id:
                self.table.selectRow(row)

    def current(self) -> Search | None:
        """Return the search that is chosen."""
        row = self.table.currentIndex().row()
        return self.model.searches[row] if 0 <= row < len(self.model.searches) else None

    def _on_row(self) -> None:
        one = self.current()
        for button in (self.edit, self.join, self.remove):
            button.setEnabled(one is not None and self._writable)
        self.show_records.setEnabled(one is not None and bool(one.records))
        self.part.setVisible(one is not None and bool(one.batches))
        if one is None:
            self.text.clear()
            return
        self.join.setEnabled(self._writable and not one.batches and len(self.model.searches) > 1)
        self.remove.setEnabled(self._writable and not one.records and not one.batches)
        self.text.setHtml(self._page(one))

    def _page(self, one: Search) -> str:
        facts = (
            (self.tr("Platform"), one.platform),
            (self.tr("Limits"), one.limits),
            (self.tr("Searched by"), one.searched_by),
            (self.tr("Note"), one.note),
        )
        told = "".join(
            f"<p><b>{escape(name)}:</b> {escape(value)}</p>" for name, value in facts if value
        )
        strategy = escape(one.strategy or self.tr("not noted yet")).replace("\n", "<br/>")
        files = "".join(f"<li>{self._file(file)}</li>" for file in one.taken)
        batches = (
            f"<p>{escape(self.tr('Taken in as {0} batches.').format(len(one.batches) + 1))}</p>"
            if one.batches
            else ""
        )
        return (
            f"<h3>{escape(one.database)}</h3>{told}"
            f"<p><b>{escape(self.tr('Strategy'))}:</b><br/><code>{strategy}</code></p>{batches}"
            + (f"<p><b>{escape(self.tr('Files'))}</b></p><ul>{files}</ul>" if files else "")
        )

    def _file(self, file: ReadFile) -> str:
        if file.refused:
            return f"{escape(file.name)}: {escape(file.refused)}"
        read = self.tr("{0} of {1} records read").format(file.read, file.starts)
        notices = counted(len(file.notices), self.tr("1 notice"), self.tr("{n} notices"))
        noticed = notices if file.notices else ""
        rates = ", ".join(
            f"{NAMES.get(name, name)} {percent} %" for name, percent in file.filled.items()
        )
        told = "; ".join(filter(None, (read, noticed, rates)))
        return f"{escape(file.name)}: {escape(told)}"

    def _build(self) -> None:
        bar = QWidget()
        head = WrapLayout(bar)
        for widget in (
            *(self.add, self.edit, self.join, self.part, self.remove),
            *(self.show_records, self.save),
        ):
            head.addWidget(widget)
        self.join.setToolTip(self.tr("Several exports of one search count as one"))
        self.add.clicked.connect(self.add_requested)
        self.save.clicked.connect(self.save_requested)
        for button, wanted in (
            (self.edit, self.edit_requested),
            (self.join, self.join_requested),
            (self.part, self.part_requested),
            (self.remove, self.remove_requested),
            (self.show_records, self.show_requested),
        ):
            button.clicked.connect(lambda _on=False, say=wanted: say.emit(self.current()))
        self._build_table()
        self.text.setAccessibleName(self.tr("The search"))
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(12)
        split = QSplitter()
        split.addWidget(self.table)
        split.addWidget(self.text)
        split.setStretchFactor(1, 1)
        split.setSizes([640, 640])
        split.setChildrenCollapsible(False)
        empty = EmptyPage()
        empty.show_lack(
            self.tr(
                "Nothing was searched yet. Importing references notes their search; websites, "
                "organisations, hand searches, reference lists and authors who were asked can be "
                "noted without a file. The flow diagram and Appendix I are made from this log."
            ),
            [(self.tr("Note a search or source…"), "add")],
        )
        empty.wanted.connect(lambda _key: self.add_requested.emit())
        self._stack.addWidget(split)
        self._stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(8, 6, 8, 6)
        top.addWidget(bar)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def _build_table(self) -> None:
        table = self.table
        by_line(table, self.model, self.tr("Searches"))
        set_up_lines(table, {KIND: 150, DAY: 110, RECORDS: 80, TOLD: 70}, SOURCE)
        table.setMinimumWidth(380)
        table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._on_row())
        table.activated.connect(lambda _index: self.edit.click())
