"""Everything one picture of the canvas is made from."""

from bisect import insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

from app.domain.anchors import Rect
from ui.reader.colours import PageColours
from ui.reader.layout import Layout, Spot
from ui.reader.marks import Mark, Marks
from ui.reader.pages import PageSource
from ui.reader.selecting import Position
from ui.reader.values import Selected
from ui.reader.viewport import Viewport

TAG_HEIGHT = 15
TAG_GAP = 5  # pixels between the number and the text
THUMB_SCALE = 0.4  # device pixels a point: what stands in until the page is sharp
THUMB_PIXELS = 500  # never more along one side

Part = tuple[float, float, float, float]  # left, top, right, bottom in points
PlacedTags = list[tuple[Mark, QRectF]]  # in content pixels
RectsByPage = Mapping[int, tuple[Rect, ...]]


@dataclass(slots=True)
class Overlay:
    """What is painted over the pages; rectangles are points."""

    marks: Marks = field(default_factory=Marks)
    selection: RectsByPage = field(default_factory=dict)
    hits: RectsByPage = field(default_factory=dict)
    current_hit: RectsByPage = field(default_factory=dict)
    flash: RectsByPage = field(default_factory=dict)
    caret: Position | None = None
    region: Selected | None = None  # what is selected instead of text
    placed_tags: dict[int, tuple[Layout, tuple[float, float] | None, PlacedTags]] = field(
        default_factory=dict
    )

    def show_marks(self, marks: Marks) -> None:
        """Replace the highlights; their numbers are placed anew."""
        self.marks = marks
        self.placed_tags.clear()


@dataclass(frozen=True, slots=True)
class Scene:
    """Pages, what lies over them, and how they are seen."""

    source: PageSource
    viewport: Viewport
    colours: PageColours
    overlay: Overlay
    text_edges: Mapping[int, tuple[float, float]]
    pixel_ratio: float

    def tile_scale(self) -> float:
        """Return device pixels a point for sharp tiles."""
        return round(self.viewport.layout.scale * self.pixel_ratio, 4)

    def seen_part(self, page: int, above: float = 0, below: float = 0) -> Part:
        """Return the part of a page in the pane (plus pixels above and below), in points."""
        view = self.viewport
        first = view.layout.to_spot(view.x, view.y - above, page)
        last = view.layout.to_spot(view.x + view.width, view.y + view.height + below, page)
        width, height = view.sizes[page]
        return (
            max(0.0, min(first.x, last.x)),
            max(0.0, min(first.y, last.y)),
            min(width, max(first.x, last.x)),
            min(height, max(first.y, last.y)),
        )

    def tags(self, page: int) -> list[tuple[Mark, QRectF]]:
        """Return the numbers of a page and where they stand, in pixels of the pane."""
        view = self.viewport
        return [(mark, tag.translated(-view.x, -view.y)) for mark, tag in self._placed(page)]

    def retry_rect(self, page: int) -> QRectF:
        """Return where the Retry link of a failed page stands, in pixels of the pane."""
        middle = self.seen_frame(page).center()
        return QRectF(middle.x() - 40, middle.y() + 8, 80, 28)

    def seen_frame(self, page: int) -> QRectF:
        """Return the part of a page that shows, in pixels of the pane."""
        view = self.viewport
        frame = view.layout.frame(page)
        whole = QRectF(frame.left - view.x, frame.top - view.y, frame.width, frame.height)
        return whole.intersected(QRectF(0, 0, view.width, view.height))

    def _placed(self, page: int) -> PlacedTags:
        """Return the numbers in content pixels; they are placed once a layout."""
        layout, edges = self.viewport.layout, self.text_edges.get(page)
        known = self.overlay.placed_tags.get(page)
        if known is None or known[0] is not layout or known[1] != edges:
            known = (layout, edges, self._place_tags(page))
            self.overlay.placed_tags[page] = known
        return known[2]

    def _place_tags(self, page: int) -> PlacedTags:
        placed: PlacedTags = []
        downwards: list[QRectF] = []
        marks = [mark for mark in self.overlay.marks.on_page(page) if mark.rects and mark.has_tag]
        for mark in sorted(marks, key=lambda mark: mark.rects[0].top):
            if mark.highlight.number:
                tag = self._tag(mark, page)
                _move_clear(tag, downwards)
                insort(downwards, tag, key=QRectF.top)
                placed.append((mark, tag))
        return placed

    def _tag(self, mark: Mark, page: int) -> QRectF:
        """Return a number beside its first line, in the margin where the line begins."""
        view, first = self.viewport, mark.rects[0]
        width = 8.0 + 7.0 * len(mark.highlight.number)
        left, right = self.text_edges.get(page, (first.left, first.right))
        along = TAG_HEIGHT if view.rotation % 180 else width
        away = (TAG_GAP + along / 2) / view.layout.scale
        on_right = first.left > view.sizes[page][0] / 2
        margin = right + away if on_right else left - away
        down = (first.top + first.bottom) / 2
        if mark.highlight.is_framed:  # beside its upper edge: it may be as high as the page
            down = min(down, first.top + along / 2 / view.layout.scale)
        middle = Spot(page, margin, down)
        x, y = view.layout.to_content(middle)
        frame = view.layout.frame(page)
        x = min(max(x - width / 2, frame.left + 1), frame.right - width - 1)
        return QRectF(round(x), round(y - TAG_HEIGHT / 2), width, TAG_HEIGHT)


def _move_clear(tag: QRectF, others: Sequence[QRectF]) -> None:
    """Move a number down until it covers none of the others, which are sorted by height."""
    for other in others:
        if other.intersects(tag):
            tag.moveTop(other.bottom() + 1)


def thumb_scale(size: tuple[float, float]) -> float:
    """Return the scale of the small picture of a page."""
    return round(min(THUMB_SCALE, THUMB_PIXELS / max(*size, 1.0)), 4)
