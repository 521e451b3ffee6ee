"""Workbooks edited as people do it, for the tests of the round trip."""

import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.bootstrap import Review
from app.export.workbook import write_workbook

KEYS = "extraction_id"


def exported(review: Review, path: Path) -> Path:
    """Return the workbook of a review."""
    return write_workbook(review.exports.table(), path)


def keyed(sheet: Any) -> tuple[int, dict[str, int]]:
    """Return the row of the hidden keys, and the column of each key."""
    for row in sheet.iter_rows(max_row=12):
        found = {str(cell.value): cell.column for cell in row if cell.value is not None}
        if KEYS in found:
            return row[0].row, found
    raise AssertionError(sheet.title)


def fields_of(sheet: Any) -> tuple[int, dict[str, int]]:
    """Return the first row of data and the columns of the fields."""
    row, places = keyed(sheet)
    hidden = {"study_id", KEYS, "row_id"}
    named = {k: c for k, c in places.items() if not k.startswith("@") and k not in hidden}
    return row + 2, named


def type_in(path: Path, sheet: str, at: tuple[int, str], text: object) -> None:
    """Type into a cell: the n-th line (from 0) and a field."""
    book = openpyxl.load_workbook(path)
    first, columns = fields_of(book[sheet])
    book[sheet].cell(first + at[0], columns[at[1]]).value = text
    book.save(path)


def scrambled(path: Path, chance: random.Random, edits: int) -> int:
    """Edit random cells of text, sort every sheet and hide columns; return how many were edited."""
    book = openpyxl.load_workbook(path)
    places = [place for sheet in book.worksheets for place in _editable(sheet)]
    for number, cell in enumerate(chance.sample(places, edits)):
        cell.value = f"edited {number}"
    for sheet in book.worksheets:
        _sort_and_hide(sheet, chance)
    book.save(path)
    return edits


def _editable(sheet: Any) -> Iterator[Any]:
    """Yield cells of free text, alone in their row of a group or outside groups."""
    try:
        first, columns = fields_of(sheet)
    except AssertionError:
        return
    is_group = "row_id" in keyed(sheet)[1]
    for row in range(first, sheet.max_row + 1):
        for key, column in columns.items():
            if key.endswith((".f0", ".f1")) and is_group == key.startswith("group"):
                yield sheet.cell(row, column)


def _sort_and_hide(sheet: Any, chance: random.Random) -> None:
    try:
        first, columns = fields_of(sheet)
    except AssertionError:
        return
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]
    chance.shuffle(rows)
    for number, row in enumerate(rows, start=first):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value
    for column in chance.sample(sorted(columns.values()), 3):
        letter = openpyxl.utils.get_column_letter(column)
        sheet.column_dimensions[letter].hidden = True


def through_office(path: Path) -> Path:
    """Return the workbook as LibreOffice saves it; skips where there is none."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    saved = path.parent / "saved"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(saved), path.name],
        cwd=path.parent, capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    return saved / path.name
