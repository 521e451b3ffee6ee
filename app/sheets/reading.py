"""Reads a table from a CSV, TSV or Excel file as rows of text."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from app.sheets.opening import open_workbook, unreadable

Rows = tuple[tuple[str, ...], ...]

LARGEST = 50_000_000  # bytes of a file
MOST_ROWS = 200_000
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # ECMA-376, ST_Xstring
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook (or the one table of a text file), all rows of the same length."""

    name: str
    rows: Rows


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the tables of a file, empty rows left out; raises TableUnreadable.

    Numbers and days of Excel are given as text: 412, 63.2, 2019-03-14.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise unreadable(path, "is larger than 50 MB")
        found = _workbook(path) if path.suffix.casefold() in (".xlsx", ".xlsm") else _text(path)
    except OSError as error:
        raise unreadable(path, f"could not be opened ({error.strerror or error})") from error
    sheets = tuple(sheet for sheet in found if sheet.rows)
    if not sheets:
        raise unreadable(path, "holds no table")
    return sheets


def unguarded(text: str) -> str:
    """Take away the apostrophe that keeps a CSV cell from being run as a formula."""
    starts = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(starts) else text


def _text(path: Path) -> list[Sheet]:
    decoded = _decoded(path)
    delimiter = "\t" if path.suffix.casefold() == ".tsv" else _delimiter(decoded)
    csv.field_size_limit(LARGEST)
    try:
        read = list(csv.reader(io.StringIO(decoded, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise unreadable(path, f"is no table ({error})") from error
    return [Sheet(path.stem, _squared([[unguarded(cell) for cell in row] for row in read]))]


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    if b"\0" in content[:4000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise unreadable(path, "is not a text file")
    for encoding in _ENCODINGS:
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _delimiter(text: str) -> str:
    """Return the sign that parts the first line: the one of "," ";" and tab seen most often."""
    first = text.partition("\n")[0]
    return max((",", ";", "\t"), key=first.count)


def _workbook(path: Path) -> list[Sheet]:
    with open_workbook(path) as book:
        return [
            Sheet(sheet.title, _squared([_cells(row) for row in _rows(path, sheet)]))
            for sheet in book.worksheets
        ]


def _rows(path: Path, sheet: object) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = []
    for row in sheet.iter_rows(values_only=True):  # type: ignore[attr-defined]
        if len(rows) >= MOST_ROWS:
            raise unreadable(path, f"has more than {MOST_ROWS:,} rows")
        rows.append(row)
    return rows


def _cells(row: Sequence[object]) -> list[str]:
    return [cell_text(value) for value in row]


def cell_text(value: object) -> str:
    """Return a value of a spreadsheet as text: 412, 63.2, 2019-03-14, yes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


def _squared(rows: Sequence[Sequence[str]]) -> Rows:
    """Leave out empty rows and empty columns at the end; make all rows equally long."""
    full = [row for row in rows if any(cell.strip() for cell in row)]
    width = max((place + 1 for row in full for place, c in enumerate(row) if c.strip()), default=0)
    return tuple((*row, *[""] * width)[:width] for row in full)
