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
from app.export.places import Contents, places
from app.export.review_log import ReviewLog
from app.export.sheets import overflow
from app.export.xlsx.looks import Looks
from app.export.xlsx.saving import save
from app.jobs import JobContext, set_aside, without_collecting


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
    full = with_earlier_fields(table, chosen.words)
    book = Workbook()
    styles.add_styles(book)
    _describe(book, full, chosen)
    with without_collecting():
        contents = Contents(full, places(full, chosen.words), chosen, log or ReviewLog())
        sheets = sheets_of(contents)
    total = 2 * len(sheets) + 1
    with written_whole(path) as stream, ExitStack() as stack, set_aside():
        looks = Looks(book)
        too_long: list[LongText] = []
        pages: list[Page] = []
        for done, (name, write) in enumerate(sheets):
            tick = partial(context.step, done, total)
            tick()
            setting = Setting(looks, too_long, tick, chosen.letter_paper, chosen.words)
            pages.append(_page(book, name, setting, stack))
            write(pages[-1])
            pages[-1].rows.settle_all()
        if too_long:
            tick = partial(context.step, len(sheets), total)
            setting = Setting(looks, too_long, tick, chosen.letter_paper, chosen.words)
            pages.append(_page(book, chosen.words(LONG_TEXTS), setting, stack))
            overflow.write(pages[-1])
        book.remove(book.worksheets[0])  # openpyxl's own
        book.active = book.sheetnames.index(contents.layout.charting)
        rows, texts = [page.rows for page in pages], [p.charts for p in pages if p.charts]
        save(book, rows, texts, (stream, partial(context.step, len(sheets) + 1, total)))
        context.step(1, 1)
    return path


def _page(book: Workbook, name: str, setting: Setting, stack: ExitStack) -> Page:
    page = Page(book.create_sheet(name), setting)
    stack.callback(page.rows.close)
    return page


def _describe(book: Workbook, table: ReviewTable, options: ExportOptions) -> None:
    """Set the document properties: title, authors, language, and when it was made."""
    say = options.words
    properties = book.properties
    properties.title = escaped(table.title)[:255]
    properties.creator = escaped(", ".join(table.reviewers))[:255] or "Chartdesk"
    properties.language = options.language
    properties.subject = say("Charting of a scoping review")
    properties.description = say("Form: {0}, version {1}").format(
        escaped(table.form.name), table.form.number
    )
    properties.created = properties.modified = table.made_at.replace(tzinfo=None)
