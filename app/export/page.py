"""A worksheet being written: safe cells, readable sizes, print set-up."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from app.export.cells import escaped, pieces, starts_formula
from app.export.fit import height_for, width_for
from app.export.text import Number

SheetCell: TypeAlias = Any  # openpyxl ships no annotations
MOST_LINKS = 65_530  # links Excel reads of one sheet
PAGE_WIDTH = 195.0  # column units on A4 landscape at a readable scale
POINTED = " … [continues on sheet “{sheet}”, {row}]"


@dataclass(frozen=True, slots=True)
class LongText:
    """Text that one cell cannot hold; `parts` are all of it, in order."""

    sheet: str
    coordinate: str
    parts: tuple[str, ...]


def reference(sheet: str, coordinate: str) -> str:
    """Return the address of a cell as links and formulas write it."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{coordinate}"


@dataclass(slots=True)
class Page:
    """Writes cells of one worksheet and remembers what sizes depend on.

    `overflow` collects the texts that are too long for a cell, over all sheets; `tick` is
    called between rows and raises Cancelled when the export is to stop.
    """

    sheet: Worksheet
    overflow: list[LongText]
    tick: Callable[[], None]
    links: int = 0
    _lines: dict[int, list[tuple[int, str]]] = field(default_factory=dict)

    def text(self, row: int, column: int, text: str, style: str) -> SheetCell:
        """Write text as text, whatever it looks like; rows and columns count from 1."""
        cell = self.sheet.cell(row, column)
        shown = self._shown(cell.coordinate, text)
        cell.style = style
        if text:  # no text leaves the cell blank
            cell.value = escaped(shown)
            cell.data_type = "s"
            cell.quotePrefix = starts_formula(text)
        self._lines.setdefault(column, []).append((row, shown))
        return cell

    def number(self, row: int, column: int, number: Number, style: str) -> SheetCell:
        """Write a number that the spreadsheet may count with."""
        cell = self.sheet.cell(row, column, number.value)
        cell.style = style
        cell.number_format = number.format
        self._lines.setdefault(column, []).append((row, str(number.value)))
        return cell

    def spill(self, row: int, column: int, text: str, style: str) -> SheetCell:
        """Write one line that runs over the empty cells at its right."""
        cell = self.unsized(row, column, text, style)
        cell.alignment = Alignment(wrap_text=False, vertical="center")
        return cell

    def unsized(self, row: int, column: int, text: str, style: str) -> SheetCell:
        """Write text that neither column width nor row height depends on."""
        cell = self.text(row, column, text, style)
        self._lines[column].pop()
        return cell

    def blank(self, row: int, column: int, style: str) -> None:
        """Give an empty cell its look."""
        self.sheet.cell(row, column).style = style

    def header(self, row: int, labels: tuple[str, ...], style: str) -> None:
        """Write a row of column headings."""
        for column, label in enumerate(labels, start=1):
            self.text(row, column, label, style)

    def link(self, cell: SheetCell, target: str, tip: str) -> None:
        """Let a click on the cell go to `target` ("'Quotes'!A5"); its text stays."""
        if self.links < MOST_LINKS:
            cell.hyperlink = Hyperlink(
                ref=cell.coordinate, location=target, tooltip=escaped(tip)[:250]
            )
            self.links += 1

    def fit(self, first_row: int, widest: float = 60.0) -> None:
        """Size columns by content, then rows from `first_row` on by the wrapped text."""
        widths: dict[int, float] = {}
        for column, lines in self._lines.items():
            measured = [text for row, text in lines if row >= first_row]
            widths[column] = width_for(measured, widest)
            self.sheet.column_dimensions[get_column_letter(column)].width = widths[column]
        self._fit_rows(first_row, widths)

    def fix_widths(self, first_row: int, widths: tuple[float, ...]) -> None:
        """Give columns their widths (in characters), then size the rows."""
        for column, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self._fit_rows(first_row, dict(enumerate(widths, start=1)))

    def _fit_rows(self, first_row: int, widths: dict[int, float]) -> None:
        heights: dict[int, float] = {}
        for column, lines in self._lines.items():
            for row, text in lines:
                if row >= first_row:
                    needed = height_for(text, widths.get(column, 10.0))
                    heights[row] = max(heights.get(row, 0.0), needed)
        for row, height in heights.items():
            self.sheet.row_dimensions[row].height = height

    def hide_columns(self, columns: range) -> None:
        """Hide columns of stable keys: for programs, not for readers."""
        for column in columns:
            self.sheet.column_dimensions[get_column_letter(column)].hidden = True

    def finish(self, header_row: int, columns: int, rows: int) -> None:
        """Filter, freeze and set up the print of a table with `rows` rows below its header."""
        sheet = self.sheet
        last = get_column_letter(columns)
        if rows:
            sheet.auto_filter.ref = f"A{header_row}:{last}{header_row + rows}"
        sheet.freeze_panes = f"B{header_row + 1}"
        sheet.print_title_rows = f"{header_row}:{header_row}"
        self.set_up_print(columns, header_row + rows)

    def set_up_print(self, columns: int, last_row: int) -> None:
        """A4 landscape, as many pages wide as keeps the print readable."""
        sheet = self.sheet
        dimensions = (sheet.column_dimensions[get_column_letter(c)] for c in range(1, columns + 1))
        width = sum(d.width for d in dimensions if not d.hidden)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth = max(1, -(-int(width) // int(PAGE_WIDTH)))
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        if sheet.page_setup.fitToWidth > 1:
            sheet.print_title_cols = "A:A"
        sheet.print_area = f"A1:{get_column_letter(columns)}{last_row}"
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.6
        sheet.page_margins.header = sheet.page_margins.footer = 0.3  # else the footer is cut
        sheet.oddFooter.left.text = "&A"
        sheet.oddFooter.right.text = "&P / &N"

    def _shown(self, coordinate: str, text: str) -> str:
        parts = pieces(text)
        if len(parts) == 1:
            return text
        row = self._overflow_row()
        self.overflow.append(LongText(self.sheet.title, coordinate, parts))
        return parts[0] + POINTED.format(sheet=LONG_TEXTS, row=f"row {row}")

    def _overflow_row(self) -> int:
        """Return the row at which the next long text starts on its sheet (header: row 1)."""
        return 2 + sum(len(item.parts) for item in self.overflow)


LONG_TEXTS = "Long texts"
