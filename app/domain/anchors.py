"""Where in a paper the words stand that support an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in PDF points on the upright page; origin at the top left, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    def contains(self, x: float, y: float) -> bool:
        """Tell whether the point lies inside or on the edge."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def meets(self, other: "Rect") -> bool:
        """Tell whether both have some room in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def united(self, other: "Rect") -> "Rect":
        """Return the smallest rectangle around both."""
        return Rect(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


def joined(rects: Iterable[Rect]) -> tuple[Rect, ...]:
    """Join pieces of one line that stand no further apart than words do, in the order given.

    Programs mark formulas in a piece for each run of letters; one line is one highlight.
    """
    lines: list[Rect] = []
    for piece in rects:
        line, at = piece, len(lines)
        while (near := next((n for n, other in enumerate(lines) if _follow(other, line)), -1)) >= 0:
            line, at = line.united(lines.pop(near)), min(at, near)
        lines.insert(at, line)
    return tuple(lines)


_WORD_GAP = 0.6  # of the height of the lower piece


def _follow(one: Rect, other: Rect) -> bool:
    """Tell whether two pieces stand side by side on a line."""
    height = min(one.height, other.height)
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    gap = max(one.left, other.left) - min(one.right, other.right)
    return shared >= height / 2 and gap <= _WORD_GAP * height


class AnchorKind(StrEnum):
    """What an anchor points to."""

    TEXT = "text"
    REGION = "region"
    PAGE = "page"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Place:
    """Rectangles on one page; `page` counts from 0."""

    page: int
    rects: tuple[Rect, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote (or region, or page) of one paper, named by the paper's SHA-256.

    `quote` is the text as printed, `prefix` and `suffix` the words around it. Text
    offsets are never kept: geometry and quote find the place again.
    """

    anchor_id: str
    paper: str
    kind: AnchorKind
    places: tuple[Place, ...]
    quote: str = ""
    prefix: str = ""
    suffix: str = ""

    @property
    def page(self) -> int:
        """Index of the first page, from 0."""
        return self.places[0].page if self.places else 0
