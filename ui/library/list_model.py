"""The reports of the library as a table; who wrote what is read for the rows that are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain.library_list import Chosen, Cited, Line, Standing
from ui.theme import Tokens

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
DISPLAY = Qt.ItemDataRole.DisplayRole
AUTHORS, TITLE, YEAR, SOURCES, STANDING, PAPER = range(6)
AHEAD, KEPT = 60, 6000  # rows read at once, and remembered
NOBODY = Cited("", "")
ICONS = {
    Standing.LEFT_OUT: ("circle-slash", "text_muted"),
    Standing.TO_SCREEN: ("circle-dashed", "text_muted"),
    Standing.EXCLUDED: ("circle-x", "danger"),
    Standing.TO_SETTLE: ("scale", "warning"),
    Standing.FULL_TEXT: ("file-text", "info"),
    Standing.EXCLUDED_FULL: ("circle-x", "danger"),
    Standing.INCLUDED: ("circle-check", "success"),
}


class ListModel(QAbstractTableModel):
    """Shows lines; keeps all of them and shows those that are chosen."""

    def __init__(
        self, tokens: Tokens, read: Callable[[Sequence[str]], Mapping[str, Cited]]
    ) -> None:
        """Start without lines; `read` gives the people and place of records by their ids."""
        super().__init__()
        self.tokens = tokens
        self._read = read
        self._all: tuple[Line, ...] = ()
        self.lines: list[Line] = []
        self._names: Mapping[str, str] = {}
        self._cited: OrderedDict[str, Cited] = OrderedDict()
        self._order: tuple[int, Qt.SortOrder] | None = None

    @property
    def total(self) -> int:
        """How many lines there are, chosen or not."""
        return len(self._all)

    def show(self, lines: Sequence[Line], names: Mapping[str, str]) -> None:
        """Take other lines; `names` are those of the searches by id. Shows all of them."""
        self._all, self._names = tuple(lines), names
        self._cited.clear()
        self.choose(Chosen(), None)

    def choose(self, chosen: Chosen, hay: Mapping[str, bytes] | None) -> None:
        """Show the lines that fit; `hay` are the words (UTF-8) each line is found by."""
        words = chosen.text.encode().split()

        def has_words(line: Line) -> bool:
            text = (hay or {}).get(line.record_id, b"")
            return all(word in text for word in words)

        self.beginResetModel()
        self.lines = [line for line in self._all if chosen.fits(line)]
        if words:
            self.lines = [line for line in self.lines if has_words(line)]
        self._arrange()
        self.endResetModel()

    def row_of(self, record_id: str) -> int:
        """Return the row of a record, -1 when it is not shown."""
        found = (row for row, line in enumerate(self.lines) if line.record_id == record_id)
        return next(found, -1)

    def sources_of(self, line: Line) -> str:
        """Return the names of the searches that gave a line."""
        return ", ".join(self._names.get(key, "") for key in line.searches)

    def words(self, standing: Standing) -> str:
        """Return a standing in words."""
        return {
            Standing.LEFT_OUT: self.tr("Removed before screening"),
            Standing.TO_SCREEN: self.tr("To screen"),
            Standing.EXCLUDED: self.tr("Excluded"),
            Standing.TO_SETTLE: self.tr("To settle"),
            Standing.FULL_TEXT: self.tr("Full text to read"),
            Standing.EXCLUDED_FULL: self.tr("Full text excluded"),
            Standing.INCLUDED: self.tr("Included"),
        }[standing]

    def rowCount(self, parent: Index = ROOT) -> int:
        """Count the lines that are shown."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else 6

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        """Return the names of the columns."""
        if orientation is Qt.Orientation.Vertical or role != DISPLAY:
            return None
        return (
            self.tr("Authors"),
            self.tr("Title"),
            self.tr("Year"),
            self.tr("Sources"),
            self.tr("Standing"),
            self.tr("PDF"),
        )[section]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the lines by a column; authors, which are not all read, keep the order."""
        self._order = None if column in (-1, AUTHORS) else (column, order)
        self.layoutAboutToBeChanged.emit()
        kept = {line.record_id: row for row, line in enumerate(self._all)}
        self.lines.sort(key=lambda line: kept[line.record_id])
        self._arrange()
        self.layoutChanged.emit()

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """Return what a cell shows; the first says the whole line to a screen reader."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == DISPLAY:
            return self._text(line, index)
        if role == Qt.ItemDataRole.DecorationRole:
            if index.column() == STANDING:
                return self.tokens.icon(*ICONS[line.standing])
            if index.column() == PAPER and line.has_paper:
                return self.tokens.icon("file-text", "text_muted")
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (TITLE, SOURCES):
            return line.title if index.column() == TITLE else self.sources_of(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(line, index)
        return None

    def _text(self, line: Line, index: Index) -> str | None:
        match index.column():
            case 0:
                return _short(self._cited_of(line, index.row()).authors)
            case 1:
                return line.title or self.tr("No title")
            case 2:
                return str(line.year or "n.d.")
            case 3:
                several = f"{line.copies} · " if line.copies > 1 else ""
                return several + self.sources_of(line)
            case 4:
                return self.words(line.standing)
        return None

    def _spoken(self, line: Line, index: Index) -> str | None:
        if index.column() == PAPER:
            return self.tr("has a PDF") if line.has_paper else self.tr("no PDF")
        if index.column() != AUTHORS:
            return self._text(line, index)
        paper = self.tr("has a PDF") if line.has_paper else self.tr("no PDF")
        cited = _short(self._cited_of(line, index.row()).authors)
        parts = (cited, str(line.year or "n.d."), line.title, self.words(line.standing), paper)
        return ", ".join(filter(None, parts))

    def _cited_of(self, line: Line, row: int) -> Cited:
        """Return who wrote a line; the rows around it are read with it."""
        if line.record_id not in self._cited:
            near = self.lines[max(row - AHEAD // 2, 0) : row + AHEAD]
            wanted = [one.record_id for one in near if one.record_id not in self._cited]
            self._cited.update(dict.fromkeys(wanted, NOBODY))
            self._cited.update(self._read(wanted))
            while len(self._cited) > KEPT:
                self._cited.popitem(last=False)
        return self._cited.get(line.record_id, NOBODY)

    def _arrange(self) -> None:
        if self._order is None:
            return
        column, order = self._order
        keys: dict[int, Callable[[Line], tuple[object, ...]]] = {
            TITLE: lambda line: (line.title.casefold(),),
            YEAR: lambda line: (line.year or 0,),
            SOURCES: lambda line: (line.copies, self.sources_of(line)),
            STANDING: lambda line: (list(Standing).index(line.standing),),
            PAPER: lambda line: (line.has_paper,),
        }
        is_down = order is Qt.SortOrder.DescendingOrder
        self.lines.sort(key=keys[column], reverse=is_down)


def _short(authors: str) -> str:
    """Return "Lee A, Kim B" for two, "Lee A et al." for more."""
    names = authors.split("; ")
    return ", ".join(names) if len(names) <= 2 else f"{names[0]} et al."
