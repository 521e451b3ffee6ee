"""Which cell of the workbook shows which answer and which quote, for links both ways."""

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from app.domain.answers import Cell
from app.domain.records import Evidence, Row
from app.export.model import ExportedStudy, ReviewTable
from app.export.order import Column, charted, instrument

CHARTING = "Charting table"
QUOTES = "Quotes"
CHART_HEADER = 8  # row of the charting table's column headings
TABLE_HEADER = 2  # row of the headings on sheets with a line of keys above
QUOTE_HEADER = 1


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line of the quotes sheet; `column` is None for a quote kept without a field."""

    record: int
    evidence: Evidence
    column: Column | None
    row: Row | None


@dataclass(frozen=True, slots=True)
class Places:
    """Columns, quote lines and where each of them is written."""

    columns: tuple[Column, ...]
    quotes: tuple[QuoteLine, ...]
    leading: int
    _column_of: Mapping[str, int]
    _first_quote: Mapping[Cell, int]

    def charted_cell(self, record: int, field_id: str) -> str | None:
        """Return the link to the cell that shows a field of the record (index from 0)."""
        column = self._column_of.get(field_id)
        if column is None:
            return None
        return f"'{CHARTING}'!{get_column_letter(column)}{CHART_HEADER + 1 + record}"

    def quotes_of(self, record: int) -> tuple[int, str | None]:
        """Return how many quotes a record has, and the link to the first of them."""
        lines = [n for n, line in enumerate(self.quotes) if line.record == record]
        return len(lines), f"'{QUOTES}'!A{QUOTE_HEADER + 1 + lines[0]}" if lines else None

    def first_quote(self, cells: tuple[Cell, ...]) -> str | None:
        """Return the link to the first quote of any of the cells."""
        lines = [self._first_quote[cell] for cell in cells if cell in self._first_quote]
        return f"'{QUOTES}'!A{QUOTE_HEADER + 1 + min(lines)}" if lines else None


def places(table: ReviewTable) -> Places:
    """Lay out the charting table and the quotes of a review."""
    columns = charted(table.form)
    leading = 4 if table.shows_reviewer else 3
    quotes = quote_lines(table)
    first: dict[Cell, int] = {}
    for index, line in enumerate(quotes):
        if line.evidence.cell is not None:
            first.setdefault(line.evidence.cell, index)
    column_of = {c.field.field_id: leading + n for n, c in enumerate(columns, start=1)}
    return Places(columns, quotes, leading, column_of, first)


def quote_lines(table: ReviewTable) -> tuple[QuoteLine, ...]:
    """Return the evidence study by study, in the order of the instrument."""
    order = {column.field.field_id: n for n, column in enumerate(instrument(table.form))}
    columns = instrument(table.form)
    lines: list[QuoteLine] = []
    for index, entry in enumerate(table.records):
        rows = {row.row_id: row for row in entry.record.rows}
        found = []
        for evidence in entry.record.evidence:
            cell = evidence.cell
            at = order.get(cell.field_id) if cell else None
            row = rows.get(cell.row_id) if cell and cell.row_id else None
            if cell is not None and cell.row_id is not None and row is None:
                continue  # the row was removed, and its answers with it
            if cell is not None and cell in entry.record.hidden:
                continue  # kept, but not asked with these answers
            column = columns[at] if at is not None else None
            found.append(QuoteLine(index, evidence, column, row))
        lines += sorted(found, key=lambda line: _place_of(line, order))
    return tuple(lines)


def row_number(line: QuoteLine) -> int | None:
    """Return the number of the repeating group's row, from 1."""
    return line.row.position + 1 if line.row else None


def _place_of(line: QuoteLine, order: Mapping[str, int]) -> tuple[int, int, int]:
    at = order[line.column.field.field_id] if line.column else len(order)
    return (at, line.row.position if line.row else 0, line.evidence.anchor.page)


def record_of(table: ReviewTable, line: QuoteLine) -> ExportedStudy:
    """Return the record a quote belongs to."""
    return table.records[line.record]
