"""The records of the library: filters, the list, and the report that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.folding import folded
from app.domain.library_list import Chosen, Standing
from ui.counting import counted
from ui.library.detail import DetailPane
from ui.library.line_delegate import LineDelegate
from ui.library.list_model import AUTHORS, PAPER, SOURCES, STANDING, TITLE, YEAR, ListModel
from ui.style_sheet import set_kind
from ui.widgets.centred import centred
from ui.widgets.empty_page import EmptyPage
from ui.widgets.line_table import by_line, set_up_lines

PAUSE = 200  # milliseconds of rest after which typed words are looked for
WIDTHS = {AUTHORS: 130, YEAR: 64, SOURCES: 130, STANDING: 136, PAPER: 48}
BAR, ROOMY = 320, 1200  # pixels


class RecordsPage(QWidget):
    """Shows the list; says which lines are wanted and which one is chosen."""

    chosen = Signal(object)  # Chosen
    row_chosen = Signal(int)
    opened = Signal(int)
    cancel_requested = Signal()
    read_requested = Signal()
    import_requested = Signal()

    def __init__(self, model: ListModel) -> None:
        """Build the page around a model."""
        super().__init__()
        self.model = model
        model.setParent(self)  # it goes with the page
        self.words = QLineEdit()
        self.source = QComboBox()
        self.standing = QComboBox()
        self.copies = QComboBox()
        self.paper = QComboBox()
        self.counted = QLabel()
        self.table = QTableView()
        self.detail = DetailPane()
        self.split = QSplitter()
        self.said = EmptyPage()
        self._busy = QProgressBar()
        self._stack = QStackedWidget()
        self._pause = QTimer(self)
        self._build()

    def wanted(self) -> Chosen:
        """Return what the filters say."""
        standing = self.standing.currentData()
        return Chosen(
            folded(self.words.text()),
            str(self.source.currentData() or ""),
            Standing(standing) if standing else None,
            str(self.copies.currentData() or ""),
            str(self.paper.currentData() or ""),
        )

    def clear_filters(self) -> None:
        """Let every line be wanted."""
        for box in (self.source, self.standing, self.copies, self.paper):
            box.setCurrentIndex(0)
        with QSignalBlocker(self.words):
            self.words.clear()
        self.chosen.emit(self.wanted())

    def show_searches(self, searches: Sequence[tuple[str, str]]) -> None:
        """Offer the searches (id, name) to be filtered by; keeps the one that is chosen."""
        kept = self.source.currentData()
        with QSignalBlocker(self.source):
            self.source.clear()
            self.source.addItem(self.tr("Every source"), "")
            for key, name in searches:
                self.source.addItem(name, key)
            self.source.setCurrentIndex(max(self.source.findData(kept), 0))

    def show_lines(self) -> None:
        """Show the list, or say why nothing is in it."""
        shown, total = self.model.rowCount(), self.model.total
        self.counted.setText(
            counted(total, self.tr("1 record"), self.tr("{n:,} records"))
            if shown == total
            else self.tr("{0} of {1}").format(f"{shown:,}", f"{total:,}")
        )
        if shown:
            self._stack.setCurrentIndex(0)
        elif total:
            said = self.tr("No record fits what is chosen.")
            self._tell(said, self.tr("Clear the filters"), "clear")
        else:
            said = self.tr(
                "No records yet. Drop the export files of a database here (RIS, PubMed, EndNote "
                "XML, BibTeX, CSV, Excel and others), or import them. PDFs dropped here are "
                "matched to their records."
            )
            self._tell(said, self.tr("Import references…"), "import")

    def show_busy(self, done: int, total: int) -> None:
        """Show that the library is read."""
        self._busy.setRange(0, total)
        self._busy.setValue(done)
        self._stack.setCurrentIndex(2)

    def show_stopped(self, sentence: str) -> None:
        """Say that the library was not read."""
        self._tell(sentence, self.tr("Read again"), "read")

    def choose(self, row: int) -> None:
        """Make a line the current one, and show it."""
        self.table.selectRow(row)
        self.table.scrollTo(self.model.index(row, TITLE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the titles where there is little: the sources stand beside."""
        self.table.setColumnHidden(SOURCES, self.width() < ROOMY)
        super().resizeEvent(event)

    def current(self) -> int:
        """Return the current row, -1 without one."""
        return self.table.currentIndex().row()

    def _tell(self, sentence: str, offer: str, key: str) -> None:
        self.said.show_lack(sentence, [(offer, key)])
        self._stack.setCurrentIndex(1)

    def _on_offer(self, key: str) -> None:
        if key == "clear":
            self.clear_filters()
        elif key == "read":
            self.read_requested.emit()
        else:
            self.import_requested.emit()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._filters())
        self._build_table()
        self.split.addWidget(self.table)
        self.split.addWidget(self.detail)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([820, 460])
        self.split.setChildrenCollapsible(False)
        self.said.wanted.connect(self._on_offer)
        for page in (self.split, self.said, self._busy_page()):
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)

    def _filters(self) -> QHBoxLayout:
        self.words.setPlaceholderText(
            self.tr("Find in title, authors, journal, DOI, key words, abstract")
        )
        self.words.setAccessibleName(self.tr("Find records"))
        self.words.setClearButtonEnabled(True)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self.words.textChanged.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(lambda: self.chosen.emit(self.wanted()))
        row = QHBoxLayout()
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(6)
        row.addWidget(self.words, 1)
        for box, name, items in (
            (self.source, self.tr("Source"), [(self.tr("Every source"), "")]),
            (self.standing, self.tr("Standing"), self._standings()),
            (self.copies, self.tr("Number of sources"), self._numbers()),
            (self.paper, self.tr("Full text"), self._papers()),
        ):
            for text, key in items:
                box.addItem(text, key)
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)
            box.currentIndexChanged.connect(lambda _row: self.chosen.emit(self.wanted()))
            row.addWidget(box)
        set_kind(self.counted, "muted")
        row.addWidget(self.counted)
        return row

    def _standings(self) -> list[tuple[str, str]]:
        words = [(self.model.words(one), one.value) for one in Standing]
        return [(self.tr("Every standing"), ""), *words]

    def _numbers(self) -> list[tuple[str, str]]:
        return [
            (self.tr("One or more sources"), ""),
            (self.tr("Found once"), "one"),
            (self.tr("Joined copies"), "several"),
        ]

    def _papers(self) -> list[tuple[str, str]]:
        return [
            (self.tr("With or without PDF"), ""),
            (self.tr("With PDF"), "with"),
            (self.tr("Without PDF"), "without"),
        ]

    def _build_table(self) -> None:
        table = self.table
        by_line(table, self.model, self.tr("Records"))
        set_up_lines(table, WIDTHS, TITLE)
        table.setItemDelegate(LineDelegate(table))
        table.setMinimumWidth(360)
        table.verticalHeader().setDefaultSectionSize(26)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = table.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        table.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.row_chosen.emit(now.row())
        )
        self.model.modelReset.connect(lambda: self.row_chosen.emit(-1))
        table.activated.connect(self._on_activated)

    def order(self) -> None:
        """Order by the current column; the other way round when it is ordered by it already."""
        header, column = self.table.horizontalHeader(), self.table.currentIndex().column()
        is_up = header.sortIndicatorSection() == column and (
            header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        )
        order = Qt.SortOrder.DescendingOrder if is_up else Qt.SortOrder.AscendingOrder
        self.table.sortByColumn(column, order)

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _busy_page(self) -> QWidget:
        told = QLabel(self.tr("Reading the library…"))
        self._busy.setAccessibleName(self.tr("Reading the library"))
        self._busy.setFixedWidth(BAR)
        stop = QPushButton(self.tr("Cancel"))
        stop.clicked.connect(self.cancel_requested)
        return centred(told, self._busy, stop)
