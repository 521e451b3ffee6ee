"""Why a program reads other words under a mark, where that can be proved from the file itself."""

import functools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.anchors import Rect
from app.domain.quotes import fold
from app.pdf.marked_text import marked_spans, quote_of
from app.pdf.text import PageText
from tests.bench.own_boxes import DRAWN, proof
from tests.bench.unseen_letters import BESIDE, covered, is_under, repeated
from tests.services.viewers import Glyph, glyphs_in_mupdf, glyphs_in_pdfjs, glyphs_in_poppler

GLYPHS = {"poppler": glyphs_in_poppler, "MuPDF": glyphs_in_mupdf, "pdf.js": glyphs_in_pdfjs}
WITHIN = 0.5  # of the smaller of two boxes of one glyph


@dataclass(frozen=True, slots=True)
class Proof:
    """What a miss comes from, in a few words, and what shows it."""

    why: str
    shown_by: str


def proved(
    viewer: str, copy: Path, page: PageText, rects: Sequence[Rect], words: tuple[str, str]
) -> Proof | None:
    """Return the proof that a miss is not the mark's; `words` are those meant and those read.

    There is none for a mark that does not hold the words that are meant.
    """
    wanted, read = map(_letters, words)
    if _letters(quote_of(page, marked_spans(page, rects))) != wanted:
        return None
    theirs = _glyphs(viewer, copy, page.page_index)
    if takes_same(page, rects, theirs, read):
        return Proof(
            "the same glyphs with signs for letters", f"each has one at its place: {words}"
        )
    more, less = read - wanted, wanted - read
    if more and not less and more == repeated(theirs, rects):
        return Proof("letters printed twice at one place", f"{_said(more)} are there again")
    if more and not less and more == covered(copy, page.page_index, rects):
        return Proof("letters that are covered", f"same picture without {_said(more)}")
    found = proof(viewer, copy, page, rects, theirs) if viewer in DRAWN else ()
    if not found:
        return None
    return Proof(f"{viewer}'s own boxes", f"miss the ink of {len(found)} letters: {found[0]} ...")


@functools.lru_cache(maxsize=16)
def _glyphs(viewer: str, copy: Path, index: int) -> list[Glyph]:
    return GLYPHS[viewer](copy, index) if viewer in GLYPHS else []


def takes_same(
    page: PageText, rects: Sequence[Rect], theirs: Sequence[Glyph], read: "Counter[str]"
) -> bool:
    """Tell whether a program takes the very glyphs that are marked, and only names some otherwise.

    Fonts may not say what their signs mean; then one program has a letter where others have a
    sign. The glyphs under the mark must be those that it `read`, each letter must have one of them
    at its place, and no letter be another.
    """
    for slack in (0.0, BESIDE):
        left = [(c, box) for c, box in theirs if not c.isspace() and is_under(rects, box, slack)]
        if _letters("".join(char for char, _ in left)) == read:
            return _are_marked(page, rects, left)
    return False


def _are_marked(page: PageText, rects: Sequence[Rect], left: list[Glyph]) -> bool:
    """Tell whether glyphs stand where those of marks do, and no letter for another letter."""
    for span in marked_spans(page, rects):
        for place in range(span.start, span.end):
            char, box = page.text[place], page.box(place)
            if not char.isspace() and box.width > 0 and not _took(left, fold(char), box):
                return False
    return not any(char.isalnum() for char, _ in left)


def _took(left: list[Glyph], char: str, box: Rect) -> bool:
    """Take the glyph at a place away; tell whether it may stand for a character."""
    there = [glyph for glyph in left if _is_at(box, glyph[1])]
    if not there:
        return not char.isalnum()
    found = min(there, key=lambda glyph: (fold(glyph[0]) != char, _apart(box, glyph[1])))
    left.remove(found)
    return fold(found[0]) == char or not (found[0].isalnum() and char.isalnum())


def _is_at(box: Rect, other: Rect) -> bool:
    """Tell whether one of two boxes lies in the other, for the most part."""
    across = min(box.right, other.right) - max(box.left, other.left)
    down = min(box.bottom, other.bottom) - max(box.top, other.top)
    smaller = min(box.width * box.height, other.width * other.height)
    return across > 0 and down > 0 and across * down > WITHIN * smaller


def _apart(box: Rect, other: Rect) -> float:
    """Return how far the middles of two boxes lie apart."""
    across = box.left + box.right - other.left - other.right
    down = box.top + box.bottom - other.top - other.bottom
    return math.hypot(across, down) / 2


def _letters(text: str) -> "Counter[str]":
    return Counter(filter(str.isalnum, fold(text)))


def _said(letters: "Counter[str]") -> str:
    return "".join(sorted(letters.elements()))
