"""The numbers of the flow diagram as a table: what is counted, what is typed instead, and why."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.domain.flow import LISTS, Counted, Flow, Override

Index = QModelIndex | QPersistentModelIndex
NAME, COUNTED, TYPED, WHY = range(4)
LABELS: Mapping[str, str] = {
    "databases": "Databases",
    "registers": "Registers",
    "duplicates": "Duplicates removed",
    "automation": "Removed by automation",
    "removed_other": "Removed for other reasons",
    "screened": "Records screened",
    "excluded": "Records excluded",
    "excluded_automation": "… of them by automation",
    "sought": "Reports sought",
    "not_retrieved": "Reports not retrieved",
    "assessed": "Reports assessed",
    "ineligible": "Reports excluded",
    "reasons": "Reasons",
    "others": "Other methods",
    "other_removed": "Other: removed",
    "other_sought": "Other: sought",
    "other_not_retrieved": "Other: not retrieved",
    "other_assessed": "Other: assessed",
    "other_ineligible": "Other: excluded",
    "other_reasons": "Other: reasons",
    "previous_studies": "Earlier version: studies",
    "previous_reports": "Earlier version: reports",
    "studies": "Studies included",
    "reports": "Reports included",
    "charted": "Charted so far",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed for a number while its reason is still missing."""

    value: int | Counted
    reason: str = ""


class FlowModel(QAbstractTableModel):
    """Asks for an override once a number and its reason are there."""

    typed = Signal(str, object)  # name, Override or None
    refused = Signal(str)

    def __init__(self) -> None:
        """Start without numbers."""
        super().__init__()
        self.names = tuple(LABELS)
        self.is_writable = True
        self._counted = Flow()
        self._overrides: dict[str, Override] = {}
        self._pending: dict[str, Typed] = {}
        self._reason = ""

    def show(self, counted: Flow, overrides: Mapping[str, Override]) -> None:
        """Show other numbers; what waits for its reason stays."""
        self.beginResetModel()
        self._counted, self._overrides = counted, dict(overrides)
        self._pending = {n: t for n, t in self._pending.items() if n not in overrides}
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.names)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (self.tr("Box"), self.tr("Counted"), self.tr("Typed"), self.tr("Why"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.is_writable and index.column() in (TYPED, WHY):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        name, column = self.names[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole and column in (COUNTED, TYPED):
            return self._text(name, column).replace("; ", "\n")
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole)
        if role in shown:
            return self._text(name, column)
        is_number = column in (COUNTED, TYPED) and name not in LISTS
        if role == Qt.ItemDataRole.TextAlignmentRole and is_number:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        name, text = self.names[index.row()], str(value or "").strip()
        if index.column() == WHY:
            return self._type_reason(name, text)
        if not text:
            self._pending.pop(name, None)
            if name in self._overrides:
                self.typed.emit(name, None)
            return True
        read = parsed(name, text)
        if read is None:
            words = (
                self.tr("“{0}” is no number.")
                if name not in LISTS
                else self.tr("Write a list as “MEDLINE 700; CINAHL 300”. “{0}” could not be read.")
            )
            self.refused.emit(words.format(text))
            return False
        return self._type(name, Typed(read, self._known_reason(name)))

    def _type_reason(self, name: str, text: str) -> bool:
        known = self._pending.get(name) or self._overrides.get(name)
        if known is None or not text:
            return False
        return self._type(name, Typed(known.value, text))

    def _type(self, name: str, typed: Typed) -> bool:
        """Store what is typed, or wait for the reason."""
        self._pending[name] = typed
        if not typed.reason:
            self.refused.emit(
                self.tr("Say in the last column why the number stands instead of the counted one.")
            )
        else:
            self._reason = typed.reason
            del self._pending[name]
            self.typed.emit(name, Override(typed.value, typed.reason))
        return True

    def _known_reason(self, name: str) -> str:
        known = self._overrides.get(name)
        return known.reason if known is not None else self._reason

    def _text(self, name: str, column: int) -> str:
        if column == NAME:
            return self.tr(LABELS[name])
        if column == COUNTED:
            return listed(getattr(self._counted, name))
        known = self._pending.get(name) or self._overrides.get(name)
        if known is None:
            return ""
        return listed(known.value) if column == TYPED else known.reason


def listed(value: int | Counted | None) -> str:
    """Return a number, or a list as "MEDLINE 700; CINAHL 300"; nothing for what is not counted."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    return "; ".join(f"{label} {number}" for label, number in value)


def parsed(name: str, text: str) -> int | Counted | None:
    """Read what `listed` wrote; None when it does not read."""
    if name not in LISTS:
        digits = re.sub(r"[\s,]", "", text).replace("\N{MINUS SIGN}", "-")
        return int(digits) if re.fullmatch(r"-?\d{1,9}", digits, re.ASCII) else None
    found = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        label, _, number = part.rpartition(" ")
        if not label.strip() or not re.fullmatch(r"-?\d{1,9}", number, re.ASCII):
            return None
        found.append((label.strip(" :="), int(number)))
    return tuple(found)
