"""The flow diagram: numbers at the left, drawing at the right, what does not add up below."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

import resources
from app.domain.flow import Unit, Warned
from app.export.prisma import POINT, Diagram
from app.export.prisma_files import svg
from app.export.svg_fonts import FAMILY
from ui.form.layouts import WrapLayout
from ui.screening.flow_model import COUNTED, NAME, TYPED, WHY, FlowModel, Index
from ui.style_sheet import set_kind
from ui.theme import Tokens
from ui.widgets.banner import Banner

SCALE = 96 / 72  # pixels a point
ROOM = 34  # pixels beside the text of a cell
SMALLEST = 6.0  # points of text that journals still print


class DiagramView(QWidget):
    """Paints the diagram as it is written: black on white in every theme, as it prints."""

    def __init__(self) -> None:
        """Start without a diagram."""
        super().__init__()
        _know_font()
        self._renderer = QSvgRenderer(self)
        self._size = QSize(1, 1)

    def show_diagram(self, diagram: Diagram) -> None:
        """Show a diagram at its printed size."""
        self._renderer.load(QByteArray(svg(diagram).encode()))
        self._size = QSize(round(diagram.width * SCALE), round(diagram.height * SCALE))
        self.setFixedSize(self._size)
        self.setAccessibleName(self.tr("Flow diagram"))
        self.setAccessibleDescription(diagram.text)
        self.update()

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._renderer.render(painter, QRectF(0, 0, self._size.width(), self._size.height()))
        painter.end()


def _know_font() -> None:
    """Let the preview use the font by which the lines were broken."""
    if FAMILY not in QFontDatabase.families():
        for name in ("Regular", "Bold"):
            QFontDatabase.addApplicationFont(str(resources.path(f"fonts/NotoSans-{name}.ttf")))


class WholeLines(QStyledItemDelegate):
    """Makes a row as high as the broken lines of its cells."""

    def __init__(self, table: QTableView) -> None:
        """Measure by the columns of `table`."""
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room of the text at the width of its column."""
        hint = super().sizeHint(option, index)
        room = QRect(0, 0, max(self._table.columnWidth(index.column()) - ROOM, ROOM), 0)
        text = str(index.data() or "")
        needed = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
        return QSize(hint.width(), max(hint.height(), needed + ROOM // 4))


class FlowPage(QWidget):
    """Shows numbers and drawing; says what is chosen."""

    wording_chosen = Signal(str)
    unit_chosen = Signal(str)
    width_chosen = Signal()
    save_requested = Signal()
    excluded_requested = Signal()

    def __init__(self, tokens: Tokens, model: FlowModel, wordings: Sequence[str]) -> None:
        """Build the page; `wordings` are those of app.export.prisma."""
        super().__init__()
        self.model = model
        model.setParent(self)  # it goes with the page
        self.table = QTableView()
        self.drawing = DiagramView()
        self.banner = Banner(tokens)
        self.wording = QComboBox()
        self.unit = QComboBox()
        self.width_mm = QComboBox()
        self.text_size = QLabel()
        self.save = QPushButton(self.tr("Save the diagram…"))
        self.excluded = QPushButton(self.tr("Save excluded sources…"))
        self.sums = QLabel()
        self._build(wordings)

    def show_drawing(self, diagram: Diagram) -> None:
        """Show the drawing, and how large its text is."""
        self.drawing.show_diagram(diagram)
        is_small = diagram.size < SMALLEST
        text = self.tr("{0} mm wide, text of {1} points").format(
            round(diagram.width / POINT), f"{diagram.size:.1f}".removesuffix(".0")
        )
        if is_small:
            text += self.tr(": too small to read, choose a greater width")
        self.text_size.setText(text)
        set_kind(self.text_size, "warning" if is_small else "muted")

    def show_warnings(self, warned: Sequence[Warned], twice: Sequence[str]) -> None:
        """List the sums that do not come out, and what may be counted twice."""
        if not warned and not twice:
            self.sums.setText(self.tr("All eight sums come out."))
            set_kind(self.sums, "muted")
            return
        lines = [self.tr("Rule {0}: {1}").format(one.rule, one.sentence) for one in warned]
        self.sums.setText("\n".join([*lines, *twice]))
        set_kind(self.sums, "warning")

    def dress(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self.banner.dress(tokens)

    def _build(self, wordings: Sequence[str]) -> None:
        bar = self._bar(wordings)
        self.sums.setWordWrap(True)
        self.sums.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._build_table()
        scroll = QScrollArea()
        scroll.setWidget(self.drawing)
        scroll.setAccessibleName(self.tr("Preview of the diagram"))
        split = QSplitter()
        split.addWidget(self.table)
        right = QWidget()
        under = QVBoxLayout(right)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(4)
        under.addWidget(scroll, 1)
        under.addWidget(self.text_size)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([480, 800])
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.addWidget(bar)
        column.addWidget(self.banner)
        column.addWidget(split, 1)
        column.addWidget(self.sums)

    def _bar(self, wordings: Sequence[str]) -> QWidget:
        names = {
            "prisma": self.tr("PRISMA 2020"),
            "scr": self.tr("PRISMA 2020, sources of evidence (ScR)"),
            "jbi": self.tr("JBI"),
        }
        for key in wordings:
            self.wording.addItem(names[key], key)
        self.wording.setAccessibleName(self.tr("Wording of the diagram"))
        self.wording.activated.connect(
            lambda _row: self.wording_chosen.emit(str(self.wording.currentData()))
        )
        for unit, text in (
            (Unit.STUDY, self.tr("Studies are charted")),
            (Unit.REPORT, self.tr("Reports are charted")),
        ):
            self.unit.addItem(text, unit.value)
        self.unit.setAccessibleName(self.tr("What is charted"))
        self.unit.activated.connect(
            lambda _row: self.unit_chosen.emit(str(self.unit.currentData()))
        )
        for width, text in (
            (None, self.tr("As wide as it needs")),
            (174.0, self.tr("Two columns, 174 mm")),
            (84.0, self.tr("One column, 84 mm")),
        ):
            self.width_mm.addItem(text, width)
        self.width_mm.setAccessibleName(self.tr("Width of the diagram"))
        self.width_mm.activated.connect(lambda _row: self.width_chosen.emit())
        set_kind(self.save, "primary")
        self.save.clicked.connect(self.save_requested)
        self.excluded.clicked.connect(self.excluded_requested)
        bar = QWidget()
        row = WrapLayout(bar)
        for part in (self.wording, self.unit, self.width_mm, self.save, self.excluded):
            row.addWidget(part)
        return bar

    def _build_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Numbers of the flow diagram"))
        table.verticalHeader().hide()
        table.setTabKeyNavigation(False)
        table.setMinimumWidth(420)
        header = table.horizontalHeader()
        for column, width in ((COUNTED, 100), (TYPED, 100), (WHY, 110)):
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        table.setWordWrap(True)
        table.setItemDelegate(WholeLines(table))
        table.verticalHeader().setMinimumSectionSize(26)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
