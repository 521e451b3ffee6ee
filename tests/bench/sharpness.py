"""Tells when the page that is seen is drawn at its scale."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

if TYPE_CHECKING:
    from ui.extract.workspace import ExtractWorkspace
    from ui.main_window import MainWindow

EVERY_MS = 5
LONGEST_MS = 60_000


def wait_until_sharp(window: "MainWindow") -> None:
    """Let Qt work until the open review shows a sharp page; raises TimeoutError."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(EVERY_MS)
    timer.timeout.connect(lambda: loop.quit() if shows_page(window) else None)
    timer.start()
    QTimer.singleShot(LONGEST_MS, loop, loop.quit)
    loop.exec()
    timer.stop()
    if not shows_page(window):
        raise TimeoutError("no page was drawn")


def shows_page(window: "MainWindow") -> bool:
    """Tell whether a review is open and its page is sharp."""
    extract = window.extract
    return extract is not None and extract.source.summary is not None and is_sharp(extract)


def is_sharp(extract: "ExtractWorkspace") -> bool:
    """Tell whether every tile that is seen is there at the right scale."""
    from ui.reader.tiles import tiles_over

    canvas, source = extract.reader.canvas, extract.source
    if not canvas.is_ready:
        return False
    scene = canvas.scene()
    seen = [
        tile
        for page in canvas.view.visible_pages()
        for tile in tiles_over(
            page, canvas.view.sizes[page], scene.tile_scale(), scene.seen_part(page)
        )
    ]
    return bool(seen) and all(source.tile(tile) is not None for tile in seen)
