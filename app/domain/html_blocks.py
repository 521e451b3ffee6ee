"""Blocks of cells as HTML, where spreadsheets keep the line breaks of a cell."""

from collections.abc import Iterable, Sequence
from html import escape
from html.parser import HTMLParser

from app.domain.blocks import Block

BREAKS = frozenset({"br", "p", "div", "li"})
SKIPPED = frozenset({"style", "script", "title"})
MOST_SPANNED = 1000  # cells that one cell may stand for


def read_html_block(html: str) -> Block:
    """Return the cells of the first table of a copied page; nothing when there is none.

    A cell over several lines or columns fills its first place, the others stay empty.
    """
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    width = max((len(line) for line in reader.lines), default=0)
    return tuple(tuple(line) + ("",) * (width - len(line)) for line in reader.lines)


def write_html_block(rows: Iterable[Sequence[str]]) -> str:
    """Return cells as an HTML table that spreadsheets and word processors paste as such."""
    lines = ("".join(f"<td>{_cell(text)}</td>" for text in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<html><head><meta charset="utf-8"></head><body><table>{body}</table></body></html>'


def _cell(text: str) -> str:
    return escape(text).replace("\n", "<br>")


class _TableReader(HTMLParser):
    """Collects the texts of the first table; tables inside a cell are read as its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[str]] = []
        self._depth = 0
        self._is_over = False
        self._skips = 0
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._taken: set[tuple[int, int]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open the table, its lines and cells."""
        self._skips += tag in SKIPPED
        if tag == "table":
            self._depth += 1
        if self._is_over or self._depth != 1:
            return
        if tag == "tr":
            self._end_cell()
            self.lines.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            given = dict(attrs)
            self._span = _count(given.get("rowspan")), _count(given.get("colspan"))
            self._cell = []
        elif tag in BREAKS and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened."""
        self._skips -= tag in SKIPPED and self._skips > 0
        if tag in ("td", "th", "tr") and self._depth == 1:
            self._end_cell()
        if tag == "table":
            self._end_cell()
            self._depth -= 1
            self._is_over = self._is_over or (self._depth == 0 and bool(self.lines))

    def handle_data(self, data: str) -> None:
        """Take the words of a cell; breaks in the page's source are spaces."""
        if self._cell is not None and not self._skips:
            self._cell.append(data.replace("\r", " ").replace("\n", " "))

    def _end_cell(self) -> None:
        if self._cell is None or not self.lines:
            self._cell = None
            return
        row, line = len(self.lines) - 1, self.lines[-1]
        self._skip_taken(row, line)
        lines = ("".join(self._cell)).replace("\xa0", " ").split("\n")
        down, across = self._span
        first = len(line)
        line += ["\n".join(" ".join(part.split()) for part in lines).strip()] + [""] * (across - 1)
        for below in range(row + 1, row + down):
            self._taken |= {(below, first + n) for n in range(across)}
        self._cell = None

    def _skip_taken(self, row: int, line: list[str]) -> None:
        """Leave the places empty that a cell of a line above stands over."""
        while (row, len(line)) in self._taken:
            line.append("")


def _count(text: str | None) -> int:
    """Return how many lines or columns a cell stands over."""
    return min(int(text), MOST_SPANNED) or 1 if text is not None and text.isdecimal() else 1
