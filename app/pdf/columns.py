"""The order in which the pieces of a page are read: columns, full-width bands, tables."""

from itertools import pairwise
from statistics import median

from app.pdf.pieces import Piece

Column = list[Piece]

_MIN_ROWS = 4
_MIN_SHARE = 0.12
_TEXT_SHARE = 0.22
_CANDIDATES = 12
_WIDE_SHARE = 0.35
_MANY_ROWS = 12
_HEAD_ZONE = 0.11
_MAX_DEPTH = 6
_MAX_PIECES = 6000  # a drawing, not a page to read
_TABLE_ROWS = 3.5
_TABLE_CELLS = 3
_CELL_SHARE = 0.12
_WIDEST_CELL = 3
_NEAR = 14.0


def reading_order(pieces: list[Piece], height: float) -> list[Column]:
    """Return the pieces as columns in reading order; running heads first, feet last.

    `height` is the height of the page in points.
    """
    head, body, foot = _running_lines(pieces, height)
    columns = [_rows(head)] if head else []
    columns += _columns(body, 0)
    return [*columns, _rows(foot)] if foot else columns


def _running_lines(pieces: list[Piece], height: float) -> tuple[Column, Column, Column]:
    """Part the lines at the very top and bottom, set off by a gap, from the body."""
    if len(pieces) < _MIN_ROWS:
        return [], pieces, []
    usual = median(piece.height for piece in pieces)
    above = _gap_after([(p.top, p.bottom) for p in pieces], _HEAD_ZONE * height, usual)
    below = _gap_after([(-p.bottom, -p.top) for p in pieces], -(1 - _HEAD_ZONE) * height, usual)
    head = [p for p in pieces if p.bottom <= above]
    foot = [p for p in pieces if -p.top <= below]
    body = [p for p in pieces if p.bottom > above and -p.top > below]
    return (head, body, foot) if body else ([], pieces, [])


def _gap_after(extents: list[tuple[float, float]], limit: float, usual: float) -> float:
    """Return the end of the lines before the widest gap that begins above the limit.

    Minus infinity when no gap there is wider than the usual space between lines.
    """
    best, widest, end = float("-inf"), 0.75 * usual, None
    for top, bottom in sorted(extents):
        if end is not None and top - end > widest and end < limit:
            best, widest = end, top - end
        end = bottom if end is None else max(end, bottom)
        if end > limit:
            break
    return best


def _columns(pieces: list[Piece], depth: int) -> list[Column]:
    """Split at the best gutter into full-width bands and columns, again and again."""
    gutter = _gutter(pieces) if depth < _MAX_DEPTH and len(pieces) < _MAX_PIECES else None
    if gutter is None:
        return [_stream_rows(pieces)] if pieces else []
    found: list[Column] = []
    rest = sorted(pieces, key=lambda p: p.middle)
    for top, bottom in _bands(pieces, gutter):
        above = [p for p in rest if p.middle < top]
        found += _halves(above, gutter, depth)
        found += _columns([p for p in rest if top <= p.middle <= bottom], depth + 1)
        rest = [p for p in rest if p.middle > bottom]
    return found + _halves(rest, gutter, depth)


def _bands(pieces: list[Piece], gutter: float) -> list[tuple[float, float]]:
    """Return the heights (top, bottom) that full-width print takes, close ones as one.

    Full-width is what crosses the gutter, and at least three rows of a table on both its sides.
    """
    crossing = _merged([(p.top, p.bottom) for p in pieces if _crosses(p, gutter)])
    cells = _table_rows(pieces, gutter)
    tables = [
        (top, bottom)
        for top, bottom in _merged([(p.top, p.bottom) for p in cells])
        if bottom - top > _TABLE_ROWS * median(p.height for p in cells)
    ]
    return _merged(crossing + tables)


def _merged(extents: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Join extents (top, bottom) that are nearer to each other than they are high."""
    bands: list[tuple[float, float]] = []
    for top, bottom in sorted(extents):
        if bands and top - bands[-1][1] < min(bottom - top, _NEAR):
            bands[-1] = (bands[-1][0], max(bands[-1][1], bottom))
        else:
            bands.append((top, bottom))
    return bands


def _table_rows(pieces: list[Piece], gutter: float) -> list[Piece]:
    """Return the pieces in rows of three or more on both sides, most of them narrow."""
    narrow = _CELL_SHARE * _extent(pieces)
    rows = sorted(pieces, key=lambda p: p.top)
    found = []
    for index, piece in enumerate(rows):
        row = [piece, *_beside(rows, index)]
        sides = {p.centre < gutter for p in row}
        if len(row) >= _TABLE_CELLS and len(sides) == 2 and _narrow(row, narrow):
            found.append(piece)
    return found


def _narrow(row: list[Piece], limit: float) -> bool:
    """Tell whether a row holds cells of a table: half of them narrow, none wide."""
    widths = [piece.width for piece in row]
    return median(widths) < limit and max(widths) < _WIDEST_CELL * limit


def _extent(pieces: list[Piece]) -> float:
    """Return the width that the pieces take together."""
    return max(p.right for p in pieces) - min(p.left for p in pieces)


def _halves(pieces: list[Piece], gutter: float, depth: int) -> list[Column]:
    """Return what stands left of the gutter, then what stands right of it."""
    left = [p for p in pieces if p.centre < gutter]
    right = [p for p in pieces if p.centre >= gutter]
    return _columns(left, depth + 1) + _columns(right, depth + 1)


def _crosses(piece: Piece, gutter: float) -> bool:
    """Tell whether a piece lies clearly on both sides of the gutter."""
    return min(gutter - piece.left, piece.right - gutter) > 0.5 * piece.height


def _gutter(pieces: list[Piece]) -> float | None:
    """Return the x of the gap that most rows share between two columns of text, or None."""
    if len(pieces) < 2 * _MIN_ROWS:
        return None
    width = _extent(pieces)
    wide = _TEXT_SHARE * width
    gaps = [(a, b) for a, b in _row_gaps(pieces) if max(a.width, b.width) >= wide]
    middles = {round((a.right + b.left) / 4) * 2 for a, b in gaps}
    found = [(x, [(a, b) for a, b in gaps if a.right <= x <= b.left]) for x in middles]
    found = [entry for entry in found if len(entry[1]) >= _MIN_ROWS]
    found.sort(key=lambda entry: (-len(entry[1]), entry[0]))
    for place, support in found[:_CANDIDATES]:
        if _are_columns(support, width, wide):
            low = sorted(a.right for a, _ in support)[len(support) * 9 // 10]
            high = sorted(b.left for _, b in support)[len(support) // 10]
            return (low + high) / 2 if low < high else float(place)
    return None


def _row_gaps(pieces: list[Piece]) -> list[tuple[Piece, Piece]]:
    """Return pairs of neighbours on a row, left and right."""
    rows = sorted(pieces, key=lambda p: p.top)
    found = []
    for index, piece in enumerate(rows):
        best: Piece | None = None
        for other in _beside(rows, index):
            if other.left >= piece.right and (best is None or other.left < best.left):
                best = other
        if best is not None:
            found.append((piece, best))
    return found


def _beside(rows: list[Piece], index: int) -> list[Piece]:
    """Return the pieces that share the row of one piece; `rows` is sorted by top."""
    piece = rows[index]
    tall = 3 * max(piece.height, 1.0)
    near = []
    for step in (-1, 1):
        place = index + step
        while 0 <= place < len(rows) and abs(rows[place].top - piece.top) < tall:
            if rows[place].top < piece.middle < rows[place].bottom:
                near.append(rows[place])
            place += step
    return near


def _are_columns(pairs: list[tuple[Piece, Piece]], width: float, wide: float) -> bool:
    """Tell columns of text from cells of a table.

    Columns are wide, or drawn one after the other; cells are narrow or drawn row by row.
    """
    left, right = median(a.width for a, _ in pairs), median(b.width for _, b in pairs)
    reach = min(
        max(a.right for a, _ in pairs) - min(a.left for a, _ in pairs),
        max(b.right for _, b in pairs) - min(b.left for _, b in pairs),
    )
    if max(left, right) < wide or reach < _MIN_SHARE * width:
        return False
    sides = sorted([(a.order, 0) for a, _ in pairs] + [(b.order, 1) for _, b in pairs])
    turns = sum(1 for a, b in pairwise(sides) if a[1] != b[1])
    if turns <= len(pairs) / 2:
        return True
    return min(left, right) >= _WIDE_SHARE * width and len(pairs) >= _MANY_ROWS


def _stream_rows(pieces: list[Piece]) -> Column:
    """Order one column: the drawing order where it runs down the page, else by rows."""
    runs: list[Column] = []
    for piece in sorted(pieces, key=lambda p: p.order):
        if runs and _follows(runs[-1][-1], piece):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    runs.sort(key=lambda run: min(p.top for p in run))
    if any(_interleave(a, b) for a, b in pairwise(runs)):
        return _rows(pieces)
    return [piece for run in runs for piece in run]


def _follows(before: Piece, after: Piece) -> bool:
    """Tell whether a piece drawn later is also read later: below, or to the right."""
    return after.middle > before.top or after.left >= before.right


def _interleave(above: Column, below: Column) -> bool:
    """Tell whether two runs share some height of the page."""
    end = max(p.bottom for p in above)
    start = min(p.top for p in below)
    return end - start > 0.5 * min(above[0].height, below[0].height)


def _rows(pieces: list[Piece]) -> Column:
    """Order by rows from the top, each row from the left."""
    ordered: Column = []
    row: Column = []
    for piece in sorted(pieces, key=lambda p: p.middle):
        if row and piece.middle > row[0].middle + 0.5 * row[0].height:
            ordered += sorted(row, key=lambda p: p.left)
            row = []
        row.append(piece)
    return ordered + sorted(row, key=lambda p: p.left)
