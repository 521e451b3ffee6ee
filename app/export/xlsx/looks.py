"""The number under which the file knows the look of a cell."""

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment

GENERAL = "General"
_SPILLED = Alignment(wrap_text=False, vertical="center")


class Looks:
    """Named styles of a workbook, with a number format or a quote prefix where one is asked."""

    def __init__(self, book: Workbook) -> None:
        """Look them up in a workbook that has the named styles and a sheet."""
        self._sheet = book.worksheets[0]
        self._known: dict[tuple[str, str, bool, bool], int] = {}

    def number(
        self, style: str, format_: str = GENERAL, *, quoted: bool = False, spilled: bool = False
    ) -> int:
        """Return the index of the look among the cell formats of the file.

        `quoted` marks text that looks like a formula, `spilled` keeps it on one line.
        """
        key = (style, format_, quoted, spilled)
        if key not in self._known:
            self._known[key] = self._made(key)
        return self._known[key]

    def _made(self, key: tuple[str, str, bool, bool]) -> int:
        style, format_, quoted, spilled = key
        cell = Cell(self._sheet, row=1, column=1)
        cell.style = style
        if format_ != GENERAL:
            cell.number_format = format_
        if quoted:
            cell.quotePrefix = True
        if spilled:
            cell.alignment = _SPILLED
        return int(cell.style_id)
