"""Highlights prepared for painting and for finding the one under the pointer."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainterPath, QRegion, QTransform

from app.domain.anchors import Rect
from ui.reader.values import REVIEWER_A, REVIEWER_B, Highlight

PAGE_EDGE = 8.0  # points from its border in which a whole page is caught
FINE = 64  # parts of a point in which the areas of quotes are counted
UNDERLINE_RISE = 0.6  # points above the lower edge of the line


@dataclass(frozen=True, slots=True)
class Mark:
    """One highlight on one page, in points; only its first page carries the number."""

    highlight: Highlight
    rects: tuple[Rect, ...]
    has_tag: bool

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a point of the page lies on the highlight; of a whole page: on its edge."""
        if self.highlight.is_framed and not (self.highlight.picture or self.highlight.is_foreign):
            return any(rect.contains(x, y) and not _within(rect, x, y) for rect in self.rects)
        return any(rect.contains(x, y) for rect in self.rects)


@dataclass(frozen=True, slots=True)
class Layer:
    """The lines of all highlights of one colour and kind on one page."""

    slot: int | None
    is_target: bool
    is_framed: bool
    is_foreign: bool
    fill: QPainterPath
    underlines: tuple[QLineF, ...]


class Marks:
    """All highlights of a paper, by page."""

    def __init__(self, highlights: Sequence[Highlight] = ()) -> None:
        self.highlights = tuple(highlights)
        self._pages: dict[int, list[Mark]] = {}
        self._layers: dict[int, tuple[Layer, ...]] = {}
        self._fills: dict[int, tuple[tuple[int | None, QPainterPath], ...]] = {}
        for highlight in self.highlights:
            for number, place in enumerate(highlight.places):
                mark = Mark(highlight, place.rects, number == 0)
                self._pages.setdefault(place.page, []).append(mark)

    def on_page(self, page: int) -> Sequence[Mark]:
        """Return the marks of a page, in the order they were given."""
        return self._pages.get(page, ())

    def fills(self, page: int) -> tuple[tuple[int | None, QPainterPath], ...]:
        """Return all that each colour covers on a page, so that overlaps get no darker.

        Where two sections' quotes overlap, the shorter one shows; where two reviewers' do, both.
        """
        if page not in self._fills:
            self._fills[page] = _fills(self.on_page(page))
        return self._fills[page]

    def layers(self, page: int) -> tuple[Layer, ...]:
        """Return the lines to paint on a page, the target's last."""
        if page not in self._layers:
            self._layers[page] = _layers(self.on_page(page))
        return self._layers[page]

    def at(self, page: int, x: float, y: float) -> Highlight | None:
        """Return the highlight under a point of a page; the smallest where they overlap."""
        hits = [mark for mark in self.on_page(page) if mark.contains(x, y)]
        return min(hits, key=_area).highlight if hits else None

    def in_order(self) -> list[Highlight]:
        """Return the highlights from the top of the paper to its end."""
        placed = [entry for entry in self.highlights if entry.places and entry.places[0].rects]
        return sorted(placed, key=_position)


def fill_path(rects: Sequence[Rect]) -> QPainterPath:
    """Return one path of all rectangles; filled at once it darkens no letter twice."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for rect in rects:
        path.addRect(QRectF(rect.left, rect.top, rect.width, rect.height))
    return path


def underlines(rects: Sequence[Rect]) -> tuple[QLineF, ...]:
    """Return a line under each rectangle."""
    lines = []
    for rect in rects:
        y = rect.bottom - UNDERLINE_RISE
        lines.append(QLineF(QPointF(rect.left, y), QPointF(rect.right, y)))
    return tuple(lines)


def _fills(marks: Sequence[Mark]) -> tuple[tuple[int | None, QPainterPath], ...]:
    covered: dict[int | None, QRegion] = {}
    for mark in sorted(marks, key=_area, reverse=True):
        slot, region = mark.highlight.slot, _region(mark.rects)
        if mark.highlight.is_framed or mark.highlight.is_foreign:  # that one is in the picture
            continue
        for other, seen in tuple(covered.items()):
            if not {slot, other} <= {REVIEWER_A, REVIEWER_B}:
                covered[other] = seen.subtracted(region)
        covered[slot] = covered.get(slot, QRegion()).united(region)
    return tuple((slot, _path(region)) for slot, region in covered.items())


def _region(rects: Sequence[Rect]) -> QRegion:
    """Return rectangles in parts of a point: regions count in whole numbers, and exactly."""
    region = QRegion()
    for rect in rects:
        left, top = round(rect.left * FINE), round(rect.top * FINE)
        width, height = round(rect.right * FINE) - left, round(rect.bottom * FINE) - top
        region = region.united(QRect(left, top, width, height))
    return region


def _path(region: QRegion) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRegion(region)
    return QTransform.fromScale(1 / FINE, 1 / FINE).map(path)


def _layers(marks: Sequence[Mark]) -> tuple[Layer, ...]:
    rects: dict[tuple[bool, bool, bool, int | None], list[Rect]] = {}
    for mark in marks:
        shown = mark.highlight
        key = (shown.is_target, shown.is_framed, shown.is_foreign, shown.slot)
        rects.setdefault(key, []).extend(mark.rects)
    ordered = sorted(rects.items(), key=lambda entry: (entry[0][0], entry[0][3] == REVIEWER_B))
    return tuple(
        Layer(slot, is_target, is_framed, is_foreign, fill_path(found), underlines(found))
        for (is_target, is_framed, is_foreign, slot), found in ordered
    )


def _within(rect: Rect, x: float, y: float) -> bool:
    across = rect.left + PAGE_EDGE < x < rect.right - PAGE_EDGE
    return across and rect.top + PAGE_EDGE < y < rect.bottom - PAGE_EDGE


def _area(mark: Mark) -> float:
    return sum(rect.width * rect.height for rect in mark.rects)


def _position(highlight: Highlight) -> tuple[int, float, float]:
    place = highlight.places[0]
    return place.page, place.rects[0].top, place.rects[0].left
