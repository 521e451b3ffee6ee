"""Agreement as a table: a line a field, then all together, the pilot, stretches of time."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from app.domain.agreement import Estimate
from app.domain.agreement_words import NAMES, expected, interval, kappa_name, shown
from app.domain.field_agreement import Agreement, FieldAgreement, Measures, Scale
from ui.counting import counted

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("percent", "kappa", "ac1", "alpha", "icc", "close", "overlap")
POOLED = ("percent", "kappa", "ac1", "alpha", "overlap")
FIELD_ROLE = Qt.ItemDataRole.UserRole + 1
Line = tuple[str, Measures, FieldAgreement | None]


class AgreementModel(QAbstractTableModel):
    """Shows figures with their intervals, and says why one is not defined."""

    def __init__(self) -> None:
        """Start without figures."""
        super().__init__()
        self.lines: list[Line] = []

    def show(self, found: Agreement) -> None:
        """Show figures; all together stands first."""
        self.beginResetModel()
        one, many = self.tr("1 study"), self.tr("{n} studies")
        self.lines = [(self.tr("All fields"), found.overall, None)]
        self.lines += [
            (f"{part.name} ({counted(part.studies, one, many)})", part.measures, None)
            for part in found.parts
        ]
        self.lines += [(f"{f.number} {f.label}", f.measures, f) for f in found.fields]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 2 + len(COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            heads = (self.tr("Field"), "n", self.tr("Agree"), "κ", "AC1", "α")
            return (*heads, self.tr("ICC"), self.tr("Close"), self.tr("Quotes"))[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (self.tr("Field"), self.tr("Answers that both gave"), *self._names())[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        name, measures, field = self.lines[index.row()]
        if role == FIELD_ROLE:
            return field
        if role == Qt.ItemDataRole.FontRole and field is None:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(index.column(), name, measures, field)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._why(index.column(), name, measures, field)
        return None

    def _text(
        self, column: int, name: str, measures: Measures, field: FieldAgreement | None
    ) -> str:
        if column == 0:
            return name
        if column == 1:
            return str(measures.n)
        key, found = self._found(column, measures, field)
        if not key:
            return "–"
        if found.value is None:
            return self.tr("not\ndefined") if found.n or key == "percent" else ""
        figure = shown(key, found, with_interval=False)
        return "\n".join(filter(None, (figure, interval(key, found))))

    def _why(
        self, column: int, name: str, measures: Measures, field: FieldAgreement | None
    ) -> str | None:
        if column == 0:
            if field is None:
                return name
            blanks = self.tr("{0}: one left it blank in {1}, both in {2}; in no denominator")
            return blanks.format(name, field.one_blank, field.both_blank)
        if column == 1:
            return None
        key, found = self._found(column, measures, field)
        if not key:
            return self.tr("Not for this type of answer: {0}").format(found.why) if field else None
        label = kappa_name(field.scale) if field and key == "kappa" else NAMES[key]
        if found.value is None:
            return self.tr("{0} is not defined: {1}").format(label, found.why)
        return f"{label}: {shown(key, found)} (n = {found.n})"

    def _found(
        self, column: int, measures: Measures, field: FieldAgreement | None
    ) -> tuple[str, Estimate]:
        """Return what a column shows of a line, "" when it has no meaning on its scale."""
        key = COLUMNS[column - 2]
        if key == "close":
            is_number = field is not None and field.scale is Scale.INTERVAL
            key = "within" if is_number else "shared"
        found: Estimate = getattr(measures, key)
        asked = POOLED if field is None else expected(field.scale)
        has_quotes = key == "overlap" and found.value is not None
        return (key if key in asked or has_quotes else ""), found

    def _names(self) -> tuple[str, ...]:
        close = self.tr("Numbers: share within the tolerance; several choices: share in common")
        return tuple(close if key == "close" else NAMES[key] for key in COLUMNS)
