"""A dialog that grows until its sentences are whole, at any text size and in any language."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QWidget

USUAL_LINE = 17  # pixels of a line of text at the usual size
SHARE = 0.96  # of the window, at most


class FittingDialog(QDialog):
    """Is as wide as its text size wants, and high enough for words that wrap."""

    def __init__(self, width: int, height: int, parent: QWidget) -> None:
        """Start at a size in pixels of the usual text size."""
        super().__init__(parent)
        self._room = parent.window().size() * SHARE
        scale = max(1.0, self.fontMetrics().lineSpacing() / USUAL_LINE)
        wide, high = round(width * scale), round(height * scale)
        self.resize(min(wide, self._room.width()), min(high, self._room.height()))

    def event(self, event: QEvent) -> bool:
        """Grow when the words or what is shown changed; never shrink, never beyond the window."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._fit()
        return done

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            needed = layout.totalHeightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), min(needed, max(self._room.height(), self.height())))
