"""One sheet a repeating group: one line a row of the group, and no collapsed cells."""

from app.domain.answers import Cell
from app.domain.fields import Section
from app.export.model import ExportedStudy, ExportOptions, ReviewTable
from app.export.page import Page
from app.export.places import TABLE_HEADER, Places
from app.export.sheets.answers import Asked, write_answer
from app.export.styles import HEADER, KEY, LABEL, NUMBER, TEXT
from app.export.text import Number

_KEYS = ("study_id", "extraction_id", "row_id")


def repeating(layout: Places) -> tuple[Section, ...]:
    """Return the repeating groups that are charted, in the order of the instrument."""
    found = {c.section.key: c.section for c in layout.columns if c.section.repeating}
    return tuple(found.values())


def write(
    page: Page, table: ReviewTable, layout: Places, section: Section, options: ExportOptions
) -> None:
    """Write every row of the group, the stable keys in hidden columns at the right."""
    columns = tuple(c for c in layout.columns if c.section.key == section.key)
    leading = ("Study", "Reviewer", "Row") if table.shows_reviewer else ("Study", "Row")
    headings = (*leading, *(c.heading for c in columns))
    page.header(TABLE_HEADER, (*headings, *_KEYS), HEADER)
    for number, column in enumerate(columns, start=len(leading) + 1):
        page.text(1, number, column.field.field_id, KEY)
    found = [(e, row) for e in table.records for row in e.record.rows_of(section.key)]
    for line, (entry, row) in enumerate(found, start=TABLE_HEADER + 1):
        page.tick()
        _leading(page, line, table, entry, row.position + 1)
        for number, column in enumerate(columns, start=len(leading) + 1):
            cell = Cell(entry.record.extraction_id, column.field.field_id, row.row_id)
            asked = Asked(entry, column, (cell,))
            write_answer(page, (line, number), asked, layout, options)
        keys = (entry.study.study_id, entry.record.extraction_id, row.row_id)
        for number, key in enumerate(keys, start=len(headings) + 1):
            page.unsized(line, number, key, KEY)
    page.fit(TABLE_HEADER)
    page.sheet.row_dimensions[1].hidden = True
    page.hide_columns(range(len(headings) + 1, len(headings) + len(_KEYS) + 1))
    page.finish(TABLE_HEADER, len(headings), len(found))


def _leading(
    page: Page, line: int, table: ReviewTable, entry: ExportedStudy, row_number: int
) -> None:
    page.text(line, 1, entry.study.label, LABEL)
    if table.shows_reviewer:
        page.text(line, 2, entry.reviewer.name, TEXT)
    page.number(line, 3 if table.shows_reviewer else 2, Number(row_number), NUMBER)
