"""Prints page, kind, text under the quads and contents of every text mark, as poppler reads them.

Run by the system's Python, which has the bindings:
python3 poppler_marks.py marks FILE=TURN,TURN,... FILE=... prints a line for each file; the turns
are the /Rotate of its pages, which the bindings do not tell and do not apply to quadrilaterals.
python3 poppler_marks.py glyphs FILE PAGE prints the glyphs of a page (from 0): character, left,
top, right, bottom.
"""

import ctypes
import json
import sys
from pathlib import Path
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("Poppler", "0.18")
from gi.repository import Poppler  # type: ignore[import-not-found]  # noqa: E402

FAR = 100_000.0  # points
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e"
KINDS = {"POPPLER_ANNOT_HIGHLIGHT": "Highlight", "POPPLER_ANNOT_UNDERLINE": "Underline"}


class Quads(ctypes.Structure):
    """GLib's array of quadrilaterals: eight doubles each; the bindings free it too early."""

    _fields_ = (("data", ctypes.POINTER(ctypes.c_double)), ("length", ctypes.c_uint))


quads_of = ctypes.CDLL("libpoppler-glib.so.8").poppler_annot_text_markup_get_quadrilaterals
quads_of.restype = ctypes.POINTER(Quads)
quads_of.argtypes = [ctypes.c_void_p]


def main(file: str, turns: list[int]) -> None:
    """Print the marks of a file, and the texts of their pages, as JSON."""
    paper = Poppler.Document.new_from_file(Path(file).absolute().as_uri(), None)
    found, texts = [], {}
    for number in range(paper.get_n_pages()):
        page = paper.get_page(number)
        marks = [entry.annot for entry in page.get_annot_mapping()]
        marks = [mark for mark in marks if mark.get_annot_type().value_name in KINDS]
        if marks:
            text, boxes = text_of(page)
            size = page.get_size()
            texts[number] = text
            for mark in marks:
                under = text_under(quads(mark, size, turns[number]), text, boxes)
                kind = KINDS[mark.get_annot_type().value_name]
                found.append([number, kind, under, mark.get_contents()])
    sys.stdout.write(json.dumps([found, texts]) + "\n")


def glyphs(file: str, number: int) -> None:
    """Print the glyphs of a page with poppler's own boxes, as JSON."""
    page = Poppler.Document.new_from_file(Path(file).absolute().as_uri(), None).get_page(number)
    told = [(c, b.x1, b.y1, b.x2, b.y2) for c, b in zip(*text_of(page), strict=False)]
    sys.stdout.write(json.dumps(told))


def text_of(page: Any) -> tuple[str, list[Any]]:
    """Return the text of a page and a box for each character.

    What is asked for by the page alone is a selection from corner to corner, which leaves columns
    out where words run up or down; so far more than the page is asked for. Signs of direction that
    poppler puts around words that run left have no box.
    """
    area = Poppler.Rectangle()
    area.x1 = area.y1 = -FAR
    area.x2 = area.y2 = FAR
    text = "".join(char for char in page.get_text_for_area(area) if char not in DIRECTIONS)
    return text, page.get_text_layout_for_area(area)[1]


def quads(
    mark: Any, size: tuple[float, float], turn: int
) -> list[tuple[float, float, float, float]]:
    """Return left, top, right, bottom of each quadrilateral as displayed, y downwards."""
    width, height = size
    array = quads_of(hash(mark)).contents
    sides = []
    for at in range(0, 8 * array.length, 8):
        xs, ys = array.data[at : at + 8 : 2], array.data[at + 1 : at + 8 : 2]
        across, down = {
            0: (xs, [height - y for y in ys]),
            90: (ys, xs),
            180: ([width - x for x in xs], ys),
            270: ([width - y for y in ys], [height - x for x in xs]),
        }[turn]
        sides.append((min(across), min(down), max(across), max(down)))
    return sides


def text_under(sides: list[tuple[float, float, float, float]], text: str, boxes: list[Any]) -> str:
    """Return the characters whose centre lies in one of the boxes."""
    return "".join(
        char
        for char, box in zip(text, boxes, strict=False)
        if any(
            left <= (box.x1 + box.x2) / 2 <= right and top <= (box.y1 + box.y2) / 2 <= bottom
            for left, top, right, bottom in sides
        )
    )


if __name__ == "__main__":
    if sys.argv[1] == "glyphs":
        glyphs(sys.argv[2], int(sys.argv[3]))
    else:
        for given in sys.argv[2:]:
            name, _, turned = given.rpartition("=")
            main(name, [int(turn) for turn in turned.split(",")])
