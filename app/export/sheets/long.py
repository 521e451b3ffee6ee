"""One sheet a repeating group: one line a row of the group, and no collapsed cells."""

from app.domain.answers import Cell
from app.domain.fields import Section
from app.domain.records import Row
from app.domain.workbook_marks import marks
from app.export.model import ExportedStudy
from app.export.page import Page, headings
from app.export.places import TABLE_HEADER, Contents, Places
from app.export.sheets.answers import Asked, write_answer
from app.export.styles import HEADER, KEY, LABEL, NUMBER, TEXT
from app.export.text import Number

KEYS = ("study_id", "extraction_id", "row_id", "@was")


def repeating(layout: Places) -> tuple[Section, ...]:
    """Return the repeating groups that are charted, in the order of the instrument."""
    found = {c.section.key: c.section for c in layout.columns if c.section.repeating}
    return tuple(found.values())


def write(page: Page, contents: Contents, section: Section) -> None:
    """Write every row of the group, the stable keys in hidden columns at the right."""
    table = contents.table
    columns = tuple(c for c in contents.layout.columns if c.section.key == section.key)
    leading = ("Study", "Reviewer", "Row") if contents.shows_reviewer else ("Study", "Row")
    shown = headings((*page.say.all(leading), *(c.heading for c in columns), *KEYS))
    page.header(TABLE_HEADER, shown[: -len(KEYS)], HEADER)
    ids = (f"@{label.casefold()}" for label in leading)
    keys = (*KEYS[:-1], contents.marked().key())
    for number, key in enumerate((*ids, *(c.field.field_id for c in columns), *keys), start=1):
        page.unsized(1, number, key, KEY)
    for number in range(len(shown) - len(KEYS) + 1, len(shown) + 1):
        page.unsized(TABLE_HEADER, number, shown[number - 1], KEY)
    found = [(e, row) for e in table.records for row in e.record.rows_of(section.key)]
    for line, (entry, row) in enumerate(found, start=TABLE_HEADER + 1):
        page.tick()
        _leading(page, line, contents, (entry, row))
        cells = [Cell(entry.record.extraction_id, c.field.field_id, row.row_id) for c in columns]
        said = [
            (
                column.field.field_id,
                write_answer(page, (line, number), Asked(entry, column, (cell,)), contents),
            )
            for number, (column, cell) in enumerate(
                zip(columns, cells, strict=True), start=len(leading) + 1
            )
        ]
        target = contents.layout.first_quote(tuple(cells))
        if target:
            told = page.say("Quotes of {0}").format(entry.study.label)
            page.link((line, len(leading)), target, told)
        keys = (entry.study.study_id, entry.record.extraction_id, row.row_id, marks(said))
        page.keys(line, len(shown) - len(KEYS) + 1, keys, KEY)
    page.fit(TABLE_HEADER)
    page.rows.hide(1)
    page.finish(TABLE_HEADER, shown, len(found), hidden=len(KEYS))


def _leading(page: Page, line: int, contents: Contents, found: tuple[ExportedStudy, Row]) -> None:
    entry, row = found
    page.text(line, 1, entry.study.label, LABEL)
    shows_reviewer = contents.shows_reviewer
    if shows_reviewer:
        page.text(line, 2, entry.reviewer.name, TEXT)
    page.number(line, 3 if shows_reviewer else 2, Number(row.position + 1), NUMBER)
