"""Which words of a page lie under the rectangles of an annotation. Pure."""

from collections.abc import Sequence

from app.domain.anchors import Rect
from app.pdf.text import PageText, Span

_BRIDGED = 2
"""Printed characters in a row that may be missed within a mark: detached accents, odd boxes."""
_BESIDE = 0.7


def marked_spans(page: PageText, rects: Sequence[Rect]) -> tuple[Span, ...]:
    """Return the stretches of text whose glyphs stand in one of the rectangles.

    A glyph stands there when its centre does, or when the rectangle is beside nearly all of its
    own height: the boxes of symbols are often twice as high as the line. Glyphs with nothing but
    white space between them (or a glyph or two whose boxes are odd) belong to one stretch, so
    that spaces and line ends are kept.
    """
    inside = [
        position
        for line in page.lines
        if any(_touches(line.rect, rect) for rect in rects)
        for position in range(line.start, line.end)
        if _is_inside(page, position, rects)
    ]
    spans: list[Span] = []
    for position in sorted(inside):
        if spans and _joins(page.text, spans[-1].end, position):
            spans[-1] = Span(spans[-1].start, position + 1)
        else:
            spans.append(Span(position, position + 1))
    return tuple(spans)


def quote_of(page: PageText, spans: Sequence[Span]) -> str:
    """Return the text of the stretches as printed."""
    return " ".join(page.text[span.start : span.end] for span in spans).strip()


def _joins(text: str, end: int, start: int) -> bool:
    between = "".join(text[end:start].split())
    return len(between) <= _BRIDGED


def _is_inside(page: PageText, position: int, rects: Sequence[Rect]) -> bool:
    if page.text[position].isspace():
        return False
    box = page.box(position)
    return box.width > 0 and any(_covers(rect, box) for rect in rects)


def _covers(rect: Rect, box: Rect) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    if not rect.left <= x <= rect.right:
        return False
    shared = min(rect.bottom, box.bottom) - max(rect.top, box.top)
    return rect.top <= y <= rect.bottom or shared > _BESIDE * min(rect.height, box.height) > 0


def _touches(one: Rect, other: Rect) -> bool:
    across = one.left <= other.right and other.left <= one.right
    return across and one.top <= other.bottom and other.top <= one.bottom
