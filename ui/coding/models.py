"""What the content analysis lists: answers to code, codes with counts, and codes put here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QMimeData,
    QModelIndex,
    Qt,
    Signal,
)

from app.domain.code_moves import place_before, place_under
from app.domain.codes import Code, Frequency, Segment, Unit
from ui.widgets.headed_model import DISPLAY, HeadedModel, Index
from ui.widgets.moving import Moving

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


class TextTable(HeadedModel):
    """A table whose cells are texts: `texts` gives those of a line, `tip` what a tool tip says."""

    def __init__(
        self,
        heads: Sequence[str],
        texts: Callable[[int, Any], tuple[str, ...]],
        tip: Callable[[Any], str],
    ) -> None:
        """Start without lines; `heads` are translated here, `texts` also gets the row."""
        super().__init__()
        self.heads = tuple(_tr(head) for head in heads)
        self._said = texts
        self._tip = tip

    def show(self, lines: Sequence[Any]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def texts(self, row: int) -> tuple[str, ...]:
        """Return the cells of a row."""
        return self._said(row, self.lines[row])

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return the text of a cell."""
        if role == DISPLAY:
            return self.texts(index.row())[index.column()]
        return self._tip(self.lines[index.row()]) if role == Qt.ItemDataRole.ToolTipRole else None


def units_table() -> TextTable:
    """Return the table of the answers of a field (CodedUnit)."""
    return TextTable(
        ("Study", "Row", "Codes", "Answer"),
        lambda _, one: (one.study, one.row, str(one.codes or ""), " ".join(one.text.split())),
        lambda one: str(one.text),
    )


class CodesTable(Moving, TextTable):
    """The framework (Frequency): codes under each other, counts and keys; a code can be dragged.

    What is dropped on a code goes under it, what is dropped between two before the lower one.
    """

    carries = "application/x-chartdesk-code"
    move_wanted = Signal(str, object)  # key of the code, Place

    def __init__(self) -> None:
        """Start without codes."""
        heads = ("Key", "Code", "Segments", "Sources")
        super().__init__(heads, _code_texts, lambda one: str(one.code.definition))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let codes be dragged, and dropped on others or between them."""
        drops = Qt.ItemFlag.ItemIsDropEnabled
        return (
            super().flags(index) | drops | Qt.ItemFlag.ItemIsDragEnabled
            if index.isValid()
            else drops
        )

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the key of a code."""
        code = code_at(self, indexes[0].row()) if indexes else None
        return self.packed("" if code is None else code.code_id)

    def dropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Ask for the move; the model changes when the framework has."""
        moving = self.unpacked(data)
        if moving:
            codes = [line.code for line in self.lines]
            on, before = code_at(self, parent.row()), code_at(self, row)
            place = (
                place_under(codes, on.code_id)
                if on
                else place_before(codes, moving, before.code_id if before else "")
            )
            self.move_wanted.emit(moving, place)
        return False


def put_table() -> TextTable:
    """Return the table of the codes on one answer (PutHere)."""
    return TextTable(
        ("Code", "On", "By"),
        lambda _, one: (one.label, one.segment.quote or _tr("the whole answer"), one.who),
        lambda one: str(one.segment.quote),
    )


def code_at(table: TextTable, row: int) -> Code | None:
    """Return the code of a row of the framework."""
    found: Code | None = table.lines[row].code if 0 <= row < len(table.lines) else None
    return found


def _code_texts(row: int, one: Frequency) -> tuple[str, ...]:
    """Return the digit that puts a code, its label, and its counts with those under it."""
    key = str(row + 1) if row < KEYS else ""
    label = f"{INDENT * one.level}{one.code.label}"
    return key, label, str(one.all_segments or ""), str(one.all_sources or "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Coding", text)


@dataclass(frozen=True, slots=True)
class PutHere:
    """A segment on the answer that is shown, in words; a colleague's can't be taken off."""

    segment: Segment
    label: str
    who: str
    is_own: bool
