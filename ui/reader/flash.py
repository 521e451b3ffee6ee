"""Shows for a moment where a jump went."""

from PySide6.QtCore import QObject, QTimer, Signal

STEP = 200  # milliseconds: on, off, on = 600 ms and two flashes, below three a second


class Flash(QObject):
    """On, off, on, over."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps = 0
        self._timer = QTimer(self, interval=STEP)
        self._timer.timeout.connect(self._on_step)

    @property
    def is_lit(self) -> bool:
        """Tell whether the outline is to be painted now."""
        return self._steps in {1, 3}

    def start(self) -> None:
        """Begin anew."""
        self._steps = 3
        self._timer.start()
        self.changed.emit()

    def stop(self) -> None:
        """End at once."""
        self._steps = 0
        self._timer.stop()
        self.changed.emit()

    def _on_step(self) -> None:
        self._steps -= 1
        if self._steps <= 0:
            self._timer.stop()
        self.changed.emit()
