"""The pages of a paper as a list model: small picture, label and marks of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from app.domain.anchors import Rect
from ui.reader import layout
from ui.reader.labels import page_label, page_name
from ui.reader.pages import PageSource
from ui.reader.scene import thumb_scale
from ui.reader.tiles import TileId
from ui.reader.values import Highlight

Index = QModelIndex | QPersistentModelIndex
THUMBNAIL = Qt.ItemDataRole.UserRole
SPOKEN = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
Tint = tuple[Rect, int | None]  # where a quote stands, and its colour slot


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """What is painted for a page; `size` is the upright page in points."""

    size: tuple[float, float]
    picture: QImage | None
    tints: tuple[Tint, ...]


class PageList(QAbstractListModel):
    """One row a page; pictures are those that the source holds."""

    def __init__(self, source: PageSource, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._labels: tuple[str, ...] = ()
        self._tints: dict[int, list[Tint]] = {}
        source.tile_arrived.connect(self._on_tile_arrived)

    def show_pages(self, sizes: Sequence[tuple[float, float]], labels: Sequence[str] = ()) -> None:
        """Show the pages of another paper; `sizes` are points."""
        self.beginResetModel()
        self._sizes = tuple(layout.bounded_size(size) for size in sizes)
        self._labels = tuple(labels)
        self.endResetModel()

    def show_highlights(self, highlights: Sequence[Highlight]) -> None:
        """Mark where the quotes stand."""
        self._tints = {}
        for highlight in highlights:
            for place in highlight.places:
                tints = ((rect, highlight.slot) for rect in place.rects)
                self._tints.setdefault(place.page, []).extend(tints)
        if self._sizes:
            self.dataChanged.emit(self.index(0), self.index(len(self._sizes) - 1))

    def tile(self, page: int) -> TileId:
        """Return which picture a page is shown by."""
        return TileId(page, thumb_scale(self._sizes[page]), 0, 0)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of pages."""
        return 0 if parent is not None and parent.isValid() else len(self._sizes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return label, sentence for screen readers, or what is painted."""
        page = index.row()
        if not 0 <= page < len(self._sizes):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return page_label(self._labels, page)
        if role in SPOKEN:
            return self._sentence(page)
        if role == THUMBNAIL:
            picture = self._source.tile(self.tile(page))
            return Thumbnail(self._sizes[page], picture, tuple(self._tints.get(page, ())))
        return None

    def _sentence(self, page: int) -> str:
        name = page_name(self._labels, page, len(self._sizes))
        words = self.tr("Page {0}, with highlights") if page in self._tints else self.tr("Page {0}")
        return words.format(name)

    def _on_tile_arrived(self, page: int) -> None:
        if page < len(self._sizes):
            self.dataChanged.emit(self.index(page), self.index(page))
