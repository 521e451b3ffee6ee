"""Which cell of the workbook shows which answer and which quote, for links both ways."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.answers import Cell, Json
from app.domain.records import Evidence, Row
from app.domain.workbook_marks import Settings
from app.export.fit import ONE_LINE
from app.export.model import ExportedStudy, ExportOptions, ReviewTable
from app.export.order import Column, charted, instrument
from app.export.review_log import ReviewLog
from app.export.text import page_text
from app.export.wording import ENGLISH, Words
from app.export.xlsx.rows import letter

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
    """Columns, quote lines and where each of them is written.

    `paged` are the fields whose answers are too long for a link: LibreOffice shows linked text
    on one line. A column of page numbers behind them has the link instead. `charting` and
    `quoting` are the names of the sheets.
    """

    columns: tuple[Column, ...]
    quotes: tuple[QuoteLine, ...]
    charting: str
    quoting: str
    leading: int
    paged: frozenset[str]
    _column_of: Mapping[str, int]
    _first_quote: Mapping[Cell, int]
    _pages: Mapping[Cell, tuple[str, ...]]
    _of_record: Mapping[int, tuple[int, int]]

    def column_of(self, field_id: str) -> int:
        """Return the column of a charted field, from 1."""
        return self._column_of[field_id]

    def charted_cell(self, record: int, field_id: str) -> str | None:
        """Return the link to the cell that shows a field of the record (index from 0)."""
        column = self._column_of.get(field_id)
        if column is None:
            return None
        return f"'{self.charting}'!{letter(column)}{CHART_HEADER + 1 + record}"

    def quotes_of(self, record: int) -> tuple[int, str | None]:
        """Return how many quotes a record has, and the link to the first of them."""
        count, first = self._of_record.get(record, (0, 0))
        return count, f"'{self.quoting}'!A{QUOTE_HEADER + 1 + first}" if count else None

    def first_quote(self, cells: tuple[Cell, ...]) -> str | None:
        """Return the link to the first quote of any of the cells."""
        lines = [self._first_quote[cell] for cell in cells if cell in self._first_quote]
        return f"'{self.quoting}'!A{QUOTE_HEADER + 1 + min(lines)}" if lines else None

    def pages_of(self, cell: Cell) -> str:
        """Return the printed pages that a cell's quotes stand on, "3, 5"."""
        return ", ".join(self._pages.get(cell, ()))


@dataclass(frozen=True, slots=True)
class Contents:
    """What the sheets print, where, and how."""

    table: ReviewTable
    layout: Places
    options: ExportOptions
    log: ReviewLog = field(default_factory=ReviewLog)

    def marked(self) -> Settings:
        """Return the choices that reading the workbook back needs."""
        options = self.options
        return Settings(
            self.table.review_id,
            options.list_separator,
            options.page_after_value,
            options.codes,
            options.language,
        )

    @property
    def shows_reviewer(self) -> bool:
        """Tell whether rows must be told apart by their reviewer."""
        return self.layout.leading == 4


def places(table: ReviewTable, words: Words = ENGLISH) -> Places:
    """Lay out the charting table and the quotes of a review."""
    columns = charted(table.form)
    leading = 4 if table.shows_reviewer else 3
    quotes = quote_lines(table)
    first: dict[Cell, int] = {}
    pages: dict[Cell, dict[str, None]] = {}
    spans: dict[int, tuple[int, int]] = {}
    for index, line in enumerate(quotes):
        count, start = spans.get(line.record, (0, index))
        spans[line.record] = (count + 1, start)
        cell = line.evidence.cell
        if cell is not None:
            first.setdefault(cell, index)
            page = page_text(table.records[line.record], line.evidence.anchor)
            if page:
                pages.setdefault(cell, {})[page] = None
    paged = _paged(table, quotes)
    return Places(
        columns,
        quotes,
        words(CHARTING),
        words(QUOTES),
        leading,
        paged,
        _columns_of(columns, leading, paged),
        first,
        {cell: tuple(found) for cell, found in pages.items()},
        spans,
    )


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


def record_of(table: ReviewTable, line: QuoteLine) -> ExportedStudy:
    """Return the record a quote belongs to."""
    return table.records[line.record]


def _place_of(line: QuoteLine, order: Mapping[str, int]) -> tuple[int, int, int]:
    at = order[line.column.field.field_id] if line.column else len(order)
    return (at, line.row.position if line.row else 0, line.evidence.anchor.page)


def _columns_of(
    columns: tuple[Column, ...], leading: int, paged: frozenset[str]
) -> Mapping[str, int]:
    found: dict[str, int] = {}
    at = leading
    for column in columns:
        at += 1
        found[column.field.field_id] = at
        at += column.field.field_id in paged
    return found


def _paged(table: ReviewTable, quotes: tuple[QuoteLine, ...]) -> frozenset[str]:
    """Return the fields that have a quoted answer of more than a line."""
    found: set[str] = set()
    for line in quotes:
        cell = line.evidence.cell
        if cell is None or cell.field_id in found:
            continue
        record = table.records[line.record].record
        is_second = line.row is not None and line.row.position > 0
        if is_second or _is_long(record.answer(cell).value):
            found.add(cell.field_id)
    return frozenset(found)


def _is_long(value: Json) -> bool:
    if isinstance(value, list):
        return sum(len(str(item)) + 2 for item in value) > ONE_LINE
    text = str(value)
    return len(text) > ONE_LINE or "\n" in text
