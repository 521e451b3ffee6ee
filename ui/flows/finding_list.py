"""The window beside the papers that lists what the checks found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.counting import counted
from ui.style_sheet import set_kind
from ui.widgets.headed_model import HeadedModel
from ui.widgets.line_table import by_line

if TYPE_CHECKING:
    from app.services.checks import Finding

Index = QModelIndex | QPersistentModelIndex
SIZE = (760, 480)  # pixels
WIDTHS = (130, 180)
NO_PARENT = QModelIndex()
Role = Qt.ItemDataRole


class FindingModel(HeadedModel):
    """A line for each finding: study, field, what to look at."""

    def __init__(self, parent: QWidget) -> None:
        """Start empty."""
        super().__init__(parent)
        self.heads = (self.tr("Study"), self.tr("Field"), self.tr("What to look at"))
        self.lines: tuple[Finding, ...] = ()

    def show(self, findings: Sequence[Finding]) -> None:
        """Show these findings."""
        self.beginResetModel()
        self.lines = tuple(findings)
        self.endResetModel()

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - Qt's
        """Return the texts; a waived finding says its reason."""
        if not index.isValid():
            return None
        finding = self.lines[index.row()]
        field = " · ".join(part for part in (finding.field_label, finding.row) if part)
        said = finding.sentence
        if finding.waived:
            said = self.tr("Waived: {0}. {1}").format(finding.waived, finding.sentence)
        texts = (finding.study_label, field or self.tr("(the paper)"), said)
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return texts[index.column()]
        return ", ".join(texts) if role == Role.AccessibleTextRole else None


class FindingList(QDialog):
    """Shows findings; says which one is opened, waived or asked about again."""

    finding_opened = Signal(object)  # Finding
    waive_requested = Signal(object, str)  # Finding, reason
    check_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Start without findings."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Check the review"))
        self.resize(*SIZE)
        self._all: tuple[Finding, ...] = ()
        self._model = FindingModel(self)
        self._state = QLabel()
        self._rows = QTableView()
        self._show_waived = QCheckBox(self.tr("Show waived"))
        self._reason = QLineEdit()
        self._waive = QPushButton(self.tr("Waive"))
        self._again = QPushButton(self.tr("Check again"))
        self._open = QPushButton(self.tr("Open"))
        self._arrange()
        self._connect()

    @property
    def state(self) -> str:
        """What is said of the checks."""
        return self._state.text()

    def show_busy(self) -> None:
        """Say that the review is being checked."""
        self._state.setText(self.tr("Checking…"))
        self._again.setEnabled(False)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what was found, and stay at the same line."""
        self._all = tuple(findings)
        self._again.setEnabled(True)
        row = self._rows.currentIndex().row()
        shown = [f for f in findings if not f.waived or self._show_waived.isChecked()]
        self._model.show(shown)
        asked = sum(not finding.waived for finding in findings)
        waived = len(findings) - asked
        words = counted(asked, self.tr("1 thing to look at"), self.tr("{n} things to look at"))
        if not asked:
            words = self.tr("Nothing to mend was found")
        more = self.tr("; {0} waived").format(waived) if waived else ""
        self._state.setText(f"{words}{more}.")
        if shown:
            self._rows.setCurrentIndex(self._model.index(min(max(row, 0), len(shown) - 1), 0))
        self._rows.resizeRowsToContents()
        self._enable()

    def show_decided(self, finding: Finding, reason: str) -> None:
        """Show that a finding may stand, or is asked about again."""
        decided = replace(finding, waived=reason)
        self.show_findings([decided if f.mark == finding.mark else f for f in self._all])

    def show_problem(self, sentence: str) -> None:
        """Say why the review could not be checked."""
        self._again.setEnabled(True)
        self._state.setText(sentence)

    def current(self) -> Finding | None:
        """Return the finding that is chosen."""
        row = self._rows.currentIndex().row()
        return self._model.lines[row] if 0 <= row < len(self._model.lines) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return open or waive; Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._rows.hasFocus():
                self._on_open()
            return
        super().keyPressEvent(event)

    def _arrange(self) -> None:
        rows = self._rows
        by_line(rows, self._model, self.tr("Findings"))
        rows.setWordWrap(True)
        for column, width in enumerate(WIDTHS):
            rows.setColumnWidth(column, width)
        rows.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._reason.setPlaceholderText(self.tr("Reason why it may stand"))
        self._reason.setAccessibleName(self._reason.placeholderText())
        set_kind(self._state, "label")
        self._state.setWordWrap(True)
        strip = QHBoxLayout()
        strip.addWidget(self._state, 1)
        strip.addWidget(self._show_waived)
        strip.addWidget(self._again)
        foot = QHBoxLayout()
        foot.addWidget(self._reason, 1)
        foot.addWidget(self._waive)
        foot.addWidget(self._open)
        whole = QVBoxLayout(self)
        whole.addLayout(strip)
        whole.addWidget(rows, 1)
        whole.addLayout(foot)
        for button in (self._waive, self._again, self._open):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self._rows.doubleClicked.connect(self._on_open)
        self._rows.selectionModel().currentChanged.connect(self._enable)
        self._open.clicked.connect(self._on_open)
        self._again.clicked.connect(self.check_requested)
        self._waive.clicked.connect(self._on_waive)
        self._reason.returnPressed.connect(self._on_waive)
        self._reason.textChanged.connect(self._enable)
        self._show_waived.toggled.connect(lambda _on: self.show_findings(self._all))

    def _enable(self) -> None:
        finding = self.current()
        is_waived = finding is not None and bool(finding.waived)
        can = finding is not None and bool(finding.mark)
        self._open.setEnabled(finding is not None and bool(finding.study_id))
        self._waive.setText(self.tr("Ask again") if is_waived else self.tr("Waive"))
        self._waive.setEnabled(can and (is_waived or bool(self._reason.text().strip())))
        self._reason.setEnabled(can and not is_waived)

    def _on_open(self) -> None:
        finding = self.current()
        if finding is not None and finding.study_id:
            self.finding_opened.emit(finding)

    def _on_waive(self) -> None:
        finding = self.current()
        if finding is not None and self._waive.isEnabled():
            reason = "" if finding.waived else self._reason.text().strip()
            self._reason.clear()
            self.waive_requested.emit(finding, reason)
