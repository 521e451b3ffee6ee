"""Sheet "Notes": what reviewers noted at an answer, and which answers are unsure."""

from app.domain.answers import Answer, Cell
from app.domain.workbook_marks import SOURCES
from app.export.model import ExportedStudy, ExportOptions, ReviewTable
from app.export.order import Column, instrument
from app.export.page import Page, headings
from app.export.places import Contents
from app.export.styles import HEADER, LABEL, NUMBER, TEXT, TYPED
from app.export.text import Number, cell_text, others_text, report_text
from app.export.wording import Words

NAME = "Notes"
HEADINGS = ("Study", "No.", "Field", "Row", "Value", "Note", "Unsure", "Reviewer")
WIDTHS = (20.0, 7.0, 28.0, 8.0, 40.0, 60.0, 8.0, 16.0)

NotedLine = tuple[int, ExportedStudy, Column, Cell, Answer]


def noted(table: ReviewTable) -> tuple[NotedLine, ...]:
    """Return the cells with a note or a flag (and the reviewer notes), study by study."""
    lines: list[NotedLine] = []
    columns = instrument(table.form)
    for index, entry in enumerate(table.records):
        for column in columns:
            lines += _noted_of(index, entry, column)
    return tuple(lines)


def write(page: Page, lines: tuple[NotedLine, ...], contents: Contents) -> None:
    """Write a line a note; the study leads to the charted cell."""
    layout, options = contents.layout, ExportOptions(language=contents.options.language)
    page.fix_widths(WIDTHS)
    labels = headings(page.say.all(HEADINGS))
    page.header(1, labels, HEADER)
    for row, (index, entry, column, cell, answer) in enumerate(lines, start=2):
        study = page.text(row, 1, entry.study.label, LABEL)
        page.text(row, 2, column.number, TYPED)
        page.text(row, 3, column.field.label, TEXT)
        _row_number(page, row, entry, cell)
        page.text(row, 5, cell_text(entry, column.field, cell, options), TEXT)
        said = page.say(SOURCES.get(answer.status, "")).capitalize()
        told = (said, _reports_text(entry, column, cell, page.say), answer.note)
        page.text(row, 6, "\n".join(filter(None, told)), TEXT)
        page.text(row, 7, page.say("Unsure") if answer.flagged else "", TEXT)
        page.text(row, 8, entry.reviewer.name, TEXT)
        target = layout.charted_cell(index, column.field.field_id)
        if target:
            page.link(study, target, page.say("To the charting table"))
    page.finish(1, labels, len(lines))


def _noted_of(index: int, entry: ExportedStudy, column: Column) -> list[NotedLine]:
    section = column.section
    rows = entry.record.rows_of(section.key) if section.repeating else (None,)
    found: list[NotedLine] = []
    for row in rows:
        cell = Cell(entry.record.extraction_id, column.field.field_id, row.row_id if row else None)
        answer = entry.answer(cell)
        is_told = answer.status in SOURCES or answer.others or answer.report_id
        is_note = section.key == "notes" and answer.value
        if answer.note or answer.flagged or is_told or is_note:
            found.append((index, entry, column, cell, answer))
    return found


def _reports_text(entry: ExportedStudy, column: Column, cell: Cell, say: Words) -> str:
    """Say which report the value is from, and what others say."""
    answer = entry.answer(cell)
    own = say("From report: {0}.", report_text(entry, cell)) if answer.report_id else ""
    others = others_text(entry, column.field, cell, say)
    told = say("Other reports: {0}.").format(others) if others else ""
    return " ".join(filter(None, (own, told)))


def _row_number(page: Page, at: int, entry: ExportedStudy, cell: Cell) -> None:
    positions = {row.row_id: row.position for row in entry.record.rows}
    if cell.row_id is None:
        page.blank(at, 4, NUMBER)
    else:
        page.number(at, 4, Number(positions[cell.row_id] + 1), NUMBER)
