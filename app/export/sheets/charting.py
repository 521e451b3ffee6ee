"""Sheet "Charting table": one row a study, columns in the order of the JBI instrument."""

from app.domain.studies import ExtractionStatus
from app.domain.workbook_marks import PAGE, marks
from app.export.model import ExportedStudy, answered_cells
from app.export.order import PARTS, Column
from app.export.page import Page, headings
from app.export.places import CHART_HEADER, CHARTING, Contents
from app.export.sheets import about
from app.export.sheets.answers import Asked, link_quote, write_answer
from app.export.styles import BAND, HEADER, KEY, LABEL, NUMBER, PAGES, TEXT, UNSURE
from app.export.text import Number

NAME = CHARTING
KEY_ROW = CHART_HEADER - 1
KEYS = ("study_id", "extraction_id", "@was")
LEADING = ("@study", "@status", "@quotes", "@reviewer")
PAGES_OF = "@pages "
_BAND_ROW = CHART_HEADER - 2
_NO_PAGE = "quote"


def write(page: Page, contents: Contents) -> None:
    """Write the table with the review's title, objectives, questions and PCC above it."""
    labels = _headings(page, contents)
    for index, entry in enumerate(contents.table.records):
        page.tick()
        _study(page, index, entry, contents)
    page.fit(CHART_HEADER)
    about.write(page, contents.table, len(labels) - len(KEYS))
    page.rows.hide(KEY_ROW)
    page.finish(CHART_HEADER, labels, len(contents.table.records), hidden=len(KEYS))


def _headings(page: Page, contents: Contents) -> tuple[str, ...]:
    """Write the headings, the bands above them and the hidden keys of the columns."""
    layout = contents.layout
    labels = [*page.say.all(("Study", "Status", "Quotes", "Reviewer")[: layout.leading])]
    keys = list(LEADING[: layout.leading])
    for column in layout.columns:
        labels.append(column.heading)
        keys.append(column.field.field_id)
        if column.field.field_id in layout.paged:
            labels.append(f"{column.number} {page.say(PAGE)}")
            keys.append(f"{PAGES_OF}{column.field.field_id}")
    shown = headings((*labels, *KEYS))
    page.header(CHART_HEADER, shown[: -len(KEYS)], HEADER)
    for number in range(1, len(keys) + 1):
        page.blank(_BAND_ROW, number, BAND)
    section = None
    for column in layout.columns:
        if column.section.key != section:
            section = column.section.key
            at = layout.column_of(column.field.field_id)
            page.spill(_BAND_ROW, at, _band_text(column), BAND)
    for number, key in enumerate((*keys, *KEYS[:-1], contents.marked().key()), start=1):
        page.unsized(KEY_ROW, number, key, KEY)
    for number in range(len(keys) + 1, len(shown) + 1):
        page.unsized(CHART_HEADER, number, shown[number - 1], KEY)
    return shown


def _band_text(column: Column) -> str:
    label = column.section.label
    return f"{column.part}. {label}" if column.part in PARTS and column.part < 5 else label


def _study(page: Page, index: int, entry: ExportedStudy, contents: Contents) -> None:
    layout, row = contents.layout, CHART_HEADER + 1 + index
    page.text(row, 1, entry.study.label, LABEL)
    complete = entry.record.status is ExtractionStatus.COMPLETE
    page.text(row, 2, page.say(entry.status_text), TEXT if complete else UNSURE)
    count, first = layout.quotes_of(index)
    quotes = page.number(row, 3, Number(count), NUMBER)
    if first:
        page.link(quotes, first, page.say("Quotes of {0}").format(entry.study.label))
    if layout.leading == 4:
        page.text(row, 4, entry.reviewer.name, TEXT)
    said = [
        (column.field.field_id, _answers(page, row, (entry, column), contents))
        for column in layout.columns
    ]
    last = layout.leading + len(layout.columns) + len(layout.paged)
    keys = (entry.study.study_id, entry.record.extraction_id, marks(said))
    page.keys(row, last + 1, keys, KEY)


def _answers(page: Page, row: int, asked: tuple[ExportedStudy, Column], contents: Contents) -> str:
    """Write a field of a study and, where it is long, the pages; return what it says."""
    entry, column = asked
    at = contents.layout.column_of(column.field.field_id)
    cells = answered_cells(entry, column.section, column.field.field_id)
    is_paged = column.field.field_id in contents.layout.paged
    one = Asked(entry, column, cells)
    said = write_answer(page, (row, at), one, contents, long_too=not is_paged)
    if not is_paged:
        return said
    if contents.layout.first_quote(cells) is None:
        page.blank(row, at + 1, PAGES)
    else:
        pages = dict.fromkeys(filter(None, map(contents.layout.pages_of, cells)))
        page.unsized(row, at + 1, "; ".join(pages) or page.say(_NO_PAGE), PAGES)
        link_quote(page, (row, at + 1), one, contents)
    return said
