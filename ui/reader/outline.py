"""The bookmarks of a paper as a tree."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTreeView, QWidget

from app.pdf.requests import OutlineItem
from ui.reader.own_keys import took

PAGE = Qt.ItemDataRole.UserRole
OPEN_LEVELS = 0  # levels below the first that are unfolded at the start
UNNAMED = "Without a name"


class OutlineTree(QTreeView):
    """Chapters to choose from."""

    page_chosen = Signal(int)  # from 0
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setHeaderHidden(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setAccessibleName(self.tr("Outline"))
        self.clicked.connect(self._choose)

    def show_outline(self, outline: Sequence[OutlineItem]) -> None:
        """Show the bookmarks of another paper, in reading order."""
        self._model.clear()
        path: list[QStandardItem] = []  # the bookmarks above the next one
        for bookmark in outline:
            item = _item(bookmark)
            del path[bookmark.level :]
            (path[-1] if path else self._model.invisibleRootItem()).appendRow(item)
            path.append(item)
        if self._model.rowCount() == 1:
            self.expandToDepth(OPEN_LEVELS)

    def event(self, event: QEvent) -> bool:
        """Claim Return, Space and Esc before a shortcut of the paper takes them."""
        choose = partial(self._choose, self.currentIndex())
        return took(event, choose, self.left.emit) or super().event(event)

    def _choose(self, index: QModelIndex) -> None:
        page = index.data(PAGE)
        if page is not None:
            self.page_chosen.emit(page)


def _item(bookmark: OutlineItem) -> QStandardItem:
    item = QStandardItem(bookmark.title or UNNAMED)
    item.setToolTip(bookmark.title)
    item.setData(bookmark.page, PAGE)
    item.setEnabled(bookmark.page is not None)
    return item
