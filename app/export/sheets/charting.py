"""Sheet "Charting table": one row a study, columns in the order of the JBI instrument."""

from app.domain.studies import ExtractionStatus
from app.export.model import ExportedStudy, ExportOptions, ReviewTable, answered_cells
from app.export.order import PARTS, Column
from app.export.page import Page
from app.export.places import CHART_HEADER, CHARTING, Places
from app.export.sheets import about
from app.export.sheets.answers import Asked, write_answer
from app.export.styles import BAND, HEADER, KEY, LABEL, NUMBER, TEXT, UNSURE
from app.export.text import Number

NAME = CHARTING
_BAND_ROW = CHART_HEADER - 2
_KEY_ROW = CHART_HEADER - 1


def write(page: Page, table: ReviewTable, layout: Places, options: ExportOptions) -> None:
    """Write the table with the review's title, objectives, questions and PCC above it."""
    _headings(page, table, layout)
    for index, entry in enumerate(table.records):
        page.tick()
        _study(page, index, entry, layout, options)
    columns = layout.leading + len(layout.columns)
    page.fit(CHART_HEADER)
    about.write(page, table, columns)
    _hidden_keys(page, columns, table)
    page.finish(CHART_HEADER, columns, len(table.records))


def _headings(page: Page, table: ReviewTable, layout: Places) -> None:
    leading = ("Study", "Status", "Quotes", "Reviewer")[: layout.leading]
    page.header(CHART_HEADER, (*leading, *(c.heading for c in layout.columns)), HEADER)
    for number in range(1, layout.leading + 1):
        page.blank(_BAND_ROW, number, BAND)
    section = None
    for number, column in enumerate(layout.columns, start=layout.leading + 1):
        page.blank(_BAND_ROW, number, BAND)
        if column.section.key != section:
            section = column.section.key
            page.spill(_BAND_ROW, number, _band_text(column), BAND)
        page.text(_KEY_ROW, number, column.field.field_id, KEY)


def _band_text(column: Column) -> str:
    label = column.section.label
    return f"{column.part}. {label}" if column.part in PARTS and column.part < 5 else label


def _study(
    page: Page, index: int, entry: ExportedStudy, layout: Places, options: ExportOptions
) -> None:
    row = CHART_HEADER + 1 + index
    page.text(row, 1, entry.study.label, LABEL)
    complete = entry.record.status is ExtractionStatus.COMPLETE
    page.text(row, 2, entry.status_text, TEXT if complete else UNSURE)
    count, first = layout.quotes_of(index)
    quotes = page.number(row, 3, Number(count), NUMBER)
    if first:
        page.link(quotes, first, f"Quotes of {entry.study.label}")
    if layout.leading == 4:
        page.text(row, 4, entry.reviewer.name, TEXT)
    for number, column in enumerate(layout.columns, start=layout.leading + 1):
        cells = answered_cells(entry, column.section, column.field.field_id)
        write_answer(page, (row, number), Asked(entry, column, cells), layout, options)


def _hidden_keys(page: Page, columns: int, table: ReviewTable) -> None:
    """Keep the stable keys of rows and columns for programs, out of sight."""
    page.sheet.row_dimensions[_KEY_ROW].hidden = True
    for index, entry in enumerate(table.records):
        row = CHART_HEADER + 1 + index
        page.unsized(row, columns + 1, entry.study.study_id, KEY)
        page.unsized(row, columns + 2, entry.record.extraction_id, KEY)
    page.text(CHART_HEADER, columns + 1, "study_id", KEY)
    page.text(CHART_HEADER, columns + 2, "extraction_id", KEY)
    page.hide_columns(range(columns + 1, columns + 3))
