"""Marks a little larger than their words, so that other programs find the letters under them.

pdf.js takes the middle of half an advance to the right of a glyph's origin for its place, whichever
way the glyph runs (5.6, src/core/intersector.js). Where words run up, down or left in user space,
that is beside the word, above it or before it.
"""

from collections.abc import Sequence

from app.domain.anchors import Rect
from app.pdf.mark_syntax import Quad
from app.pdf.text import Line

_UPWARDS = 2.5  # times as high as wide: words that run up or down
_BESIDE = 0.25  # of the height of the letters
_AFTER = 0.1  # points
_BEFORE, _END, _ABOVE, _LOWERED = 0.3, 0.09, 0.1, 0.1  # of the height of the line


def is_tall(rect: Rect) -> bool:
    """Tell whether a rectangle is that of words that run up or down as displayed."""
    return rect.bottom - rect.top >= _UPWARDS * (rect.right - rect.left)


def angle_of(rect: Rect, lines: Sequence[Line]) -> int:
    """Return the clockwise quarter turns, as displayed, of the line that a rectangle marks."""
    return max(lines, key=lambda line: _shared(line.rect, rect)).angle // 90 if lines else 0


def widened(rect: Rect, turn: int, angle: int) -> Rect:
    """Return the rectangle of words with the places that pdf.js looks at.

    `turn` is that of the page, `angle` that of the words as displayed, in clockwise quarters.
    """
    is_up = angle % 2 == 1
    high = rect.right - rect.left if is_up else rect.bottom - rect.top
    long = rect.bottom - rect.top if is_up else rect.right - rect.left
    before, above, after, below = _steps(high, long, (turn - angle) % 4)
    edges = {
        0: (before, above, after, below),
        1: (-below, before, -above, after),
        2: (-after, -below, -before, -above),
        3: (above, -after, below, -before),
    }[angle]
    left, top, right, bottom = edges
    return Rect(rect.left + left, rect.top + top, rect.right + right, rect.bottom + bottom)


def roomy(quad: Quad) -> Quad:
    """Return the quad of words that run up or down the file's page with room beside them."""
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    if high < _UPWARDS * wide:
        return quad
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    beside, after = _BESIDE * wide, _AFTER
    a, b, c, d = (
        (px + (beside if px > x else -beside), py + (after if py > y else -after))
        for px, py in quad
    )
    return a, b, c, d


def _steps(high: float, long: float, turn: int) -> tuple[float, float, float, float]:
    """Return the steps of the edges before, above, after and below words; right and down count up.

    `turn` is that of a page on which these words would stand upright. On upright pages the place
    that pdf.js looks at is on the base line, which lowered letters have under their line.
    """
    if turn == 0:
        return 0.0, 0.0, 0.0, _LOWERED * high
    if turn == 1:
        return -_AFTER, _ABOVE * high, -_AFTER, _BESIDE * high
    if turn == 2:
        return -_BEFORE * high, 0.0, -min(_END * high, long / 2), 0.0
    return -_AFTER, 0.0, -_AFTER, 0.0


def _shared(one: Rect, other: Rect) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across * down if across > 0 and down > 0 else 0.0
