"""Workbooks written and read back, for the tests of the exporters."""

from pathlib import Path
from typing import Any

import openpyxl

from app.export.model import ExportOptions, ReviewTable
from app.export.workbook import write_workbook
from tests.unit.export_data import entry, table

HEADER = 8


def written(review: ReviewTable, folder: Path, **options: Any) -> openpyxl.Workbook:
    path = write_workbook(review, folder / "out.xlsx", options=ExportOptions(**options))
    return openpyxl.load_workbook(path)


def charted(book: openpyxl.Workbook, heading: str, row: int = 1) -> Any:
    """Return the cell below a heading of the charting table, `row` from 1."""
    sheet = book["Charting table"]
    found = [c.column for c in sheet[HEADER] if c.value and str(c.value).endswith(heading)]
    return sheet.cell(HEADER + row, found[0])


def one(folder: Path, **answers: Any) -> openpyxl.Workbook:
    values = {key.replace("__", "."): value for key, value in answers.items()}
    return written(table(entry(values)), folder)
