"""A popup to find any field of the form by number, label or section."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from app.domain.answers import Cell
from app.domain.folding import folded
from app.domain.records import Record
from app.domain.row_names import row_name
from ui.form.editors.base import PlainLine
from ui.form.list_rows import NUMBER, PLACE, dress_list, fit_rows
from ui.form.option_model import ROOT, Index
from ui.form.popups import place_popup
from ui.style_sheet import set_kind

WIDTH = 420
SHOWN = 10  # rows
MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: SHOWN,
    Qt.Key.Key_PageUp: -SHOWN,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A cell and the words by which it is found."""

    cell: Cell
    number: int
    label: str
    place: str

    @property
    def text(self) -> str:
        """What the list shows."""
        return f"{self.number}  {self.label}   {self.place}"


def hits_of(record: Record) -> tuple[Hit, ...]:
    """Return every cell that can be answered, rows included, in form order."""
    found = []
    for section in record.form.study_sections:
        names = {r.row_id: row_name(record, r) for r in record.rows_of(section.key)}
        for cell in record.cells_of(section):
            field = record.form.field(cell.field_id)
            place = names.get(cell.row_id or "", section.label)
            found.append(Hit(cell, record.form.number_of(cell.field_id), field.label, place))
    return tuple(found)


def matching(hits: tuple[Hit, ...], typed: str) -> tuple[Hit, ...]:
    """Keep what fits: a number its field, words those that hold them all, labels first."""
    if typed.strip().isdecimal():
        return tuple(hit for hit in hits if str(hit.number).startswith(str(int(typed))))
    words = folded(typed).split()
    fitting = [hit for hit in hits if all(word in folded(hit.text) for word in words)]
    return tuple(sorted(fitting, key=lambda hit: -_begun(hit, words)))


def _begun(hit: Hit, words: list[str]) -> int:
    """Count the typed words that begin a word of the label."""
    label = folded(hit.label).split()
    return sum(any(part.startswith(word) for part in label) for word in words)


class HitModel(QAbstractListModel):
    """The fields that fit what is typed."""

    def __init__(self, parent: QObject) -> None:
        """Start empty."""
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    def show(self, hits: tuple[Hit, ...]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def hit(self, index: Index) -> Hit | None:
        """Return the field of a row."""
        return self._hits[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of fields."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return number, label and place."""
        hit = self.hit(index)
        if hit is None:
            return None
        parts = {
            NUMBER: str(hit.number),
            PLACE: hit.place,
            Qt.ItemDataRole.DisplayRole: hit.label,
            Qt.ItemDataRole.ToolTipRole: hit.text,
            Qt.ItemDataRole.AccessibleTextRole: hit.text,
        }
        return parts.get(Qt.ItemDataRole(role))


class FieldFinder(QFrame):
    """Type, move, Return: says which cell was meant."""

    chosen = Signal(object)  # Cell
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the closed popup."""
        super().__init__(parent, Qt.WindowType.Popup)
        set_kind(self, "popup")
        self._hits: tuple[Hit, ...] = ()
        self._model = HitModel(self)
        self._line = PlainLine()
        self._line.setPlaceholderText(self.tr("Field number, name or section"))
        self._line.setAccessibleName(self.tr("Find a field"))
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName(self.tr("Fields"))
        dress_list(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._line)
        column.addWidget(self._list)
        self._line.textEdited.connect(self._on_text_edited)
        self._line.installEventFilter(self)
        self._list.clicked.connect(self._on_clicked)

    def open_at(self, point: QPoint, record: Record) -> None:
        """Show the fields of a record below a global point."""
        self._hits = hits_of(record)
        self._line.clear()
        self._on_text_edited("")
        fit_rows(self._list, SHOWN)
        self.setFixedWidth(WIDTH)
        self.adjustSize()
        place_popup(self, point)
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the arrows, pick with Return, leave with Esc."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _take_key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self._list.currentIndex())
        elif key is Qt.Key.Key_Escape:
            self.hide()
            self.cancelled.emit()
        elif key in MOVES:
            last = self._model.rowCount() - 1
            row = min(max(self._list.currentIndex().row() + MOVES[key], 0), last)
            self._list.setCurrentIndex(self._model.index(row, 0))
        else:
            return False
        return True

    def _on_text_edited(self, text: str) -> None:
        self._model.show(matching(self._hits, text))
        self._list.setCurrentIndex(self._model.index(0, 0))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._pick(index)

    def _pick(self, index: QModelIndex) -> None:
        hit = self._model.hit(index)
        if hit is not None:
            self.hide()
            self.chosen.emit(hit.cell)
