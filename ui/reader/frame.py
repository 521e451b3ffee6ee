"""The frame of a region, as numbers: drawn, moved and stretched inside its page."""

from dataclasses import dataclass

from app.domain.anchors import Rect
from ui.reader.layout import Spot

Size = tuple[float, float]  # width and height of the upright page in points


@dataclass(frozen=True, slots=True)
class Grip:
    """Which edges a handle moves: -1 left or top, 1 right or bottom, 0 neither."""

    across: int
    down: int

    def of(self, rect: Rect) -> tuple[float, float]:
        """Return where the handle of a rectangle stands."""
        x = (rect.left + rect.right) / 2 + self.across * rect.width / 2
        y = (rect.top + rect.bottom) / 2 + self.down * rect.height / 2
        return x, y


WHOLE = Grip(0, 0)
GRIPS = tuple(Grip(x, y) for y in (-1, 0, 1) for x in (-1, 0, 1) if (x, y) != (0, 0))


def bounded(x: float, y: float, size: Size) -> tuple[float, float]:
    """Return the point of the page that is nearest."""
    return min(max(x, 0.0), size[0]), min(max(y, 0.0), size[1])


def drawn(start: Spot, end: Spot, size: Size) -> Rect:
    """Return the rectangle between two corners, in any order."""
    (x1, y1), (x2, y2) = bounded(start.x, start.y, size), bounded(end.x, end.y, size)
    return Rect(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def moved(rect: Rect, grip: Grip, by: tuple[float, float], size: Size) -> Rect:
    """Move the edges that a grip holds, or the whole rectangle, but not over the page's edge."""
    if grip == WHOLE:
        x = min(max(by[0], -rect.left), size[0] - rect.right)
        y = min(max(by[1], -rect.top), size[1] - rect.bottom)
        return Rect(rect.left + x, rect.top + y, rect.right + x, rect.bottom + y)
    left = rect.left + by[0] * (grip.across < 0)
    right = rect.right + by[0] * (grip.across > 0)
    top = rect.top + by[1] * (grip.down < 0)
    bottom = rect.bottom + by[1] * (grip.down > 0)
    return drawn(Spot(0, left, top), Spot(0, right, bottom), size)


def start_rect(seen: tuple[float, float, float, float]) -> Rect:
    """Return the frame that the keys begin with: the middle of what is seen of a page."""
    left, top, right, bottom = seen
    width, height = (right - left) / 4, (bottom - top) / 4
    return Rect(left + width, top + height, right - width, bottom - height)
