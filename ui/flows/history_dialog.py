"""The log of a study as a table, with the way to put an old value back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.answers import STATUS_CODES, Cell
from app.domain.history import Entry
from app.domain.records import Record
from app.domain.row_names import shown
from ui.style_sheet import set_kind
from ui.widgets.headed_model import HeadedModel
from ui.widgets.line_table import by_line

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
DISPLAY, SPOKEN = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
STEP_WIDTH = 230  # pixels
WHOLE_HEIGHT = 76  # pixels: three lines
SIZE = (760, 460)


class HistoryModel(HeadedModel):
    """A row a step: when, by whom, what was done, the value after it."""

    def __init__(self, record: Record, parent: QWidget) -> None:
        """Name fields and values as the record's form does."""
        super().__init__(parent)
        self._record = record
        self.lines: tuple[Entry, ...] = ()
        self.heads = (self.tr("When"), self.tr("Who"), self.tr("Step"), self.tr("Value after"))

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these steps."""
        self.beginResetModel()
        self.lines = tuple(entries)
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """Return the step of a row."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return a step in words."""
        entry = self.entry(index.row())
        if entry is None or role not in (DISPLAY, SPOKEN, Qt.ItemDataRole.ToolTipRole):
            return None
        words = (_moment(entry), entry.who, self._step(entry), self._value(entry))
        if role == SPOKEN:
            return ", ".join(word for word in words if word)
        told = words[index.column()]
        told = " ".join(told.split()) if role == DISPLAY else told
        is_device = role == Qt.ItemDataRole.ToolTipRole and index.column() == 1
        return f"{told} · {entry.device}" if is_device else told

    def whole(self, row: int) -> str:
        """Return the value after a step with its lines, or "" where a step has none."""
        entry = self.entry(row)
        return "" if entry is None else self._value(entry)

    def _step(self, entry: Entry) -> str:
        said = entry.label or entry.kind
        return f"{said}: {entry.reason}" if entry.reason else said

    def _value(self, entry: Entry) -> str:
        if entry.answer is None or entry.cell is None:
            return ""
        status = entry.answer.status
        if status in STATUS_CODES:
            return STATUS_CODES[status]
        if not status.has_value:
            return self.tr("blank")
        if not self._record.form.has(entry.cell.field_id):
            value = entry.answer.value
            return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        field = self._record.form.field(entry.cell.field_id)
        return shown(self._record, field, entry.answer.value)


class HistoryDialog(QDialog):
    """Shows the steps on an answer or on the whole study."""

    restore_wanted = Signal(object)  # Entry

    def __init__(
        self, record: Record, entries: Sequence[Entry], target: Cell | None, parent: QWidget
    ) -> None:
        """Begin with the steps on the target, if there is one that was answered."""
        super().__init__(parent)
        self.record = record
        self._entries = tuple(entries)
        self._target = target
        self._model = HistoryModel(record, self)
        self._table = QTableView()
        self._scope = QComboBox()
        self._whole = QPlainTextEdit()
        self._none = QLabel(self.tr("Nothing was done here yet."))
        self.setWindowTitle(self.tr("History of {study}").format(study=record.study.label))
        self.resize(*SIZE)
        self._build()
        self._list()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        if self._target is not None and self.record.form.has(self._target.field_id):
            self._scope.addItem(self.record.form.field(self._target.field_id).label, self._target)
        self._scope.addItem(self.tr("The whole study"), None)
        self._scope.setAccessibleName(self.tr("History of"))
        self._scope.currentIndexChanged.connect(lambda _row: self._list())
        column.addWidget(self._scope)
        table = self._table
        by_line(table, self._model, self.tr("Steps, the latest first"))
        table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for number in (0, 1):
            table.horizontalHeader().setSectionResizeMode(
                number, QHeaderView.ResizeMode.ResizeToContents
            )
        table.setColumnWidth(2, STEP_WIDTH)
        table.selectionModel().currentRowChanged.connect(lambda new, _old: self._on_row(new.row()))
        table.activated.connect(self._on_restore)
        column.addWidget(table, 1)
        column.addWidget(self._none)
        self._whole.setReadOnly(True)
        self._whole.setTabChangesFocus(True)
        self._whole.setAccessibleName(self.tr("The value after the step, whole"))
        self._whole.setFixedHeight(WHOLE_HEIGHT)
        column.addWidget(self._whole)
        if self.record.is_locked:
            column.addWidget(self._why_not())
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._restore = box.addButton(
            self.tr("Restore this value"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self._restore.clicked.connect(self._on_restore)
        box.rejected.connect(self.reject)
        column.addWidget(box)

    def _list(self) -> None:
        is_answer = self._scope.count() > 1 and self._scope.currentIndex() == 0
        shown_here = [e for e in self._entries if not is_answer or e.cell == self._target]
        self._model.show(shown_here)
        self._none.setVisible(not shown_here)
        self._table.setCurrentIndex(self._model.index(0, 0))
        self._on_row(self._table.currentIndex().row())
        self._table.setFocus()

    def _why_not(self) -> QLabel:
        words = (
            self.tr("The review is open for reading only: nothing can be put back.")
            if self.record.is_read_only
            else self.tr("The study is complete: open it again before you put a value back.")
        )
        label = QLabel(words)
        label.setWordWrap(True)
        set_kind(label, "muted")
        return label

    def _on_row(self, row: int) -> None:
        entry = self._model.entry(row)
        has_answer = entry is not None and entry.answer is not None
        self._restore.setEnabled(has_answer and not self.record.is_locked)
        self._whole.setPlainText(self._model.whole(row))

    def _on_restore(self) -> None:
        entry = self._model.entry(self._table.currentIndex().row())
        if entry is not None and self._restore.isEnabled():
            self.restore_wanted.emit(entry)


def _moment(entry: Entry) -> str:
    zone = timezone(timedelta(minutes=entry.utc_offset))
    return datetime.fromisoformat(entry.at).astimezone(zone).strftime("%Y-%m-%d %H:%M")
