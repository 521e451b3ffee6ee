"""Rows of a worksheet as XML, written out as soon as they are whole (ECMA-376, 18.3.1)."""

from collections.abc import Iterator
from functools import cache
from tempfile import TemporaryFile
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter

from app.export.cells import escaped, is_plain

CHUNK = 1 << 20
letter = cache(get_column_letter)
_SPACE = ' xml:space="preserve"'


def coordinate(row: int, column: int) -> str:
    """Return "B9" for row 9 and column 2; both count from 1."""
    return f"{letter(column)}{row}"


def text_cell(row: int, column: int, look: int, text: str) -> str:
    """Return a cell that holds text, whatever it looks like."""
    said = text if is_plain(text) else escape(escaped(text))
    space = _SPACE if said != said.strip() or "\n" in said else ""
    at = f"{letter(column)}{row}"
    return f'<c r="{at}" s="{look}" t="inlineStr"><is><t{space}>{said}</t></is></c>'


def number_cell(row: int, column: int, look: int, value: float) -> str:
    """Return a cell that holds a number."""
    return f'<c r="{letter(column)}{row}" s="{look}"><v>{value!r}</v></c>'


def formula_cell(row: int, column: int, look: int, formula: str, shown: str | float) -> str:
    """Return a cell that computes; `shown` is what it says before a program computes it."""
    at, said = f"{letter(column)}{row}", escape(formula)
    if isinstance(shown, str):
        return f'<c r="{at}" s="{look}" t="str"><f>{said}</f><v>{escape(escaped(shown))}</v></c>'
    return f'<c r="{at}" s="{look}"><f>{said}</f><v>{shown!r}</v></c>'


def blank_cell(row: int, column: int, look: int) -> str:
    """Return a cell that only has a look."""
    return f'<c r="{letter(column)}{row}" s="{look}"/>'


class SheetRows:
    """The rows and links of one worksheet.

    Cells of a row may come in any order until `settle` writes the rows above another out. Rows
    and links stand in temporary files, so that a sheet of 60,000 rows takes no memory.
    """

    def __init__(self) -> None:
        """Start without rows."""
        self._file: BinaryIO = TemporaryFile()  # noqa: SIM115 - closed by close()
        self._open: dict[int, dict[int, str]] = {}
        self._heights: dict[int, float] = {}
        self._hidden: set[int] = set()
        self._links: BinaryIO | None = None
        self.links = 0
        self.last_row = 0
        self.last_column = 0

    def put(self, row: int, column: int, cell: str) -> None:
        """Add a cell, or write it anew."""
        cells = self._open.get(row)
        if cells is None:
            cells = self._open[row] = {}
            self.last_row = max(self.last_row, row)
        cells[column] = cell
        self.last_column = max(self.last_column, column)

    def raise_height(self, row: int, height: float) -> None:
        """Make a row at least so high (points)."""
        if height > self._heights.get(row, 0.0):
            self._heights[row] = height

    def set_height(self, row: int, height: float) -> None:
        """Make a row so high (points)."""
        self._heights[row] = height

    def hide(self, row: int) -> None:
        """Hide a row."""
        self._hidden.add(row)

    def link(self, row: int, column: int, target: str, tip: str) -> None:
        """Let a click on a cell go to a place of the workbook."""
        where, said = quoteattr(target), quoteattr(escaped(tip))
        at = coordinate(row, column)
        if self._links is None:
            self._links = TemporaryFile()  # noqa: SIM115 - closed by close()
        self._links.write(f'<hyperlink ref="{at}" location={where} tooltip={said}/>'.encode())
        self.links += 1

    def settle(self, before: int) -> None:
        """Write out the rows above `before`; they cannot be changed any more."""
        for row in sorted(row for row in self._open if row < before):
            cells = self._open.pop(row)
            inner = "".join([cells[column] for column in sorted(cells)])
            self._file.write(f"<row{self._attributes(row)}>{inner}</row>".encode())

    def settle_all(self) -> None:
        """Write out every row."""
        self.settle(self.last_row + 1)

    def rows_xml(self) -> Iterator[bytes]:
        """Yield the rows, in pieces; no more cells may follow."""
        self.settle_all()
        yield from _pieces(self._file)

    def links_xml(self) -> Iterator[bytes]:
        """Yield the links of the sheet, in pieces; nothing without any."""
        if self._links is not None:
            yield b"<hyperlinks>"
            yield from _pieces(self._links)
            yield b"</hyperlinks>"

    def dimension(self) -> str:
        """Return the range that holds cells."""
        return f"A1:{coordinate(max(1, self.last_row), max(1, self.last_column))}"

    def close(self) -> None:
        """Give the temporary files back."""
        self._file.close()
        if self._links is not None:
            self._links.close()

    def _attributes(self, row: int) -> str:
        height = self._heights.pop(row, None)
        said = f' r="{row}"'
        if height is not None:
            said += f' ht="{height:g}" customHeight="1"'
        return said + (' hidden="1"' if row in self._hidden else "")


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(CHUNK):
        yield piece
