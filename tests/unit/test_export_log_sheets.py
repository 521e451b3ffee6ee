"""Sheets about the review: search, flow, checklist, descriptive counts, charts, audit."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.domain.answers import Answer, Status
from app.domain.fields import Field, FieldType, Form, Scope, Section
from app.export.model import ExportOptions, ReviewTable
from app.export.prisma_scr import ITEMS
from app.export.review_log import ReviewLog
from app.export.workbook import write_workbook
from tests.unit.export_data import FORM, entry, quoted, table
from tests.unit.log_data import FLOW, log

YEARS = Section(
    "when", "When", Scope.STUDY, repeating=False, fields=(
        Field("when.year", "year", "Year", FieldType.YEAR),
        Field("when.design", "design", "Design", FieldType.SINGLE, options=("Trial", "Cohort")),
        Field("when.funding", "funding", "Funding", FieldType.SHORT_TEXT),
    ),
)  # fmt: skip
COUNTED = Form("f", "v", 1, "Form", "", (*FORM.sections, YEARS))


def studies() -> ReviewTable:
    """Return three studies with years, designs and countries."""
    said: tuple[dict[str, Any], ...] = (
        {"when.year": 2019, "when.design": "Trial", "source.country": ["SE", "AU"]},
        {"when.year": 2021, "when.design": "Trial", "when.funding": "None"},
        {"when.design": "Cohort", "source.country": ["SE"]},
    )
    records = [entry(one, number=n, form=COUNTED) for n, one in enumerate(said, start=1)]
    return table(quoted(records[0], "when.year", "in 2019"), *records[1:], form=COUNTED)


def book(
    folder: Path, options: ExportOptions | None = None, of: ReviewLog | None = None
) -> openpyxl.Workbook:
    path = write_workbook(studies(), folder / "a.xlsx", None, options, of or log())
    return openpyxl.load_workbook(path)


def lines(sheet: Any, first: int, columns: int) -> list[tuple[Any, ...]]:
    found = sheet.iter_rows(min_row=first, max_col=columns, values_only=True)
    return [tuple(row) for row in found]


def test_sheets_stand_in_the_order_of_the_report(tmp_path: Path) -> None:
    assert book(tmp_path).sheetnames == [
        "Instrument", "Charting table", "Participant groups", "Quotes", "Descriptive", "Charts",
        "Excluded full texts", "Search log", "Flow", "PRISMA-ScR", "Codebook", "Audit",
    ]  # fmt: skip


def test_only_the_chosen_sheets_and_the_charting_table_are_written(tmp_path: Path) -> None:
    chosen = ExportOptions(sheets=frozenset({"Flow", "PRISMA-ScR"}))
    assert book(tmp_path, chosen).sheetnames == ["Charting table", "Flow", "PRISMA-ScR"]


def test_search_log_says_how_each_source_was_searched(tmp_path: Path) -> None:
    first = lines(book(tmp_path)["Search log"], 4, 9)[0]
    assert first[:4] == ("MEDLINE", "Databases", "Ovid", "2025-03-01")
    assert first[5:] == ("English", None, 61, 60)


def test_excluded_source_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    sheet = book(tmp_path)["Excluded full texts"]
    assert sheet["A5"].value == "Kim B (2021). =1+1"
    assert [sheet["B4"].value, sheet["B5"].value] == ["Wrong concept", "Wrong population"]


def test_flow_is_checked_by_formulas(tmp_path: Path) -> None:
    found = {line[0]: line[1:] for line in lines(book(tmp_path)["Flow"], 4, 3)}
    assert found["Records screened"][0] == 80
    assert found["Records screened"][1].startswith("=IF(B")
    assert found["Reports excluded: Wrong population"][0] == 4


def test_flow_that_does_not_add_up_says_so_before_it_is_computed(tmp_path: Path) -> None:
    wrong = replace(log(), flow=replace(FLOW, screened=81))
    write_workbook(studies(), tmp_path / "a.xlsx", None, None, wrong)
    shown = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)["Flow"]
    said = {line[0]: line[2] for line in lines(shown, 4, 3)}
    assert said["Records screened"] == "does not add up: 80"


def test_checklist_has_twenty_two_items_two_of_them_optional(tmp_path: Path) -> None:
    found = lines(book(tmp_path)["PRISMA-ScR"], 5, 7)
    assert [line[0] for line in found] == list(range(1, 23))
    assert [item.number for item in ITEMS if item.is_optional] == [12, 16]


@pytest.mark.parametrize(
    ("item", "said", "sheet"),
    [
        (4, "Question", "Instrument"),
        (7, "MEDLINE (Ovid); Embase. Last search: 2025-03-02", "Search log"),
        (9, "by 2 people independently", None),
        (10, "87.5 % agreement", None),
        (12, "Not done", None),
        (14, "80 records screened, 18 reports assessed, 10 studies", "Flow; Excluded full texts"),
        (22, "Charted for 1 study", "Charting table"),
    ],
)
def test_checklist_is_filled_where_the_review_knows(
    item: int, said: str, sheet: str | None, tmp_path: Path
) -> None:
    line = lines(book(tmp_path)["PRISMA-ScR"], 5, 7)[item - 1]
    assert said in line[4]
    assert line[5] == sheet


@pytest.mark.parametrize("item", [2, 3, 19, 20, 21])
def test_checklist_leaves_to_the_authors_what_only_they_know(item: int, tmp_path: Path) -> None:
    assert lines(book(tmp_path)["PRISMA-ScR"], 5, 7)[item - 1][4] is None


def test_counts_are_formulas_over_the_charting_table(tmp_path: Path) -> None:
    sheet = book(tmp_path)["Descriptive"]
    found = {line[2]: (line[3], line[4]) for line in lines(sheet, 10, 5)}
    assert found["Trial"][0].startswith('=SUMPRODUCT(--ISNUMBER(FIND("; "&C')
    assert re.fullmatch(r"=D\d+/\$C\$4", found["Trial"][1])


def test_years_without_a_study_are_counted_as_none(tmp_path: Path) -> None:
    write_workbook(studies(), tmp_path / "a.xlsx", None, None, log())
    shown = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)["Descriptive"]
    found = {line[2]: line[3] for line in lines(shown, 10, 5)}
    assert [found[year] for year in (2019, 2020, 2021)] == [1, 0, 1]


def test_parameters_follow_the_counts(tmp_path: Path) -> None:
    write_workbook(studies(), tmp_path / "a.xlsx", None, None, log())
    shown = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)["Descriptive"]
    found = {line[1]: line[2] for line in lines(shown, 4, 3)[:5]}
    assert found["Number of studies"] == 3
    assert found["Design"] == "Trial (2); Cohort (1)"


def test_charts_say_in_words_what_they_show(tmp_path: Path) -> None:
    path = write_workbook(studies(), tmp_path / "a.xlsx", None, None, log())
    with zipfile.ZipFile(path) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert "Bar chart of Design, number of studies: Trial 2, Cohort 1." in drawing
    assert len(openpyxl.load_workbook(path)["Charts"]._charts) == 3


def test_audit_lists_the_edits_in_order(tmp_path: Path) -> None:
    found = lines(book(tmp_path)["Audit"], 2, 10)
    assert found[1][6:] == ("Berg 2020", "Sample size", None, "412")


def test_the_same_review_gives_the_same_bytes(tmp_path: Path) -> None:
    one = write_workbook(studies(), tmp_path / "a.xlsx", None, None, log())
    other = write_workbook(studies(), tmp_path / "b.xlsx", None, None, log())
    assert one.read_bytes() == other.read_bytes()


def test_a_code_of_the_reviewer_is_charted_and_counted(tmp_path: Path) -> None:
    missing = entry({"when.design": Answer(None, Status.NOT_REPORTED)}, form=COUNTED)
    options = ExportOptions(codes={"NR": "not stated"})
    path = write_workbook(table(missing, form=COUNTED), tmp_path / "a.xlsx", None, options)
    found = openpyxl.load_workbook(path)
    charted = [cell.value for cell in found["Charting table"][9]]
    assert "not stated" in charted
    assert "not stated" in [line[2] for line in lines(found["Descriptive"], 4, 3)]


def test_letter_paper_is_set_on_every_sheet(tmp_path: Path) -> None:
    found = book(tmp_path, ExportOptions(letter_paper=True))
    assert {int(sheet.page_setup.paperSize) for sheet in found.worksheets} == {1}
