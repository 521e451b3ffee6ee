"""Marks a little larger than their words, so that other programs find the letters under them.

pdf.js takes the middle of half an advance to the right of a glyph's origin for its place, whichever
way the glyph runs (5.6, src/core/intersector.js). Where words run up, down or left in user space,
that is beside the word, above it or before it.
"""

import math
from dataclasses import dataclass

from app.domain.anchors import Rect
from app.pdf.text import Line, PageText

_UPWARDS = 2.5  # times as high as wide: words that run up or down
_BESIDE = 0.25  # of the height of the letters
_AFTER = 0.1  # points
_SPACE = 0.3  # of the height of the line: what may stand before words
_RAISED = 0.06  # of the height of the line
_INITIAL = 30.0  # points: a large initial, beside which lines of the same mark stand
_LOWERED, _UNDER = 0.1, 0.15  # of the height of the line; under its base line
_FREE = 0.9  # of the way to the letters of the next line


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one line: their clockwise quarter turns as displayed, how long in points the first
    and the widest letter are that are marked, how far the letter before them is, and how far under
    them the first middle of a letter of another line."""

    angle: int
    first: float = 0.0
    widest: float = 0.0
    gap: float = math.inf
    under: float = math.inf


def is_tall(rect: Rect) -> bool:
    """Tell whether a rectangle is that of words that run up or down as displayed."""
    return rect.bottom - rect.top >= _UPWARDS * (rect.right - rect.left)


def turn_of(page: PageText, rect: Rect) -> "Words":
    """Return how the words run that a rectangle marks, and how long their outer letters are."""
    if not page.lines:
        return Words(0)
    line = max(page.lines, key=lambda line: _shared(line.rect, rect))
    boxes = [page.box(place) for place in range(line.start, line.end) if _is_letter(page, place)]
    inside = [n for n, box in enumerate(boxes) if _shared(box, rect) > box.width * box.height / 2]
    angle = line.angle // 90
    if not inside:
        return Words(angle)
    sizes = [boxes[n].height if angle % 2 else boxes[n].width for n in inside]
    first = inside[0]
    gap = _between(boxes[first - 1], boxes[first], angle) if first else math.inf
    return Words(angle, sizes[0], max(sizes), gap, _under(page, line, rect))


def widened(rect: Rect, turn: int, words: "Words") -> Rect:
    """Return the rectangle of words with the places that pdf.js looks at.

    `turn` is that of the page, in clockwise quarters.
    """
    is_up = words.angle % 2 == 1
    high = rect.right - rect.left if is_up else rect.bottom - rect.top
    before, above, after, below = _steps(high, words, (turn - words.angle) % 4)
    edges = {
        0: (before, above, after, below),
        1: (-below, before, -above, after),
        2: (-after, -below, -before, -above),
        3: (above, -after, below, -before),
    }[words.angle]
    left, top, right, bottom = edges
    return Rect(rect.left + left, rect.top + top, rect.right + right, rect.bottom + bottom)


def _steps(high: float, words: "Words", turn: int) -> tuple[float, float, float, float]:
    """Return the steps of the edges before, above, after and below words; right and down count up.

    `turn` is that of a page on which these words would stand upright. The base line of lowered
    letters is under their line, the middle of raised ones may be above it. Words that run left in
    the file begin half a letter earlier for pdf.js, within the space before them.
    """
    above, below = -_RAISED * high, _LOWERED * high if high < _INITIAL else 0.0
    if turn == 0:
        return 0.0, above, 0.0, below
    if turn == 1:
        beside = max(_BESIDE * high, words.widest / 2 - _UNDER * high)
        beside = min(beside, _FREE * words.under)
        return -_AFTER, above, -_AFTER, beside
    if turn == 2:
        before = min(words.first / 2 + _AFTER, _SPACE * high, words.gap)
        return -before, above, -_AFTER, below
    return -_AFTER, above, -_AFTER, below


def _is_letter(page: PageText, place: int) -> bool:
    return not page.text[place].isspace()


def _under(page: PageText, line: Line, rect: Rect) -> float:
    """Return how far under words (as they stand) the middle of a letter of another line is."""
    high = rect.width if line.angle % 180 else rect.height
    reach = Rect(rect.left - high, rect.top - high, rect.right + high, rect.bottom + high)
    near = [e for e in page.lines if e is not line and _shared(e.rect, reach) > 0]
    boxes = [page.box(n) for e in near for n in range(e.start, e.end) if _is_letter(page, n)]
    middles = [((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in boxes]
    if line.angle % 180:
        inside = [x for x, y in middles if rect.top < y < rect.bottom]
        steps = [rect.left - x if line.angle == 90 else x - rect.right for x in inside]
    else:
        inside = [y for x, y in middles if rect.left < x < rect.right]
        steps = [y - rect.bottom if line.angle == 0 else rect.top - y for y in inside]
    return min((step for step in steps if step > 0), default=math.inf)


def _between(one: Rect, other: Rect, angle: int) -> float:
    """Return how far two letters of a line are apart; 0 where they touch."""
    if angle % 2:
        return max(0.0, other.top - one.bottom, one.top - other.bottom)
    return max(0.0, other.left - one.right, one.left - other.right)


def _shared(one: Rect, other: Rect) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across * down if across > 0 and down > 0 else 0.0
