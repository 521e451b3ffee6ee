"""Files dragged in from the desktop."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_files(mime: QMimeData, endings: Sequence[str]) -> tuple[Path, ...]:
    """Return the local folders and the files with one of the endings (".pdf"), in order."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return tuple(path for path in paths if path.suffix.lower() in endings or path.is_dir())
