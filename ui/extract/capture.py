"""Capture lock: while it is on, or once after a card was clicked, a selection fills by itself."""

from PySide6.QtCore import QObject, QTimer, Signal

GRACE_MS = 250  # a new press in this time calls the fill off
IDLE_MS = 10 * 60 * 1000


class CaptureLock(QObject):
    """Decides when a selection fills the target without a key."""

    fill_wanted = Signal()
    changed = Signal(bool)
    said = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start switched off."""
        super().__init__(parent)
        self._is_on = False
        self._once = False
        self._grace = QTimer(self)
        self._grace.setSingleShot(True)
        self._grace.setInterval(GRACE_MS)
        self._grace.timeout.connect(self.fill_wanted)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._on_idle)

    @property
    def is_on(self) -> bool:
        """Tell whether every selection fills the target."""
        return self._is_on

    def set_on(self, on: bool) -> None:
        """Switch the lock on or off."""
        if on == self._is_on:
            return
        self._is_on = on
        if on:
            self._idle.start()
        else:
            self._idle.stop()
            self._grace.stop()
        self.changed.emit(on)

    def stop(self) -> None:
        """Switch off, and forget a card that waited for a selection."""
        self._once = False
        self._grace.stop()
        self.set_on(False)

    def want_once(self, cell: object) -> None:
        """Let the next selection fill; None calls that off."""
        self._once = cell is not None

    def selected(self, is_selected: bool) -> None:
        """Take a finished selection, or its end."""
        if not is_selected:
            self._grace.stop()
        elif self._once:
            self._once = False
            self.fill_wanted.emit()
        elif self._is_on:
            self._idle.start()
            self._grace.start()

    def _on_idle(self) -> None:
        self.set_on(False)
        self.said.emit(self.tr("Capture lock switched itself off after ten minutes."))
