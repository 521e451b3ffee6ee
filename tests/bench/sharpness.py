"""Tells when the page that is seen is drawn at its scale."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from ui.extract.workspace import ExtractWorkspace
    from ui.main_window import MainWindow
    from ui.reader.canvas import Canvas
    from ui.reader.tiles import TileId

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
    return shows_sharp(extract.reader.canvas)


def shows_sharp(canvas: "Canvas") -> bool:
    """Tell whether every tile that is seen is there at the right scale."""
    if not canvas.is_ready:
        return False
    source, seen = canvas.scene().source, seen_tiles(canvas)
    return bool(seen) and all(source.tile(tile) is not None for tile in seen)


def blank_tiles(canvas: "Canvas") -> int:
    """Count the tiles that are seen and that no picture of any scale covers."""
    source = canvas.scene().source
    missing = [tile for tile in seen_tiles(canvas) if source.tile(tile) is None]
    return sum(
        not any(_covers(*other, tile) for other in source.tiles_of(tile.page)) for tile in missing
    )


def seen_tiles(canvas: "Canvas") -> "list[TileId]":
    """Return the tiles at the right scale that are seen."""
    from ui.reader.tiles import tiles_over

    scene = canvas.scene()
    return [
        tile
        for page in canvas.view.visible_pages()
        for tile in tiles_over(
            page, canvas.view.sizes[page], scene.tile_scale(), scene.seen_part(page)
        )
    ]


def _covers(other: "TileId", image: "QImage", tile: "TileId") -> bool:
    """Tell whether the picture of another tile reaches over the upper left of a tile."""
    factor = other.scale / tile.scale
    x, y = tile.x * factor - other.x, tile.y * factor - other.y
    return 0 <= x < image.width() and 0 <= y < image.height()
