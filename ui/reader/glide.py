"""Wheel scrolling that glides instead of jumping."""

from PySide6.QtCore import QEasingCurve, QObject, QPropertyAnimation
from PySide6.QtWidgets import QScrollBar

DURATION = 110  # milliseconds


class Glide(QObject):
    """Moves one scroll bar to where it is sent; steps that come meanwhile add up."""

    def __init__(self, bar: QScrollBar, parent: QObject) -> None:
        super().__init__(parent)
        self.is_smooth = True
        self._bar = bar
        self._motion = QPropertyAnimation(bar, b"value", self)
        self._motion.setDuration(DURATION)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)

    def by(self, pixels: float) -> None:
        """Scroll on by a number of pixels."""
        moving = self._motion.state() is QPropertyAnimation.State.Running
        start = int(self._motion.endValue()) if moving else self._bar.value()
        target = min(max(start + round(pixels), self._bar.minimum()), self._bar.maximum())
        self._motion.stop()
        if not self.is_smooth:
            self._bar.setValue(target)
            return
        self._motion.setStartValue(self._bar.value())
        self._motion.setEndValue(target)
        self._motion.start()

    def stop(self) -> None:
        """Stand still."""
        self._motion.stop()
