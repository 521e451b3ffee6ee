"""The list of quotes that a person must place in another copy of a paper, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.anchors import Anchor
from ui.messages import announce
from ui.style_sheet import set_kind


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A quote without a place in the new copy: its fields and page, and where it may stand."""

    anchor: Anchor
    fields: str
    page_label: str
    candidates: tuple[Anchor, ...]


Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class PlaceList(QAbstractListModel):
    """Where a quote may stand in the new copy, the likeliest place first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: tuple[Anchor, ...] = ()

    def show_places(self, places: Sequence[Anchor]) -> None:
        """Replace the places."""
        self.beginResetModel()
        self._places = tuple(places)
        self.endResetModel()

    def place(self, row: int) -> Anchor | None:
        """Return the place in a row, None for a row that isn't there."""
        return self._places[row] if 0 <= row < len(self._places) else None

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return the number of places."""
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return page and words of a place."""
        place = self.place(index.row()) if index.isValid() else None
        if place is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        return _line(place)


class ReanchorView(QDialog):
    """Shows the old quote and the places that may be meant; stays open beside the window."""

    candidate_shown = Signal(object)  # Anchor
    place_chosen = Signal(object, object)  # old Anchor, new Anchor
    selection_wanted = Signal(object)  # old Anchor
    keep_requested = Signal(object)  # old Anchor
    remove_requested = Signal(object)  # old Anchor

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without quotes."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Quotes to place again"))
        self.resize(460, 420)
        self._rows: tuple[Unplaced, ...] = ()
        self._index = 0
        self._count = QLabel()
        self._where = QLabel()
        self._quote = QPlainTextEdit()
        self._hint = QLabel()
        self._list = PlaceList(self)
        self._places = QListView()
        self._places.setModel(self._list)
        self._use = QPushButton(self.tr("&Use this place"))
        self._mark = QPushButton(self.tr("Use the &selection"))
        self._keep = QPushButton(self.tr("&Keep without place"))
        self._remove = QPushButton(self.tr("&Remove"))
        self._previous = QPushButton(self.tr("&Previous"))
        self._next = QPushButton(self.tr("&Next"))
        self._dress()
        self._arrange()
        self._connect()

    @property
    def rows(self) -> tuple[Unplaced, ...]:
        """The quotes that are left."""
        return self._rows

    def show_rows(self, rows: Sequence[Unplaced]) -> None:
        """Replace the quotes; without any the list closes."""
        self._rows = tuple(rows)
        self._index = min(self._index, max(0, len(self._rows) - 1))
        if not self._rows:
            self.close()
            return
        self._show_row()

    def offer_selection(self, is_there: bool) -> None:
        """Let the quote be placed on what is selected in the paper, if anything is."""
        self._mark.setEnabled(is_there)

    def _dress(self) -> None:
        set_kind(self._count, "label")
        set_kind(self._hint, "muted")
        for label in (self._where, self._hint):
            label.setWordWrap(True)
        self._quote.setReadOnly(True)
        self._quote.setTabChangesFocus(True)
        self._quote.setMaximumHeight(96)
        self._quote.setAccessibleName(self.tr("Quote in the copy before"))
        self._places.setAccessibleName(self.tr("Places in this copy"))
        self._places.setWordWrap(True)
        buttons = (self._use, self._mark, self._keep, self._remove, self._previous, self._next)
        for button in buttons:
            button.setAutoDefault(False)
        self._mark.setEnabled(False)
        self._mark.setToolTip(self.tr("Place it on the words or the region selected in the paper"))
        self._use.setDefault(True)

    def _arrange(self) -> None:
        head, placing, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._count, 1)
        head.addWidget(self._previous)
        head.addWidget(self._next)
        for button in (self._use, self._mark):
            placing.addWidget(button)
        for button in (self._keep, self._remove):
            foot.addWidget(button)
        placing.addStretch(1)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.addLayout(head)
        for widget in (self._where, self._quote, self._hint):
            column.addWidget(widget)
        column.addWidget(self._places, 100)
        column.addStretch(1)
        column.addLayout(placing)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._places.selectionModel().currentChanged.connect(self._on_place)
        self._places.doubleClicked.connect(self._on_use)  # Return is the default button
        self._use.clicked.connect(self._on_use)
        self._mark.clicked.connect(lambda: self.selection_wanted.emit(self._row.anchor))
        self._keep.clicked.connect(lambda: self.keep_requested.emit(self._row.anchor))
        self._remove.clicked.connect(lambda: self.remove_requested.emit(self._row.anchor))
        self._previous.clicked.connect(lambda: self._step(-1))
        self._next.clicked.connect(lambda: self._step(1))

    @property
    def _row(self) -> Unplaced:
        return self._rows[self._index]

    def _show_row(self) -> None:
        row, total = self._row, len(self._rows)
        self._count.setText(self.tr("{0} of {1}").format(self._index + 1, total))
        self._previous.setEnabled(self._index > 0)
        self._next.setEnabled(self._index + 1 < total)
        page = self.tr(", p. {0} before").format(row.page_label) if row.page_label else ""
        self._where.setText(f"{row.fields}{page}")
        words = " ".join(row.anchor.quote.split())
        self._quote.setPlainText(words or self.tr("(no words: {0})").format(row.anchor.kind.value))
        found = bool(row.candidates)
        some = self.tr("It may stand here. Each place is shown in the paper.")
        none = self.tr(
            "Nothing like it was found in this copy. Where it is there, select it in the paper."
        )
        self._hint.setText(some if found else none)
        self._use.setEnabled(found)
        self._list.show_places(row.candidates)
        self._places.setVisible(found)
        self._places.setCurrentIndex(self._list.index(0))
        (self._places if found else self._keep).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{self._count.text()}, {self._where.text()}, {self._hint.text()}")

    def _step(self, by: int) -> None:
        self._index = min(max(self._index + by, 0), len(self._rows) - 1)
        self._show_row()

    def _on_place(self, index: QModelIndex) -> None:
        place = self._list.place(index.row())
        if place is not None:
            self.candidate_shown.emit(place)

    def _on_use(self) -> None:
        place = self._list.place(self._places.currentIndex().row())
        if self._rows and place is not None:
            self.place_chosen.emit(self._row.anchor, place)


def _line(anchor: Anchor) -> str:
    """Return page and words of a place in one line."""
    around = " ".join(f"{anchor.prefix[-24:]}[{anchor.quote}]{anchor.suffix[:24]}".split())
    short = around if len(around) <= 160 else f"{around[:159]}…"
    return f"p. {anchor.page + 1}: {short}"
