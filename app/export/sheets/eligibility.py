"""Sheet "PCC eligibility": how each study meets population, concept and context."""

from app.export.model import answered_cells
from app.export.order import Column
from app.export.page import Page, headings
from app.export.places import Contents, Places
from app.export.sheets.answers import Asked, write_answer
from app.export.styles import HEADER, LABEL, TEXT

NAME = "PCC eligibility"
SECTION = "eligibility"


def asked(layout: Places) -> tuple[Column, ...]:
    """Return the fields about eligibility; forms without them have no such sheet."""
    return tuple(column for column in layout.columns if column.section.key == SECTION)


def write(page: Page, contents: Contents) -> None:
    """Write one row a study, each answer linked to its quote."""
    columns = asked(contents.layout)
    leading = page.say.all(("Study", "Reviewer"))
    labels = headings((*leading, *(column.field.label for column in columns)))
    page.header(1, labels, HEADER)
    for row, entry in enumerate(contents.table.records, start=2):
        page.text(row, 1, entry.study.label, LABEL)
        page.text(row, 2, entry.reviewer.name, TEXT)
        for number, column in enumerate(columns, start=3):
            cells = answered_cells(entry, column.section, column.field.field_id)
            write_answer(page, (row, number), Asked(entry, column, cells), contents)
    page.fit(1)
    page.finish(1, labels, len(contents.table.records))
