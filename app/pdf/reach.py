"""Which points of a page belong to which line: each line widened to half the gaps around it."""

from app.domain.anchors import Rect

Placed = tuple[Rect, int, int]
"""The box of a line, its quarter turns, and the number of its column."""


def reaches(lines: list[Placed], width: float, height: float) -> list[Rect]:
    """Return the reach of each line, in points of a page of this size.

    A short line reaches to the end of its column, a column to half its gutter or to the edge
    of the page, a cell of a table to half the space to the next cell.
    """
    edges = _column_edges(lines)
    return [_reach(place, lines, edges, (width, height)) for place in range(len(lines))]


def _column_edges(lines: list[Placed]) -> dict[int, Rect]:
    """Return the box around each column."""
    edges: dict[int, Rect] = {}
    for rect, _, column in lines:
        edges[column] = edges[column].united(rect) if column in edges else rect
    return edges


def _reach(
    place: int, lines: list[Placed], edges: dict[int, Rect], size: tuple[float, float]
) -> Rect:
    """Widen one line sideways (turned lines stay as they are) and to the lines around it."""
    rect, turn, column = lines[place]
    if turn != 0:
        return rect
    own = edges[column]
    left, right, above, below = 0.0, size[0], 0.25 * rect.height, 0.25 * rect.height
    for number, (other, other_turn, other_column) in enumerate(lines):
        if number == place or other_turn != 0:
            continue
        if other.top < rect.bottom and rect.top < other.bottom:
            inside = other_column == column
            if other.left >= rect.right - 1:
                start = rect.right if inside else max(rect.right, min(own.right, other.left))
                right = min(right, (start + other.left) / 2)
            elif other.right <= rect.left + 1:
                start = rect.left if inside else min(rect.left, max(own.left, other.right))
                left = max(left, (start + other.right) / 2)
        elif other.left < rect.right and rect.left < other.right:
            if other.top >= rect.bottom:
                below = min(below, (other.top - rect.bottom) / 2)
            else:
                above = min(above, (rect.top - other.bottom) / 2)
    return Rect(left, rect.top - above, right, rect.bottom + below)
