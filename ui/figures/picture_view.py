"""The drawn figure: scaled to the pane, marks light up under the mouse and can be clicked."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.export.charts.drawing import Picture

PAPER = QColor("white")
LIT = QColor("#E69F00")
FAINT = 0.35  # opacity of a picture that is being drawn again


class PictureView(QWidget):
    """Shows a picture on white as it prints; `clicked` gives the labels of a mark."""

    clicked = Signal(object)  # tuple[str, ...]

    def __init__(self) -> None:
        """Start without a picture."""
        super().__init__()
        self._picture: Picture | None = None
        self._image = QImage()
        self._is_old = False
        self._lit: tuple[str, ...] | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 160)
        self.setAccessibleName(self.tr("Figure"))

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._picture

    def show_picture(self, picture: Picture | None, alt: str = "") -> None:
        """Show a figure, or none; `alt` is what a screen reader says."""
        self._picture = picture
        self._image = QImage() if picture is None else QImage.fromData(picture.png)
        self._is_old, self._lit = False, None
        self.setAccessibleDescription(alt)
        self.update()

    def show_old(self) -> None:
        """Fade what is shown: another picture is being drawn."""
        self._is_old = True
        self.update()

    @property
    def image(self) -> QImage:
        """The pixels shown, for the clipboard."""
        return self._image

    def sizeHint(self) -> QSize:
        """Ask for the picture's own size on the screen."""
        if self._picture is None:
            return QSize(640, 360)
        return QSize(self._picture.width * 2 // 3, self._picture.height * 2 // 3)

    def area(self) -> QRectF:
        """Return where the picture is painted, in pixels of the view."""
        if self._image.isNull():
            return QRectF()
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        largest = self._image.size()
        size = size.boundedTo(largest)
        left = (self.width() - size.width()) / 2
        return QRectF(left, 0, size.width(), size.height())

    def labels_at(self, point: QPointF) -> tuple[str, ...] | None:
        """Return the labels of the mark at a point of the view."""
        area = self.area()
        if self._picture is None or self._is_old or not area.contains(point):
            return None
        x = (point.x() - area.left()) / area.width()
        y = (point.y() - area.top()) / area.height()
        return self._picture.labels_at(x, y)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, and a frame around what the mouse is on."""
        painter = QPainter(self)
        if self._image.isNull() or self._picture is None:
            if self._is_old:
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Drawing…"))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self.area()
        painter.fillRect(area, PAPER)
        painter.setOpacity(FAINT if self._is_old else 1.0)
        painter.drawImage(area, self._image)
        painter.setPen(QPen(LIT, 2))
        for spot in self._picture.spots:
            if spot.labels == self._lit:
                left, top, right, bottom = spot.box
                painter.drawRect(
                    QRectF(
                        area.left() + left * area.width(),
                        area.top() + top * area.height(),
                        (right - left) * area.width(),
                        (bottom - top) * area.height(),
                    ).adjusted(-1, -1, 1, 1)
                )
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the mark under the mouse."""
        found = self.labels_at(event.position())
        if found != self._lit:
            self._lit = found
            self.setToolTip(" · ".join(found) if found else "")
            shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say which mark was clicked."""
        found = self.labels_at(event.position())
        if found and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit(found)
