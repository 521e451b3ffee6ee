"""A worksheet being written: safe cells, readable sizes, print set-up."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from openpyxl.chart._chart import ChartBase
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.workbook_marks import POINTED
from app.export.cells import escaped, pieces, starts_formula
from app.export.fit import height_for, room_in, width_for
from app.export.styles import TITLE
from app.export.text import Number
from app.export.wording import ENGLISH, Words
from app.export.xlsx.looks import GENERAL, Looks
from app.export.xlsx.rows import (
    SheetRows,
    blank_cell,
    coordinate,
    formula_cell,
    letter,
    number_cell,
    text_cell,
)

Spot: TypeAlias = tuple[int, int]  # row and column, from 1
MOST_LINKS = 65_530  # links Excel reads of one sheet
PAGE_WIDTH = 195.0  # column units on A4 landscape at a readable scale
LONGEST_HEADING = 250  # characters Excel takes for the heading of a table's column
UNSCALED = 105.0  # column units that stand on A4 landscape at full size, in any font
LONG_TEXTS = "Long texts"
_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z]+")


@dataclass(frozen=True, slots=True)
class LongText:
    """Text that one cell cannot hold; `parts` are all of it, in order."""

    sheet: str
    coordinate: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the pages of a workbook share.

    `overflow` collects the texts that are too long for a cell, over all sheets; `tick` is
    called between rows and raises Cancelled when the export is to stop; `letter_paper` prints
    on Letter instead of A4; `words` are the fixed texts in the language that is chosen.
    """

    looks: Looks
    overflow: list[LongText]
    tick: Callable[[], None]
    letter_paper: bool = False
    words: Words = ENGLISH


def reference(sheet: str, coordinate: str) -> str:
    """Return the address of a cell as links and formulas write it."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{coordinate}"


@dataclass(slots=True)
class Page:
    """Writes cells of one worksheet and remembers what sizes depend on.

    Once the widths are fixed, rows are written out as soon as a later one begins.
    """

    sheet: Worksheet
    setting: Setting
    rows: SheetRows = field(default_factory=SheetRows)
    charts: list[str] = field(default_factory=list)
    _lines: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    _widths: dict[int, float] = field(default_factory=dict)
    _rooms: dict[int, int] = field(default_factory=dict)
    _plain: dict[str, int] = field(default_factory=dict)
    _streams: bool = False
    _newest: int = 0

    @property
    def overflow(self) -> list[LongText]:
        """The texts that are too long for a cell, over all sheets."""
        return self.setting.overflow

    @property
    def say(self) -> Words:
        """Gives fixed texts in the language of the workbook."""
        return self.setting.words

    def tick(self) -> None:
        """Let the export stop here; raises Cancelled."""
        self.setting.tick()

    def text(self, row: int, column: int, text: str, style: str) -> Spot:
        """Write text as text, whatever it looks like; rows and columns count from 1."""
        shown = self._written(row, column, text, style)
        if self._streams:
            if len(shown) > self._rooms.get(column, 0) or "\n" in shown:
                self.rows.raise_height(row, height_for(shown, self._widths.get(column, 10.0)))
        else:
            self._lines.setdefault(column, []).append((row, shown))
        return (row, column)

    def number(self, row: int, column: int, number: Number, style: str) -> Spot:
        """Write a number that the spreadsheet may count with."""
        look = self.setting.looks.number(style, number.format)
        self._put(row, column, number_cell(row, column, look, number.value))
        if not self._streams:
            self._lines.setdefault(column, []).append((row, str(number.value)))
        return (row, column)

    def formula(self, row: int, column: int, formula: str, shown: Number | str, style: str) -> Spot:
        """Write a formula of our own making; `shown` is what it comes to now."""
        format_ = GENERAL if isinstance(shown, str) else shown.format
        look = self.setting.looks.number(style, format_)
        now = shown if isinstance(shown, str) else shown.value
        self._put(row, column, formula_cell(row, column, look, formula, now))
        return (row, column)

    def grow(self, row: int, column: int, text: str) -> None:
        """Make a row as high as a text in one of its columns needs, once widths are fixed."""
        self.rows.raise_height(row, height_for(text, self.width(column)))

    def share(self, row: int, column: int, formula: str, share: float, style: str) -> Spot:
        """Write a formula whose result is shown in percent, as the style has it."""
        look = self.setting.looks.number(style)
        self._put(row, column, formula_cell(row, column, look, formula, share))
        return (row, column)

    def spill(self, row: int, column: int, text: str, style: str) -> Spot:
        """Write one line that runs over the empty cells at its right."""
        self._written(row, column, text, style, spilled=True)
        return (row, column)

    def title(self, text: str, columns: int) -> None:
        """Write the title into row 1 over all columns, on as many lines as it needs."""
        self.unsized(1, 1, text, TITLE)
        self.merge(f"A1:{coordinate(1, columns)}")
        width = sum(self.width(column) for column in range(1, columns + 1))
        self.rows.set_height(1, 1.5 * height_for(text, width / 1.5))

    def unsized(self, row: int, column: int, text: str, style: str) -> Spot:
        """Write text that neither column width nor row height depends on."""
        self._written(row, column, text, style)
        return (row, column)

    def keys(self, row: int, first: int, keys: Sequence[str], style: str) -> None:
        """Write keys of the program's own from a column on; nothing depends on their size."""
        look = self._look(style)
        for column, key in enumerate(keys, start=first):
            cell = text_cell if key else _no_key
            self._put(row, column, cell(row, column, look, key))

    def blank(self, row: int, column: int, style: str) -> None:
        """Give an empty cell its look."""
        self._put(row, column, blank_cell(row, column, self._look(style)))

    def header(self, row: int, labels: Sequence[str], style: str) -> None:
        """Write a row of column headings."""
        for column, label in enumerate(labels, start=1):
            self.text(row, column, label, style)

    def link(self, spot: Spot, target: str, tip: str) -> None:
        """Let a click on the cell go to `target` ("'Quotes'!A5"); its text stays."""
        if self.rows.links < MOST_LINKS:
            self.rows.link(*spot, target, tip[:250])

    def merge(self, cells: str) -> None:
        """Join the cells of a range ("A1:F1"); the first one shows."""
        self.sheet.merged_cells.add(cells)

    def fit(self, first_row: int, widest: float = 60.0) -> None:
        """Size columns by content, then rows from `first_row` on by the wrapped text."""
        for column, lines in self._lines.items():
            measured = [text for row, text in lines if row >= first_row]
            self._set_width(column, width_for(measured, widest))
        self._fit_rows(first_row)
        self._lines.clear()

    def fix_widths(self, widths: tuple[float, ...]) -> None:
        """Give columns their widths (in characters) before the rows are written."""
        for column, width in enumerate(widths, start=1):
            self._set_width(column, width)
        self._streams = True

    def chart(self, chart: ChartBase, at: str, told: str) -> None:
        """Put a chart at a cell; `told` says in words what it shows."""
        self.sheet.add_chart(chart, at)
        self.charts.append(told)

    def width(self, column: int) -> float:
        """Return the width of a column, in characters."""
        return self._widths.get(column, 10.0)

    def hide_columns(self, columns: range) -> None:
        """Hide columns of stable keys: for programs, not for readers."""
        for column in columns:
            self.sheet.column_dimensions[letter(column)].hidden = True

    def finish(self, header_row: int, labels: Sequence[str], rows: int, hidden: int = 0) -> None:
        """Filter, freeze and set up the print of a table with `rows` rows below its header.

        Its last `hidden` columns hold keys: they are sorted with the others, and not printed.
        """
        sheet = self.sheet
        if rows:
            area = f"A{header_row}:{coordinate(header_row + rows, len(labels))}"
            sheet.add_table(self._table(area, labels))
        sheet.freeze_panes = f"B{header_row + 1}"
        sheet.print_title_rows = f"{header_row}:{header_row}"
        self.hide_columns(range(len(labels) - hidden + 1, len(labels) + 1))
        self.set_up_print(len(labels) - hidden, header_row + rows)

    def set_up_print(self, columns: int, last_row: int) -> None:
        """Landscape, as many pages wide as keeps the print readable."""
        sheet = self.sheet
        dimensions = (sheet.column_dimensions[letter(c)] for c in range(1, columns + 1))
        width = sum(d.width for d in dimensions if not d.hidden)
        sheet.page_setup.orientation = "landscape"
        letter_paper = self.setting.letter_paper
        sheet.page_setup.paperSize = sheet.PAPERSIZE_LETTER if letter_paper else sheet.PAPERSIZE_A4
        if width > UNSCALED:  # LibreOffice would enlarge what fits as it is
            sheet.page_setup.fitToWidth = max(1, -(-int(width) // int(PAGE_WIDTH)))
            sheet.page_setup.fitToHeight = 0
            sheet.sheet_properties.pageSetUpPr.fitToPage = True
            if sheet.page_setup.fitToWidth > 1:
                sheet.print_title_cols = "A:A"
        sheet.print_area = f"A1:{coordinate(last_row, columns)}"
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.6
        sheet.page_margins.header = sheet.page_margins.footer = 0.3  # else the footer is cut
        sheet.oddFooter.left.text = "&A"
        sheet.oddFooter.right.text = "&P / &N"

    def _written(
        self, row: int, column: int, text: str, style: str, *, spilled: bool = False
    ) -> str:
        looks = self.setting.looks
        if not text:  # no text leaves the cell blank
            self._put(row, column, blank_cell(row, column, looks.number(style, spilled=spilled)))
            return text
        shown = self._shown(row, column, text)
        if spilled or starts_formula(text):
            look = looks.number(style, quoted=starts_formula(text), spilled=spilled)
        else:
            look = self._look(style)
        self._put(row, column, text_cell(row, column, look, shown))
        return shown

    def _look(self, style: str) -> int:
        """Return the plain look of a style, which most cells have."""
        found = self._plain.get(style)
        if found is None:
            found = self._plain[style] = self.setting.looks.number(style)
        return found

    def _put(self, row: int, column: int, cell: str) -> None:
        if self._streams and row > self._newest:
            self.rows.settle(row)
            self._newest = row
        self.rows.put(row, column, cell)

    def _set_width(self, column: int, width: float) -> None:
        self._widths[column] = width
        self._rooms[column] = room_in(width)
        self.sheet.column_dimensions[letter(column)].width = width

    def _fit_rows(self, first_row: int) -> None:
        for column, lines in self._lines.items():
            width = self._widths.get(column, 10.0)
            for row, text in lines:
                if row >= first_row:
                    self.rows.raise_height(row, height_for(text, width))

    def _table(self, area: str, labels: Sequence[str]) -> Table:
        """Return the table of a sheet; its headings are those of the cells, letter by letter."""
        plain = _NOT_IN_NAMES.sub("_", self.sheet.title).strip("_")
        name = f"Table{self.sheet.parent.index(self.sheet) + 1}_{plain}"
        table = Table(id=1, name=name, displayName=name, ref=area)
        table.autoFilter = AutoFilter(ref=area)
        named = enumerate(map(escaped, labels), start=1)
        table.tableColumns = [TableColumn(id=n, name=label) for n, label in named]
        return table

    def _shown(self, row: int, column: int, text: str) -> str:
        parts = pieces(text)
        if len(parts) == 1:
            return text
        first = self._overflow_row()
        self.overflow.append(LongText(self.sheet.title, coordinate(row, column), parts))
        return parts[0] + self.say(POINTED).format(sheet=self.say(LONG_TEXTS), row=first)

    def _overflow_row(self) -> int:
        """Return the row at which the next long text starts on its sheet (header: row 1)."""
        return 2 + sum(len(item.parts) for item in self.overflow)


def _no_key(row: int, column: int, look: int, _key: str) -> str:
    return blank_cell(row, column, look)


def headings(labels: Sequence[str]) -> tuple[str, ...]:
    """Return labels as a table may head its columns: one line each, none twice, none empty."""
    used: set[str] = set()
    made: list[str] = []
    for label in labels:
        plain = " ".join(label.split())[:LONGEST_HEADING] or "Column"
        heading, count = plain, 1
        while heading.casefold() in used:
            count += 1
            heading = f"{plain} ({count})"
        used.add(heading.casefold())
        made.append(heading)
    return tuple(made)
