"""The page of screening: stages, the list, what is read, what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QTextBrowser,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from app.domain.screening import Verdict
from ui.screening.decision_pane import DecisionPane
from ui.screening.flow_page import FlowPage
from ui.screening.record_list import RecordListModel
from ui.theme import Tokens
from ui.widgets.banner import Banner
from ui.widgets.empty_page import EmptyPage

if TYPE_CHECKING:
    from ui.screening.queue import Queue

NARROW = 180  # pixels of the list beside a paper
TITLE, FULL, SETTLE, FLOW = range(4)
TO_DO, ALL, PILOT = "todo", "all", "pilot"
INCLUDED, EXCLUDED, UNSURE = "include", "exclude", "awaiting"


class ScreeningPage(QWidget):
    """Shows records; says which tab, filter and record are chosen."""

    tab_chosen = Signal(int)
    filter_chosen = Signal(str)
    row_chosen = Signal(int)
    asked = Signal(str)  # the id of an action

    def __init__(self, tokens: Tokens, model: RecordListModel, flow: FlowPage) -> None:
        """Build the page without records."""
        super().__init__()
        self.model = model
        self.flow = flow
        self.tabs = QTabBar()
        self.shown = QComboBox()
        self.progress = QLabel()
        self.tools = QToolBar()
        self.banner = Banner(tokens)
        self.list = QListView()
        self.text = QTextBrowser()
        self.reading = QTabBar()
        self._read = QStackedWidget()
        self.pane = DecisionPane()
        self.empty = EmptyPage()
        self.split = QSplitter()
        self._pages = QStackedWidget()
        self._head = QWidget()
        self._build()

    def show_empty(self, lack: str, problem: str = "") -> None:
        """Say why there is nothing to screen; `lack` is one of Queue.lack."""
        sentences = {
            "settled": self.tr("Nothing to settle: where all have decided, they agree."),
            "no_full_text": self.tr("Records that are included by title and abstract appear here."),
            "no_record": self.tr(
                "There are no records to screen. Import references (Library menu), or decisions "
                "made in Rayyan, Covidence or a table (Screening menu). A review that screened "
                "elsewhere can type its numbers under “Flow diagram”."
            ),
            "all_done": self.tr("Everything is decided here. Choose “All” to see it again."),
            "no_match": self.tr("No record fits the choice."),
            "problem": problem,
        }
        self.empty.show_lack(sentences[lack], self._offers(lack))
        self._head.setVisible(True)
        self._pages.setCurrentWidget(self.empty)

    def _offers(self, lack: str) -> list[tuple[str, str]]:
        """Return what can be done about it: the words of a button, and what it asks for."""
        return {
            "no_record": [
                (self.tr("Import references…"), "lib.import"),
                (self.tr("Import decisions…"), "screen.import"),
                (self.tr("Type the numbers…"), "flow"),
            ],
            "no_full_text": [(self.tr("Screen titles and abstracts"), "title")],
            "all_done": [(self.tr("Show all"), "all")],
            "no_match": [(self.tr("Show all"), "all")],
            "problem": [(self.tr("Read again"), "again")],
        }.get(lack, [])

    def show_busy(self) -> None:
        """Say that the records are being read."""
        self.empty.show_lack(self.tr("Reading the records…"), [])
        self._pages.setCurrentWidget(self.empty)

    def tell_progress(self, queue: Queue) -> None:
        """Say how far the acting reviewer is."""
        if queue.is_settling:
            text = self.tr("{0} to settle").format(len(self.model.items))
        else:
            mine = queue.total - queue.settled
            text = self.tr("{0} of {1} decided by you").format(queue.done, mine)
            if queue.settled:
                text += self.tr(", {0} by others").format(queue.settled)
        self.progress.setText(text)

    def show_records(self) -> None:
        """Show list, text and decision."""
        self._head.setVisible(True)
        self._pages.setCurrentWidget(self.split)

    def show_flow(self) -> None:
        """Show the flow diagram."""
        self._head.setVisible(False)
        self._pages.setCurrentWidget(self.flow)

    def _on_wanted(self, key: str) -> None:
        """Do what an empty page offers."""
        tabs = {"title": TITLE, "flow": FLOW}
        if key in tabs:
            self.tabs.setCurrentIndex(tabs[key])
        elif key == ALL:
            self.filter_chosen.emit(ALL)
        elif key == "again":
            self.filter_chosen.emit(str(self.shown.currentData()))
        else:
            self.asked.emit(key)

    def add_paper(self, pane: QWidget) -> None:
        """Take the pane of the paper, behind title and abstract."""
        self._read.addWidget(pane)

    def show_reading(self, *, paper: bool, both: bool) -> None:
        """Show the paper or title and abstract; `both`: there are both to choose from."""
        self.reading.setVisible(both)
        with QSignalBlocker(self.reading):
            self.reading.setCurrentIndex(int(paper))
        self._read.setCurrentIndex(int(paper and self._read.count() > 1))
        if paper and self.split.sizes()[0] > NARROW:
            spare = self.split.sizes()[0] - NARROW
            left, middle, right = self.split.sizes()
            self.split.setSizes([left - spare, middle + spare, right])

    def choose(self, row: int) -> None:
        """Make a row the current one, and show it."""
        index = self.model.index(row, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def step_pane(self, by: int) -> None:
        """Move the focus between list, text and decision."""
        panes = (self.list, self._read.currentWidget() or self.text, self.pane)
        found: QWidget | None = self.window().focusWidget()
        focus = self if found is None else found
        inside = [n for n, pane in enumerate(panes) if pane is focus or pane.isAncestorOf(focus)]
        at = inside[0] if inside else -1
        panes[(at + by) % len(panes)].setFocus()

    def verdict_words(self) -> dict[str, str]:
        """Return the verdicts in words, by their keys."""
        return {
            Verdict.INCLUDE.value: self.tr("include"),
            Verdict.EXCLUDE.value: self.tr("exclude"),
            Verdict.UNSURE.value: self.tr("unsure"),
        }

    def step_words(self, verdict: Verdict) -> str:
        """Return what undo says of a decision; {0} stands for the title."""
        return {
            Verdict.INCLUDE: self.tr("Include ‘{0}’"),
            Verdict.EXCLUDE: self.tr("Exclude ‘{0}’"),
            Verdict.UNSURE: self.tr("Unsure about ‘{0}’"),
            Verdict.NONE: self.tr("Take the decision on ‘{0}’ back"),
        }[verdict]

    def use_tools(self, actions: list[QAction]) -> None:
        """Put actions behind the filter."""
        for action in actions:
            self.tools.addAction(action)

    def _build(self) -> None:
        for text in (
            self.tr("Title and abstract"),
            self.tr("Full text"),
            self.tr("To settle"),
            self.tr("Flow diagram"),
        ):
            self.tabs.addTab(text)
        self.tabs.setAccessibleName(self.tr("Stages of screening"))
        self.tabs.setExpanding(False)
        self.tabs.currentChanged.connect(self.tab_chosen)
        self._build_head()
        self._build_split()
        self.empty.wanted.connect(self._on_wanted)
        for page in (self.split, self.flow, self.empty):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.tabs, self._head, self.banner):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)

    def _build_head(self) -> None:
        for text, key in (
            (self.tr("To do"), TO_DO),
            (self.tr("All"), ALL),
            (self.tr("Included by me"), INCLUDED),
            (self.tr("Excluded by me"), EXCLUDED),
            (self.tr("Unsure"), UNSURE),
            (self.tr("Pilot"), PILOT),
        ):
            self.shown.addItem(text, key)
        self.shown.setAccessibleName(self.tr("Records to show"))
        self.shown.activated.connect(
            lambda _row: self.filter_chosen.emit(str(self.shown.currentData()))
        )
        self.tools.setIconSize(QSize(16, 16))
        self.tools.setMovable(False)
        self.tools.setProperty("kind", "inner")
        self.tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self.shown)
        row.addWidget(self.progress)
        row.addStretch(1)
        row.addWidget(self.tools)

    def _build_split(self) -> None:
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(16, 16))
        self.list.setAccessibleName(self.tr("Records"))
        self.list.setMinimumWidth(180)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(
            lambda now, _before: self.row_chosen.emit(now.row())
        )
        self.text.setAccessibleName(self.tr("Title and abstract"))
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(14)
        self.text.setMinimumWidth(280)
        self.reading.addTab(self.tr("Title and abstract"))
        self.reading.addTab(self.tr("Paper"))
        self.reading.setAccessibleName(self.tr("What is read"))
        self.reading.setExpanding(False)
        self.reading.hide()
        self._read.addWidget(self.text)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.reading)
        column.addWidget(self._read, 1)
        for widget in (self.list, middle, self.pane):
            self.split.addWidget(widget)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([300, 700, 320])
        self.split.setChildrenCollapsible(False)
