"""Exports of a fixed review, compared with files that people have looked at.

When an export changes on purpose, the failing test names the new file: look at it, then copy
it over the one in tests/golden.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from app.domain.answers import Answer, Status
from app.domain.studies import ExtractionStatus
from app.export.csv_export import Shape, write_csv
from app.export.json_export import write_json
from app.export.model import ReviewTable
from app.export.workbook import write_workbook
from tests.unit.export_data import entry, quoted, table

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def review() -> ReviewTable:
    """Return two studies with an answer of every kind."""
    full = entry(
        {
            "source.citation": "Berg A, Ort B. Peer support. J Ment Health 2020;29:1-9.",
            "source.country": ["SE", "AU"],
            "source.doi": "10.1000/00123",
            "source.read": "14 March 2026",
            "results.n": 412,
            "results.age": Answer("33.50", Status.FILLED, "Table 2 says 34", flagged=True),
            "results.found": "=Hope,\nconnection “and” more",
        },
        {"groups": [{"name": "Carers", "size": 12}, {"name": "Peers"}]},
    )
    full = quoted(quoted(full, "results.n", "412 adults took part"), None, "A passage", 3)
    bare = entry(
        {"results.n": Answer(None, Status.NOT_REPORTED)}, number=2, status=ExtractionStatus.OPEN
    )
    label = replace(bare.study, label="Ort 2022", paper=None)
    return table(full, replace(bare, study=label, record=replace(bare.record, study=label)))


def workbook_text(path: Path) -> str:
    """Return every cell of a workbook as a line: sheet, cell, kind, format, link, text."""
    lines = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        lines.append(f"# {sheet.title} {sheet.freeze_panes} {sheet.auto_filter.ref}")
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            link = cell.hyperlink.location if cell.hyperlink else ""
            form = "" if cell.number_format == "General" else cell.number_format
            lines.append(f"{cell.coordinate} {cell.data_type} {form} {link} {cell.value!r}")
    return "\n".join(lines) + "\n"


def write_workbook_text(review: ReviewTable, path: Path) -> Path:
    book = write_workbook(review, path.with_suffix(".xlsx"))
    path.write_text(workbook_text(book), encoding="utf-8")
    return path


def lines(path: Path) -> list[str]:
    """Return the lines, whatever line ends the checkout gave them."""
    return path.read_text(encoding="utf-8").split("\n")


def write_tidy(review: ReviewTable, path: Path) -> Path:
    return write_csv(review, path, Shape.TIDY)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("workbook.txt", write_workbook_text),
        ("wide.csv", write_csv),
        ("tidy.csv", write_tidy),
        ("review.json", write_json),
    ],
)
def test_export_is_as_it_was(
    name: str, write: Callable[[ReviewTable, Path], Path], tmp_path: Path
) -> None:
    made = write(review(), tmp_path / name)
    assert lines(made) == lines(GOLDEN / name), f"look at {made}"
