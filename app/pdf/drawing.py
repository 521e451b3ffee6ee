"""Draw parts of pages with PDFium. Runs in a worker process only."""

import ctypes

import pypdfium2.raw as pdfium

from app.pdf.errors import PageNotDrawn
from app.pdf.greying import Mark, greyed, on_part
from app.pdf.handles import Handle
from app.pdf.requests import MAX_PIXELS, RenderTile, Tile

_WHITE = 0xFFFFFFFF
_BYTES = 4


def draw_tile(
    page: Handle, marks: tuple[Mark, ...], request: RenderTile, slab: "memoryview | None"
) -> Tile:
    """Draw into the slab when the tile fits there (`pixels` stays empty), else into new bytes.

    The marks are those that are hidden on the page; they are drawn in grey. Raises PageNotDrawn
    for a tile outside the page or beyond 40 million pixels.
    """
    wide = max(1, round(pdfium.FPDF_GetPageWidthF(page) * request.scale))
    high = max(1, round(pdfium.FPDF_GetPageHeightF(page) * request.scale))
    width, height = min(request.w, wide - request.x), min(request.h, high - request.y)
    if min(width, height, request.x + 1, request.y + 1) < 1:
        raise PageNotDrawn(f"There is nothing to draw there on page {request.page + 1}.")
    if width * height > MAX_PIXELS or max(wide, high) > _MAX_EXTENT:
        raise PageNotDrawn(
            f"Page {request.page + 1} is too large to draw at this size. "
            "Your answers are safe. Choose a smaller zoom."
        )
    size = width * height * _BYTES
    fits = slab is not None and size <= len(slab)
    pixels = slab if slab is not None and fits else memoryview(bytearray(size))
    placed = (-request.x, -request.y, wide, high)

    _draw(page, pixels, (width, height), placed)
    part = [side / request.scale for side in (request.x, request.y)]
    ends = [(request.x + width) / request.scale, (request.y + height) / request.scale]
    seen = on_part(marks, (*part, *ends))
    if seen:

        def draw_grey(target: memoryview) -> None:
            _draw(page, target, (width, height), placed, is_grey=True)

        greyed(page, seen, pixels[:size], draw_grey)
    return Tile(width, height, width * _BYTES, b"" if fits else bytes(pixels))


_MAX_EXTENT = 1 << 24


def _draw(
    page: Handle,
    pixels: memoryview,
    size: tuple[int, int],
    placed: tuple[int, int, int, int],
    *,
    is_grey: bool = False,
) -> None:
    """Draw a page, placed (x, y, width, height) in device pixels, on white.

    A pixel takes four bytes, in grey one.
    """
    width, height = size
    depth, kind = (1, pdfium.FPDFBitmap_Gray) if is_grey else (_BYTES, pdfium.FPDFBitmap_BGRx)
    flags = pdfium.FPDF_ANNOT | (pdfium.FPDF_GRAYSCALE if is_grey else 0)
    target = (ctypes.c_ubyte * (width * height * depth)).from_buffer(pixels)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, kind, target, width * depth)
    if not bitmap:
        raise PageNotDrawn("The page could not be drawn. Your answers are safe. Try again.")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, *placed, 0, flags)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
