"""The instrument as an empty form: a workbook to chart one source by hand, or to pilot with."""

from functools import partial
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from app.domain.fields import Field, FieldType, Form
from app.export import styles
from app.export.cells import escaped
from app.export.describe import guidance_text, options_text, type_text
from app.export.files import written_whole
from app.export.model import ExportOptions
from app.export.order import PARTS, RECORD, Column, instrument
from app.export.page import Page, Setting
from app.export.styles import BAND, HEADER, LABEL, SUBHEADING, TEXT
from app.export.xlsx.looks import Looks
from app.export.xlsx.rows import coordinate
from app.export.xlsx.saving import save
from app.jobs import JobContext

NAME = "Blank instrument"
HEADINGS = ("No.", "Item", "How to chart it", "Answer", "Entry", "Page")
WIDTHS = (7.0, 32.0, 44.0, 26.0, 52.0, 9.0)
HEAD = ("Source", "Charted by", "Date")
ENTRY, PAGE = 5, 6  # columns that are left to the reviewer
ROWS = 3  # of a repeating group; more are copied by hand
LONGEST_LIST = 255  # characters of a list that Excel offers in a cell
_FIRST = 3
_ENTRY_HEIGHT = 30.0  # points of a line to write on by hand


def write_blank(
    form: Form, path: Path, options: ExportOptions | None = None, ctx: JobContext | None = None
) -> Path:
    """Write the empty form to a new .xlsx and return its path.

    Nothing of the review is in it, not even its own title and criteria. Fields with options offer
    them in their cell. Raises ExportExists, DiskFull or FolderNotWritable, and Cancelled.
    """
    context, chosen = ctx or JobContext(), options or ExportOptions()
    book = Workbook()
    styles.add_styles(book)
    properties = book.properties
    properties.title = escaped(chosen.words("{0}, version {1}", form.name, form.number))[:255]
    properties.creator = "Chartdesk"
    properties.language = chosen.language
    say, tick = chosen.words, partial(context.step, 0, 1)
    setting = Setting(Looks(book), [], tick, chosen.letter_paper, say)
    page = Page(book.create_sheet(say(NAME)), setting)
    with written_whole(path) as stream:
        try:
            _write(page, form)
            book.remove(book.worksheets[0])
            save(book, [page.rows], [], (stream, page.tick))
        finally:
            page.rows.close()
        context.step(1, 1)
    return path


def _write(page: Page, form: Form) -> None:
    page.fix_widths(WIDTHS)
    page.title(page.say("{0}, version {1}").format(form.name, form.number), len(HEADINGS))
    for row, label in enumerate(page.say.all(HEAD), start=_FIRST):
        page.text(row, 2, label, LABEL)
        page.blank(row, 3, TEXT)
    header = _FIRST + len(HEAD) + 1
    page.header(header, page.say.all(HEADINGS), HEADER)
    row, part, section = header, 0, ""
    for column in instrument(form):
        if column.field.is_computed:
            continue
        if column.part != part:
            part, section = column.part, ""
            row = _band(page, row + 1, column)
        if part > 2 and column.section.key != section:
            section = column.section.key
            row += 1
            repeats = ""
            if column.section.repeating:
                repeats = f" ({page.say('copy these lines for further rows')})"
            page.spill(row, 2, f"{column.section.label}{repeats}", SUBHEADING)
        row = _item(page, row + 1, column)
    page.sheet.freeze_panes = f"A{header + 1}"
    page.sheet.print_title_rows = f"{header}:{header}"
    page.set_up_print(len(HEADINGS), row)


def _band(page: Page, row: int, column: Column) -> int:
    for number in range(1, len(HEADINGS) + 1):
        page.blank(row, number, BAND)
    title = page.say(PARTS[column.part])
    page.spill(row, 1, title if column.part == RECORD else f"{column.part}. {title}", BAND)
    return row


def _item(page: Page, row: int, column: Column) -> int:
    """Write a field and the lines to answer it on; return the last of them."""
    field = column.field
    texts = (column.number, f"{field.label}{' *' if field.required else ''}")
    for number, text in enumerate((*texts, guidance_text(field), _answer(page, field)), start=1):
        page.text(row, number, text, TEXT)
    last = row + (ROWS - 1 if column.section.repeating else 0)
    for line in range(row, last + 1):
        if line > row:
            for number in range(1, ENTRY):
                page.blank(line, number, TEXT)
        page.blank(line, ENTRY, TEXT)
        page.blank(line, PAGE, TEXT)
        page.rows.raise_height(line, _ENTRY_HEIGHT)
    _offer(page, (row, last), field)
    return last


def _answer(page: Page, field: Field) -> str:
    return "\n".join(filter(None, (type_text(field, page.say), options_text(field))))


def _offer(page: Page, rows: tuple[int, int], field: Field) -> None:
    """Let the cells offer the options; what is typed otherwise is taken too."""
    words = ("Yes", "No", "Unclear") if field.type is FieldType.YES_NO else field.options
    listed = ",".join(escaped(word).replace('"', '""') for word in words)
    is_one = field.type in (FieldType.YES_NO, FieldType.SINGLE)
    if not is_one or not words or len(listed) > LONGEST_LIST or any("," in w for w in words):
        return
    offer = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    offer.showErrorMessage = False
    offer.add(f"{coordinate(rows[0], ENTRY)}:{coordinate(rows[1], ENTRY)}")
    page.sheet.add_data_validation(offer)
