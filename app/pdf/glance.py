"""What the first look at a PDF needs: pages, sizes, edges of the text. Runs in a worker only."""

import ctypes
import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pypdfium2.raw as pdfium

from app.pdf.documents import Documents, seen_now
from app.pdf.errors import PageNotDrawn
from app.pdf.glyphs import upright_map
from app.pdf.handles import Handle
from app.pdf.pieces import Box
from app.pdf.requests import Edges, Glance, GlancePaper
from app.pdf.summary import page_count, page_size
from app.pdf.text import outer_edge

MEASURED = 24
"""Pages whose size is read for a first look; in a long file reading all of them takes longer
than drawing a page."""

_MOST_PIECES = 20_000
_TURNED = 3  # times as high as wide: a line that runs up the page
_TURNED_LEAST = 24.0  # points
_SPACE = 1.5  # of the height of a line: pieces no farther apart are read on


def glance(documents: Documents, request: GlancePaper) -> Glance:
    """Look at an open document; raises PaperDamaged without pages, PaperTooComplex with many.

    Pages beyond the first ones are taken to be as large as most of those are.
    """
    seen = seen_now(request.path)  # before it is opened: what comes later is another file
    document = documents.document(request.path, request.password)
    pages = page_count(document, request.path)
    sizes = [page_size(document, index) for index in range(min(pages, MEASURED))]
    usual = Counter(sizes).most_common(1)[0][0]
    return Glance(
        pages=pages,
        sizes=(*sizes, *[usual] * (pages - len(sizes))),
        edges=_edges_of_first(documents, request.path, request.password),
        seen=seen,
    )


def _edges_of_first(documents: Documents, path: Path, password: str | None) -> Edges | None:
    """Return the edges of the first page; None where it cannot be read."""
    try:
        return text_edges(documents.page(path, password, 0))
    except PageNotDrawn:
        return None


def text_edges(page: Handle) -> Edges | None:
    """Return left and right edge of the text of an upright page in points, or None without text.

    Lines that run up the page are left out, and so are up to four outermost lines that hold less
    than 2 % of the text. Reading whole lines, it takes a fifth of the time that characters take.
    """
    width = float(pdfium.FPDF_GetPageWidthF(page))
    height = float(pdfium.FPDF_GetPageHeightF(page))
    lines = upright_map(page, width, height).boxes(_lines(_pieces(page)))
    read = [line for line in lines if _is_read(line, width, height)]
    if not read:
        return None
    left = outer_edge([(line[0], line[2] - line[0]) for line in read])
    right = -outer_edge([(-line[2], line[2] - line[0]) for line in read])
    return max(0.0, left), min(width, right)


_GET_RECT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4)(
    ctypes.cast(pdfium.FPDFText_GetRect, ctypes.c_void_p).value or 0
)
"""The same function taking addresses: half the time of filling four numbers a call."""


def _pieces(page: Handle) -> Iterator[Box]:
    """Yield the stretches of text that PDFium sees as one, in PDF user space, y upwards."""
    layer = pdfium.FPDFText_LoadPage(page)
    if not layer:
        return iter(())
    try:
        count = min(max(0, pdfium.FPDFText_CountRects(layer, 0, -1)), _MOST_PIECES)
        sides = array("d", bytes(32 * count))
        at, handle = sides.buffer_info()[0], ctypes.cast(layer, ctypes.c_void_p).value
        for index in range(count):
            _GET_RECT(handle, index, at, at + 8, at + 16, at + 24)
            at += 32
        return zip(sides[0::4], sides[1::4], sides[2::4], sides[3::4], strict=True)
    finally:
        pdfium.FPDFText_ClosePage(layer)


def _is_read(box: Box, width: float, height: float) -> bool:
    """Tell whether a piece stands on the page and runs across it."""
    left, top, right, bottom = box
    high = bottom - top
    if high > _TURNED_LEAST and high > _TURNED * (right - left):
        return False
    return left < right and right > 0 and left < width and bottom > 0 and top < height


def _lines(pieces: Iterable[Box]) -> list[Box]:
    """Join pieces that follow each other on one line: some files draw every letter alone."""
    lines: list[Box] = []
    left, top, right, bottom = 0.0, -math.inf, 0.0, math.inf  # of the line, nothing yet
    for piece in pieces:
        start, high, end, low = piece
        size = max(top - bottom, high - low)
        if min(top, high) > max(bottom, low) and -size < start - right < _SPACE * size:
            left, top = min(left, start), max(top, high)
            right, bottom = max(right, end), min(bottom, low)
            lines[-1] = (left, top, right, bottom)
        else:
            left, top, right, bottom = piece
            lines.append(piece)
    return lines
