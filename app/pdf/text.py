"""The text of a page with a box for each character, and pure functions to select in it."""

import math
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.anchors import Rect
from app.domain.quotes import sentence_span


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Positions in the text of a page: from `start` up to, not including, `end`."""

    start: int
    end: int

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is selected."""
        return self.end <= self.start


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: characters `start` to `end`, without the line end.

    `rect` has one even height for the whole line. `reach` is `rect` widened to half the gaps
    around it (to the gutter, the margin, the next line): a point in it belongs to this line.
    `angle` is how far the line is turned clockwise: 0, 90, 180 or 270 degrees.
    """

    start: int
    end: int
    rect: Rect
    reach: Rect
    angle: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class PageText:
    """Characters of an upright page in reading order.

    `width` and `height` are points, after rotation and cropping; the origin of every box is
    the top left of that page, y downwards. `text` has "\\n" between lines and "\\n\\n" between
    blocks, paragraphs and columns; a hyphen at the end of a line is kept as printed. `boxes` has
    four numbers a character (left, top, right, bottom), an empty box where nothing is printed.
    """

    page_index: int
    width: float
    height: float
    text: str
    boxes: "array[float]"
    lines: tuple[Line, ...]

    def box(self, position: int) -> Rect:
        """Return the box of the character at the position."""
        return Rect(*self.boxes[4 * position : 4 * position + 4])


class Unit(StrEnum):
    """What a selection grows by: a drag, a double click, a triple click ..."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    LINE = "line"
    PARAGRAPH = "paragraph"


def nearest(page: PageText, x: float, y: float) -> int:
    """Return the caret position nearest to a point, wherever on the page it is; 0 if no text."""
    if not page.lines:
        return 0
    under = [line for line in page.lines if line.rect.contains(x, y)]
    under += [line for line in page.lines if _is_squeezed_at(page, line, x, y)]
    under = under or [line for line in page.lines if _is_initial_at(page, line, x, y)]
    if under:  # small raised letters stand inside the line they belong to
        line = min(under, key=lambda entry: _glyph_distance(page, entry, x, y))
    else:
        line = min(page.lines, key=lambda e: (_distance(e.reach, x, y), _distance(e.rect, x, y)))
    return _caret(page, line, x, y)


def select(
    page: PageText,
    start: tuple[float, float],
    end: tuple[float, float],
    unit: Unit = Unit.CHARACTER,
) -> Span:
    """Return what a drag between two points (x, y) selects, in either direction."""
    first, last = sorted((nearest(page, *start), nearest(page, *end)))
    return grow(page, Span(first, last), unit)


def grow(page: PageText, span: Span, unit: Unit) -> Span:
    """Widen a span so that it starts and ends with whole words, sentences, lines, paragraphs."""
    if unit is Unit.CHARACTER or not page.text:
        return span
    around = {
        Unit.WORD: word_at,
        Unit.SENTENCE: sentence_at,
        Unit.LINE: line_at,
        Unit.PARAGRAPH: paragraph_at,
    }[unit]
    first = around(page, span.start)
    last = around(page, max(span.start, span.end - 1))
    return Span(min(first.start, span.start), max(last.end, span.end))


def word_at(page: PageText, position: int) -> Span:
    """Return the word at a position, over a line-end hyphen too; punctuation stands alone."""
    text = page.text
    position = _printed(text, position)
    if text[position : position + 1] in _BRACKETS:
        return Span(position, min(position + 1, len(text)))
    start = end = position
    while start > 0 and _joined(text, start - 1):
        start -= 1
    while end < len(text) and _joined(text, end):
        end += 1
    while start < position and not text[start].isalnum():
        start += 1
    while end - 1 > position and text[end - 1] not in "%°" and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end)


def line_at(page: PageText, position: int) -> Span:
    """Return the line that holds a position; an empty span on a page without text."""
    if not page.lines:
        return Span(0, 0)
    line = page.lines[_line_index(page, position)]
    return Span(line.start, line.end)


def sentence_at(page: PageText, position: int) -> Span:
    """Return the sentence around a position; it may run over a column break."""
    return Span(*sentence_span(page.text, position))


def paragraph_at(page: PageText, position: int) -> Span:
    """Return the paragraph that holds a position, without line ends around it."""
    start = page.text.rfind("\n\n", 0, position + 1)
    start = 0 if start < 0 else start + 2
    end = page.text.find("\n\n", max(start, position))
    return Span(start, len(page.text) if end < 0 else end)


def words(page: PageText) -> Iterator[Span]:
    """Yield the words of the page in reading order, without white space."""
    start = 0
    for position, character in enumerate(page.text):
        if character.isspace():
            if position > start:
                yield Span(start, position)
            start = position + 1
    if start < len(page.text):
        yield Span(start, len(page.text))


def span_rects(page: PageText, span: Span) -> tuple[Rect, ...]:
    """Return one rectangle for each line the span touches; the rectangles do not overlap.

    A large initial, as high as several lines, has a rectangle of its own.
    """
    if span.is_empty or not page.lines:
        return ()
    found = []
    for line in page.lines[_line_index(page, span.start) :]:
        if line.start >= span.end:
            break
        start, end = max(span.start, line.start), min(span.end, line.end)
        if start == line.start and end > start and _has_initial(page, line):
            found.append(_initial(page, line))
            start += 1
        piece = _piece(page, line, start, end)
        if piece is not None:
            found.append(piece)
    return tuple(found)


def raw_quote(page: PageText, span: Span) -> str:
    """Return the characters of the span as printed, line ends and hyphens included."""
    return page.text[span.start : span.end].strip()


def context(page: PageText, span: Span, n: int = 64) -> tuple[str, str]:
    """Return up to n characters before and after the span, as printed."""
    return page.text[max(0, span.start - n) : span.start], page.text[span.end : span.end + n]


def text_margins(page: PageText) -> Rect:
    """Return the box of the body text, in points, for "Fit text width".

    Turned lines (stamps along the margin) are left out, and so are up to four outermost lines
    that hold less than 2 % of the characters. The whole page when there is no text.
    """
    upright = [line for line in page.lines if line.angle == 0]
    if not upright:
        return Rect(0.0, 0.0, page.width, page.height)
    left = outer_edge([(line.rect.left, line.end - line.start) for line in upright])
    right = -outer_edge([(-line.rect.right, line.end - line.start) for line in upright])
    top = min(line.rect.top for line in upright)
    bottom = max(line.rect.bottom for line in upright)
    return Rect(max(0.0, left), max(0.0, top), min(page.width, right), min(page.height, bottom))


_BRACKETS = "()[]{}\"'“”‘’,;:"
_THIN = 0.6  # of the height of its letters, for a line between tall formulas
_INITIAL = 2.0  # times the height of its line
_INITIAL_LINE = 4  # characters
_STRAY_SHARE = 0.02
_STRAY_LINES = 4


def outer_edge(weighted: list[tuple[float, float]]) -> float:
    """Return the smallest value after the few and light ones at its end are left out."""
    weighted.sort()
    allowed = _STRAY_SHARE * sum(weight for _, weight in weighted)
    for value, weight in weighted[:_STRAY_LINES]:
        allowed -= weight
        if allowed < 0:
            return value
    return weighted[min(_STRAY_LINES, len(weighted) - 1)][0]


def _distance(rect: Rect, x: float, y: float) -> float:
    """Return the squared distance of a point from a rectangle; 0 inside."""
    dx = max(rect.left - x, 0.0, x - rect.right)
    dy = max(rect.top - y, 0.0, y - rect.bottom)
    return dx * dx + dy * dy


def _glyph_distance(page: PageText, line: Line, x: float, y: float) -> tuple[float, float]:
    """Return how far the nearest glyph of a line is from a point, then how far its middle is."""
    boxes = (page.box(place) for place in range(line.start, line.end))
    return min(
        ((_distance(box, x, y), _distance(_middle(box), x, y)) for box in boxes if box.width > 0),
        default=(math.inf, math.inf),
    )


def _is_squeezed_at(page: PageText, line: Line, x: float, y: float) -> bool:
    """Tell whether a point beside a line is on its letters: tall formulas cut lines thin."""
    if line.rect.contains(x, y) or not (line.rect.left <= x <= line.rect.right):
        return False
    low, high = page.boxes[4 * line.start + 1], page.boxes[4 * line.start + 3]
    is_thin = line.rect.bottom - line.rect.top < _THIN * (high - low)
    return is_thin and low <= y <= high and line.angle in (0, 180)


def _has_initial(page: PageText, line: Line) -> bool:
    """Tell whether a line begins with a letter as high as several lines."""
    if line.angle != 0 or line.end - line.start < _INITIAL_LINE:
        return False
    top, bottom = page.boxes[4 * line.start + 1], page.boxes[4 * line.start + 3]
    is_high = bottom - top > _INITIAL * (line.rect.bottom - line.rect.top)
    return is_high and page.text[line.start].isalpha()


def _initial(page: PageText, line: Line) -> Rect:
    """Return the box of a line's large initial down to the first line that stands under it."""
    box = page.box(line.start)
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    under = [e.rect.top for e in page.lines if e.rect.left < x < e.rect.right and e.rect.top > y]
    return Rect(box.left, box.top, box.right, min([box.bottom, *under]))


def _is_initial_at(page: PageText, line: Line, x: float, y: float) -> bool:
    """Tell whether a point is on the large initial of a line."""
    return _has_initial(page, line) and page.box(line.start).contains(x, y)


def _middle(box: Rect) -> Rect:
    """Return the middle of a box as an empty box."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return Rect(x, y, x, y)


def _caret(page: PageText, line: Line, x: float, y: float) -> int:
    """Return the position before or after the glyph of the line nearest to the point."""
    axis, point = (0, x) if line.angle in (0, 180) else (1, y)
    best, side, shortest = line.start, 0.0, float("inf")
    for position in range(line.start, line.end):
        low, high = page.boxes[4 * position + axis], page.boxes[4 * position + axis + 2]
        offset = point - (low + high) / 2
        if high > low and abs(offset) < shortest:
            best, side, shortest = position, offset, abs(offset)
    return best + 1 if (side > 0) == _runs_forward(page, line, axis) else best


def _runs_forward(page: PageText, line: Line, axis: int) -> bool:
    """Tell whether positions grow with the coordinate (not in right-to-left text)."""
    first, last = 4 * line.start + axis, 4 * (line.end - 1) + axis
    return page.boxes[first] <= page.boxes[last]


def _line_index(page: PageText, position: int) -> int:
    """Return the index of the line that holds a position, or of the one before it."""
    return max(0, bisect_right(page.lines, position, key=lambda line: line.start) - 1)


def _piece(page: PageText, line: Line, start: int, end: int) -> Rect | None:
    """Return the part of a line between two positions, with the line's own height."""
    if (start, end) == (line.start, line.end):
        return line.rect
    printed = [i for i in range(start, end) if not page.text[i].isspace()]
    if not printed:
        return None
    boxes = page.boxes
    axis = 0 if line.angle in (0, 180) else 1
    low = min(boxes[4 * i + axis] for i in printed)
    high = max(boxes[4 * i + axis + 2] for i in printed)
    if axis == 0:
        return Rect(low, line.rect.top, high, line.rect.bottom)
    return Rect(line.rect.left, low, line.rect.right, high)


def _printed(text: str, position: int) -> int:
    """Return the position, or the nearest one before it that is not white space."""
    position = max(0, min(position, len(text) - 1))
    while position > 0 and text[position].isspace():
        position -= 1
    return position


def _joined(text: str, position: int) -> bool:
    """Tell whether the character belongs to a word (or is the line end after its hyphen)."""
    if text[position] == "\n":
        return (
            text[position - 1 : position] == "-"
            and text[position - 2 : position - 1].isalpha()
            and text[position + 1 : position + 2].islower()
        )
    return not text[position].isspace() and text[position] not in _BRACKETS


def region_text(page: PageText, region: Rect) -> str:
    """Return the text of the glyphs whose centres lie in a rectangle, line by line."""
    found = []
    for line in page.lines:
        inside = [i for i in range(line.start, line.end) if _centred(page, i, region)]
        if inside:
            found.append(page.text[inside[0] : inside[-1] + 1].strip())
    return "\n".join(found)


def _centred(page: PageText, position: int, region: Rect) -> bool:
    """Tell whether the centre of a printed glyph lies in a rectangle."""
    box = page.box(position)
    centre = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return box.width > 0 and region.contains(*centre)
