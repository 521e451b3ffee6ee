"""Exports of what a form may demand: hidden answers, marks with a value, rows, units, rules."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl

from app.domain.answers import Answer, Status
from app.export.csv_export import CsvStyle, Shape, write_csv
from app.export.json_export import write_json
from app.export.model import ExportedStudy, ReviewTable
from app.export.workbook import write_workbook
from tests.unit.export_data import ANNA, table
from tests.unit.form_samples import filled, record_of, rich_form


def review(answers: dict[str, Answer]) -> ReviewTable:
    """A review of one study, with two groups and an outcome."""
    rows = [("groups", "a"), ("groups", "b"), ("outcomes", "o")]
    record = record_of(rich_form(), answers, rows)
    return replace(table(ExportedStudy(record.study, ANNA, record)), form=record.form, details={})


def tidy(answers: dict[str, Answer], folder: Path) -> dict[str, dict[str, str]]:
    """The lines of the tidy file by field id and row."""
    path = write_csv(
        review(answers), folder / "tidy.csv", Shape.TIDY, style=CsvStyle(has_bom=False)
    )
    lines = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    return {line["field_id"] + line["row"]: line for line in lines}


def charted(answers: dict[str, Answer], folder: Path) -> dict[str, Any]:
    """The cells of the charting table by their heading."""
    path = write_workbook(review(answers), folder / "book.xlsx")
    sheet = openpyxl.load_workbook(path)["Charting table"]
    return {str(sheet.cell(8, n).value): sheet.cell(9, n) for n in range(1, sheet.max_column + 1)}


def test_answer_that_is_not_asked_is_left_out_of_the_tables(tmp_path: Path) -> None:
    line = tidy({"design.arms": filled(3)}, tmp_path)["design.arms"]
    assert (line["status"], line["value"]) == ("not_asked", "")
    cells = charted({"design.arms": filled(3)}, tmp_path)
    assert next(cell.value for name, cell in cells.items() if "Number of arms" in name) is None


def test_document_keeps_the_answer_that_is_not_asked(tmp_path: Path) -> None:
    path = write_json(review({"design.arms": filled(3)}), tmp_path / "r.json")
    answers = json.loads(path.read_text())["studies"][0]["extractions"][0]["answers"]
    assert [(a["field_id"], a["value"], a["asked"]) for a in answers] == [("design.arms", 3, False)]


def test_computed_number_stays_a_number_and_says_so(tmp_path: Path) -> None:
    answers = {"design.analysed": filled(40, Status.COMPUTED)}
    cells = charted(answers, tmp_path)
    found = next(cell for name, cell in cells.items() if "Analysed" in name)
    assert (found.value, found.number_format) == (40, '0" (computed)"')
    assert tidy(answers, tmp_path)["design.analysed"]["status"] == "computed"


def test_text_from_the_authors_says_so_in_the_table_only(tmp_path: Path) -> None:
    answers = {"design.registration": filled("NCT1", Status.FROM_AUTHORS),
               "design.design": filled("Trial")}  # fmt: skip
    cells = charted(answers, tmp_path)
    found = next(cell.value for name, cell in cells.items() if "registration" in name)
    assert found == "NCT1 (from authors)"
    assert tidy(answers, tmp_path)["design.registration"]["value"] == "NCT1"


def test_reference_is_exported_by_the_name_of_its_row(tmp_path: Path) -> None:
    answers = {"groups.name@a": filled("Peers"), "groups.name@b": filled("Control"),
               "outcomes.arm@o": filled("b")}  # fmt: skip
    assert tidy(answers, tmp_path)["outcomes.arm1"]["value"] == "Control"


def test_number_with_unit_is_exported_with_it(tmp_path: Path) -> None:
    answers = {"design.length": filled({"number": "1.5", "unit": "weeks"})}
    assert tidy(answers, tmp_path)["design.length"]["value"] == "1.5 weeks"


def test_codebook_says_what_the_form_demands(tmp_path: Path) -> None:
    path = write_workbook(review({}), tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(path)["Codebook"]
    lines = {row[2]: row for row in sheet.iter_rows(values_only=True)}
    heads = lines["Key"]
    analysed = dict(zip(heads, lines["design.analysed"], strict=True))
    arms = dict(zip(heads, lines["design.arms"], strict=True))
    design = dict(zip(heads, lines["design.design"], strict=True))
    assert (analysed["Rules"], analysed["Marks allowed"]) == (
        "<= “Enrolled”", "not reported; computed",
    )  # fmt: skip
    assert (arms["Asked if"], arms["Rules"]) == ("“design” is Trial", "1 to 9")
    assert (design["Charted by"], design["Decision rule"]) == (
        "two reviewers apart", "Trial only when allocated at random.",
    )  # fmt: skip
