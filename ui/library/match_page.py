"""Which PDF is of which record: sure ones at once, the others for a person, by hand at last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.counting import counted
from ui.style_sheet import set_kind
from ui.widgets.line_table import by_line, set_up_lines

if TYPE_CHECKING:
    from app.services.paper_matching import Proposal
    from ui.theme import Tokens

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
DISPLAY = Qt.ItemDataRole.DisplayRole
FILE, RECORD, WHY, SCORE = range(4)
NEW_STUDY = ""
"""Chosen for a PDF in place of a record's id: it becomes a study of its own."""


class MatchModel(QAbstractTableModel):
    """A line a PDF: the record that is chosen for it, why, and how sure that is."""

    def __init__(self, tokens: Tokens) -> None:
        """Start without PDFs."""
        super().__init__()
        self._tokens = tokens
        self._all: tuple[Proposal, ...] = ()
        self._titles: Mapping[str, str] = {}
        self.chosen: dict[Path, str] = {}
        self.new: set[Path] = set()
        self.by_hand: set[Path] = set()
        self.shown: list[Proposal] = []
        self._only_open = False

    def show(self, proposals: Sequence[Proposal], titles: Mapping[str, str]) -> None:
        """Show PDFs with the records they may be of."""
        self._all, self._titles = tuple(proposals), titles
        self.chosen = {one.path: one.record_id for one in proposals if one.record_id}
        self.new.clear()
        self.by_hand.clear()
        self.narrow(only_open=self._only_open)

    def narrow(self, *, only_open: bool) -> None:
        """Show all PDFs, or only those that need a person."""
        self.beginResetModel()
        self._only_open = only_open
        self.shown = [
            one for one in self._all if not only_open or one.record_id is None or one.problem
        ]
        self.endResetModel()

    def choose(self, row: int, record_id: str | None) -> None:
        """Say which record a PDF is of (None: none); another PDF loses that record.

        With NEW_STUDY it becomes a study of its own.
        """
        path = self.shown[row].path
        for other in [p for p, held in self.chosen.items() if held == record_id and p != path]:
            del self.chosen[other]
        self.chosen.pop(path, None)
        self.new.discard(path)
        self.by_hand.add(path)
        if record_id == NEW_STUDY:
            self.new.add(path)
        elif record_id is not None:
            self.chosen[path] = record_id
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, SCORE))

    def put(self, proposal: Proposal) -> None:
        """Show what a second look at a PDF gave; a record that another PDF has stays with it."""
        sure = proposal.record_id
        if sure is not None and sure in self.chosen.values():
            proposal = replace(proposal, record_id=None)
        elif sure is not None:
            self.chosen[proposal.path] = sure
        self._all = tuple(proposal if one.path == proposal.path else one for one in self._all)
        self.narrow(only_open=self._only_open)

    def counts(self) -> tuple[int, int, int, int]:
        """Return how many there are, settled ones, unsure ones with a guess, and without any."""
        left = [one for one in self._all if one.path not in self.chosen.keys() | self.new]
        unsure = sum(bool(one.found) for one in left)
        return len(self._all), len(self._all) - len(left), unsure, len(left) - unsure

    def rowCount(self, parent: Index = ROOT) -> int:
        """Count the PDFs that are shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        """Return the names of the columns."""
        if orientation is Qt.Orientation.Vertical or role != DISPLAY:
            return None
        return (self.tr("PDF"), self.tr("Record"), self.tr("Why"), self.tr("Sure"))[section]

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return what a cell says; the first says the whole line to a screen reader."""
        if not index.isValid():
            return None
        one = self.shown[index.row()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == FILE:
            return self._tokens.icon(*self._sign(one))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == FILE:
            return ", ".join(filter(None, (self._text(one, n) for n in range(4))))
        if role in (DISPLAY, Qt.ItemDataRole.ToolTipRole):
            return self._text(one, index.column())
        return None

    def _sign(self, one: Proposal) -> tuple[str, str]:
        if one.problem:
            return ("lock", "warning") if one.is_locked else ("circle-x", "danger")
        if one.path in self.chosen or one.path in self.new:
            return "circle-check", "success"
        return "circle-question-mark", "warning"

    def _text(self, one: Proposal, column: int) -> str:
        held = self.chosen.get(one.path)
        match = next((m for m in one.found if m.key == held), None)
        if column == FILE:
            return one.path.name
        if one.path in self.new:
            return {RECORD: self.tr("a new study"), WHY: self.tr("chosen by you")}.get(column, "")
        if column == RECORD:
            if held is not None:
                return self._titles.get(held, "")
            if one.found:
                return self.tr("? {0}").format(self._titles.get(one.found[0].key, ""))
            return one.problem or self.tr("no record is like it")
        if column == WHY:
            if one.problem:
                return self.tr("asks for a password") if one.is_locked else self.tr("can't be read")
            if held is not None and match is None:
                return self.tr("chosen by you")
            best = match or (one.found[0] if one.found else None)
            if best is not None and best.key in one.held:
                return self.tr("has a PDF already; {0}").format(best.reason)
            return best.reason if best else ""
        best = match or (one.found[0] if one.found and held is None else None)
        return f"{best.score} %" if best else ""


class MatchPage(QWidget):
    """Shows what was found for PDFs, and lets a record be chosen for each."""

    changed = Signal()
    password_wanted = Signal(object)  # Path

    def __init__(self, tokens: Tokens) -> None:
        """Wait for the PDFs to be looked at."""
        super().__init__()
        self.model = MatchModel(tokens)
        self.table = QTableView()
        self.told = QLabel()
        self.only_open = QCheckBox(self.tr("Show &only those that need me"))
        self.record = QComboBox()
        self.password = QPushButton(self.tr("Type its &password…"))
        self._busy = QProgressBar()
        self.titles: Mapping[str, str] = {}
        self._build()

    def show_looking(self) -> None:
        """Show that the PDFs are being looked at."""
        self.told.setText(self.tr("Looking at the PDFs…"))
        self._busy.setRange(0, 0)
        self._busy.show()
        self.model.show((), {})

    def show_progress(self, done: int, total: int) -> None:
        """Show how many PDFs were looked at."""
        self._busy.setRange(0, total)
        self._busy.setValue(done)

    def show_proposals(self, proposals: Sequence[Proposal], titles: Mapping[str, str]) -> None:
        """Show what was found."""
        self._busy.hide()
        self.titles = titles
        self.model.show(proposals, titles)
        open_rows = (n for n, one in enumerate(self.model.shown) if one.record_id is None)
        self.table.selectRow(next(open_rows, 0))
        self._tell()

    def show_again(self, proposal: Proposal) -> None:
        """Show what a second look at one PDF gave, and stay on it."""
        self.model.put(proposal)
        rows = (n for n, one in enumerate(self.model.shown) if one.path == proposal.path)
        self.table.selectRow(next(rows, 0))
        self.record.setFocus()
        self._tell()

    def _tell(self) -> None:
        total, chosen, unsure, none = self.model.counts()
        self.told.setText(
            self.tr("{0} · {1} matched · {2} unsure · {3} without a record").format(
                counted(total, self.tr("1 PDF"), self.tr("{n} PDFs")), chosen, unsure, none
            )
        )
        self.changed.emit()

    @property
    def left(self) -> list[Path]:
        """The PDFs that can be read and have no record, among those shown."""
        return [
            one.path
            for one in self.model.shown
            if one.path not in self.model.chosen and not one.problem
        ]

    def _on_row(self) -> None:
        """Offer the likely records of the PDF first, then all of them."""
        row = self.table.currentIndex().row()
        self.record.blockSignals(True)
        self.record.clear()
        is_one = 0 <= row < len(self.model.shown) and not self.model.shown[row].problem
        self.record.setEnabled(is_one)
        self.password.setVisible(not is_one and self._locked() is not None)
        if is_one:
            one = self.model.shown[row]
            likely = [match.key for match in one.found]
            self.record.addItem(self.tr("no record"), None)
            self.record.addItem(self.tr("a new study"), NEW_STUDY)
            for match in one.found:
                words = f"{self.titles.get(match.key, '')} ({match.score} %, {match.reason})"
                self.record.addItem(words, match.key)
            for key, title in self.titles.items():
                if key not in likely:
                    self.record.addItem(title, key)
            held = NEW_STUDY if one.path in self.model.new else self.model.chosen.get(one.path)
            self.record.setCurrentIndex(0 if held is None else self.record.findData(held))
        self.record.blockSignals(False)

    def _locked(self) -> Path | None:
        """Return the PDF of the row when it wants a password."""
        row = self.table.currentIndex().row()
        one = self.model.shown[row] if 0 <= row < len(self.model.shown) else None
        return one.path if one is not None and one.is_locked else None

    def _on_password(self) -> None:
        path = self._locked()
        if path is not None:
            self.password_wanted.emit(path)

    def _on_chosen(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.shown):
            self.model.choose(row, self.record.currentData())
            self._tell()

    def _on_only_open(self, is_on: bool) -> None:
        self.model.narrow(only_open=is_on)
        if self.model.rowCount():
            self.table.selectRow(0)

    def _build(self) -> None:
        set_kind(self.told, "label")
        self.only_open.toggled.connect(self._on_only_open)
        head = QHBoxLayout()
        head.addWidget(self.told, 1)
        head.addWidget(self.only_open)
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(self.tr("Looking at the PDFs"))
        self._build_table()
        label = QLabel(self.tr("The PDF is the &full text of"))
        label.setBuddy(self.record)
        self.record.setAccessibleName(self.tr("Record of the PDF"))
        self.record.setEditable(True)
        self.record.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.record.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        completer = QCompleter(self.record.model(), self.record)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.record.setCompleter(completer)
        self.record.activated.connect(lambda _row: self._on_chosen())
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.record, 1)
        self.password.hide()
        self.password.clicked.connect(self._on_password)
        line.addWidget(self.password)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._busy)
        column.addWidget(self.table, 1)
        column.addLayout(line)

    def _build_table(self) -> None:
        table = self.table
        by_line(table, self.model, self.tr("PDFs and their records"))
        set_up_lines(table, {FILE: 230, WHY: 210, SCORE: 64}, RECORD)
        table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._on_row())
