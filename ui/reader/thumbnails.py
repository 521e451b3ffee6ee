"""Small pictures of the pages in a column, with the quotes marked on them."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.pdf.requests import Priority
from ui.reader.colours import page_colours
from ui.reader.own_keys import took
from ui.reader.page_list import THUMBNAIL, PageList, Thumbnail
from ui.reader.pages import PageSource, Wish
from ui.theme import Tokens

CELL = QSize(132, 182)  # pixels of a row: picture, label and the room around them
PICTURE = QSize(112, 150)
MARGIN = 6
MORE = 4  # pages above and below whose pictures are kept ready
SOON = 40  # milliseconds from a scroll to the wish for pictures

State = QStyle.StateFlag
Multiply = QPainter.CompositionMode.CompositionMode_Multiply


class _Painter(QStyledItemDelegate):
    """Paints a page, the quotes on it, a frame around the one that is read, and its label."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = tokens

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of every row."""
        return QSize(CELL.width(), PICTURE.height() + 2 * MARGIN + option.fontMetrics.height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        shown = index.data(THUMBNAIL)
        if not isinstance(shown, Thumbnail):
            return
        row = QRectF(option.rect)
        room = QRectF(0, row.top() + MARGIN, PICTURE.width(), PICTURE.height())
        room.moveLeft(row.center().x() - room.width() / 2)
        state = option.state
        painter.save()
        frame = self._paint_page(painter, shown, room)
        if state & State.State_Selected:
            painter.setPen(QPen(self.tokens["focus"], 2))
            painter.drawRect(frame.adjusted(-2, -2, 2, 2))
        painter.setPen(self.tokens["text"])
        below = QRectF(row.left(), room.bottom() + 2, row.width(), row.bottom() - room.bottom())
        label = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, label)
        painter.restore()

    def _paint_page(self, painter: QPainter, shown: Thumbnail, room: QRectF) -> QRectF:
        """Paint the page in the middle of its room; return its frame."""
        colours = page_colours(self.tokens)
        width, height = shown.size
        scale = min(room.width() / width, room.height() / height)
        frame = QRectF(0, 0, width * scale, height * scale)
        frame.moveCenter(room.center())
        painter.fillRect(frame, colours.page)
        if shown.picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(frame, shown.picture)
        painter.setPen(QPen(self.tokens["border_strong"], 1))
        painter.drawRect(frame)
        painter.setCompositionMode(Multiply)
        for rect, slot in shown.tints:
            tint = QRectF(rect.left, rect.top, rect.width, max(rect.height, 2 / scale))
            tint = QRectF(tint.x() * scale, tint.y() * scale, *_scaled(tint, scale))
            painter.fillRect(tint.translated(frame.topLeft()), colours.edge(slot).lighter(130))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        return frame


class Thumbnails(QListView):
    """The pages to choose from; pictures are asked for as they come into sight."""

    page_chosen = Signal(int)  # from 0
    left = Signal()

    def __init__(self, source: PageSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._pages = PageList(source, self)
        self._painter = _Painter(tokens, self)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._fetch)
        self.setModel(self._pages)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAccessibleName(self.tr("Pages"))
        self.clicked.connect(lambda index: self.page_chosen.emit(index.row()))

    @property
    def pages(self) -> PageList:
        """The model."""
        return self._pages

    def set_tokens(self, tokens: Tokens) -> None:
        """Use the colours of another theme."""
        self._painter.tokens = tokens
        self.viewport().update()

    def show_page(self, page: int) -> None:
        """Mark the page that is read and bring it into sight."""
        index = self._pages.index(page)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def event(self, event: QEvent) -> bool:
        """Claim Return, Space and Esc before a shortcut of the paper takes them."""
        return took(event, self._choose, self.left.emit) or super().event(event)

    def _choose(self) -> None:
        index = self.currentIndex()
        self.page_chosen.emit(index.row()) if index.isValid() else self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and fetch soon what is in sight and not there."""
        super().paintEvent(event)
        self._soon.start()

    def _fetch(self) -> None:
        """Wish for the pictures in sight and a few around them."""
        seen = self._rows_in_sight() if self.isVisible() else range(0)
        wishes = [Wish(self._pages.tile(page), Priority.THUMBNAIL) for page in seen]
        self._source.want_aside(wishes)

    def _rows_in_sight(self) -> Sequence[int]:
        """Return the pages in sight first, then those around."""
        count = self._pages.rowCount()
        if not count:
            return ()
        first = self.indexAt(QPoint(CELL.width() // 2, 1)).row()
        height = max(1, self.visualRect(self._pages.index(0)).height())
        last = min(count - 1, max(first, 0) + self.viewport().height() // height + 1)
        seen = range(max(first, 0), last + 1)
        around = range(max(0, seen.start - MORE), min(count, seen.stop + MORE))
        return [*seen, *(page for page in around if page not in seen)]


def _scaled(rect: QRectF, scale: float) -> tuple[float, float]:
    return rect.width() * scale, rect.height() * scale
