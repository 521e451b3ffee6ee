"""Pages set by hand for tests: fixed-width print, no PDF."""

from app.pdf.layout import page_text
from app.pdf.pieces import Glyphs
from app.pdf.text import PageText

CHAR = 5.0
SIZE = 10.0
LEADING = 12.0

Run = tuple[float, float, str]


def glyphs(runs: list[Run], width: float = 600.0, height: float = 800.0) -> Glyphs:
    """Return glyphs of runs (left, top, text) in drawing order, with line ends between them."""
    text, boxes = "", []
    for left, top, words in runs:
        for place, char in enumerate(words):
            text += char
            x = left + CHAR * place
            boxes.append((x, top, x + CHAR, top + SIZE))
        text += "\r\n"
        boxes += [(0.0, 0.0, 0.0, 0.0)] * 2
    return Glyphs(width, height, text, boxes, [0] * len(text))


def page(runs: list[Run]) -> PageText:
    """Return the page of the runs, as read."""
    return page_text(0, glyphs(runs))


def column(left: float, top: float, *lines: str) -> list[Run]:
    """Return lines below each other."""
    return [(left, top + LEADING * number, line) for number, line in enumerate(lines)]


def two_columns() -> PageText:
    """A title over two columns of six lines of 44 characters."""
    left = [f"left {n} {'x' * 37}" for n in range(6)]
    right = [f"right {n} {'y' * 36}" for n in range(6)]
    title = (50.0, 100.0, "A title that runs over both of the columns " + "t" * 50)
    return page([title, *column(50.0, 140.0, *left), *column(310.0, 140.0, *right)])
