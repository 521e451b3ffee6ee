"""The answers that are checked, a row each: number, field, answer, what was found."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from app.domain.answers import STATUS_CODES, Answer, Cell
from app.domain.row_names import row_name, shown
from app.domain.verification import Checked, Verdict
from ui.theme import Tokens
from ui.widgets.headed_model import HeadedModel

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
DISPLAY, SPOKEN = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
FIELD, ANSWER, FOUND = 0, 1, 2
LONGEST = 120  # characters of an answer in the list


class AnswerModel(HeadedModel):
    """Shows a record beside its checks."""

    def __init__(self, tokens: Tokens) -> None:
        """Start without a study."""
        super().__init__()
        self.tokens = tokens
        self._checked: Checked | None = None
        self.lines: tuple[Cell, ...] = ()
        self.heads = (self.tr("Field"), self.tr("Answer"), self.tr("Check"))

    @property
    def checked(self) -> Checked | None:
        """What is shown."""
        return self._checked

    def show(self, checked: Checked | None) -> None:
        """Show this record; rows of the same record stay selected."""
        before, self._checked = self._checked, checked
        same = before is not None and checked is not None and before.cells == checked.cells
        if same and self.rowCount():
            last = self.index(self.rowCount() - 1, FOUND)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.lines = () if checked is None else checked.cells
        self.endResetModel()

    def cell(self, row: int) -> Cell | None:
        """Return the cell of a row."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def row_of(self, cell: Cell | None) -> int:
        """Return the row of a cell, -1 when it is not there."""
        return self.lines.index(cell) if cell in self.lines else -1

    def name_of(self, cell: Cell) -> str:
        """Return number and label of a field, and the row it stands in."""
        if self._checked is None:
            return ""
        record = self._checked.record
        field = record.form.field(cell.field_id)
        name = f"{record.form.number_of(cell.field_id)} {field.label}"
        row = next((r for r in record.rows if r.row_id == cell.row_id), None)
        return name if row is None else f"{name} · {row_name(record, row)}"

    def words_of(self, cell: Cell, answer: Answer) -> str:
        """Return an answer in words, whole."""
        if self._checked is None:
            return ""
        record = self._checked.record
        if answer.status in STATUS_CODES:
            return STATUS_CODES[answer.status]
        if not answer.status.has_value:
            return self.tr("blank")
        return shown(record, record.form.field(cell.field_id), answer.value)

    def found(self, cell: Cell) -> str:
        """Return what was found of an answer, in words."""
        check = self._checked.checks.get(cell) if self._checked else None
        if check is None:
            return ""
        if check.verdict is Verdict.CONFIRMED:
            return self.tr("right")
        return self.tr("corrected: {0}").format(self.words_of(cell, check.answer))

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return a cell in words, or the icon of what was found."""
        cell = self.cell(index.row())
        if cell is None or self._checked is None:
            return None
        if role == Qt.ItemDataRole.DecorationRole and index.column() == FOUND:
            return self._icon(cell)
        if role not in (DISPLAY, SPOKEN, Qt.ItemDataRole.ToolTipRole):
            return None
        answer = self.words_of(cell, self._checked.record.answer(cell))
        words = (self.name_of(cell), answer, self.found(cell) or self.tr("not checked"))
        if role == SPOKEN:
            return ", ".join(words)
        text = " ".join(words[index.column()].split())
        is_cut = role == DISPLAY and len(text) > LONGEST
        return f"{text[: LONGEST - 1]}…" if is_cut else text

    def _icon(self, cell: Cell) -> object:
        check = self._checked.checks.get(cell) if self._checked else None
        if check is None:
            return self.tokens.icon("circle-dashed", "text_muted")
        if check.verdict is Verdict.CONFIRMED:
            return self.tokens.icon("check", "success")
        return self.tokens.icon("pencil", "warning")
