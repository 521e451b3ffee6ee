"""A form as a file: JSON (a template for other reviews), CSV or Excel, one row a field."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.domain.errors import AppError
from app.domain.form_sheet import KIND, Row, sheet_of
from app.export.cells import escaped, guarded
from app.export.files import written_whole

BOM = b"\xef\xbb\xbf"
SUFFIXES = (".json", ".csv", ".xlsx")
WIDTHS = {"Label": 38, "Help": 44, "Options": 34, "Decision rule": 40, "Show if": 28, KIND: 9}
NARROW = 14


def write_form(document: Mapping[str, Any], path: Path) -> Path:
    """Write a form's document to a new file and return its path; the suffix says the format.

    Raises AppError for another suffix, ExportExists, DiskFull or FolderNotWritable.
    """
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        raise AppError(
            f"A form is written as {', '.join(SUFFIXES)}, not as “{suffix or path.name}”. "
            "Nothing was written. Choose one of these endings."
        )
    content = {".json": _json, ".csv": _csv, ".xlsx": _workbook}[suffix](document)
    with written_whole(path) as stream:
        stream.write(content)
    return path


def _json(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n"


def _csv(document: Mapping[str, Any]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([guarded(cell) for cell in row] for row in sheet_of(document))
    return BOM + text.getvalue().encode()


def _workbook(document: Mapping[str, Any]) -> bytes:
    from openpyxl import Workbook

    rows = sheet_of(document)
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = "Form"
    for number, row in enumerate(rows, start=1):
        _write_row(sheet, number, row)
    sheet.freeze_panes = "D2"
    for column, heading in zip(sheet.columns, rows[0], strict=True):
        letter = column[0].column_letter
        sheet.column_dimensions[letter].width = WIDTHS.get(heading, NARROW)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write_row(sheet: Any, number: int, row: Row) -> None:  # noqa: ANN401 - openpyxl is untyped
    from openpyxl.styles import Alignment, Font, PatternFill

    is_heading = number == 1 or row[0] in ("form", "section")
    for column, text in enumerate(row, start=1):
        if not text:
            continue
        cell = sheet.cell(number, column)
        cell.value = escaped(text)
        cell.data_type = "s"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if is_heading:
            cell.font = Font(bold=True)
        if row[0] == "section":
            cell.fill = PatternFill("solid", fgColor="E8EEF5")
