"""Read the glyphs of a page from PDFium. Runs in a worker process only."""

import ctypes
import math
import re
from array import array
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

import pypdfium2.raw as pdfium

from app.pdf.fonts import fonts_of
from app.pdf.handles import Handle
from app.pdf.pieces import LINE_HYPHEN, Box, Glyphs

MAX_GLYPHS = 400_000
UNREADABLE = "\ufffd"
_LIGATURE = 3  # letters
_DEVICE = 1 << 24
_NOISE = 1e-5


def read_glyphs(page: Handle, limit: int = MAX_GLYPHS) -> Glyphs:
    """Read the characters of an open page with their boxes on the upright page.

    At most `limit` characters: a page with more is not meant to be read.
    """
    width = float(pdfium.FPDF_GetPageWidthF(page))
    height = float(pdfium.FPDF_GetPageHeightF(page))
    upright = upright_map(page, width, height)
    shown = int(pdfium.FPDFPage_GetRotation(page))
    text, sides, angles, fonts = _read(page, limit)
    turn = max(range(4), key=lambda quarter: (angles.count(quarter), -quarter))
    if turn:  # PDFium puts the words of a line in order for pages whose words stand upright
        pdfium.FPDFPage_SetRotation(page, (shown - turn) % 4)
        text, sides, read, fonts = _read(page, limit)
        angles = [(angle + turn) % 4 for angle in read]
        pdfium.FPDFPage_SetRotation(page, shown)
    return _on_paper(Glyphs(width, height, text, upright.boxes(sides), angles, fonts))


def _read(page: Handle, limit: int) -> "_Read":
    """Return the characters, their boxes in user space, their quarter turns and fonts."""
    layer = pdfium.FPDFText_LoadPage(page)
    if not layer:
        return "", [], [], []
    try:
        count = min(pdfium.FPDFText_CountChars(layer), limit)
        text = _characters(layer, count)
        boxes = _boxes(layer, text)
        angles = _angles(layer, text, pdfium.FPDFPage_GetRotation(page))
        return _without_seconds(text, boxes, angles, fonts_of(layer, text))
    finally:
        pdfium.FPDFText_ClosePage(layer)


_Read = tuple[str, list[Box], list[int], list[int]]


def _without_seconds(text: str, boxes: list[Box], angles: list[int], fonts: list[int]) -> "_Read":
    """Leave out the second halves of characters beyond 16 bits."""
    if _SECOND not in text:
        return text, boxes, angles, fonts
    kept = [index for index, char in enumerate(text) if char != _SECOND]
    return (
        "".join(text[n] for n in kept),
        [boxes[n] for n in kept],
        [angles[n] for n in kept],
        [fonts[n] for n in kept],
    )


def _on_paper(glyphs: Glyphs) -> Glyphs:
    """Leave out what the crop box cuts away altogether, and what is printed a second time."""
    width, height = glyphs.width, glyphs.height
    away = {
        index
        for index, (left, top, right, bottom) in enumerate(glyphs.boxes)
        if right < 0 or bottom < 0 or left > width or top > height
    }
    away = {index for index in away if glyphs.text[index] not in "\r\n"} | _repeated(glyphs)
    if not away:
        return glyphs
    kept = [index for index in range(len(glyphs.text)) if index not in away]
    return Glyphs(
        width,
        height,
        "".join(glyphs.text[index] for index in kept),
        [glyphs.boxes[index] for index in kept],
        [glyphs.angles[index] for index in kept],
        [glyphs.fonts[index] for index in kept],
    )


def _repeated(glyphs: Glyphs) -> set[int]:
    """Return the letters that were printed before at the very same place, as false bold is.

    The letters of a ligature share a box too, but follow each other.
    """
    found, seen = set(), dict[tuple[str, Box], int]()
    for index, letter in enumerate(zip(glyphs.text, glyphs.boxes, strict=True)):
        char, box = letter
        if char.isspace() or box[2] <= box[0] or box[3] <= box[1]:
            continue
        if index - seen.setdefault(letter, index) > _LIGATURE:
            found.add(index)
    return found


def _characters(layer: Handle, count: int) -> str:
    """Return one character for each index of PDFium; what cannot be shown becomes a space.

    Signs that the file gives no meaning become U+FFFD, not the control character of their code.
    Characters beyond 16 bits have two indexes; that of their second half is marked.
    """
    if count < 1:
        return ""
    buffer = ctypes.create_string_buffer(2 * (count + 1))
    target = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    pdfium.FPDFText_GetText(layer, 0, count, target)
    text = buffer.raw[: 2 * count].decode("utf-16-le", "replace")
    if len(text) != count or _beyond_16_bits(layer, text):
        read = pdfium.FPDFText_GetUnicode
        text = _paired([int(read(layer, index)) for index in range(count)])
    for found in _CONTROLS.finditer(text):
        index = found.start()
        if pdfium.FPDFText_HasUnicodeMapError(layer, index) == 1:
            text = f"{text[:index]}{UNREADABLE}{text[index + 1 :]}"
    return text.translate(_SHOWN)


_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SHOWN = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0xFFFF], " ") | {
    0x02: LINE_HYPHEN,
    0x0A: "\n",
    0x0D: "\r",
    0xFFFE: LINE_HYPHEN,
}


def _beyond_16_bits(layer: Handle, text: str) -> bool:
    """Tell whether indexes of the text differ from those of the characters."""
    last = len(text) - 1
    code = int(pdfium.FPDFText_GetUnicode(layer, last))
    return not text[last].isspace() and code not in (0x02, ord(text[last]))


def _paired(codes: list[int]) -> str:
    """Return the characters of code points; of pairs the one they mean, and a mark."""
    found = [_character(code) for code in codes]
    for place, (high, low) in enumerate(pairwise(codes)):
        if 0xD800 <= high < 0xDC00 <= low < 0xE000:
            char = chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
            found[place] = normalize("NFKC", char) if ord(char) in _FORMULA_LETTERS else char
            found[place + 1] = _SECOND
    return "".join(found)


def _character(code: int) -> str:
    """Return the character of a code point; halves of pairs cannot be stored."""
    return UNREADABLE if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


_SECOND = "\ufdd0"  # no character, for the program's own use
_FORMULA_LETTERS = range(0x1D400, 0x1D800)
"""Italic, bold and other letters of formulas: their font is no matter of the text (p < 0.05)."""


_LOOSE_BOX = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)
"""The same function taking addresses: half the time of filling one structure a call."""

_BOX_BYTES = 16
_TALL = 2.0  # times the usual height of a box on the page
_TOO_TALL = 4.0  # times what is drawn


def _boxes(layer: Handle, text: str) -> list[Box]:
    """Return line-high boxes of the characters in user space."""
    buffer = ctypes.create_string_buffer(_BOX_BYTES * len(text) + 1)
    start, handle = ctypes.addressof(buffer), ctypes.cast(layer, ctypes.c_void_p).value
    for index in range(len(text)):
        _LOOSE_BOX(handle, index, start + _BOX_BYTES * index)
    sides = array("f")
    sides.frombytes(buffer.raw[:-1])
    raw = list(zip(sides[0::4], sides[1::4], sides[2::4], sides[3::4], strict=True))
    _tame(layer, text, raw)
    return raw


def _tame(layer: Handle, text: str, raw: list[Box]) -> None:
    """Give letters of fonts made for formulas the boxes of their ink.

    Such fonts call their lines five times as high as their letters, for the sake of tall roots
    and brackets; those boxes would cover the lines around.
    """
    heights = sorted(top - bottom for _, top, _, bottom in raw if top > bottom)
    usual = _TALL * heights[len(heights) // 2] if heights else 0.0
    for index, (left, top, right, bottom) in enumerate(raw):
        if top - bottom > usual and not text[index].isspace():
            low, high = _ink(layer, index)
            middle, half = (low + high) / 2, max(high - low, right - left) / 2
            if top - bottom > _TOO_TALL * 2 * half:
                raw[index] = (left, middle + half, right, middle - half)


def _ink(layer: Handle, index: int) -> tuple[float, float]:
    """Return the lowest and the highest y of what is drawn of a character, in user space."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(layer, index, *map(ctypes.byref, (left, right, bottom, top)))
    return bottom.value, top.value


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


@dataclass(frozen=True, slots=True)
class Affine:
    """A map of axes: x' = x0 + xx * x + xy * y, y' = y0 + yx * x + yy * y."""

    x0: float
    xx: float
    xy: float
    y0: float
    yx: float
    yy: float

    def boxes(self, boxes: list[Box]) -> list[Box]:
        """Map boxes (left, top, right, bottom) of either orientation; rotation by quarters only."""
        x0, y0, xx, xy, yx, yy = self.x0, self.y0, self.xx, self.xy, self.yx, self.yy
        if xy == 0 and xx > 0 and yy < 0:
            return [(x0 + xx * a, y0 + yy * b, x0 + xx * c, y0 + yy * d) for a, b, c, d in boxes]
        corners = [
            (x0 + xx * a + xy * b, y0 + yx * a + yy * b, x0 + xx * c + xy * d, y0 + yx * c + yy * d)
            for a, b, c, d in boxes
        ]
        return [(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in corners]


def upright_map(page: Handle, width: float, height: float) -> Affine:
    """Return the map from PDF user space to the upright, cropped page.

    PDFium itself says where three points of user space are drawn, so that rotation, crop box
    and odd media boxes are counted as it counts them when it draws.
    """
    step = max(width, height, 1.0)
    scale = _DEVICE / step
    size = (max(1, round(width * scale)), max(1, round(height * scale)))

    def drawn(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(
            page, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down)
        )
        return across.value / scale, down.value / scale

    x0, y0 = drawn(0, 0)
    x1, y1 = drawn(step, 0)
    x2, y2 = drawn(0, step)
    slopes = [(x1 - x0) / step, (x2 - x0) / step, (y1 - y0) / step, (y2 - y0) / step]
    xx, xy, yx, yy = (slope if abs(slope) > _NOISE else 0.0 for slope in slopes)
    return Affine(x0, xx, xy, y0, yx, yy)
