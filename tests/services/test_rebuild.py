"""Two published charting tables rebuilt: columns to a form, rows to answers, and out again."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.bootstrap import open_review
from app.cli import main as cli
from app.creating import create_review
from app.domain.column_forms import form_of_columns
from app.domain.errors import ValueDoesNotParse
from app.domain.fields import Field
from app.domain.table_answers import answer_in, map_columns, meant
from app.domain.templates import form_from_json
from app.export.csv_export import write_csv
from app.export.model import ExportOptions
from app.export.order import charted
from app.export.workbook import write_workbook
from app.services.form_reading import open_form_file, read_form
from app.sheets.reading import cell_text, unguarded

TABLES = (
    ("open_collab/article_characteristics.csv", 11, 9),
    ("four_day_school_week/4dsw_study_data.xlsx", 133, 181),
)


def rebuilt(source: Path, place: Path) -> list[dict[str, str]]:
    """Make a review of a table by its own means, and return its wide export by field id."""
    file = open_form_file(source)
    template = place / "form.json"
    template.write_text(json.dumps(read_form(file).document), encoding="utf-8")
    folder = place / "review"
    create_review(folder, title="Rebuilt", template_id=str(template), reviewer="Ana Ortiz")
    assert cli.main(["import-table", str(folder), str(source)]) == 0
    with open_review(folder) as review:
        columns = charted(review.forms.current())
        write_csv(review.records.export_table(), place / "wide.csv")
    with (place / "wide.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))[1:]
    keys = [column.field.field_id for column in columns]
    return [dict(zip(keys, map(unguarded, line[3:]), strict=False)) for line in lines]


def verdict(field: Field, published: str, exported: str) -> str:
    """Say whether two texts of a field are the same, or mean the same to its type."""
    if " ".join(published.split()) == " ".join(exported.split()):
        return "same"
    try:
        meaning = meant(field, published) == meant(field, exported)
    except ValueDoesNotParse:
        return "different"
    return "same to its type" if meaning else "different"


@pytest.mark.parametrize(("name", "studies", "width"), TABLES)
def test_published_table_comes_out_as_it_went_in(
    shared: Path, tmp_path: Path, name: str, studies: int, width: int
) -> None:
    source = shared / "data" / "charting" / name
    rows = open_form_file(source).rows
    exported = rebuilt(source, tmp_path)
    assert (len(exported), len(rows[0])) == (studies, width)
    said = compared(source, exported)
    assert said["different"] == 0
    assert said["same"] > 0.9 * said.total()


def compared(source: Path, exported: list[dict[str, str]]) -> Counter[str]:
    """Count how the cells of a table compare, those of every column that asks something."""
    file = open_form_file(source)
    uses = form_of_columns(file.rows, file.name, "table").columns
    with_form = read_form(file)
    table = map_columns(form_from_json(with_form.document), uses)
    assert table.unused == ()
    return Counter(
        verdict(source.field, answer_in(source, row)[1], line[source.field.field_id])
        for row, line in zip(file.rows[1:], exported, strict=True)
        for source in table.sources
    )


@pytest.mark.parametrize(
    ("name", "studies", "width"),
    [("table_S1_characteristics.md", 13, 11), ("table_S2_validity_mapping.md", 14, 6)],
)
def test_published_table_comes_out_of_the_workbook_as_it_went_in(
    shared: Path, tmp_path: Path, name: str, studies: int, width: int
) -> None:
    source = as_csv(shared / "data" / "charting" / "genai_wba" / name, tmp_path / "table.csv")
    rebuilt(source, tmp_path)
    written = ExportOptions(codes={"NA": "N/A", "NR": "Not reported"})
    with open_review(tmp_path / "review") as review:
        book = write_workbook(review.exports.table(), tmp_path / "book.xlsx", options=written)
    exported = charted_in(book)
    assert (len(exported), len(open_form_file(source).rows[0])) == (studies, width)
    assert compared(source, exported) == {"same": studies * (width - 1)}


def as_csv(table: Path, path: Path) -> Path:
    """Write the table of a Markdown file as CSV."""
    lines = [line for line in table.read_text("utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([cells[0], *cells[2:]])
    return path


def charted_in(book: Path) -> list[dict[str, str]]:
    """Return the charting table of a workbook, a study a dictionary by field id."""
    rows = list(load_workbook(book)["Charting table"].iter_rows(min_row=7, values_only=True))
    keys = [str(key) for key in rows[0]]
    return [dict(zip(keys, map(cell_text, row), strict=True)) for row in rows[2:]]
