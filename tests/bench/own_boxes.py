"""Whether a program misses words under a mark because its own boxes miss what it draws itself.

Programs say where a letter stands by a box of their own. Some fonts call their lines many times as
high as their letters (for tall roots and brackets); then the middle of that box can lie on another
line than the letter. Proof of a letter: the program draws ink where the letter is marked, and the
middle of its own box for that letter lies above or below that ink. A miss is explained when this
holds for every letter that the program left out, and for every letter that it took instead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.anchors import Rect
from app.domain.quotes import fold
from app.pdf.marked_text import marked_spans
from app.pdf.text import PageText
from tests.services.viewers import Drawing, Glyph, drawn_by

DRAWN = ("poppler", "MuPDF")  # programs whose drawings can be had
BESIDE = 1.5  # points that two programs may differ by across
NEAR = 20.0  # points
SLACK = 0.5  # points of ink that anti-aliasing may add


@dataclass(frozen=True, slots=True)
class Displaced:
    """A letter whose box, as the program gives it, does not hold its ink in the middle."""

    char: str
    ink: Rect
    box: Rect

    def __str__(self) -> str:
        middle = (self.box.top + self.box.bottom) / 2
        return (
            f"{self.char!r} is drawn at {self.ink.top:.1f} to {self.ink.bottom:.1f}, "
            f"its box says {self.box.top:.1f} to {self.box.bottom:.1f} (middle {middle:.1f})"
        )


def proof(
    viewer: str, copy: Path, page: PageText, rects: Sequence[Rect], glyphs: Sequence[Glyph]
) -> tuple[Displaced, ...]:
    """Return the letters that explain why a program misses a mark; none without a whole proof.

    `glyphs` are those of the page as the program gives them; a drawing is made beside the copy.
    """
    told = ((fold(char)[:1], box) for char, box in glyphs)
    theirs = [(char, box) for char, box in told if char.isalnum() and _is_near(box, rects)]
    drawing = drawn_by(viewer, copy, page.page_index, copy.parent)
    found = [_displaced(drawing, letter, theirs) for letter in _missed(page, rects, theirs)]
    return tuple(one for one in found if one) if found and all(found) else ()


def _missed(page: PageText, rects: Sequence[Rect], theirs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield the letters of a page that the program takes for marked and are not, or not and are."""
    marked = {i for span in marked_spans(page, rects) for i in range(span.start, span.end)}
    for position, char in enumerate(page.text):
        letter = (char, page.box(position))
        if char.isalnum() and letter[1].width > 0 and _is_near(letter[1], rects):
            box = _nearest(letter, theirs)
            taken = box is not None and any(_holds_middle(rect, box) for rect in rects)
            if taken != (position in marked):
                yield letter


def _displaced(drawing: Drawing, letter: Glyph, theirs: Sequence[Glyph]) -> Displaced | None:
    """Return the proof for a letter, or None."""
    box, ink = _nearest(letter, theirs), drawing.ink(letter[1])
    if box is None or ink is None:
        return None
    middle = (box.top + box.bottom) / 2
    inside = ink.top - SLACK <= middle <= ink.bottom + SLACK
    return None if inside else Displaced(letter[0], ink, box)


def _nearest(letter: Glyph, theirs: Sequence[Glyph]) -> Rect | None:
    """Return the program's box of a letter: the same one at the same place across the page."""
    char, own = fold(letter[0])[:1], letter[1]
    across = (own.left + own.right) / 2
    same = [
        box
        for other, box in theirs
        if other == char and abs((box.left + box.right) / 2 - across) < BESIDE
    ]
    down = (own.top + own.bottom) / 2
    return min(same, key=lambda box: (_distance(box, down), _off(box, down)), default=None)


def _is_near(box: Rect, rects: Sequence[Rect]) -> bool:
    """Tell whether a box may have to do with marks: it touches one, or is about a line away."""
    return any(
        box.top < rect.bottom + NEAR
        and box.bottom > rect.top - NEAR
        and box.left < rect.right + NEAR
        and box.right > rect.left - NEAR
        for rect in rects
    )


def _distance(box: Rect, y: float) -> float:
    """Return how far the nearer of a box's edges is from a height; 0 inside."""
    return max(box.top - y, 0.0, y - box.bottom)


def _off(box: Rect, y: float) -> float:
    return abs((box.top + box.bottom) / 2 - y)


def _holds_middle(rect: Rect, box: Rect) -> bool:
    return rect.contains((box.left + box.right) / 2, (box.top + box.bottom) / 2)
