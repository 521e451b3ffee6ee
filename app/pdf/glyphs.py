"""Read the glyphs of a page from PDFium. Runs in a worker process only."""

import ctypes
import math
from collections.abc import Callable

import pypdfium2.raw as pdfium

from app.pdf.handles import Handle
from app.pdf.pieces import LINE_HYPHEN, Box, Glyphs

MAX_GLYPHS = 400_000
_DEVICE = 1 << 24


def read_glyphs(page: Handle, limit: int = MAX_GLYPHS) -> Glyphs:
    """Read the characters of an open page with their boxes on the upright page.

    At most `limit` characters: a page with more is not meant to be read.
    """
    width = float(pdfium.FPDF_GetPageWidthF(page))
    height = float(pdfium.FPDF_GetPageHeightF(page))
    layer = pdfium.FPDFText_LoadPage(page)
    if not layer:
        return Glyphs(width, height, "", (), ())
    try:
        count = min(pdfium.FPDFText_CountChars(layer), limit)
        text = _characters(layer, count)
        upright = upright_map(page, width, height)
        boxes = _boxes(layer, text, upright)
        angles = _angles(layer, text, pdfium.FPDFPage_GetRotation(page))
        return Glyphs(width, height, text, boxes, angles)
    finally:
        pdfium.FPDFText_ClosePage(layer)


def _characters(layer: Handle, count: int) -> str:
    """Return one character for each index of PDFium; what cannot be shown becomes a space."""
    read = pdfium.FPDFText_GetUnicode
    return "".join([_shown(read(layer, index)) for index in range(count)])


def _shown(code: int) -> str:
    """Return the character of a code point, safe to store and export."""
    if code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code < 0xFFFE:
        return chr(code)
    if code in (0x0A, 0x0D, 0x02):
        return chr(code)
    if code in (0xFFFE, 0xFFFF):
        return LINE_HYPHEN if code == 0xFFFE else " "
    return chr(code) if 0xFFFF < code <= 0x10FFFF else " "


def _boxes(layer: Handle, text: str, upright: Callable[[Box], Box]) -> list[Box]:
    """Return line-high boxes of the characters; white space gets an empty one."""
    rect = pdfium.FS_RECTF()
    target = ctypes.byref(rect)
    read = pdfium.FPDFText_GetLooseCharBox
    empty = (0.0, 0.0, 0.0, 0.0)
    boxes: list[Box] = []
    for index, char in enumerate(text):
        if char.isspace() or not read(layer, index, target):
            boxes.append(empty)
        else:
            boxes.append(upright((rect.left, rect.top, rect.right, rect.bottom)))
    return boxes


def _angles(layer: Handle, text: str, rotation: int) -> list[int]:
    """Return the clockwise quarter turns of the characters as displayed; asked once a word."""
    read = pdfium.FPDFText_GetCharAngle
    angles: list[int] = []
    turn, fresh = 0, True
    for index, char in enumerate(text):
        if char.isspace():
            fresh = True
        elif fresh:
            turn = (round(read(layer, index) / (math.pi / 2)) + rotation) % 4
            fresh = False
        angles.append(turn)
    return angles


def upright_map(page: Handle, width: float, height: float) -> Callable[[Box], Box]:
    """Return the map from a box in PDF user space to one on the upright, cropped page.

    PDFium itself says where three points of user space are drawn, so that rotation, crop box
    and odd media boxes are counted as it counts them when it draws.
    """
    scale = _DEVICE / max(width, height, 1.0)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))

    def drawn(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(
            page, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down)
        )
        return across.value / scale, down.value / scale

    step = max(width, height, 1.0)
    x0, y0 = drawn(0, 0)
    ax, ay = ((value - start) / step for value, start in zip(drawn(step, 0), (x0, y0), strict=True))
    bx, by = ((value - start) / step for value, start in zip(drawn(0, step), (x0, y0), strict=True))
    if abs(ay) < 1e-6 and abs(bx) < 1e-6:
        return lambda b: _ordered(x0 + ax * b[0], y0 + by * b[1], x0 + ax * b[2], y0 + by * b[3])
    return lambda b: _ordered(x0 + bx * b[1], y0 + ay * b[0], x0 + bx * b[3], y0 + ay * b[2])


def _ordered(x1: float, y1: float, x2: float, y2: float) -> Box:
    """Return a box whose left and top are the smaller numbers."""
    if x1 > x2:
        x1, x2 = x2, x1
    if y1 > y2:
        y1, y2 = y2, y1
    return x1, y1, x2, y2
