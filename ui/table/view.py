"""The page of the charting table: tools, grid, sums, what the current cell rests on, its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QSplitter,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.table.column_chooser import ColumnChooser
from ui.table.column_filter import ColumnFilter
from ui.table.frozen_view import FrozenView
from ui.table.states import States
from ui.table.strip import EvidenceStrip
from ui.table.sums_line import SumsLine
from ui.widgets.banner import Banner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QAction

    from ui.table.model import ChartingModel, Index
    from ui.theme import Tokens

PAUSE = 150  # milliseconds without a key after which the filter is used
FROZEN = (1, 2, 3)


class TablePage(QWidget):
    """Shows the grid; says what is asked of it."""

    set_chosen = Signal(str)
    whose_chosen = Signal(str)
    filter_typed = Signal(str)
    frozen_chosen = Signal(int)

    def __init__(
        self, tokens: Tokens, model: ChartingModel, objection: Callable[[Index, str], str]
    ) -> None:
        """Build the page; `objection` says what is wrong with a text for a cell."""
        super().__init__()
        self.grid = FrozenView(model, tokens, objection)
        self.strip = EvidenceStrip(tokens)
        self.sums = SumsLine()
        self.banner = Banner(tokens)
        self.states = States(self.grid)
        self.filter_popup = ColumnFilter(self)
        self.chooser = ColumnChooser(self)
        self.sets = QComboBox()
        self.whose = QComboBox()
        self.search = QLineEdit()
        self.frozen = QComboBox()
        self.count = QLabel()
        self.bar = QToolBar()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._name()
        self._build()
        self._connect()

    def use_tools(self, actions: Sequence[QAction]) -> None:
        """Put actions behind the filter line, with their names while there is room."""
        for action in actions:
            self.bar.insertAction(self._end, action)
            button = self.bar.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def show_sets(self, sets: Iterable[tuple[str, str]], chosen: str) -> None:
        """Offer sets of columns by key and words."""
        _fill(self.sets, sets, chosen)

    def show_whose(self, names: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer whose answers are shown, where there is a choice."""
        _fill(self.whose, names, chosen)
        self._whose_place.setVisible(len(names) > 1)

    def show_words(self, text: str) -> None:
        """Show the words of the filter, without filtering."""
        self._timer.stop()
        with QSignalBlocker(self.search):
            self.search.setText(text)

    def columns_action(self) -> QAction:
        """Return the action whose button opens the choice of columns."""
        return next(
            action for action in self.bar.actions() if action.objectName() == "grid.columns"
        )

    def show_counts(self, shown: int, of: int, is_narrowed: bool) -> None:
        """Say how many studies are shown, and what to do when there is none."""
        words = self.tr("{0} of {1} studies") if is_narrowed else self.tr("{1} studies")
        self.count.setText(words.format(shown, of))
        self.states.show_studies(shown, of)

    def open_filter(self, column: int) -> None:
        """Open the menu of a column below its header."""
        self.filter_popup.open_at(self.grid.header_point(column))

    def open_chooser(self, action: QAction) -> None:
        """Open the choice of columns below its button, or the filter line."""
        button = self.bar.widgetForAction(action)
        place: QWidget = button if button.isVisible() else self.search  # pushed off a narrow bar
        self.chooser.open_at(place.mapToGlobal(place.rect().bottomLeft()))

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.grid.dress(tokens)
        self.strip.dress(tokens)
        self.banner.dress(tokens)

    def _name(self) -> None:
        self.bar.setAccessibleName(self.tr("Tools of the charting table"))
        self.sets.setAccessibleName(self.tr("Columns to show"))
        self.whose.setAccessibleName(self.tr("Whose answers to show"))
        self.search.setAccessibleName(self.tr("Filter the studies"))
        self.search.setPlaceholderText(self.tr("Filter: words of any cell"))
        self.frozen.setAccessibleName(self.tr("Columns that stay in sight"))

    def _build(self) -> None:
        self.bar.setIconSize(QSize(16, 16))
        self.bar.setMovable(False)
        for box, letters in ((self.sets, 16), (self.whose, 12)):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(letters)
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(220)
        for number in FROZEN:
            self.frozen.addItem(self.tr("Freeze {0}").format(number), number)
        self.bar.addWidget(self.sets)
        self._whose_place = self.bar.addWidget(self.whose)
        self._whose_place.setVisible(False)
        self.bar.addWidget(self.search)
        self.bar.addWidget(self.count)
        self.bar.addSeparator()
        self._end = self.bar.addWidget(self.frozen)
        self.count.setContentsMargins(6, 0, 6, 0)
        self.sums.hide()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.banner, self.states, self.sums, self.strip):
            column.addWidget(widget, int(widget is self.states))
        self.split.addWidget(left)
        self.split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self.split, 1)

    def _connect(self) -> None:
        self.sets.activated.connect(lambda _n: self.set_chosen.emit(str(self.sets.currentData())))
        self.whose.activated.connect(
            lambda _n: self.whose_chosen.emit(str(self.whose.currentData()))
        )
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self._timer.timeout.connect(lambda: self.filter_typed.emit(self.search.text()))
        self.frozen.activated.connect(
            lambda _n: self.frozen_chosen.emit(int(self.frozen.currentData()))
        )


def _fill(box: QComboBox, entries: Iterable[tuple[str, str]], chosen: str) -> None:
    with QSignalBlocker(box):
        box.clear()
        for key, words in entries:
            box.addItem(words, key)
        box.setCurrentIndex(max(box.findData(chosen), 0))
