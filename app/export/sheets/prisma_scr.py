"""Sheet "PRISMA-ScR": the checklist's 22 items, filled as far as the review knows."""

from collections.abc import Mapping

from app.export.page import Page, reference
from app.export.places import Contents
from app.export.prisma_scr import ITEMS, SOURCE, Item, Known, known
from app.export.styles import ABOUT, HEADER, LABEL, LINK, NUMBER, TEXT, TITLE
from app.export.text import Number

NAME = "PRISMA-ScR"
HEADINGS = (
    "Item", "Section", "Title", "What to report", "What this review knows", "Shown on sheet",
    "Reported on page",
)  # fmt: skip
WIDTHS = (9.0, 13.0, 28.0, 48.0, 56.0, 22.0, 16.0)
_HEADER = 4


def write(page: Page, contents: Contents, sheets: Mapping[str, str]) -> None:
    """Write a line an item; `sheets` are those that the workbook has, by their English names."""
    page.fix_widths(WIDTHS)
    labels = page.say.all(HEADINGS)
    page.spill(1, 1, page.say("PRISMA-ScR checklist"), TITLE)
    told = page.say.all((SOURCE, "The last column is yours to fill."))
    page.spill(2, 1, " ".join(told), ABOUT)
    page.header(_HEADER, labels, HEADER)
    found = known(contents)
    for row, item in enumerate(ITEMS, start=_HEADER + 1):
        _item(page, row, item, found.get(item.number, Known()), sheets)
    page.finish(_HEADER, labels, len(ITEMS))


def _item(page: Page, row: int, item: Item, found: Known, sheets: Mapping[str, str]) -> None:
    page.number(row, 1, Number(item.number), NUMBER)
    page.text(row, 2, page.say(item.section), TEXT)
    optional = f" ({page.say('optional')})" if item.is_optional else ""
    page.text(row, 3, f"{page.say(item.title)}{optional}", LABEL)
    page.text(row, 4, page.say(item.asks), TEXT)
    page.text(row, 5, found.text, TEXT)
    there = tuple(sheets[sheet] for sheet in found.sheets if sheet in sheets)
    spot = page.text(row, 6, "; ".join(there), LINK)
    if there:
        page.link(spot, reference(there[0], "A1"), page.say("To the sheet"))
    page.blank(row, 7, TEXT)
