"""Sheet "Characteristics": the table of included studies as a report prints it.

One row a study; a repeating group is one column, each of its rows a line.
"""

from dataclasses import dataclass

from app.domain.answers import Cell
from app.domain.fields import Section
from app.domain.records import Row
from app.export.model import ExportedStudy, ExportOptions
from app.export.order import Column
from app.export.page import Page, headings
from app.export.places import Contents
from app.export.rows import rows_text
from app.export.styles import HEADER, LABEL, TEXT
from app.export.text import charted_text

NAME = "Characteristics"
SOURCE_KEY = "study_id"  # the label of the study says the same


@dataclass(frozen=True, slots=True)
class Shown:
    """A column: one field, or the chosen fields of a repeating group."""

    heading: str
    section: Section
    columns: tuple[Column, ...]


def shown(contents: Contents) -> tuple[Shown, ...]:
    """Return the columns that the reviewer, else the form, chooses; in the instrument's order."""
    wanted = contents.options.characteristics
    chosen = [
        column
        for column in contents.layout.columns
        if (is_usual(column) if wanted is None else column.field.field_id in wanted)
    ]
    groups: dict[str, list[Column]] = {}
    for column in chosen:
        repeats = column.section.repeating
        groups.setdefault(column.section.key if repeats else column.number, []).append(column)
    return tuple(
        Shown(_heading(columns[0]), columns[0].section, tuple(columns))
        for columns in groups.values()
    )


def is_usual(column: Column) -> bool:
    """Tell whether the form chooses a column for the table."""
    return column.field.in_characteristics and column.field.key != SOURCE_KEY


def write(page: Page, contents: Contents) -> None:
    """Write the table; nothing in it is linked, for it is made to be copied."""
    table, columns = contents.table, shown(contents)
    leading = page.say.all(("Study", "Reviewer") if contents.shows_reviewer else ("Study",))
    labels = headings((*leading, *(column.heading for column in columns)))
    page.header(1, labels, HEADER)
    for row, entry in enumerate(table.records, start=2):
        page.tick()
        page.text(row, 1, entry.study.label, LABEL)
        if contents.shows_reviewer:
            page.text(row, 2, entry.reviewer.name, TEXT)
        for number, column in enumerate(columns, start=len(leading) + 1):
            page.text(row, number, said(entry, column, contents.options), TEXT)
    page.fit(1)
    page.finish(1, labels, len(table.records))


def _heading(column: Column) -> str:
    return column.section.label if column.section.repeating else column.field.label


def said(entry: ExportedStudy, column: Shown, options: ExportOptions) -> str:
    """Return what a study says in a column, the rows of a group as numbered lines."""
    if not column.section.repeating:
        return _rowsaid(entry, column, None, options)
    rows = entry.record.rows_of(column.section.key)
    texts = [_rowsaid(entry, column, row, options) for row in rows]
    return rows_text(texts) if any(texts) else ""


def _rowsaid(entry: ExportedStudy, column: Shown, row: Row | None, options: ExportOptions) -> str:
    """Return the answers of one row; more than one is told apart by its label."""
    row_id = row.row_id if row else None
    said = []
    for one in column.columns:
        cell = Cell(entry.record.extraction_id, one.field.field_id, row_id)
        text = charted_text(entry, one.field, cell, options)
        if text:
            said.append(f"{one.field.label}: {text}" if len(column.columns) > 1 else text)
    return "; ".join(said)
