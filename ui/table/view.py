"""The page of the charting table: tools, grid, what the current cell rests on."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.fields import Form
from ui.table.column_filter import ColumnChooser, ColumnFilter
from ui.table.frozen_view import FrozenView
from ui.table.model import ChartingModel, Index
from ui.table.strip import EvidenceStrip
from ui.theme import Tokens
from ui.widgets.banner import Banner

PAUSE = 150  # milliseconds without a key after which the filter is used
ALL, CHARACTERISTICS, CHOSEN = "", "*characteristics", "*chosen"
FROZEN = (1, 2, 3)


class TablePage(QWidget):
    """Shows the grid; says what is asked of it."""

    set_chosen = Signal(str)  # a section's key, ALL, CHARACTERISTICS or CHOSEN
    filter_typed = Signal(str)
    clear_requested = Signal()
    unfolded_all = Signal(bool)
    columns_wanted = Signal()

    def __init__(
        self, tokens: Tokens, model: ChartingModel, objection: Callable[[Index, str], str]
    ) -> None:
        """Build the page; `objection` says what is wrong with a text for a cell."""
        super().__init__()
        self.grid = FrozenView(model, tokens, objection)
        self.strip = EvidenceStrip(tokens)
        self.banner = Banner(tokens)
        self.filter_popup = ColumnFilter(self)
        self.chooser = ColumnChooser(self)
        self.sets = QComboBox()
        self.search = QLineEdit()
        self.frozen = QComboBox()
        self.unfold = QToolButton()
        self.wrap = QToolButton()
        self.columns = QToolButton()
        self.count = QLabel()
        self._bar = QToolBar()
        self._tokens = tokens
        self._pages = QStackedWidget()
        self._empty = QLabel()
        self._busy = QProgressBar()
        self._clear = QPushButton(self.tr("Clear the filters"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._build()
        self._connect()

    def show_form(self, form: Form, chosen: str) -> None:
        """Offer the sets of columns of a form."""
        with QSignalBlocker(self.sets):
            self.sets.clear()
            self.sets.addItem(self.tr("All fields"), ALL)
            if any(field.in_characteristics for field in form.study_fields):
                self.sets.addItem(self.tr("Characteristics"), CHARACTERISTICS)
            for section in form.study_sections:
                self.sets.addItem(section.label, section.key)
            self.sets.addItem(self.tr("Chosen columns"), CHOSEN)
            self.sets.setCurrentIndex(max(self.sets.findData(chosen), 0))

    def show_counts(self, shown: int, of: int, is_narrowed: bool) -> None:
        """Say how many studies are shown, and what to do when there is none."""
        words = self.tr("{0} of {1} studies") if is_narrowed else self.tr("{1} studies")
        self.count.setText(words.format(shown, of))
        self._clear.setVisible(bool(of) and not shown)
        if not of:
            self._empty.setText(
                self.tr(
                    "Answers appear here as soon as the review has a study and a field is filled."
                )
            )
        elif not shown:
            self._empty.setText(self.tr("No study fits the filter."))
        self._pages.setCurrentIndex(0 if shown else 1)

    def show_busy(self, done: int, total: int) -> None:
        """Show how far the reading of the answers is."""
        self._busy.setRange(0, max(total, 0))
        self._busy.setValue(done)
        self._pages.setCurrentIndex(2)

    def open_filter(self, column: int) -> None:
        """Open the menu of a column below its header."""
        left = max(self.grid.columnViewportPosition(column), 0)
        header = self.grid.horizontalHeader()
        self.filter_popup.open_at(self.grid.mapToGlobal(QPoint(left, header.height())))

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._tokens = tokens
        self.grid.dress(tokens)
        self.strip.dress(tokens)
        self.banner.dress(tokens)
        self._dress_buttons()

    def _build(self) -> None:
        self._bar.setIconSize(QSize(16, 16))
        self._bar.setMovable(False)
        self._bar.setAccessibleName(self.tr("Tools of the charting table"))
        self.sets.setAccessibleName(self.tr("Columns to show"))
        self.sets.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.sets.setMinimumContentsLength(18)
        self.search.setPlaceholderText(self.tr("Filter: words of any cell"))
        self.search.setAccessibleName(self.tr("Filter the studies"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(240)
        self.frozen.setAccessibleName(self.tr("Columns that stay in sight"))
        for number in FROZEN:
            self.frozen.addItem(self.tr("Freeze {0}").format(number), number)
        self._tool(self.columns, self.tr("Columns…"), self.tr("Choose which fields are shown"))
        self._tool(self.unfold, self.tr("Unfold rows"), self.tr("Give each row a line of its own"))
        self._tool(self.wrap, self.tr("Wrap"), self.tr("Show three lines of every cell"))
        self.unfold.setCheckable(True)
        self.wrap.setCheckable(True)
        for widget in (self.sets, self.search, self.columns, self.frozen, self.unfold, self.wrap):
            self._bar.addWidget(widget)
        self._bar.addSeparator()
        self._bar.addWidget(self.count)
        self._dress_buttons()
        self._pages.addWidget(self.grid)
        self._pages.addWidget(self._empty_page())
        self._pages.addWidget(self._busy_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.banner)
        column.addWidget(self._pages, 1)
        column.addWidget(self.strip)

    def _tool(self, button: QToolButton, text: str, tip: str) -> None:
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def _dress_buttons(self) -> None:
        self.columns.setIcon(self._tokens.icon("columns-2"))
        self.unfold.setIcon(self._tokens.icon("list"))
        self.wrap.setIcon(self._tokens.icon("text-select"))

    def _empty_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._clear.setAutoDefault(False)
        column.addStretch(1)
        column.addWidget(self._empty)
        column.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    def _busy_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        label = QLabel(self.tr("Reading the answers…"))
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._busy.setAccessibleName(self.tr("Reading the answers"))
        self._busy.setMaximumWidth(320)
        column.addStretch(1)
        column.addWidget(label)
        column.addWidget(self._busy, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    def _connect(self) -> None:
        self.sets.activated.connect(lambda _n: self.set_chosen.emit(str(self.sets.currentData())))
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self._timer.timeout.connect(lambda: self.filter_typed.emit(self.search.text()))
        self.frozen.activated.connect(lambda _n: self.grid.set_frozen(self.frozen.currentData()))
        self.wrap.toggled.connect(self.grid.set_wrapped)
        self.unfold.toggled.connect(self.unfolded_all)
        self.columns.clicked.connect(self.columns_wanted)
        self._clear.clicked.connect(self.clear_requested)
