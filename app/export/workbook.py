"""The charting workbook: the JBI instrument, the charted studies and their quotes."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from app.domain.fields import Section
from app.export import styles
from app.export.cells import escaped, sheet_name
from app.export.files import written_whole
from app.export.model import ExportOptions, ReviewTable, with_earlier_fields
from app.export.page import LONG_TEXTS, LongText, Page
from app.export.places import Places, places
from app.export.sheets import (
    appraisal,
    characteristics,
    charting,
    codebook,
    descriptive,
    eligibility,
    instrument,
    long,
    notes,
    overflow,
    quotes,
)
from app.jobs import JobContext

Writer = Callable[[Page], None]
_FIXED = tuple(
    sheet.NAME
    for sheet in (
        instrument, charting, characteristics, descriptive, eligibility, appraisal, quotes, notes,
        codebook,
    )
)  # fmt: skip


def write_workbook(
    table: ReviewTable,
    path: Path,
    ctx: JobContext | None = None,
    options: ExportOptions | None = None,
) -> Path:
    """Write the workbook to a new file and return its path.

    Raises ExportExists, DiskFull or FolderNotWritable, and Cancelled; then nothing is left.
    """
    context = ctx or JobContext()
    with written_whole(path) as stream:
        book = build(with_earlier_fields(table), context, options or ExportOptions())
        buffer = BytesIO()
        book.save(buffer)
        context.step(1, 1)
        stream.write(buffer.getvalue())
    return path


def build(table: ReviewTable, ctx: JobContext, options: ExportOptions) -> Workbook:
    """Return the workbook of a review; raises Cancelled between two rows."""
    book = Workbook()
    book.remove(book.active)
    styles.add_styles(book)
    _describe(book, table)
    layout = places(table)
    too_long: list[LongText] = []
    sheets = _sheets(table, layout, options)
    for done, (name, write) in enumerate(sheets):
        tick = partial(ctx.step, done, len(sheets) + 1)
        tick()
        write(Page(book.create_sheet(name), too_long, tick))
    if too_long:
        tick = partial(ctx.step, len(sheets), len(sheets) + 1)
        overflow.write(Page(book.create_sheet(LONG_TEXTS), too_long, tick))
    book.active = book.sheetnames.index(charting.NAME)
    return book


def _sheets(table: ReviewTable, layout: Places, options: ExportOptions) -> list[tuple[str, Writer]]:
    """Return the sheets in order, each name with what writes it."""
    noted, counted = notes.noted(table), descriptive.counts(table, layout)
    groups = tuple(
        (name, partial(_write_group, table, layout, section, options))
        for name, section in _named(long.repeating(layout))
    )
    sheets: list[tuple[bool, str, Writer]] = [
        (True, instrument.NAME, lambda page: instrument.write(page, table)),
        (True, charting.NAME, lambda page: charting.write(page, table, layout, options)),
        *((True, name, write) for name, write in groups),
        (
            bool(characteristics.shown(layout)),
            characteristics.NAME,
            lambda page: characteristics.write(page, table, layout, options),
        ),
        (bool(counted), descriptive.NAME, lambda page: descriptive.write(page, counted)),
        (
            bool(eligibility.asked(layout)),
            eligibility.NAME,
            lambda page: eligibility.write(page, table, layout, options),
        ),
        (
            bool(appraisal.asked(table, layout)),
            appraisal.NAME,
            lambda page: appraisal.write(page, table, layout, options),
        ),
        (True, quotes.NAME, lambda page: quotes.write(page, table, layout)),
        (bool(noted), notes.NAME, lambda page: notes.write(page, noted, layout)),
        (True, codebook.NAME, lambda page: codebook.write(page, table)),
    ]
    return [(name, write) for wanted, name, write in sheets if wanted]


def _named(sections: tuple[Section, ...]) -> list[tuple[str, Section]]:
    """Give each repeating group a sheet name of its own."""
    taken = {LONG_TEXTS, *_FIXED}
    named: list[tuple[str, Section]] = []
    for section in sections:
        name = sheet_name(section.label, taken)
        taken.add(name)
        named.append((name, section))
    return named


def _write_group(
    table: ReviewTable, layout: Places, section: Section, options: ExportOptions, page: Page
) -> None:
    long.write(page, table, layout, section, options)


def _describe(book: Workbook, table: ReviewTable) -> None:
    """Set the document properties: title, authors, and when it was made."""
    properties = book.properties
    properties.title = escaped(table.title)[:255]
    properties.creator = escaped(", ".join(table.reviewers))[:255] or "Chartdesk"
    properties.subject = "Charting of a scoping review"
    properties.description = f"Form {escaped(table.form.name)}, version {table.form.number}"
    properties.created = properties.modified = table.made_at.replace(tzinfo=None)
