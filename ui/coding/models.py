"""What the content analysis lists: answers to code, codes with counts, and codes put here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from app.domain.codes import Code, Frequency, Segment, Unit

Index = QModelIndex | QPersistentModelIndex
INDENT = "    "
KEYS = 9  # codes that a digit puts


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote behind an answer, with the evidence it is from."""

    text: str
    anchor_id: str


@dataclass(frozen=True, slots=True)
class CodedUnit:
    """An answer of a study, with its quotes and how many codes are on it."""

    unit: Unit
    study: str
    row: str
    text: str
    quotes: tuple[Quote, ...] = ()
    codes: int = 0


class _Table(QAbstractTableModel):
    """A table whose cells are texts; the headings are translated."""

    heads: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Any] = ()

    def show(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return the text of a cell."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.texts(index.row())[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip(index.row())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Return the headings of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return QCoreApplication.translate("Coding", self.heads[section])
        return None

    def texts(self, row: int) -> tuple[str, ...]:
        """Return the cells of a row."""
        raise NotImplementedError

    def tip(self, row: int) -> str:
        """Return what a tool tip says of a row."""
        raise NotImplementedError


class UnitModel(_Table):
    """The answers of a field."""

    heads = ("Study", "Row", "Codes", "Answer")
    rows: Sequence[CodedUnit]

    def texts(self, row: int) -> tuple[str, ...]:
        """Return study, row, number of codes, and the answer on one line."""
        one = self.rows[row]
        return one.study, one.row, str(one.codes or ""), " ".join(one.text.split())

    def tip(self, row: int) -> str:
        """Return the whole answer."""
        return self.rows[row].text


class CodeModel(_Table):
    """The framework, codes indented under each other, each with its counts and key."""

    heads = ("Key", "Code", "Segments", "Sources")
    rows: Sequence[Frequency]

    def texts(self, row: int) -> tuple[str, ...]:
        """Return the digit that puts it, the label, and its counts with those under it."""
        one = self.rows[row]
        key = str(row + 1) if row < KEYS else ""
        label = f"{INDENT * one.level}{one.code.label}"
        return key, label, str(one.all_segments or ""), str(one.all_sources or "")

    def tip(self, row: int) -> str:
        """Return the definition."""
        return self.rows[row].code.definition

    def code(self, row: int) -> Code | None:
        """Return the code of a row."""
        return self.rows[row].code if 0 <= row < len(self.rows) else None


@dataclass(frozen=True, slots=True)
class PutHere:
    """A segment on the answer that is shown, in words; a colleague's can't be taken off."""

    segment: Segment
    label: str
    who: str
    is_own: bool


class PutModel(_Table):
    """The codes on one answer."""

    heads = ("Code", "On", "By")
    rows: Sequence[PutHere]

    def texts(self, row: int) -> tuple[str, ...]:
        """Return code, the words it is on (the whole answer where none), and whose it is."""
        one = self.rows[row]
        whole = QCoreApplication.translate("Coding", "the whole answer")
        return one.label, one.segment.quote or whole, one.who

    def tip(self, row: int) -> str:
        """Return the words that are coded."""
        return self.rows[row].segment.quote
