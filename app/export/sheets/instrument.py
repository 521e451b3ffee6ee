"""Sheet "Instrument": the JBI data extraction instrument, its first two parts filled in."""

from app.export.describe import guidance_text, options_text, type_text
from app.export.model import ReviewTable
from app.export.order import PARTS, Column, instrument
from app.export.page import Page
from app.export.places import Contents
from app.export.styles import ABOUT, BAND, HEADER, SUBHEADING, TEXT
from app.export.text import value_text

NAME = "Instrument"
HEADINGS = ("No.", "Item", "Entry, or how to chart it", "Answer", "Options", "Required")
WIDTHS = (7.0, 36.0, 60.0, 16.0, 34.0, 10.0)
_HEADER = 4


def write(page: Page, contents: Contents) -> None:
    """Write the instrument as an appendix of the report prints it."""
    table = contents.table
    page.fix_widths(WIDTHS)
    form = table.form
    page.title(f"{page.say('Data extraction instrument')}: {table.title}", len(HEADINGS))
    named = page.say("Form: {0}, version {1}").format(form.name, form.number)
    edition = f" ({form.edition})" if form.edition else ""
    page.spill(2, 1, f"{named}{edition}", ABOUT)
    page.header(_HEADER, page.say.all(HEADINGS), HEADER)
    row = _HEADER
    part, section = 0, ""
    for column in instrument(form):
        if column.part != part:
            part, section = column.part, ""
            title = page.say(PARTS[part])
            row = _band(page, row, f"{part}. {title}" if part < 5 else title)
        if part > 2 and column.section.key != section:
            section = column.section.key
            row = _subheading(page, row, column)
        row += 1
        _item(page, row, table, column)
    page.sheet.freeze_panes = f"A{_HEADER + 1}"
    page.sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    page.set_up_print(len(HEADINGS), row)


def _band(page: Page, row: int, title: str) -> int:
    """Write the heading of a part over the whole width; return its row."""
    for column in range(1, len(HEADINGS) + 1):
        page.blank(row + 1, column, BAND)
    page.spill(row + 1, 1, title, BAND)
    return row + 1


def _subheading(page: Page, row: int, column: Column) -> int:
    repeats = ""
    if column.section.repeating:
        repeats = f" ({page.say('as many rows as the source needs')})"
    help_text = f" — {column.section.help}" if column.section.help else ""
    page.spill(row + 1, 2, f"{column.section.label}{repeats}{help_text}", SUBHEADING)
    return row + 1


def _item(page: Page, row: int, table: ReviewTable, column: Column) -> None:
    field = column.field
    entered = value_text(field, table.details.get(field.field_id)) if column.part <= 2 else ""
    page.text(row, 1, column.number, TEXT)
    page.text(row, 2, field.label, TEXT)
    page.text(row, 3, entered or guidance_text(field), TEXT)
    page.text(row, 4, type_text(field, page.say), TEXT)
    page.text(row, 5, options_text(field), TEXT)
    page.text(row, 6, page.say("Yes") if field.required else "", TEXT)
