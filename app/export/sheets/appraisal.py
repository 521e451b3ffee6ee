"""Sheet "Appraisal": what the checklists say of each study, and the overall judgement."""

from app.domain.answers import Cell
from app.domain.appraisal import ITEM, is_appraisal
from app.domain.fields import Section
from app.export.model import ExportedStudy, ReviewTable, answered_cells
from app.export.order import Column
from app.export.page import Page
from app.export.places import Contents, Places
from app.export.sheets.answers import Asked, write_answer
from app.export.styles import BAND, HEADER, LABEL, TEXT

NAME = "Appraisal"
YES, NOT_ASKED = "Yes", "Not applicable"


def asked(table: ReviewTable, layout: Places) -> tuple[tuple[Section, list[ExportedStudy]], ...]:
    """Return the checklists with the studies they are asked of; without any, no such sheet."""
    sections = {column.section.key: column.section for column in layout.columns}
    found = (
        (section, [entry for entry in table.records if _is_asked(entry, section)])
        for section in sections.values()
        if is_appraisal(section)
    )
    return tuple((section, entries) for section, entries in found if entries)


def write(page: Page, contents: Contents) -> None:
    """Write a block for each checklist: its studies, item by item, and how many are met."""
    row = 1
    for section, entries in asked(contents.table, contents.layout):
        columns = [
            column for column in contents.layout.columns if column.section.key == section.key
        ]
        page.text(row, 1, section.label, BAND)
        leading = page.say.all(("Study", "Reviewer"))
        headings = (*leading, *(c.field.label for c in columns), page.say("Items met"))
        page.header(row + 1, headings, HEADER)
        for place, entry in enumerate(entries, start=row + 2):
            _write_study(page, (place, entry), columns, contents)
        row += len(entries) + 3
    page.fit(1)


def _write_study(
    page: Page, place: tuple[int, ExportedStudy], columns: list[Column], contents: Contents
) -> None:
    row, entry = place
    page.text(row, 1, entry.study.label, LABEL)
    page.text(row, 2, entry.reviewer.name, TEXT)
    for number, column in enumerate(columns, start=3):
        cells = answered_cells(entry, column.section, column.field.field_id)
        write_answer(page, (row, number), Asked(entry, column, cells), contents)
    met = _met(entry, columns)
    said = page.say("{0} of {1}").format(*met) if met[1] else ""
    page.text(row, len(columns) + 3, said, TEXT)


def _met(entry: ExportedStudy, columns: list[Column]) -> tuple[int, int]:
    """Return how many items are answered yes, of those that apply. No score is made of it."""
    said = [
        entry.answer(Cell(entry.record.extraction_id, column.field.field_id))
        for column in columns
        if column.field.basis.startswith(ITEM)
    ]
    given = [a.value for a in said if a.status.has_value and a.value != NOT_ASKED]
    return sum(value == YES for value in given), len(given)


def _is_asked(entry: ExportedStudy, section: Section) -> bool:
    return any(cell not in entry.record.hidden for cell in entry.record.all_cells_of(section))
