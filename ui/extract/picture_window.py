"""The picture of a region in its own window, as large as one likes."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QPixmap, QShortcut, QWheelEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.style_sheet import set_kind

ROLE = QDialogButtonBox.ButtonRole
STEP = 1.25
LEAST, MOST = 0.1, 8.0


class PictureWindow(QDialog):
    """Shows a picture fitted to the window; Ctrl+wheel, + and - change its size, 0 fits it."""

    place_wanted = Signal()  # show the region in the paper

    def __init__(self, path: Path, words: str, parent: QWidget) -> None:
        """Show a picture; `words` say what it shows."""
        super().__init__(parent)
        self.setWindowTitle(words[:80])
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._picture = QPixmap(str(path))
        self._zoom = 0.0  # 0: fitted
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setAccessibleName(words)
        self._area = QScrollArea()
        self._area.setWidget(self._label)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(self.tr("Picture"))
        self._said = QLabel(words)
        self._said.setWordWrap(True)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_kind(self._said, "muted")
        self._build()
        screen = parent.size()
        self.resize(round(screen.width() * 0.7), round(screen.height() * 0.85))

    @property
    def zoom(self) -> float:
        """Pixels of the window for one of the picture."""
        return self._zoom or self._fitting()

    def zoom_by(self, factor: float) -> None:
        """Make the picture larger or smaller."""
        self._zoom = min(max(self.zoom * factor, LEAST), MOST)
        self._draw()

    def fit(self) -> None:
        """Show the whole picture."""
        self._zoom = 0.0
        self._draw()

    def resizeEvent(self, event: object) -> None:
        """Keep a fitted picture fitted."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._draw()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the size with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def _build(self) -> None:
        buttons = QDialogButtonBox()
        for words, act in (
            (self.tr("Show in the paper"), self._on_place),
            (self.tr("Larger"), lambda: self.zoom_by(STEP)),
            (self.tr("Smaller"), lambda: self.zoom_by(1 / STEP)),
            (self.tr("Whole picture"), self.fit),
            (self.tr("Copy"), self._copy),
        ):
            button = buttons.addButton(words, ROLE.ActionRole)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, act=act: act())
        buttons.addButton(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        keys = (("+", STEP), ("=", STEP), ("-", 1 / STEP))
        for key, factor in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda by=factor: self.zoom_by(by))
        QShortcut(QKeySequence("0"), self).activated.connect(self.fit)
        column = QVBoxLayout(self)
        column.addWidget(self._area, 1)
        column.addWidget(self._said)
        column.addWidget(buttons)

    def _fitting(self) -> float:
        room = self._area.viewport().size()
        wide, high = max(self._picture.width(), 1), max(self._picture.height(), 1)
        return min(room.width() / wide, room.height() / high, 2.0)

    def _draw(self) -> None:
        size = self._picture.size() * self.zoom
        self._label.setPixmap(
            self._picture.scaled(
                size,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setPixmap(self._picture)

    def _on_place(self) -> None:
        self.place_wanted.emit()
        self.accept()
