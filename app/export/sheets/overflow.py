"""Sheet "Long texts": the whole of each text that is longer than a cell may be."""

from app.export.page import LONG_TEXTS, Page, reference
from app.export.styles import HEADER, LABEL, NUMBER, TEXT
from app.export.text import Number

NAME = LONG_TEXTS
HEADINGS = ("Sheet", "Cell", "Part", "Text")
WIDTHS = (24.0, 9.0, 7.0, 100.0)


def write(page: Page) -> None:
    """Write every part on its own line; the parts of a cell together are its text."""
    page.fix_widths(WIDTHS)
    labels = page.say.all(HEADINGS)
    page.header(1, labels, HEADER)
    row = 1
    for item in tuple(page.overflow):
        for number, part in enumerate(item.parts, start=1):
            row += 1
            source = page.text(row, 1, item.sheet, LABEL)
            page.link(source, reference(item.sheet, item.coordinate), page.say("To the cell"))
            page.text(row, 2, item.coordinate, TEXT)
            page.number(row, 3, Number(number), NUMBER)
            page.text(row, 4, part, TEXT)
    page.finish(1, labels, row - 1)
