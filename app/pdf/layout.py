"""From glyphs in drawing order to the text of a page in reading order. Pure."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from app.domain.anchors import Rect
from app.pdf.columns import Column, reading_order
from app.pdf.headings import ends_heading
from app.pdf.pieces import LINE_HYPHEN, SPACE, Box, Glyphs, Piece, are_alike, pieces_of
from app.pdf.reach import reaches
from app.pdf.text import Line, PageText

_TABLE_GAP = 1.8


def page_text(page_index: int, glyphs: Glyphs) -> PageText:
    """Return the text of a page; glyphs turned the same way are read together."""
    writer = _Writer(glyphs)
    for turn in _turns(glyphs):
        turned = _turned(glyphs, turn)
        indexes = [i for i, angle in enumerate(glyphs.angles) if angle == turn]
        for column in reading_order(pieces_of(turned, indexes), turned.height):
            writer.write(_unbroken(column), turned, turn)
    return writer.page(page_index)


def _turns(glyphs: Glyphs) -> list[int]:
    """Return the quarter turns that occur, the most frequent first."""
    counts = {turn: glyphs.angles.count(turn) for turn in range(4)}
    return sorted((t for t in counts if counts[t]), key=lambda turn: -counts[turn])


def _unbroken(column: Column) -> Column:
    """Join words that justification drove apart, where drawing order says they belong together."""
    result: Column = []
    for piece in column:
        last = result[-1] if result else None
        if last is not None and piece.order == last.order + 1 and _same_row(last, piece):
            last.absorb(piece)
            last.order = piece.order
        else:
            result.append(piece)
    return result


def _same_row(a: Piece, b: Piece) -> bool:
    """Tell whether b stands a little to the right of a on the same line."""
    gap = b.left - a.right
    height = max(a.height, b.height)
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    is_near = 0 <= gap < _TABLE_GAP * height and are_alike(a.height, b.height)
    return is_near and shared > 0.8 * min(a.height, b.height)


@dataclass(slots=True)
class _Writer:
    """Collects characters, boxes and lines of a page."""

    glyphs: Glyphs
    chars: list[str] = field(default_factory=list)
    boxes: "array[float]" = field(default_factory=lambda: array("f"))
    spans: list[tuple[int, int, Rect, int, int]] = field(default_factory=list)
    columns: int = 0

    def write(self, column: Column, turned: Glyphs, turn: int) -> None:
        """Append the lines of a column, with a blank line before it and between paragraphs."""
        edges = _Edges.of(column)
        rects = _even(column, turned)
        for place, piece in enumerate(column):
            if self.chars:
                fresh = place == 0 or edges.parts(column[place - 1], piece)
                fresh = fresh or ends_heading(column[place - 1], piece, self.glyphs, edges.right)
                self._breaks(2 if fresh else 1)
            start = len(self.chars)
            self._line(piece)
            rect = Rect(*_back(rects[place], turned, turn))
            self.spans.append((start, len(self.chars), rect, turn, self.columns))
        self.columns += 1

    def _line(self, piece: Piece) -> None:
        """Append the glyphs of a piece; spaces get an empty box after the last glyph."""
        text, boxes = self.glyphs.text, self.glyphs.boxes
        last: Box = boxes[piece.glyphs[0]]
        for index in piece.glyphs:
            if index == SPACE:
                self.chars.append(" ")
                self.boxes.extend((last[2], last[1], last[2], last[3]))
            else:
                char = text[index]
                self.chars.append("-" if char == LINE_HYPHEN else char)
                last = boxes[index]
                self.boxes.extend(last)

    def _breaks(self, count: int) -> None:
        """Append line ends; their boxes are empty."""
        _, top, right, bottom = self.boxes[-4:]
        for _ in range(count):
            self.chars.append("\n")
            self.boxes.extend((right, top, right, bottom))

    def page(self, page_index: int) -> PageText:
        """Return what was written."""
        glyphs = self.glyphs
        around = reaches([(s[2], s[3], s[4]) for s in self.spans], glyphs.width, glyphs.height)
        lines = tuple(
            Line(start, end, rect, reach, 90 * turn)
            for (start, end, rect, turn, _), reach in zip(self.spans, around, strict=True)
        )
        text = "".join(self.chars)
        return PageText(page_index, glyphs.width, glyphs.height, text, self.boxes, lines)


@dataclass(frozen=True, slots=True)
class _Edges:
    """The usual left edge, right edge and line distance of a column, for finding paragraphs."""

    left: float
    right: float
    step: float

    @classmethod
    def of(cls, column: Column) -> "_Edges":
        """Measure a column."""
        lefts = sorted(piece.left for piece in column)
        rights = sorted(piece.right for piece in column)
        steps = [
            b.middle - a.middle
            for a, b in pairwise(column)
            if 0 < b.middle - a.middle < 3 * a.height
        ]
        low, high = len(lefts) // 10, len(rights) - 1 - len(rights) // 10
        return cls(lefts[low], rights[high], median(steps) if steps else 0.0)

    def parts(self, before: Piece, after: Piece) -> bool:
        """Tell whether a new paragraph (or table cell) begins after a line."""
        height = max(before.height, after.height)
        step = after.middle - before.middle
        if step < 0.3 * height or step > max(self.step * 1.35, 1.45 * height):
            return True
        if abs(before.height - after.height) > 0.18 * height:
            return True
        indented = 0.6 * height < after.left - self.left < 3 * height
        return indented and before.left - self.left < 0.3 * height


_TALL = 1.3
"""From so many times the height of the letters on, a sign is taller than its line."""


def _even(column: Column, glyphs: Glyphs) -> list[Box]:
    """Return a box for each line with one height, not reaching into the next line."""
    found = [_body(piece, glyphs) for piece in column]
    letters = [_letters(piece, glyphs) for piece in column]
    order = sorted(range(len(found)), key=lambda place: found[place][1])
    tops = [found[place][1] for place in order]
    for place in range(len(found)):
        _, top, _, bottom = found[place]
        below = order[bisect_right(tops, (top + bottom) / 2) : bisect_left(tops, bottom)]
        for other in below:
            a, b = found[place], found[other]
            reaches_in = (a[1] + a[3]) / 2 < b[1] < a[3] and a[0] < b[2] and b[0] < a[2]
            if reaches_in and are_alike(a[3] - a[1], b[3] - b[1]):
                border = (min(a[3], letters[place][1]) + max(b[1], letters[other][0])) / 2
                found[place] = (a[0], a[1], a[2], border)
                found[other] = (b[0], border, b[2], b[3])
    return found


def _letters(piece: Piece, glyphs: Glyphs) -> tuple[float, float]:
    """Return the top and the bottom of the letters of a line; those of all of it without any."""
    boxes = [glyphs.boxes[i] for i in piece.glyphs if i != SPACE and glyphs.text[i].isalnum()]
    if not boxes:
        return piece.top, piece.bottom
    return min(box[1] for box in boxes), max(box[3] for box in boxes)


def _body(piece: Piece, glyphs: Glyphs) -> Box:
    """Return the box of a line; tall signs of formulas do not stretch it.

    Fonts of formulas give "=" a box twice as high as that of the letters, and shifted.
    """
    box: Box = (piece.left, piece.top, piece.right, piece.bottom)
    printed = [i for i in piece.glyphs if i != SPACE and not glyphs.text[i].isspace()]
    boxes = [glyphs.boxes[i] for i in printed]
    heights = [b[3] - b[1] for b in boxes if b[3] > b[1]]
    if not heights or piece.height <= _TALL * median(heights):
        return box
    tall = _TALL * median(heights)
    kept = [
        b
        for i, b in zip(printed, boxes, strict=True)
        if b[3] - b[1] <= tall or glyphs.text[i].isalnum()
    ]
    return (box[0], min(b[1] for b in kept), box[2], max(b[3] for b in kept)) if kept else box


def _turned(glyphs: Glyphs, turn: int) -> Glyphs:
    """Return the glyphs as seen when glyphs of this quarter turn stand upright."""
    if turn == 0:
        return glyphs
    wide, high = glyphs.width, glyphs.height
    forward: dict[int, Callable[[Box], Box]] = {
        1: lambda b: (b[1], wide - b[2], b[3], wide - b[0]),
        2: lambda b: (wide - b[2], high - b[3], wide - b[0], high - b[1]),
        3: lambda b: (high - b[3], b[0], high - b[1], b[2]),
    }
    boxes = [forward[turn](box) for box in glyphs.boxes]
    size = (wide, high) if turn == 2 else (high, wide)
    return Glyphs(*size, glyphs.text, boxes, glyphs.angles, glyphs.fonts)


def _back(box: Box, turned: Glyphs, turn: int) -> Box:
    """Return a box of the turned page as it stands on the upright page."""
    left, top, right, bottom = box
    wide, high = turned.width, turned.height
    if turn == 1:
        return high - bottom, left, high - top, right
    if turn == 2:
        return wide - right, high - bottom, wide - left, high - top
    if turn == 3:
        return top, wide - right, bottom, wide - left
    return box
