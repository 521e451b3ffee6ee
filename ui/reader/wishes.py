"""Which tiles should be fetched, the ones in sight first."""

from collections.abc import Iterator

from app.pdf.requests import Priority
from ui.reader.pages import Wish
from ui.reader.scene import Scene, thumb_scale
from ui.reader.tiles import TileId, tiles_over

FEW = 3  # tiles that take hardly longer than a small picture of the page
AHEAD, BEHIND = 10, 3  # pages of which a small picture is kept ready


def wishes(scene: Scene, *, downwards: bool) -> Iterator[Wish]:
    """Yield visible tiles, then the next screen in the direction of reading, then small pages.

    A page of many tiles, of which nothing is there yet, is first asked for as a whole.
    """
    height = scene.viewport.height
    seen = list(scene.viewport.visible_pages())
    sharp = {page: list(_sharp(scene, page, (0, 0), Priority.VISIBLE)) for page in seen}
    for page in seen:
        if len(sharp[page]) > FEW and not scene.source.tiles_of(page):
            yield from _small(scene, page, Priority.VISIBLE)
    for page in seen:
        yield from sharp[page]
    near = (0, height) if downwards else (height, 0)
    for reach in (near, (near[1] / 2, near[0] / 2)):
        for page in _pages_in_reach(scene, *reach):
            yield from _sharp(scene, page, reach, Priority.NEXT_SCREEN)
    for page in _around(scene, seen, downwards=downwards):
        yield from _small(scene, page, Priority.THUMBNAIL)


def _sharp(
    scene: Scene, page: int, reach: tuple[float, float], priority: Priority
) -> Iterator[Wish]:
    size = scene.viewport.sizes[page]
    for tile in tiles_over(page, size, scene.tile_scale(), scene.seen_part(page, *reach)):
        yield Wish(tile, priority)


def _small(scene: Scene, page: int, priority: Priority) -> Iterator[Wish]:
    size = scene.viewport.sizes[page]
    yield Wish(TileId(page, thumb_scale(size), 0, 0), priority)


def _pages_in_reach(scene: Scene, above: float, below: float) -> range:
    view = scene.viewport
    return view.layout.visible(view.y - above, view.y + view.height + below)


def _around(scene: Scene, seen: list[int], *, downwards: bool) -> Iterator[int]:
    """Yield the pages around the visible ones, nearest first, most of them ahead."""
    if not seen:
        return
    down, up = (AHEAD, BEHIND) if downwards else (BEHIND, AHEAD)
    pages = len(scene.viewport.sizes)
    after = range(seen[-1] + 1, min(pages, seen[-1] + 1 + down))
    before = range(seen[0] - 1, max(-1, seen[0] - 1 - up), -1)
    yield from sorted({*after, *before}, key=lambda page: abs(page - seen[0]))
