"""The menu of a column of the charting table: sorting, and which of its texts are shown."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.folding import one_line
from ui.style_sheet import set_kind
from ui.table.check_list import CheckList

SIZE = (300, 380)  # pixels


class Popup(QFrame):
    """A frame that goes away when something else is clicked."""

    def __init__(self, parent: QWidget, name: str) -> None:
        """Stay hidden until it is opened."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(name)
        self.resize(*SIZE)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 8, 8, 8)
        self.column.setSpacing(4)

    def open_at(self, point: QPoint) -> None:
        """Open with the upper left corner at a global point, or as near as the screen allows."""
        room = self.screen().availableGeometry()
        left = max(room.left(), min(point.x(), room.right() - self.width()))
        top = max(room.top(), min(point.y(), room.bottom() - self.height()))
        self.move(left, top)
        self.show()


class ColumnFilter(Popup):
    """The menu of a column: sorting, and which of its texts are shown."""

    sort_chosen = Signal(int, bool)  # column, backwards
    texts_chosen = Signal(int, object)  # column, frozenset of texts; None shows all

    def __init__(self, parent: QWidget) -> None:
        """Make an empty popup."""
        super().__init__(parent, self.tr("Sort and filter a column"))
        self._index = -1
        self.list = CheckList(
            self.tr("Texts of the column that are shown"), self.tr("Find in the column")
        )
        for text, backwards in ((self.tr("Sort up"), False), (self.tr("Sort down"), True)):
            act = self._sort_backwards if backwards else self._sort_up
            self.column.addWidget(popup_button(text, act, "link"))
        self.column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(popup_button(self.tr("Show all"), self._show_all))
        row.addStretch(1)
        row.addWidget(popup_button(self.tr("Filter"), self._use, "primary"))
        self.column.addLayout(row)
        self.list.accepted.connect(self._use)

    def offer(
        self, column: int, texts: Sequence[tuple[str, int]], kept: frozenset[str] | None
    ) -> None:
        """Offer the texts of a column with their counts; `kept` are those shown now."""
        self._index = column
        blank = self.tr("(blank)")
        self.list.show_words(
            (text, f"{one_line(text) or blank}   {count}", kept is None or text in kept)
            for text, count in texts
        )

    def _sort_up(self) -> None:
        self.hide()
        self.sort_chosen.emit(self._index, False)

    def _sort_backwards(self) -> None:
        self.hide()
        self.sort_chosen.emit(self._index, True)

    def _show_all(self) -> None:
        self.hide()
        self.texts_chosen.emit(self._index, None)

    def _use(self) -> None:
        """Show the checked texts; while searching only those that were found."""
        self.hide()
        kept = None if self.list.is_whole else frozenset(self.list.checked())
        self.texts_chosen.emit(self._index, kept)


def popup_button(text: str, act: Callable[[], None], kind: str = "") -> QPushButton:
    """Return a button of a popup."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    if kind:
        set_kind(button, kind)
    button.clicked.connect(lambda _checked=False: act())
    return button
