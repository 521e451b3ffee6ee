"""Layouts whose height follows their width: wrapping chips, and the head of a card."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

GAP = 4  # pixels


class WrapLayout(QLayout):
    """Places widgets from left to right and goes on below when the line is full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty, without margins."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away, or None past the end."""
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def clear(self) -> None:
        """Take every widget out, hide it at once and delete it when it may be."""
        while (item := self.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def expandingDirections(self) -> Qt.Orientation:
        """Want no more room than the content."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in pixels at a width."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        """Want all items in one line."""
        shown = self.shown()
        width = sum(item.sizeHint().width() + GAP for item in shown)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:
        """Need the widest item."""
        sizes = [item.minimumSize() for item in self.shown()]
        width = max((size.width() for size in sizes), default=0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def shown(self) -> list[QLayoutItem]:
        """Return the items that are not hidden."""
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        return flow(self.shown(), rect, place=place)


def flow(items: list[QLayoutItem], rect: QRect, *, place: bool) -> int:
    """Lay items in lines from the top left of the rectangle; return the height used."""
    x, y, line = rect.x(), rect.y(), 0
    for item in items:
        size = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), 16_000))
        if x > rect.x() and x + size.width() > rect.right() + 1:
            x, y, line = rect.x(), y + line + GAP, 0
        if place:
            item.setGeometry(QRect(QPoint(x, y), size))
        x += size.width() + GAP
        line = max(line, size.height())
    return y + line - rect.y()


class CardHead(WrapLayout):
    """Number, label, chips and menu button in one line; chips below when it is too narrow.

    The first widget is the number, the second the label (which may wrap), the last
    the menu button; `lead` chips follow the label, the others stand at the right.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lead: list[QWidget] = []

    def add_lead(self, widget: QWidget) -> None:
        """Add a chip that follows the label."""
        self._lead.append(widget)
        self.addWidget(widget)

    def minimumSize(self) -> QSize:
        """Need room for the number, a word of the label and the menu button."""
        return QSize(160, super().minimumSize().height())

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        if len(self.shown()) < 3:
            return flow(self.shown(), rect, place=place)
        number, label, *chips, more = self.shown()
        fixed = number.sizeHint().width() + more.sizeHint().width() + 2 * GAP
        wanted = sum(chip.sizeHint().width() + GAP for chip in chips)
        room = rect.width() - fixed
        if label.sizeHint().width() + wanted <= room:
            return self._one_line(rect, place=place)
        height = self._label_line(rect, room, place=place)
        if not chips:
            return height
        left = number.sizeHint().width() + GAP
        below = rect.adjusted(left, height + GAP, 0, 0)
        return height + GAP + flow(chips, below, place=place)

    def _one_line(self, rect: QRect, *, place: bool) -> int:
        shown = self.shown()
        height = max(item.sizeHint().height() for item in shown)
        if place:
            self._place_line(rect, height)
        return height

    def _place_line(self, rect: QRect, height: int) -> None:
        number, label, *chips, more = self.shown()
        lead = [chip for chip in chips if chip.widget() in self._lead]
        trail = [chip for chip in chips if chip.widget() not in self._lead]
        x = rect.x()
        for item in (number, label, *lead):
            x = _put(item, x, rect.y(), height) + GAP
        x = rect.right() + 1
        for item in (more, *reversed(trail)):
            x -= item.sizeHint().width()
            _put(item, x, rect.y(), height)
            x -= GAP

    def _label_line(self, rect: QRect, room: int, *, place: bool) -> int:
        number, label, *_, more = self.shown()
        text = label.heightForWidth(room) if label.hasHeightForWidth() else -1
        height = max(text, label.sizeHint().height(), more.sizeHint().height())
        if place:
            left = rect.x() + number.sizeHint().width() + GAP
            line = more.sizeHint().height()
            _put(number, rect.x(), rect.y(), line)
            label.setGeometry(QRect(left, rect.y(), room, height))
            _put(more, rect.right() + 1 - more.sizeHint().width(), rect.y(), line)
        return height


def _put(item: QLayoutItem, x: int, y: int, line: int) -> int:
    """Centre an item in a line; return its right edge."""
    size = item.sizeHint()
    item.setGeometry(QRect(QPoint(x, y + (line - size.height()) // 2), size))
    return x + size.width()
