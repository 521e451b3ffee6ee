"""An edited workbook against the review: each changed cell is taken or left, with a reason."""

from __future__ import annotations

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.readback import Difference, Readback
from ui.counting import counted
from ui.export.difference_model import (
    AFTER,
    BEFORE,
    FIELD,
    REASON,
    STUDY,
    TAKE,
    WHY,
    DifferenceModel,
)
from ui.style_sheet import set_kind

SIZE = (980, 480)  # pixels; fits a window of 1093 x 534
WIDTHS = {TAKE: 52, STUDY: 100, FIELD: 120, BEFORE: 140, AFTER: 140, REASON: 130, WHY: 150}
LINES, SPARE = 2, 16  # of text in a row, and pixels above and below them together
USUAL_LINE = 15  # pixels of a line of text at 100 %; widths grow with it
ROLE = QDialogButtonBox.ButtonRole


class ReadbackDialog(QDialog):
    """Nothing is changed until it is accepted."""

    def __init__(self, found: Readback, parent: QWidget) -> None:
        """Show what a workbook comes to."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Edited workbook: {0}").format(found.name))
        self.resize(*SIZE)
        self.model = DifferenceModel(found.differences)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(
            self.tr("Why these cells change (kept in the history); type beside a cell for its own")
        )
        self.take = QPushButton()
        self.filter = QLineEdit()
        self.filter.setAccessibleName(self.tr("Show only"))
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self.model)
        self._shown.setFilterKeyColumn(-1)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._assemble(found)
        self.model.choice_changed.connect(self._count)
        self._count()

    def chosen(self) -> tuple[Difference, ...]:
        """Return the changes to take."""
        return self.model.chosen()

    def left(self) -> tuple[Difference, ...]:
        """Return the changes that are left with a reason."""
        return self.model.left()

    def _assemble(self, found: Readback) -> None:
        column = QVBoxLayout(self)
        column.addWidget(self._heading(found))
        if found.differences:
            column.addLayout(self._choosing())
            column.addWidget(self._table(), 3)
            row = QHBoxLayout()
            label = QLabel(self.tr("Reason"))
            label.setBuddy(self.reason)
            row.addWidget(label)
            row.addWidget(self.reason, 1)
            column.addLayout(row)
        if found.told:
            column.addWidget(self._lines(found), 1)
        column.addWidget(self._buttons(bool(found.differences)))

    def _heading(self, found: Readback) -> QLabel:
        count = len(found.differences)
        differ = (
            counted(count, self.tr("One cell differs"), self.tr("{n} cells differ"))
            if count
            else self.tr("No cell differs")
        )
        refused = count - len(found.takable)
        text = self.tr(
            "{0} from the review, of {1} that were read. Nothing is changed yet. Only the charting "
            "table and the sheets of groups are read."
        ).format(differ, found.cells)
        if refused:
            text += " " + counted(
                refused, self.tr("One can't be taken."), self.tr("{n} can't be taken.")
            )
        label = QLabel(text)
        label.setWordWrap(True)
        return label

    def _choosing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, on in ((self.tr("Take all"), True), (self.tr("Take none"), False)):
            button = QPushButton(text)
            button.setAutoDefault(False)
            set_kind(button, "link")
            button.clicked.connect(lambda _checked=False, on=on: self._take_shown(on))
            row.addWidget(button)
        row.addStretch(1)
        self.filter.setPlaceholderText(self.tr("Study, field, text or note"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._shown.setFilterFixedString)
        label = QLabel(self.tr("Show only"))
        label.setBuddy(self.filter)
        row.addWidget(label)
        row.addWidget(self.filter, 1)
        return row

    def _take_shown(self, on: bool) -> None:
        """Take or leave the lines that the filter shows."""
        rows = range(self._shown.rowCount())
        lines = [self._shown.mapToSource(self._shown.index(n, TAKE)).row() for n in rows]
        self.model.take_all(lines, on)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._shown)
        table.setAccessibleName(self.tr("Cells that differ"))
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.verticalHeader().setVisible(False)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)  # arrows move in it, Tab leaves it
        table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        line = table.fontMetrics().lineSpacing()
        table.verticalHeader().setDefaultSectionSize(LINES * line + SPARE)
        header = table.horizontalHeader()
        for column, width in WIDTHS.items():
            wide = width * line // USUAL_LINE
            table.setColumnWidth(column, max(wide, header.sectionSizeHint(column)))
        header.setStretchLastSection(True)
        table.horizontalHeader().setSectionResizeMode(TAKE, QHeaderView.ResizeMode.Fixed)
        return table

    def _lines(self, found: Readback) -> QPlainTextEdit:
        lines = QPlainTextEdit("\n".join(found.told))
        lines.setReadOnly(True)
        lines.setTabChangesFocus(True)
        lines.setAccessibleName(self.tr("Lines that came or went"))
        set_kind(lines, "field")
        return lines

    def _buttons(self, has_differences: bool) -> QDialogButtonBox:
        box = QDialogButtonBox()
        if has_differences:
            set_kind(self.take, "primary")
            box.addButton(self.take, ROLE.AcceptRole)
            box.addButton(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        else:
            box.addButton(QDialogButtonBox.StandardButton.Close)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _count(self) -> None:
        count, reasons = len(self.model.chosen()), bool(self.model.left())
        self.take.setText(
            counted(count, self.tr("Take one change"), self.tr("Take {n} changes"))
            if count
            else (self.tr("Keep the reasons") if reasons else self.tr("Take no change"))
        )
        self.take.setEnabled(bool(count) or reasons)
