"""The pictures of the regions that support an answer: small ones in a line, each opens large."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.anchors import AnchorKind
from ui.form.card_state import CardState, Mark
from ui.form.layouts import WrapLayout
from ui.form.picture_words import alt_text
from ui.theme import Tokens

HIGH, WIDE = 72, 168  # pixels of a small picture, at most
EDGE = 3


class Thumb(QAbstractButton):
    """A picture made small, with its words for those who can't see it."""

    def __init__(self, tokens: Tokens, picture: QPixmap, name: str) -> None:
        """Show a picture."""
        super().__init__()
        self._tokens = tokens
        ratio = self.devicePixelRatioF()
        room = QSize(round(WIDE * ratio), round(HIGH * ratio))
        self._picture = picture.scaled(
            room.boundedTo(picture.size()),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self._picture.setDevicePixelRatio(ratio)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Fit the picture and its edge; never smaller than a target may be."""
        size = self._picture.deviceIndependentSize().toSize()
        return (size + QSize(2 * EDGE, 2 * EDGE)).expandedTo(QSize(28, 28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture on white, as it is on the page, and its edge."""
        painter = QPainter(self)
        size = self._picture.deviceIndependentSize().toSize()
        place = QRect(EDGE, EDGE, size.width(), size.height())
        painter.fillRect(self.rect().adjusted(1, 1, -1, -1), Qt.GlobalColor.white)
        painter.drawPixmap(place.topLeft(), self._picture)
        lit = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(self._tokens["focus" if lit else "border_strong"], 2 if lit else 1))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()


class PictureLine(QWidget):
    """Shows the regions of a card; `opened(anchor id)` when one is pressed."""

    opened = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        """Start hidden."""
        super().__init__()
        self._tokens = tokens
        self._shown: tuple[tuple[Mark, Path], ...] = ()
        row = QWidget()
        self._flow = WrapLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.addWidget(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_state(self, state: CardState, pictures: Mapping[str, Path]) -> None:
        """Show the pictures there are of the regions of an answer."""
        shown = shown_pictures(state, pictures)
        if shown == self._shown:
            return
        self._shown = shown
        self._flow.clear()
        for mark, path in shown:
            self._add(mark, QPixmap(str(path)))
        self.setVisible(self._flow.count() > 0)

    def _add(self, mark: Mark, picture: QPixmap) -> None:
        if picture.isNull():
            return
        name = self.tr("{0}. Open it large.").format(alt_text(mark))
        thumb = Thumb(self._tokens, picture, name)
        thumb.clicked.connect(lambda _checked=False, of=mark.anchor_id: self.opened.emit(of))
        self._flow.addWidget(thumb)
        thumb.show()


def shown_pictures(state: CardState, pictures: Mapping[str, Path]) -> tuple[tuple[Mark, Path], ...]:
    """Return the regions of a card that have a picture."""
    regions = (mark for mark in state.marks if mark.kind is AnchorKind.REGION)
    return tuple((m, pictures[m.anchor_id]) for m in regions if m.anchor_id in pictures)
