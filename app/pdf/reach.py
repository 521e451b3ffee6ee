"""Which points of a page belong to which line: each line widened to half the gaps around it."""

from bisect import bisect_left, bisect_right

from app.domain.anchors import Rect

Placed = tuple[Rect, int, int]
"""The box of a line, its quarter turns, and the number of its column."""


def reaches(lines: list[Placed], width: float, height: float) -> list[Rect]:
    """Return the reach of each line, in points of a page of this size.

    A short line reaches to the end of its column, a column to half its gutter or to the edge
    of the page, a cell of a table to half the space to the next cell. Turned lines stay as
    they are.
    """
    edges = _column_edges(lines)
    upright = sorted((line for line in lines if line[1] == 0), key=lambda line: line[0].top)
    tops = [line[0].top for line in upright]
    tallest = max((line[0].height for line in upright), default=0.0)
    found = []
    for line in lines:
        rect, turn, column = line
        low = bisect_left(tops, rect.top - 1.5 * tallest)
        high = bisect_right(tops, rect.bottom + 0.5 * tallest)
        near = [other for other in upright[low:high] if other is not line]
        found.append(rect if turn else _reach(line, near, edges[column], width))
    return found


def _column_edges(lines: list[Placed]) -> dict[int, Rect]:
    """Return the box around each column."""
    edges: dict[int, Rect] = {}
    for rect, _, column in lines:
        edges[column] = edges[column].united(rect) if column in edges else rect
    return edges


def _reach(line: Placed, near: list[Placed], own: Rect, width: float) -> Rect:
    """Widen a line to the lines near it; `own` is the box of its column."""
    rect, _, column = line
    left, right, above, below = 0.0, width, 0.25 * rect.height, 0.25 * rect.height
    for other, _, other_column in near:
        end, start = (rect.right, rect.left) if other_column == column else (own.right, own.left)
        if other.top < rect.bottom and rect.top < other.bottom:
            if other.left >= rect.right - 1:
                right = min(right, (max(rect.right, min(end, other.left)) + other.left) / 2)
            elif other.right <= rect.left + 1:
                left = max(left, (min(rect.left, max(start, other.right)) + other.right) / 2)
        elif other.left < rect.right and rect.left < other.right:
            above = min(above, max(0.0, rect.top - other.bottom) / 2 or above)
            below = min(below, max(0.0, other.top - rect.bottom) / 2 or below)
    return Rect(left, rect.top - above, right, rect.bottom + below)
