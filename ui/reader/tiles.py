"""Pictures of parts of pages, kept within a number of bytes."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from PySide6.QtGui import QImage

TILE_WIDTH, TILE_HEIGHT = 1024, 640  # device pixels: one shows the top of a page on a small screen
BYTE_BUDGET = 96 * 1024 * 1024
LEFT_BEHIND = 8 * 1024 * 1024  # bytes kept of the papers before: what was seen there last


@dataclass(frozen=True, slots=True)
class TileId:
    """One part of a page drawn at `scale` device pixels a point."""

    page: int
    scale: float
    column: int
    row: int

    @property
    def x(self) -> int:
        """Left edge in device pixels of the page."""
        return self.column * TILE_WIDTH

    @property
    def y(self) -> int:
        """Upper edge in device pixels of the page."""
        return self.row * TILE_HEIGHT


def tiles_over(
    page: int, size: tuple[float, float], scale: float, part: tuple[float, float, float, float]
) -> Iterator[TileId]:
    """Yield the tiles that cover `part` (left, top, right, bottom in points) of a page.

    A page is drawn with a whole number of pixels: less than half of one more is not there.
    """
    left, top, right, bottom = part
    wide, high = (max(1, round(side * scale)) for side in size)
    columns = _between(left * scale, min(right * scale, wide), TILE_WIDTH)
    rows = _between(top * scale, min(bottom * scale, high), TILE_HEIGHT)
    for row in rows:
        for column in columns:
            yield TileId(page, scale, column, row)


def _between(low: float, high: float, step: int) -> range:
    return range(max(0, int(low // step)), max(0, ceil(high / step)))


class TileCache:
    """The tiles used last, of one paper or several, within a byte budget."""

    def __init__(self, budget: int = BYTE_BUDGET) -> None:
        self._budget = budget
        self._bytes = 0
        self._tiles: OrderedDict[tuple[str, TileId], QImage] = OrderedDict()
        self._pages: dict[tuple[str, int], dict[TileId, QImage]] = {}

    def __contains__(self, key: tuple[str, TileId]) -> bool:
        return key in self._tiles

    @property
    def bytes_held(self) -> int:
        """Bytes of all pictures in the cache."""
        return self._bytes

    def get(self, paper: str, tile: TileId) -> QImage | None:
        """Return a tile and remember that it was used."""
        image = self._tiles.get((paper, tile))
        if image is not None:
            self._tiles.move_to_end((paper, tile))
        return image

    def put(self, paper: str, tile: TileId, image: QImage) -> None:
        """Keep a tile; the ones not used for longest make room."""
        self._drop(paper, tile)
        self._tiles[(paper, tile)] = image
        self._pages.setdefault((paper, tile.page), {})[tile] = image
        self._bytes += image.sizeInBytes()
        self.shrink(self._budget)

    def shrink(self, budget: int) -> None:
        """Drop the tiles not used for longest until the others fit."""
        while self._bytes > budget and len(self._tiles) > 1:
            self._drop(*next(iter(self._tiles)))

    def forget(self, paper: str) -> None:
        """Drop the tiles of a paper."""
        for key in [key for key in self._tiles if key[0] == paper]:
            self._drop(*key)

    def of_page(self, paper: str, page: int) -> tuple[tuple[TileId, QImage], ...]:
        """Return all tiles of a page, at whatever scale."""
        return tuple(self._pages.get((paper, page), {}).items())

    def _drop(self, paper: str, tile: TileId) -> None:
        image = self._tiles.pop((paper, tile), None)
        if image is None:
            return
        self._bytes -= image.sizeInBytes()
        page = self._pages[(paper, tile.page)]
        del page[tile]
        if not page:
            del self._pages[(paper, tile.page)]
