"""The page of the consensus: the paper, the lines of a study, and the decision."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from ui.consensus.agreement_sheet import AgreementSheet
from ui.consensus.decision_pane import DecisionPane
from ui.consensus.line_delegate import LineDelegate
from ui.consensus.line_model import FIELD, FINAL, LineModel
from ui.consensus.onward import Onward
from ui.consensus.standing_model import StandingModel
from ui.reader.paper_pane import PaperPane
from ui.style_sheet import set_kind
from ui.theme import Tokens
from ui.widgets.banner import Banner
from ui.widgets.line_table import by_line

LISTED = 240  # pixels of the list of kinds, which is wider than its box
NARROW = 1250  # pixels of the page: narrower ones leave the progress out
LOW, HIGH = 172, 220  # pixels of the decision in a small and in a usual window
WIDTHS = (0.24, 0.27, 0.27, 0.22)
"""Shares of the columns."""


class _LineTable(QTableView):
    """The lines; columns keep their shares of the width."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out, and keep the current line in sight."""
        super().resizeEvent(event)
        width = self.viewport().width()
        for column, share in enumerate(WIDTHS[:-1]):
            self.setColumnWidth(column, int(width * share))
        self.scrollTo(self.currentIndex())


class ConsensusPage(QWidget):
    """Shows a study beside itself; says which study, filter and line are chosen."""

    study_chosen = Signal(str)
    filter_chosen = Signal(str)
    line_chosen = Signal()

    def __init__(
        self, tokens: Tokens, model: LineModel, standing: StandingModel, paper: PaperPane
    ) -> None:
        """Build the page without a study."""
        super().__init__()
        self.model, self.standing, self.paper = model, standing, paper
        self.studies, self.shown = QComboBox(), QComboBox()
        self.progress, self.chips = QLabel(), QLabel()
        self.tools = QToolBar()
        self.banner = Banner(tokens)
        self.lines = _LineTable()
        self.delegate = LineDelegate(tokens, self.lines)
        self.pane = DecisionPane(tokens)
        self.split, self.right = QSplitter(), QSplitter(Qt.Orientation.Vertical)
        self.empty, self.offer = QLabel(), QPushButton()
        self.bar = QProgressBar()
        self.cancel = QPushButton(self.tr("Cancel"))
        self._act: Callable[[], None] = lambda: None
        self._pages, self._blank, self._busy = QStackedWidget(), QWidget(), QWidget()
        self.onward = Onward()
        self._head = QFrame()
        self.sheet = AgreementSheet()
        self._beside = QStackedWidget()
        self._is_narrow: bool | None = None
        self._has_paper = True
        self._table_stack = QStackedWidget()
        self._build()

    def show_empty(self, text: str, offer: str = "", act: Callable[[], None] | None = None) -> None:
        """Say why there is nothing to compare, with a button that helps."""
        self.empty.setText(text)
        self.offer.setText(offer)
        self.offer.setVisible(bool(offer))
        self._act = act or (lambda: None)
        self._head.hide()
        self._pages.setCurrentWidget(self._blank)

    def show_busy(self, done: int, total: int) -> None:
        """Show how far the reading is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._pages.setCurrentWidget(self._busy)

    def show_lines(self) -> None:
        """Show paper, lines and decision."""
        self._show_split(self.lines, self.lines, had_focus=self._has_focus())

    def show_no_lines(self, why: str, offer: str, act: Callable[[], None]) -> None:
        """Say why no line is listed, with a button that goes on ("": there is none)."""
        had_focus = self._has_focus()
        self.onward.show_why(why, offer, act)
        focus = self.onward.button if offer else self.onward
        self._show_split(self.onward, focus, had_focus=had_focus)

    def _has_focus(self) -> bool:
        """Tell whether the reviewer works in the lines, or in what stands in their place."""
        places = (self.lines, self.onward, self.onward.button, self.pane.value)
        return any(place.hasFocus() for place in places)

    def _show_split(self, shown: QWidget, focus: QWidget, *, had_focus: bool) -> None:
        """Show lines, or why there are none; who worked there works on there."""
        self._head.show()
        self._pages.setCurrentWidget(self.split)
        self._table_stack.setCurrentWidget(shown)
        self.pane.setVisible(shown is self.lines)
        if had_focus:
            focus.setFocus()

    def leave_filter(self) -> None:
        """Go to the lines, unless arrow keys step through the filters."""
        if not self.shown.hasFocus() or self.shown.view().isVisible():
            self.lines.setFocus()

    def show_sheet(self, on: bool) -> None:
        """Show the agreement instead of the lines, or the lines again."""
        has_lines = any(item.is_sealed for item in self.standing.items)
        self._head.setVisible(on or has_lines)
        self._pages.setCurrentWidget(self.split if on or has_lines else self._blank)
        self._beside.setCurrentWidget(self.sheet if on else self.right)
        self.paper.setVisible(self._has_paper and not on)
        (self.sheet.table if on else self.lines).setFocus()

    def show_paper(self, on: bool) -> None:
        """Leave room for the paper of the study, or for its lines alone where it has none."""
        self._has_paper = on
        self.paper.setVisible(on and self._beside.currentWidget() is self.right)

    def name_filters(self, names: Mapping[str, str]) -> None:
        """Name the kinds of lines that can be listed, by key."""
        for place in range(self.shown.count()):
            self.shown.setItemText(place, names[str(self.shown.itemData(place))])

    def choose(self, row: int) -> None:
        """Make a line the current one, and show it."""
        index = self.model.index(row, FIELD)
        self.lines.setCurrentIndex(index)
        self.lines.scrollTo(index)

    @property
    def row(self) -> int:
        """The current line's row, -1 without one."""
        return self.lines.currentIndex().row()

    def use_tools(self, actions: list[QAction]) -> None:
        """Put actions behind the filter."""
        for action in actions:
            self.tools.addAction(action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the tools in a narrow window."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < NARROW
        self.progress.setVisible(not is_narrow)
        self.studies.setFixedWidth(150 if is_narrow else 200)
        self.shown.setFixedWidth(120 if is_narrow else 170)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.right.setSizes([900, LOW if is_narrow else HIGH])

    def step_study(self, by: int) -> None:
        """Ask for the next study that both have sealed, or the one before."""
        items, at = self.standing.items, self.studies.currentIndex()
        order = range(at + 1, len(items)) if by > 0 else range(at - 1, -1, -1)
        found = next((row for row in order if items[row].is_sealed), -1)
        if found >= 0:
            self.study_chosen.emit(items[found].study_id)

    def step_pane(self, by: int) -> None:
        """Move the focus between paper, lines and decision."""
        paper = [self.paper] if self._has_paper else []
        panes: tuple[QWidget, ...] = (*paper, self.lines, self.pane.reason)
        holders: tuple[QWidget, ...] = (*paper, self.lines, self.pane)
        focus: QWidget | None = self.window().focusWidget()
        found = self if focus is None else focus
        inside = [n for n, one in enumerate(holders) if one is found or one.isAncestorOf(found)]
        at = inside[0] if inside else 0
        panes[(at + by) % len(panes)].setFocus()

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.model.tokens = self.standing.tokens = self.delegate.tokens = tokens
        self.banner.dress(tokens)
        self.pane.dress(tokens)
        self.paper.set_tokens(tokens)
        self.lines.viewport().update()

    def _build(self) -> None:
        self._build_lines()
        self._build_blank()
        self.right.addWidget(self._table_stack)
        self.right.addWidget(self.pane)
        self.right.setChildrenCollapsible(False)
        self.right.setStretchFactor(0, 1)
        self.split.addWidget(self.paper)
        self._beside.addWidget(self.right)
        self._beside.addWidget(self.sheet)
        self.split.addWidget(self._beside)
        self.split.setSizes([540, 826])
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        for page in (self.split, self._blank, self._busy):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._build_head()
        column.addWidget(self._head)
        column.addWidget(self.banner)
        column.addWidget(self._pages, 1)

    def _build_head(self) -> None:
        head = self._head
        set_kind(head, "bar")
        self.studies.setModel(self.standing)
        self.studies.setAccessibleName(self.tr("Study"))
        self.studies.activated.connect(
            lambda row: self.study_chosen.emit(self.standing.items[row].study_id)
        )
        self.shown.setAccessibleName(self.tr("Lines to show"))
        self.shown.view().setMinimumWidth(LISTED)
        self.shown.activated.connect(
            lambda _row: self.filter_chosen.emit(str(self.shown.currentData()))
        )
        self.chips.setTextFormat(Qt.TextFormat.RichText)
        set_kind(self.progress, "muted")
        self.tools.setIconSize(QSize(16, 16))
        self.tools.setMovable(False)
        self.tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        for widget in (self.studies, self.chips, self.shown, self.progress):
            row.addWidget(widget)
        row.addWidget(self.tools, 1)
        self.tools.setProperty("kind", "inner")

    def _build_lines(self) -> None:
        table = self.lines
        by_line(table, self.model, self.tr("Lines of the consensus"))
        table.setItemDelegate(self.delegate)
        table.setMouseTracking(True)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(
            max(34, 2 * table.fontMetrics().lineSpacing() + 6)
        )
        table.horizontalHeader().setSectionsClickable(False)
        table.horizontalHeader().setSectionResizeMode(FINAL, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setMinimumSectionSize(60)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_kind(table, "bare")
        table.selectionModel().currentRowChanged.connect(lambda *_: self.line_chosen.emit())
        for widget in (table, self.onward):
            self._table_stack.addWidget(widget)

    def _build_blank(self) -> None:
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        set_kind(self.empty, "muted")
        self.offer.clicked.connect(lambda _on=False: self._act())
        _stacked(self._blank, self.empty, self.offer)
        reading = QLabel(self.tr("Reading what both reviewers have sealed…"))
        reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar.setAccessibleName(self.tr("Progress of reading"))
        self.bar.setMaximumWidth(360)
        _stacked(self._busy, reading, self.bar, self.cancel)


def _stacked(page: QWidget, *widgets: QWidget) -> None:
    """Lay widgets out below each other in the middle of a page."""
    column = QVBoxLayout(page)
    column.addStretch(1)
    for widget in widgets:
        if isinstance(widget, QLabel):
            column.addWidget(widget)
        else:
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(1)
