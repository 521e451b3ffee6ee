"""The page of the figures: which there are, their settings, the picture, words and numbers."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabBar,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.export.charts.choices import Kind
from ui.figures.numbers_model import NumbersModel
from ui.figures.picture_view import PictureView
from ui.figures.settings_pane import SettingsPane
from ui.style_sheet import set_kind
from ui.theme import Tokens
from ui.widgets.banner import Banner

SIDE = 290
WIDE = 1600  # pixels from which the numbers stand beside the picture


class FiguresPage(QWidget):
    """Shows the figures; says which is chosen and what is wanted of it."""

    chosen = Signal(int)
    moved = Signal(int, int)
    added = Signal(str)  # a Kind
    data_chosen = Signal(bool)  # the final answers
    all_requested = Signal()
    flow_requested = Signal()
    words_changed = Signal(str, str)  # caption, alternative text

    def __init__(self, tokens: Tokens) -> None:
        """Build the page without a figure."""
        super().__init__()
        self.tabs = QTabBar()
        self.add = QToolButton()
        self.data = QComboBox()
        self.flow = QPushButton(self.tr("Numbers in Screening"))
        self.all = QPushButton(self.tr("Export all…"))
        self.banner = Banner(tokens)
        self.settings = SettingsPane()
        self.picture = PictureView()
        self.caption, self.alt = _Words(self.tr("Caption")), _Words(self.tr("Alternative text"))
        self.numbers = QTableView()
        self.model = NumbersModel(self)
        self.show_numbers = QPushButton(self.tr("&Numbers"))
        self._split = QSplitter()
        self._build()

    def show_figures(self, names: Sequence[str], current: int) -> None:
        """Name the figures in the tabs and choose one."""
        with QSignalBlocker(self.tabs):
            while self.tabs.count():
                self.tabs.removeTab(0)
            for name in names:
                self.tabs.addTab(name)
            self.tabs.setCurrentIndex(current)

    def show_words(self, caption: tuple[str, str], alt: tuple[str, str]) -> None:
        """Show own words (may be empty) and, behind them, those of the program."""
        self.caption.show_words(*caption)
        self.alt.show_words(*alt)

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.banner.dress(tokens)
        self.add.setIcon(tokens.icon("plus"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the numbers beside the picture where there is room."""
        super().resizeEvent(event)
        is_wide = self.width() >= WIDE
        self.show_numbers.setVisible(not is_wide)
        self._place_numbers()

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 walks through."""
        return (self.tabs, self.settings, self.picture, self.numbers)

    def _place_numbers(self) -> None:
        self.numbers.setVisible(self.width() >= WIDE or self.show_numbers.isChecked())

    def _build(self) -> None:
        self.tabs.setAccessibleName(self.tr("Figures"))
        self.tabs.setExpanding(False)
        self.tabs.setMovable(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.currentChanged.connect(self.chosen)
        self.tabs.tabMoved.connect(self.moved)
        self._build_menu()
        self.data.addItem(self.tr("My answers"), False)
        self.data.addItem(self.tr("Final answers"), True)
        self.data.setAccessibleName(self.tr("Whose answers are counted"))
        self.data.activated.connect(
            lambda _row: self.data_chosen.emit(bool(self.data.currentData()))
        )
        self.flow.clicked.connect(self.flow_requested)
        self.all.clicked.connect(self.all_requested)
        set_kind(self.all, "primary")
        bar = QHBoxLayout()
        bar.setSpacing(6)
        bar.addWidget(self.tabs, 1)
        for widget in (self.add, self.data, self.all):
            bar.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.addLayout(bar)
        column.addWidget(self.banner)
        column.addWidget(self._split, 1)
        self._fill_split()

    def _build_menu(self) -> None:
        names = kind_names(self)
        menu = QMenu(self.add)
        for kind, name in names.items():
            act = menu.addAction(name)
            act.triggered.connect(lambda _on=False, kind=kind: self.added.emit(kind.value))
        self.add.setText(self.tr("New"))
        self.add.setAccessibleName(self.tr("New figure"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setMenu(menu)

    def _fill_split(self) -> None:
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setWidget(self.settings)
        side.setMinimumWidth(SIDE)
        side.setMaximumWidth(SIDE + 70)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(8, 8, 8, 0)
        column.addWidget(self.picture, 1)
        for words in (self.caption, self.alt):
            column.addWidget(words)
            words.changed.connect(self._on_words)
        self.show_numbers.setCheckable(True)
        self.show_numbers.toggled.connect(self._place_numbers)
        under = QHBoxLayout()
        under.addWidget(self.show_numbers)
        under.addWidget(self.flow)
        under.addStretch(1)
        column.addLayout(under)
        self.numbers.setModel(self.model)
        self.numbers.setAccessibleName(self.tr("Numbers of the figure"))
        self.numbers.verticalHeader().hide()
        self.numbers.verticalHeader().setDefaultSectionSize(26)
        self.numbers.setTabKeyNavigation(False)
        self.numbers.setMinimumWidth(240)
        self.numbers.horizontalHeader().setStretchLastSection(True)
        for widget in (side, middle, self.numbers):
            self._split.addWidget(widget)
        self._split.setStretchFactor(1, 1)
        self._split.setChildrenCollapsible(False)

    def _on_words(self) -> None:
        self.words_changed.emit(self.caption.words, self.alt.words)


class _Words(QWidget):
    """Two lines of text to edit; empty, the program's own words show through."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._edit = QPlainTextEdit()
        self._edit.setAccessibleName(name)
        self._edit.setTabChangesFocus(True)
        self._edit.setFixedHeight(44)
        self._edit.installEventFilter(self)
        self._kept = ""
        label = QLabel(name)
        label.setBuddy(self._edit)
        label.setMinimumWidth(100)
        set_kind(label, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._edit, 1)

    @property
    def words(self) -> str:
        return " ".join(self._edit.toPlainText().split())

    def show_words(self, own: str, theirs: str) -> None:
        self._kept = own
        if self.words != own:
            self._edit.setPlainText(own)
        self._edit.setPlaceholderText(theirs)
        self._edit.setToolTip(own or theirs)
        self._edit.setAccessibleDescription(own or theirs)

    def finish(self) -> None:
        if self.words != self._kept:
            self._kept = self.words
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.finish()
        return super().eventFilter(watched, event)


def kind_names(page: QObject) -> dict[Kind, str]:
    """Return what the kinds of figures are called."""
    return {
        Kind.FLOW: page.tr("PRISMA flow"),
        Kind.YEARS: page.tr("Years"),
        Kind.COUNTRIES: page.tr("Countries"),
        Kind.MAP: page.tr("World map"),
        Kind.BARS: page.tr("Bars"),
        Kind.STACKED: page.tr("Stacked bars"),
        Kind.HEAT: page.tr("Heat map"),
        Kind.GAP: page.tr("Evidence gap map"),
        Kind.UPSET: page.tr("Given together"),
    }
