"""Sheet "PRISMA-ScR": the checklist's 22 items, filled as far as the review knows."""

from app.export.page import Page, reference
from app.export.places import Contents
from app.export.prisma_scr import ITEMS, Item, Known, known
from app.export.styles import ABOUT, HEADER, LABEL, LINK, NUMBER, TEXT, TITLE
from app.export.text import Number

NAME = "PRISMA-ScR"
HEADINGS = (
    "Item", "Section", "Title", "What to report", "What this review knows", "Shown on sheet",
    "Reported on page",
)  # fmt: skip
WIDTHS = (6.0, 13.0, 28.0, 48.0, 56.0, 22.0, 16.0)
SOURCE = "Tricco and others 2018, Ann Intern Med 169:467, doi 10.7326/M18-0850; own words."
_HEADER = 4


def write(page: Page, contents: Contents, sheets: tuple[str, ...]) -> None:
    """Write a line an item; `sheets` are those that the workbook has, for the references."""
    page.fix_widths(WIDTHS)
    page.spill(1, 1, "PRISMA-ScR checklist", TITLE)
    page.spill(2, 1, f"{SOURCE} The last column is yours to fill.", ABOUT)
    page.header(_HEADER, HEADINGS, HEADER)
    found = known(contents)
    for row, item in enumerate(ITEMS, start=_HEADER + 1):
        _item(page, row, item, found.get(item.number, Known()), sheets)
    page.finish(_HEADER, HEADINGS, len(ITEMS))


def _item(page: Page, row: int, item: Item, found: Known, sheets: tuple[str, ...]) -> None:
    page.number(row, 1, Number(item.number), NUMBER)
    page.text(row, 2, item.section, TEXT)
    page.text(row, 3, f"{item.title} (optional)" if item.is_optional else item.title, LABEL)
    page.text(row, 4, item.asks, TEXT)
    page.text(row, 5, found.text, TEXT)
    there = tuple(sheet for sheet in found.sheets if sheet in sheets)
    spot = page.text(row, 6, "; ".join(there), LINK)
    if there:
        page.link(spot, reference(there[0], "A1"), f"To {there[0]}")
    page.blank(row, 7, TEXT)
