"""Tables whose columns nobody knows: what stands in them, and what a person said they hold."""

import csv
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from app.domain.errors import ImportRefused
from app.references import tables
from app.references.decoding import opened

Columns = Mapping[int, str]
"""Which field (tables.FIELDS) each column holds, by its place from 0."""

SAMPLE = 5  # rows shown beside the header
_FEWEST, _MOST = 2, 200  # columns of what may be a table of references
_LINES = 40


@dataclass(frozen=True, slots=True)
class Grid:
    """The beginning of a table: its header and some rows, with a guess of what they hold."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guessed: Columns

    @property
    def fingerprint(self) -> str:
        """By what the same header is known again."""
        return tables.fingerprint(self.header)


def grid_of(path: Path, encoding: str) -> Grid | None:
    """Return the beginning of a file as a table; None when it is none."""
    if not encoding:
        return _of_workbook(path)
    with opened(path, encoding, newline="") as file:
        lines = [line.replace("\0", "") for line in islice(file, _LINES)]
    sign = tables.separator_of(lines)
    try:
        rows = list(csv.reader(lines, delimiter=sign))
    except csv.Error:
        return None
    return _grid(rows)


def _of_workbook(path: Path) -> Grid | None:
    from openpyxl import load_workbook

    try:
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=True)
            rows = [
                ["" if cell is None else str(cell) for cell in row]
                for row in islice(book.worksheets[0].iter_rows(values_only=True), _LINES)
            ]
            book.close()
    except (ValueError, KeyError, TypeError, IndexError, SyntaxError, zipfile.BadZipFile):
        return None
    return _grid(rows)


def _grid(rows: Sequence[Sequence[str]]) -> Grid | None:
    """Take the first row that is as full as the fullest for the header."""
    widest = max((sum(bool(cell.strip()) for cell in row) for row in rows), default=0)
    if not _FEWEST <= widest <= _MOST:
        return None
    for place, row in enumerate(rows):
        if tables.is_header(row) or sum(bool(cell.strip()) for cell in row) >= widest:
            below = rows[place + 1 : place + 1 + SAMPLE]
            header = tuple(cell.strip().lstrip("\ufeff") for cell in row)
            return Grid(header, tuple(map(tuple, below)), tables.guessed(header))
    return None


def is_known(head: Sequence[str], known: tables.Known) -> bool:
    """Tell whether one of the first lines of a text is a header that a person explained."""
    if not known:
        return False
    sign = tables.separator_of(list(head))
    try:
        return any(tables.fingerprint(row) in known for row in csv.reader(head, delimiter=sign))
    except csv.Error:
        return False


def known_from_json(document: object) -> dict[str, dict[int, str]]:
    """Return what was said of headers, as it is stored; what is damaged is left out."""
    if not isinstance(document, Mapping):
        return {}
    return {
        str(key): {
            int(place): str(field)
            for place, field in columns.items()
            if str(place).isdecimal() and field in tables.FIELDS
        }
        for key, columns in document.items()
        if isinstance(columns, Mapping)
    }


def require_title(columns: Columns) -> None:
    """Refuse a mapping without a title; raises ImportRefused."""
    if "title" not in columns.values():
        raise ImportRefused("Say which column holds the title. Nothing was imported.")
