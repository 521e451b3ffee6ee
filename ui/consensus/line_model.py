"""The lines of a study as a table: field, A, B, final."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain.consensus import Compared, Kind, Line, State
from app.domain.consensus_text import line_name
from app.domain.word_difference import Piece, word_difference
from ui.consensus import said
from ui.theme import Tokens

Index = QModelIndex | QPersistentModelIndex
FIELD, A, B, FINAL = range(4)
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
PIECES_ROLE = Qt.ItemDataRole.UserRole + 2
PAGES_ROLE = Qt.ItemDataRole.UserRole + 3
Both = tuple[tuple[Piece, ...], tuple[Piece, ...]]
LEAST = 0.25  # share of the letters of the shorter text that both must have
FEW = 2  # words: shorter values are read at a glance, no words are told apart in them
STATE_LOOKS = {
    State.TO_DECIDE: ("circle-dot", "danger"),
    State.TO_ACCEPT: ("scale", "info"),
    State.AGREED: ("check", "success"),
    State.DEFERRED: ("users", "warning"),
    State.DECIDED: ("lock", "success"),
    State.TWICE: ("git-merge", "danger"),
    State.BLANK: ("circle", "text_muted"),
}


class LineModel(QAbstractTableModel):
    """Shows the lines that a filter lets through."""

    def __init__(self, tokens: Tokens) -> None:
        """Start without a study."""
        super().__init__()
        self.tokens = tokens
        self.compared: Compared | None = None
        self.lines: tuple[Line, ...] = ()
        self._pieces: dict[tuple[str, str], Both] = {}

    def show(self, compared: Compared | None, wanted: Callable[[Line], bool]) -> None:
        """Show a study."""
        self.beginResetModel()
        self.compared = compared
        self.lines = () if compared is None else tuple(filter(wanted, compared.lines))
        self._pieces.clear()
        self.endResetModel()

    def replace(self, compared: Compared) -> bool:
        """Show the same lines as they are now; False when there are others and nothing is done."""
        fresh = tuple(compared.line(line.key) for line in self.lines)
        found = tuple(line for line in fresh if line is not None)
        if len(found) < len(self.lines):
            return False
        self.compared, self.lines = compared, found
        if found:
            self.dataChanged.emit(self.index(0, 0), self.index(len(found) - 1, FINAL))
        return True

    def row_of(self, key: tuple[str, str]) -> int:
        """Return the row of a line, -1 when it is not shown."""
        keys = [line.key for line in self.lines]
        return keys.index(key) if key in keys else -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or self.compared is None:
            return None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = [f"{x} · {r.name}" for x, r in zip("AB", self.compared.reviewers, strict=True)]
        return (self.tr("Field"), *names, self.tr("Final"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self.compared is None:
            return None
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            whole = column == FIELD
            return said.spoken(self.compared, line) if whole else self._text(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._text(line, column) or None
        if role == LINE_ROLE:
            return line
        if role == PIECES_ROLE:
            return self.pieces(line)[column - A] if column in (A, B) else None
        if role == PAGES_ROLE and column in (A, B):
            return said.pages(self.compared, line.side(column - A).anchors)
        return None

    def _text(self, line: Line, column: int) -> str:
        if self.compared is None:
            return ""
        if column == FIELD:
            return line_name(self.compared, line)
        if column == FINAL:
            return said.final_words(self.compared, line)
        return said.side_words(self.compared, line, column - A)

    def pieces(self, line: Line) -> Both:
        """Return both texts in pieces; words are told apart while the line is open.

        Of texts that have hardly a word in common none is marked: it would tell nothing.
        """
        if line.key not in self._pieces or not line.is_open:
            texts = (self._text(line, A), self._text(line, B))
            plain: Both = (((texts[0], False),), ((texts[1], False),))
            marked = plain
            if line.is_open and line.kind is Kind.DIFFERENT and min(map(_words, texts)) > FEW:
                marked = word_difference(*texts)
            self._pieces[line.key] = marked if _shares_words(marked) else plain
        return self._pieces[line.key]


def _words(text: str) -> int:
    return len(text.split())


def _shares_words(pieces: Both) -> bool:
    shares = []
    for side in pieces:
        whole = sum(len(text.strip()) for text, _ in side)
        same = sum(len(text.strip()) for text, differs in side if not differs)
        shares.append(same / whole if whole else 0.0)
    return max(shares) >= LEAST
