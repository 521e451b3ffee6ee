"""The charting workbook: the JBI instrument, the charted studies and their quotes."""

from contextlib import ExitStack
from functools import partial
from pathlib import Path

from openpyxl import Workbook

from app.export import styles
from app.export.cells import escaped
from app.export.contents import sheets_of
from app.export.files import written_whole
from app.export.model import ExportOptions, ReviewTable, with_earlier_fields
from app.export.page import LONG_TEXTS, LongText, Page, Setting
from app.export.places import CHARTING, Contents, places
from app.export.review_log import ReviewLog
from app.export.sheets import overflow
from app.export.xlsx.looks import Looks
from app.export.xlsx.saving import save
from app.jobs import JobContext


def write_workbook(
    table: ReviewTable,
    path: Path,
    ctx: JobContext | None = None,
    options: ExportOptions | None = None,
    log: ReviewLog | None = None,
) -> Path:
    """Write the workbook to a new file and return its path.

    `log` fills the sheets about the review. Raises ExportExists, DiskFull or
    FolderNotWritable, and Cancelled; then nothing is left.
    """
    context, chosen = ctx or JobContext(), options or ExportOptions()
    full = with_earlier_fields(table)
    book = Workbook()
    styles.add_styles(book)
    _describe(book, full)
    sheets = sheets_of(Contents(full, places(full), chosen, log or ReviewLog()))
    total = 2 * len(sheets) + 1
    with written_whole(path) as stream, ExitStack() as stack:
        looks = Looks(book)
        too_long: list[LongText] = []
        pages: list[Page] = []
        for done, (name, write) in enumerate(sheets):
            tick = partial(context.step, done, total)
            tick()
            setting = Setting(looks, too_long, tick, chosen.letter_paper)
            pages.append(_page(book, name, setting, stack))
            write(pages[-1])
        if too_long:
            setting = Setting(looks, too_long, partial(context.step, len(sheets), total))
            pages.append(_page(book, LONG_TEXTS, setting, stack))
            overflow.write(pages[-1])
        book.remove(book.worksheets[0])  # openpyxl's own
        book.active = book.sheetnames.index(CHARTING)
        rows, texts = [page.rows for page in pages], [p.charts for p in pages if p.charts]
        save(book, rows, texts, (stream, partial(context.step, len(sheets) + 1, total)))
        context.step(1, 1)
    return path


def _page(book: Workbook, name: str, setting: Setting, stack: ExitStack) -> Page:
    page = Page(book.create_sheet(name), setting)
    stack.callback(page.rows.close)
    return page


def _describe(book: Workbook, table: ReviewTable) -> None:
    """Set the document properties: title, authors, and when it was made."""
    properties = book.properties
    properties.title = escaped(table.title)[:255]
    properties.creator = escaped(", ".join(table.reviewers))[:255] or "Chartdesk"
    properties.subject = "Charting of a scoping review"
    properties.description = f"Form {escaped(table.form.name)}, version {table.form.number}"
    properties.created = properties.modified = table.made_at.replace(tzinfo=None)
