"""The rows of a repeating group as a table: a line a row, a column a field, a blank line last."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from app.domain import values
from app.domain.answers import STATUS_CODES, Answer, Cell, Status
from app.domain.choices import YES_NO
from app.domain.fields import Field, FieldType, Section
from app.domain.records import Record, Row
from app.domain.row_names import row_choices, row_name, shown
from ui.form.card_state import STATUS_WORDS
from ui.theme import Tokens

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole
NOTHING = "–"


class GridModel(QAbstractTableModel):
    """Shows answers; what is typed is said by the view, never stored here.

    Text that is no value of its field stays in its cell, marked, until it is corrected.
    """

    def __init__(self, section: Section, fields: tuple[Field, ...], tokens: Tokens) -> None:
        """Show these fields of a section."""
        super().__init__()
        self.section = section
        self.fields = fields
        self._tokens = tokens
        self._record: Record | None = None
        self._rows: tuple[Row, ...] = ()
        self._refused: dict[Cell, tuple[str, str]] = {}
        self._quoted: frozenset[Cell | None] = frozenset()
        self._target: Cell | None = None

    def show_record(self, record: Record) -> None:
        """Show the rows of a record."""
        rows = record.rows_of(self.section.key)
        is_same = [r.row_id for r in rows] == [r.row_id for r in self._rows]
        if not is_same:
            self.beginResetModel()
        before, self._record, self._rows = self._record, record, rows
        self._quoted = frozenset(item.cell for item in record.evidence)
        self._refused = {
            cell: said
            for cell, said in self._refused.items()
            if before is not None and before.answer(cell) == record.answer(cell)
        }
        if not is_same:
            self.endResetModel()
        else:
            self._changed_all()

    def show_target(self, target: Cell | None) -> None:
        """Mark the cell that the next quote fills."""
        if target != self._target:
            self._target = target
            self._changed_all()

    def refuse(self, cell: Cell, text: str, message: str) -> None:
        """Keep text that is no value of its field in its cell."""
        self._refused[cell] = (text, message)
        self._changed_all()

    def forget(self, cell: Cell) -> None:
        """Drop text that was kept."""
        if self._refused.pop(cell, None) is not None:
            self._changed_all()

    def message(self, cell: Cell | None) -> str:
        """Return why the text of a cell is not stored, or nothing."""
        return self._refused[cell][1] if cell in self._refused and cell is not None else ""

    def cell(self, index: Index) -> Cell | None:
        """Return the cell of an index; None on the blank line."""
        if self._record is None or not index.isValid() or index.row() >= len(self._rows):
            return None
        field = self.fields[index.column()]
        return Cell(self._record.extraction_id, field.field_id, self._rows[index.row()].row_id)

    def index_of(self, cell: Cell) -> QModelIndex:
        """Return where a cell stands; an invalid index when it is not here."""
        ids = [field.field_id for field in self.fields]
        rows = [row.row_id for row in self._rows]
        if cell.field_id not in ids or cell.row_id not in rows:
            return QModelIndex()
        return self.index(rows.index(cell.row_id), ids.index(cell.field_id))

    def row_id(self, place: int) -> str | None:
        """Return the key of a row; None for the blank line."""
        return self._rows[place].row_id if 0 <= place < len(self._rows) else None

    def text(self, index: Index) -> str:
        """Return what a cell is edited as, and copied as."""
        cell = self.cell(index)
        if cell is None or self._record is None:
            return ""
        if cell in self._refused:
            return self._refused[cell][0]
        return _text(self._record, self.fields[index.column()], cell)

    def choices(self, index: Index) -> tuple[str, ...]:
        """Return the words that may be chosen in a cell."""
        record, field = self._record, self.fields[index.column()]
        if record is None:
            return ()
        if field.type is FieldType.YES_NO:
            return YES_NO
        rows = tuple(name for _, name in row_choices(record, field))
        units = field.type is FieldType.QUANTITY
        return rows or (() if units else field.options) or record.lists.get(field.field_id, ())

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the rows and the blank line."""
        locked = self._record is None or self._record.is_locked
        return 0 if parent.isValid() else len(self._rows) + (0 if locked else 1)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the fields."""
        return 0 if parent.isValid() else len(self.fields)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let be edited what is asked and not locked."""
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        record, cell = self._record, self.cell(index)
        if record is None or record.is_locked or not index.isValid():
            return base
        if self.fields[index.column()].is_computed or cell in record.hidden:
            return base
        return base | Qt.ItemFlag.ItemIsEditable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Return labels of fields, and numbers of rows."""
        if orientation is Qt.Orientation.Vertical:
            return self._row_header(section, role)
        field = self.fields[section]
        if role == Role.DisplayRole:
            unit = f" ({field.unit})" if field.unit else ""
            return f"{field.label}{unit}{' *' if field.required else ''}"
        return field.help or field.label if role == Role.ToolTipRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return words, looks and the spoken text of a cell."""
        record, cell = self._record, self.cell(index)
        if record is None:
            return None
        if cell is None:
            return self._blank(index, role)
        match role:
            case Role.DisplayRole:
                return NOTHING if cell in record.hidden else self.text(index)
            case Role.EditRole:
                return self.text(index)
            case Role.ToolTipRole:
                return self.message(cell) or self.text(index)
            case Role.AccessibleTextRole:
                return self._spoken(record, cell, index)
        return self._look(record, cell, role)

    def _blank(self, index: Index, role: int) -> object:
        if role == Role.DisplayRole and index.column() == 0:
            return self.tr("New…")
        if role == Role.ForegroundRole:
            return self._tokens["text_muted"]
        return None

    def _row_header(self, place: int, role: int) -> object:
        if role == Role.DisplayRole:
            return str(place + 1) if place < len(self._rows) else "+"
        if role == Role.ToolTipRole and self._record is not None and place < len(self._rows):
            return row_name(self._record, self._rows[place])
        return None

    def _look(self, record: Record, cell: Cell, role: int) -> object:
        answer = record.answer(cell)
        if role == Role.FontRole and answer.status in STATUS_CODES:
            font = QFont()
            font.setItalic(True)
            return font
        if role == Role.BackgroundRole:
            return self._tokens["target_subtle"] if cell == self._target else None
        if role == Role.ForegroundRole:
            return self._tokens[self._tone(record, cell, answer)]
        if role == Role.DecorationRole:
            return self._mark(cell, answer)
        return None

    def _mark(self, cell: Cell, answer: Answer) -> object:
        """Return the flag of an unsure answer, else the sign of a quote."""
        if answer.flagged:
            return self._tokens.icon("flag", "warning")
        return self._tokens.icon("quote", "link") if cell in self._quoted else None

    def _tone(self, record: Record, cell: Cell, answer: Answer) -> str:
        if cell in self._refused:
            return "danger"
        muted = answer.status in STATUS_CODES or cell in record.hidden
        return "text_muted" if muted else "text"

    def _spoken(self, record: Record, cell: Cell, index: Index) -> str:
        field = self.fields[index.column()]
        row = row_name(record, self._rows[index.row()])
        answer = record.answer(cell)
        state = self.tr("empty") if answer.status is Status.EMPTY else self.text(index)
        state = STATUS_WORDS.get(answer.status, state)
        quoted = self.tr("with a quote") if cell in self._quoted else ""
        return ", ".join(filter(None, (field.label, row, state, quoted, self.message(cell))))

    def _changed_all(self) -> None:
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        if last.isValid():
            self.dataChanged.emit(self.index(0, 0), last)


def _text(record: Record, field: Field, cell: Cell) -> str:
    answer = record.answer(cell)
    if not answer.status.has_value:
        return STATUS_CODES.get(answer.status, "")
    text = shown(record, field, answer.value)
    return values.edit_text(field, answer.value) if values.is_long(field) else text
