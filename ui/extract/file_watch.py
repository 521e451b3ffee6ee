"""Notices when a file is changed, replaced, taken away or put back by another program."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

REST = 700  # milliseconds without a change: programs write a file in several steps


class FileWatch(QObject):
    """Watches one file at a time; says that it is another one now, once it is at rest."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        """Watch nothing yet."""
        super().__init__(parent)
        self._path: Path | None = None
        self._state: tuple[int, int] | None = None
        self._watcher = QFileSystemWatcher(self)
        self._at_rest = QTimer(self, singleShot=True, interval=REST)
        self._at_rest.timeout.connect(self._look)
        self._watcher.fileChanged.connect(lambda _path: self._at_rest.start())
        self._watcher.directoryChanged.connect(lambda _path: self._at_rest.start())

    def watch(self, path: Path | None) -> None:
        """Watch another file, or none."""
        self._at_rest.stop()
        self._path, self._state = path, _state(path)
        self._arm()

    def distrust(self) -> None:
        """Take whatever is there for another file as soon as anything happens to it."""
        self._state = None

    def _arm(self) -> None:
        """Watch the file, or the folder it may come back to."""
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)
        if self._path is not None:
            self._watcher.addPath(str(self._path if self._state else self._path.parent))

    def _look(self) -> None:
        state = _state(self._path)
        is_other, self._state = state != self._state, state
        self._arm()
        if is_other:
            self.changed.emit()


def _state(path: Path | None) -> tuple[int, int] | None:
    """Return size and time of a file, or None when there is none."""
    try:
        found = path.stat() if path is not None else None
    except OSError:
        return None
    return None if found is None else (found.st_size, found.st_mtime_ns)
