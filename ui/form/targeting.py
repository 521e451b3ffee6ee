"""Which cell the next quote fills, and whether the next selection does so at once."""

from PySide6.QtCore import QObject, Signal

from app.domain.answers import Cell, Status
from app.domain.records import Record


class Targeting(QObject):
    """Holds the target; `wanted` is the target while the next selection fills it."""

    changed = Signal(object)  # Cell | None
    wanted_changed = Signal(object)  # Cell | None

    def __init__(self, parent: QObject) -> None:
        """Start without a target."""
        super().__init__(parent)
        self._target: Cell | None = None
        self._wanted: Cell | None = None

    @property
    def target(self) -> Cell | None:
        """The cell that the next quote fills."""
        return self._target

    @property
    def wanted(self) -> Cell | None:
        """The cell that the next selection fills without a key."""
        return self._wanted

    def set(self, cell: Cell | None) -> None:
        """Make a cell the target; a wait for a selection ends."""
        self.call_off()
        if cell != self._target:
            self._target = cell
            self.changed.emit(cell)

    def want(self) -> None:
        """Let the next selection fill the target."""
        self._wanted = self._target
        self.wanted_changed.emit(self._wanted)

    def call_off(self) -> None:
        """Wait for no selection any more."""
        if self._wanted is not None:
            self._wanted = None
            self.wanted_changed.emit(None)

    def check(self, record: Record) -> None:
        """Call off when the cell has got its answer."""
        if self._wanted is not None and record.answer(self._wanted).status is not Status.EMPTY:
            self.call_off()
