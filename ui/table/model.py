"""The model of the charting table: lines of studies, fields as columns; texts made when shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.answers import Cell
from app.domain.charting import Charted, Look, Tone, copied, look
from app.domain.charting_edits import Wish
from app.domain.choices import YES_NO
from app.domain.coded import is_codes_field
from app.domain.countries import all_countries
from app.domain.fields import Field, FieldType
from app.domain.row_names import row_choices
from ui.table.spoken import spoken

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
LOOK_ROLE = Qt.ItemDataRole.UserRole
NOTHING = Look(None)
SELECTABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
EDITABLE = SELECTABLE | Qt.ItemFlag.ItemIsEditable
NAMES_COLUMN = 0  # the column of the studies
_SAID = (Role.DisplayRole, Role.AccessibleTextRole)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the table: a study, a line of it (from 0), and a field (None: its name)."""

    study: Charted
    line: int
    field: Field | None


class ChartingModel(QAbstractTableModel):
    """Shows studies and fields; says what is typed by the view's signals, stores nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._studies: list[Charted] = []
        self._fields: tuple[Field, ...] = ()
        self._unfolded: frozenset[str] = frozenset()
        self._lines: list[tuple[int, int]] = []
        self._looks: dict[tuple[int, int], Look] = {}
        self._sorted: tuple[int, bool] | None = None
        self._narrowed: frozenset[str] = frozenset()
        self.pages_of: Callable[[str, Cell | None], Sequence[str]] = lambda _study, _cell: ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the columns behind the first."""
        return self._fields

    @property
    def studies(self) -> tuple[Charted, ...]:
        """The studies that are shown, in order."""
        return tuple(self._studies)

    @property
    def unfolded(self) -> frozenset[str]:
        """The keys of the studies whose rows are shown."""
        return self._unfolded

    def show(
        self, studies: Iterable[Charted], fields: Sequence[Field], unfolded: frozenset[str]
    ) -> None:
        """Show these studies and fields; `unfolded` are studies whose rows have a line each."""
        self.beginResetModel()
        self._studies, self._fields, self._unfolded = list(studies), tuple(fields), unfolded
        self._looks.clear()
        self._number()
        self.endResetModel()

    def show_state(self, order: tuple[int, bool] | None, narrowed: frozenset[str]) -> None:
        """Mark the column that sorts (and whether backwards), and the fields that narrow."""
        self._sorted, self._narrowed = order, narrowed
        if self.columnCount():
            last = self.columnCount() - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def replace(self, study: Charted) -> bool:
        """Show a study as it is now, in its place; False when its number of lines changed."""
        places = [n for n, old in enumerate(self._studies) if old.study_id == study.study_id]
        if not places:
            return True
        place = places[0]
        old, self._studies[place] = self._studies[place], study
        if self._height(old) != self._height(study):
            return False
        rows = [row for row, (number, _) in enumerate(self._lines) if number == place]
        self._looks = {k: v for k, v in self._looks.items() if not rows[0] <= k[0] <= rows[-1]}
        self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], self.columnCount() - 1))
        return True

    def spot(self, index: Index) -> Spot | None:
        """Return where an index is."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        number, line = self._lines[index.row()]
        column = index.column()
        field = None if column == NAMES_COLUMN else self._fields[column - 1]
        return Spot(self._studies[number], line, field)

    def seen(self, index: Index) -> Look:
        """Return what an index shows."""
        return self.look_at(index.row(), index.column())

    def look_at(self, row: int, column: int) -> Look:
        """Return what a cell shows, by line and column; nothing in the column of the studies."""
        place = (row, column)
        seen = self._looks.get(place)
        if seen is not None:
            return seen
        if column <= NAMES_COLUMN or not 0 <= row < len(self._lines):
            return NOTHING
        number, line = self._lines[row]
        study = self._studies[number]
        unfolded = study.study_id in self._unfolded
        found = look(study, self._fields[column - 1], line, unfolded=unfolded)
        self._looks[place] = found
        return found

    def name_at(self, row: int) -> tuple[str, bool]:
        """Return what names a line, and whether it is the first of its study."""
        number, line = self._lines[row]
        if line:
            return str(line + 1), False
        return self._studies[number].record.study.label, True

    def index_of(self, study_id: str, cell: Cell | None) -> QModelIndex:
        """Return the index of a cell, else that of the study's first line; invalid when hidden."""
        for row, (number, _) in enumerate(self._lines):
            if self._studies[number].study_id != study_id:
                continue
            if cell is None:
                return self.index(row, 0)
            for column in range(1, self.columnCount()):
                index = self.index(row, column)
                if self.seen(index).cell == cell:
                    return index
        return QModelIndex()

    def text(self, index: Index) -> str:
        """Return a cell as it is copied."""
        spot = self.spot(index)
        if spot is None:
            return ""
        if spot.field is None:
            return spot.study.record.study.label
        seen = self.seen(index)
        if seen.cell is None:
            return seen.text if seen.tone in (Tone.FOLDED, Tone.VALUE) else ""
        return copied(spot.study.record, spot.field, seen.cell)

    def wish(self, index: Index, text: str) -> Wish | None:
        """Return the wish to have a text in a cell; None in the column of the studies."""
        spot = self.spot(index)
        if spot is None or spot.field is None:
            return None
        label, field = spot.study.record.study.label, spot.field
        is_codes = is_codes_field(field.field_id)
        cell = self.seen(index).cell
        return Wish(spot.study.study_id, label, field.label, cell, text, is_codes)

    def choices(self, index: Index) -> tuple[str, ...]:
        """Return the words that an editor completes."""
        spot = self.spot(index)
        if spot is None or spot.field is None:
            return ()
        match spot.field.type:
            case FieldType.YES_NO:
                return tuple(word.capitalize() for word in YES_NO)
            case FieldType.COUNTRY:
                return tuple(country.name for country in all_countries())
            case FieldType.ROW:
                return tuple(name for _, name in row_choices(spot.study.record, spot.field))
        return spot.field.options

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of fields and the column of the studies."""
        return 0 if parent.isValid() else len(self._fields) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cells be chosen, and those that hold an answer be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.seen(index).cell is None:
            return SELECTABLE
        number, _line = self._lines[index.row()]
        return SELECTABLE if self._studies[number].record.is_locked else EDITABLE

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - Qt's
        """Return texts and looks; the name of the study in the first column."""
        if role == LOOK_ROLE:
            return self.seen(index) if index.column() else None
        spot = self.spot(index)
        if spot is None:
            return None
        if spot.field is None:
            return self._name(spot, role)
        seen = self.seen(index)
        if role == Role.DisplayRole:
            return seen.text
        if role == Role.EditRole:
            return self.text(index)
        if role == Role.ToolTipRole:
            return seen.text or None
        if role == Role.AccessibleTextRole:
            pages = self.pages_of(spot.study.study_id, seen.cell) if seen.quotes else ()
            return spoken(spot.study, spot.field, seen, pages)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's
        """Return the labels of the fields, with the marks of sorting and filtering."""
        if orientation is Qt.Orientation.Vertical:
            return self._line_name(section) if role in _SAID else None
        name = self.tr("Study") if section == NAMES_COLUMN else self._fields[section - 1].label
        marks, said = self._marks(section)
        if role == Role.DisplayRole:
            return f"{name}{marks}"
        if role == Role.ToolTipRole:
            ways = self.tr("Click to sort; right click or Alt+Down to filter")
            return f"{name}\n{ways}" if section else name
        if role == Role.AccessibleTextRole:
            return f"{name}{said}"
        return None

    def head_at(self, column: int) -> tuple[str, str]:
        """Return the name of a column, and the marks of sorting and filtering."""
        name = self.tr("Study") if column == NAMES_COLUMN else self._fields[column - 1].label
        return name, self._marks(column)[0].strip()

    def _line_name(self, row: int) -> str:
        """Return what a screen reader calls a line."""
        number, line = self._lines[row]
        label = self._studies[number].record.study.label
        return label if not line else self.tr("{0}, row {1}").format(label, line + 1)

    def _marks(self, section: int) -> tuple[str, str]:
        marks, said = "", ""
        if self._sorted is not None and self._sorted[0] == section:
            marks = " ▼" if self._sorted[1] else " ▲"
            said = self.tr(", sorted backwards") if self._sorted[1] else self.tr(", sorted")
        if section and self._fields[section - 1].field_id in self._narrowed:
            marks += " ⧩"
            said += self.tr(", filtered")
        return marks, said

    def _name(self, spot: Spot, role: int) -> Any:  # noqa: ANN401 - Qt's
        study = spot.study.record.study
        first = spot.line == 0
        if role == Role.DisplayRole:
            return study.label if first else f"    {spot.line + 1}"
        if role == Role.ToolTipRole:
            return study.title or study.label
        if role == Role.AccessibleTextRole:
            row = "" if first else self.tr(", row {0}").format(spot.line + 1)
            done = self.tr("{0} of {1} answered").format(study.answered, study.asked)
            return f"{study.label}{row}, {done}"
        return None

    def _height(self, study: Charted) -> int:
        return study.height if study.study_id in self._unfolded else 1

    def _number(self) -> None:
        self._lines = [
            (number, line)
            for number, study in enumerate(self._studies)
            for line in range(self._height(study))
        ]
