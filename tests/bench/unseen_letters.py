"""Letters under a mark that a program reads, and that nobody sees or sees once.

A file may print the same letters twice at one place, or print letters and then cover them: some
publishers put their page number over that of the manuscript. Our reader leaves them out; others
give them back. Proof that a letter is covered: the page looks the same, to the last pixel, without
it.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfPage

from app.domain.anchors import Rect
from app.domain.quotes import fold
from tests.services.viewers import Glyph

SAME = 0.5  # points that two prints of a letter may lie apart
BESIDE = 1.5  # points that a mark is larger than its words
SCALE = 2.0  # pixels a point


def repeated(glyphs: Sequence[Glyph], rects: Sequence[Rect]) -> "Counter[str]":
    """Return the letters under marks that a program has again at the very same place."""
    kept: list[Glyph] = []
    again = Counter[str]()
    for char, box in glyphs:
        if is_under(rects, box):
            if any(char == other and _is_same(box, there) for other, there in kept):
                again.update(_letters(char))
            kept.append((char, box))
    return again


def covered(path: Path, index: int, rects: Sequence[Rect]) -> "Counter[str]":
    """Return the letters under marks that the page (from 0) draws and that are not seen."""
    found = Counter[str]()
    with PdfDocument(path) as paper:
        words = list(_printed(paper[index], rects))
        seen = _drawn(paper[index])
    for place, text in words:
        with PdfDocument(path) as paper:
            page = paper[index]
            pdfium.FPDFPage_RemoveObject(page, pdfium.FPDFPage_GetObject(page, place))
            if _drawn(page) == seen:
                found.update(_letters(text))
    return found


def _printed(page: PdfPage, rects: Sequence[Rect]) -> Iterator[tuple[int, str]]:
    """Yield the number of each object of text under marks, and what it says."""
    text = page.get_textpage()
    for place in range(pdfium.FPDFPage_CountObjects(page)):
        entry = pdfium.FPDFPage_GetObject(page, place)
        if pdfium.FPDFPageObj_GetType(entry) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if is_under(rects, _displayed(page, entry)):
            size = pdfium.FPDFTextObj_GetText(entry, text, None, 0)
            said = (ctypes.c_ushort * (size // 2 + 1))()
            pdfium.FPDFTextObj_GetText(entry, text, said, size)
            yield place, bytes(said)[: max(0, size - 2)].decode("utf-16-le")


def _displayed(page: PdfPage, entry: "pdfium.FPDF_PAGEOBJECT") -> Rect:
    """Return the box of an object on the upright page, in points."""
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(entry, *sides)
    left, bottom, right, top = (side.value for side in sides)
    corners = [_upright(page, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = zip(*corners, strict=True)
    return Rect(min(xs), min(ys), max(xs), max(ys))


def _upright(page: PdfPage, x: float, y: float) -> tuple[float, float]:
    wide, high = (round(100 * side) for side in page.get_size())
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, across, down)
    return across.value / 100, down.value / 100


def _drawn(page: PdfPage) -> bytes:
    return bytes(page.render(scale=SCALE, may_draw_forms=False, draw_annots=False).buffer)


def _letters(text: str) -> "Counter[str]":
    return Counter(char for char in fold(text) if char.isalnum())


def _is_same(one: Rect, other: Rect) -> bool:
    steps = one.left - other.left, one.top - other.top, one.right - other.right
    return all(abs(step) < SAME for step in (*steps, one.bottom - other.bottom))


def is_under(rects: Sequence[Rect], box: Rect, slack: float = BESIDE) -> bool:
    """Tell whether the middle of a box is under marks, or `slack` points beside them."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return any(
        rect.left - slack <= x <= rect.right + slack
        and rect.top - slack <= y <= rect.bottom + slack
        for rect in rects
    )
