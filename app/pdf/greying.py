"""Draw the marks that other programs left on a page without their colours. Worker process only.

They keep three quarters of their darkness, so that what is marked later stands out above them.
"""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from app.pdf.glyphs import Affine, upright_map
from app.pdf.handles import Handle

Part = tuple[float, float, float, float]
"""Left, top, right, bottom in points of the upright page."""

_MARKS = frozenset(
    (
        pdfium.FPDF_ANNOT_TEXT,
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_HIGHLIGHT,
        pdfium.FPDF_ANNOT_UNDERLINE,
        pdfium.FPDF_ANNOT_SQUIGGLY,
        pdfium.FPDF_ANNOT_STRIKEOUT,
        pdfium.FPDF_ANNOT_INK,
    )
)
"""What reviewers make and `app.pdf.annotations` reads; forms, stamps and links stay as they are."""

_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_MOST = 5_000
_AROUND = 24.0  # points: a mark may be drawn a little beyond the frame it claims
_CHANGED = bytes([0]) + bytes([255]) * 255


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a page: its index in PDFium, its flags, and its frame with some room around."""

    index: int
    flags: int
    frame: Part


def hide_marks(page: Handle) -> tuple[Mark, ...]:
    """Hide the marks of an open page, in memory only; return them."""
    count = min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)
    if count < 1:
        return ()
    width = float(pdfium.FPDF_GetPageWidthF(page))
    height = float(pdfium.FPDF_GetPageHeightF(page))
    upright = upright_map(page, width, height)
    marks = (_hidden(page, index, upright) for index in range(count))
    return tuple(mark for mark in marks if mark is not None)


def greyed(
    page: Handle,
    marks: tuple[Mark, ...],
    pixels: memoryview,
    draw_grey: Callable[[memoryview], None],
) -> None:
    """Put the hidden marks into a picture of their page, in grey.

    `pixels` is the picture without them, four bytes a pixel, and is changed in place; `draw_grey`
    draws the page in grey, one byte a pixel. Where that is another with the marks than without,
    they show.
    """
    count = len(pixels) // 4
    without, with_marks = bytearray(count), bytearray(count)
    draw_grey(memoryview(without))
    _set_flags(page, marks, is_hidden=False)
    try:
        draw_grey(memoryview(with_marks))
    finally:
        _set_flags(page, marks, is_hidden=True)
    before, after = _number(without), _number(with_marks)
    if before == after:
        return
    mask = _number((before ^ after).to_bytes(count, "little").translate(_CHANGED))
    every = _number(b"\xff" * count)
    softened = _mean(_mean(before, after, count), after, count) & mask
    colours = bytearray(pixels)
    for channel in range(3):
        plain = _number(colours[channel::4])
        colours[channel::4] = (plain & (every ^ mask) | softened).to_bytes(count, "little")
    pixels[:] = colours


def _mean(one: int, other: int, count: int) -> int:
    """Return the mean of each pair of bytes."""
    return (one & other) + (((one ^ other) & _number(b"\xfe" * count)) >> 1)


def on_part(marks: tuple[Mark, ...], part: Part) -> tuple[Mark, ...]:
    """Return the marks that may show on a part of the page."""
    left, top, right, bottom = part
    return tuple(
        mark
        for mark in marks
        if mark.frame[0] < right
        and left < mark.frame[2]
        and mark.frame[1] < bottom
        and top < mark.frame[3]
    )


def _hidden(page: Handle, index: int, upright: Affine) -> Mark | None:
    """Hide an annotation if it is a mark that would be seen."""
    annotation = pdfium.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return None
    try:
        flags = int(pdfium.FPDFAnnot_GetFlags(annotation))
        box = pdfium.FS_RECTF()
        if pdfium.FPDFAnnot_GetSubtype(annotation) not in _MARKS or flags & _UNSEEN:
            return None
        if not pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(box)):
            return None
        pdfium.FPDFAnnot_SetFlags(annotation, flags | pdfium.FPDF_ANNOT_FLAG_HIDDEN)
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)
    left, top, right, bottom = upright.boxes([(box.left, box.top, box.right, box.bottom)])[0]
    frame = (left - _AROUND, top - _AROUND, right + _AROUND, bottom + _AROUND)
    return Mark(index, flags, frame)


def _set_flags(page: Handle, marks: tuple[Mark, ...], *, is_hidden: bool) -> None:
    """Hide the marks, or show them again."""
    for mark in marks:
        annotation = pdfium.FPDFPage_GetAnnot(page, mark.index)
        if annotation:
            hidden = pdfium.FPDF_ANNOT_FLAG_HIDDEN if is_hidden else 0
            pdfium.FPDFAnnot_SetFlags(annotation, mark.flags | hidden)
            pdfium.FPDFPage_CloseAnnot(annotation)


def _number(pixels: bytes | bytearray) -> int:
    """Return bytes as one number, so that all of them are worked on at once."""
    return int.from_bytes(pixels, "little")
