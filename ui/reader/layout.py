"""Where the pages stand: page points to and from content pixels, without any widget.

Content pixels have their origin at the top left of the whole column of pages, y downwards.
Page points have theirs at the top left of the upright page, as in `app.domain.anchors`.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from app.domain.anchors import Rect

PIXELS_PER_POINT = 96 / 72  # at a zoom of 100 %
GAP = 10  # pixels between pages
EDGE = 10  # pixels around the column of pages
TEXT_PADDING = 30  # pixels beside the text, room for the numbers of the highlights
ZOOM_STEPS = (0.5, 0.67, 0.75, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0)
MAX_SIDE = 20_000.0  # points
MIN_ZOOM, MAX_ZOOM = 0.25, 8.0
MIN_OVERVIEW = 0.1  # zoom below which pages of an overview cannot be told apart


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on a page, in points; it may lie outside the page."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A page (or another rectangle) in content pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Layout:
    """Pages in rows of `columns`, each centred in its cell; `scale` is pixels a point.

    `tops` has the upper edge of every row, `cell` is the width of a column in pixels.
    """

    sizes: tuple[tuple[float, float], ...]
    scale: float
    rotation: int
    width: float
    height: float
    tops: tuple[float, ...]
    columns: int = 1
    cell: float = 0.0

    @property
    def zoom(self) -> float:
        """1.0 at 96 pixels an inch."""
        return self.scale / PIXELS_PER_POINT

    def frame(self, page: int) -> Frame:
        """Return where the page stands, in content pixels."""
        width, height = turned(self.sizes[page], self.rotation)
        row, column = divmod(page, self.columns)
        middle = self.width / 2 + (column - (self.columns - 1) / 2) * (self.cell + GAP)
        left = middle - width * self.scale / 2
        return Frame(left, self.tops[row], width * self.scale, height * self.scale)

    def page_at(self, y: float, x: float | None = None) -> int:
        """Return the page at this height (and in this column, else in the first of its row).

        The gap below a page belongs to it.
        """
        row = min(max(bisect_right(self.tops, y) - 1, 0), len(self.tops) - 1)
        return min(row * self.columns + self._column_at(x), len(self.sizes) - 1)

    def visible(self, top: float, bottom: float) -> range:
        """Return the pages that show between two heights."""
        if not self.sizes:
            return range(0)
        last = self.page_at(bottom) + self.columns
        return range(self.page_at(top), min(last, len(self.sizes)))

    def to_content(self, spot: Spot) -> tuple[float, float]:
        """Return the content pixels of a point on a page."""
        frame = self.frame(spot.page)
        x, y = turn(spot.x, spot.y, self.sizes[spot.page], self.rotation)
        return frame.left + x * self.scale, frame.top + y * self.scale

    def to_spot(self, x: float, y: float, page: int | None = None) -> Spot:
        """Return the point on `page`, or on the page there, under content pixels."""
        page = self.page_at(y, x) if page is None else page
        frame = self.frame(page)
        within = ((x - frame.left) / self.scale, (y - frame.top) / self.scale)
        return Spot(page, *turn_back(*within, self.sizes[page], self.rotation))

    def rect_to_content(self, page: int, rect: Rect) -> Frame:
        """Return a rectangle of a page in content pixels."""
        x1, y1 = self.to_content(Spot(page, rect.left, rect.top))
        x2, y2 = self.to_content(Spot(page, rect.right, rect.bottom))
        return Frame(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))

    def _column_at(self, x: float | None) -> int:
        if x is None or self.columns == 1:
            return 0
        left = (self.width - self.columns * (self.cell + GAP)) / 2
        return min(max(int((x - left) // (self.cell + GAP)), 0), self.columns - 1)


def arrange(
    sizes: Sequence[tuple[float, float]],
    scale: float,
    view_width: float,
    rotation: int = 0,
    columns: int = 1,
) -> Layout:
    """Lay the pages out; `sizes` are points of upright pages, `view_width` is in pixels."""
    shown = {size: turned(size, rotation) for size in set(sizes)}  # few sizes, often many pages
    steps = {size: round(height * scale) + GAP for size, (_, height) in shown.items()}
    heights = [steps[size] for size in sizes]
    if columns > 1:
        rows = range(0, len(heights), columns)
        heights = [max(heights[first : first + columns]) for first in rows]
    *tops, y = accumulate(heights, initial=float(EDGE))
    cell = max((width * scale for width, _ in shown.values()), default=0.0)
    widest = columns * cell + (columns - 1) * GAP
    return Layout(
        tuple(sizes),
        scale,
        rotation,
        max(widest, view_width),
        y - GAP + EDGE,
        tuple(tops),
        columns,
        cell,
    )


def common_size(sizes: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the size most upright pages have; a lone wide table does not count."""
    if not sizes:
        return (595.0, 842.0)
    rounded: Counter[tuple[int, int]] = Counter()
    for (width, height), pages in Counter(sizes).items():
        rounded[round(width), round(height)] += pages
    usual = rounded.most_common(1)[0][0]
    return float(usual[0]), float(usual[1])


def fit_width(size: tuple[float, float], view_width: float, columns: int = 1) -> float:
    """Return the scale at which a row of pages is as wide as the pane."""
    return _bounded(_across(size, view_width, columns))


def fit_page(size: tuple[float, float], view: tuple[float, float], columns: int = 1) -> float:
    """Return the scale at which a whole row of pages can be seen."""
    return _bounded(min(_across(size, view[0], columns), _down(size, view[1], 1)))


def fit_all(pages: int, size: tuple[float, float], view: tuple[float, float]) -> tuple[int, float]:
    """Return columns and scale at which all pages are seen at once, as large as they can be.

    Very many pages keep a size at which they can be told apart; the rest is scrolled to.
    """
    smallest = MIN_OVERVIEW * PIXELS_PER_POINT
    most = max(1, int((view[0] - 2 * EDGE + GAP) // (size[0] * smallest + GAP)))
    scales = {
        columns: min(_across(size, view[0], columns), _down(size, view[1], -(-pages // columns)))
        for columns in range(1, min(pages, most) + 1)
    }
    columns = max(scales, key=lambda number: scales[number], default=1)
    scale = scales.get(columns, smallest)
    if scale < smallest:
        return most, smallest
    return columns, min(scale, MAX_ZOOM * PIXELS_PER_POINT)


def fit_text(left: float, right: float, view_width: float) -> float:
    """Return the scale at which the text from `left` to `right` (points) fills the pane."""
    return _bounded((view_width - 2 * TEXT_PADDING) / max(right - left, 1.0))


def next_zoom(zoom: float) -> float:
    """Return the next larger step."""
    return next((step for step in ZOOM_STEPS if step > zoom * 1.01), ZOOM_STEPS[-1])


def previous_zoom(zoom: float) -> float:
    """Return the next smaller step."""
    return next((step for step in reversed(ZOOM_STEPS) if step < zoom * 0.99), ZOOM_STEPS[0])


def bounded_size(size: tuple[float, float]) -> tuple[float, float]:
    """Keep a page between one point and what scroll bars can count; broken files claim more."""
    return min(max(size[0], 1.0), MAX_SIDE), min(max(size[1], 1.0), MAX_SIDE)


def bounded_zoom(zoom: float) -> float:
    """Keep a zoom between 25 and 800 percent."""
    return min(max(zoom, MIN_ZOOM), MAX_ZOOM)


def turn(x: float, y: float, size: tuple[float, float], rotation: int) -> tuple[float, float]:
    """Turn a point of an upright page of `size` clockwise, as the view shows it."""
    width, height = size
    match rotation % 360:
        case 90:
            return height - y, x
        case 180:
            return width - x, height - y
        case 270:
            return y, width - x
        case _:
            return x, y


def turn_back(x: float, y: float, size: tuple[float, float], rotation: int) -> tuple[float, float]:
    """Undo `turn`."""
    return turn(x, y, turned(size, rotation), -rotation % 360)


def turned(size: tuple[float, float], rotation: int) -> tuple[float, float]:
    """Return the size of an upright page as the view shows it."""
    return (size[1], size[0]) if rotation % 180 else size


def _across(size: tuple[float, float], width: float, columns: int) -> float:
    """Return the scale at which so many pages side by side fill a width."""
    return (width - 2 * EDGE - (columns - 1) * GAP) / max(size[0] * columns, 1.0)


def _down(size: tuple[float, float], height: float, rows: int) -> float:
    """Return the scale at which so many rows of pages fill a height."""
    rounding = rows / 2  # rows are whole pixels high
    return (height - 2 * EDGE - (rows - 1) * GAP - rounding) / max(size[1] * rows, 1.0)


def _bounded(scale: float) -> float:
    return bounded_zoom(scale / PIXELS_PER_POINT) * PIXELS_PER_POINT
