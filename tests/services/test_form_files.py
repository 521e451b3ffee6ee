"""Forms to files and back, and forms from files of other programs."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from app.domain.column_forms import MISSING, form_of_columns
from app.domain.documents import FormInvalid
from app.domain.errors import AppError, NotFound
from app.domain.fields import FieldType, Form, Policy
from app.domain.form_sheet import document_of, sheet_of
from app.domain.sheet_fields import SheetMapping, options_in
from app.domain.templates import form_from_json, form_to_json
from app.domain.values import parse
from app.export.form_files import write_form
from app.services.form_reading import Shape, open_form_file, read_form
from app.services.forms import TEMPLATES, template

REAL = (
    "diddrog_double_check_data_extraction.csv",
    "galenos-lsr3_LSR3_H_2024-01-22.xlsx",
    "galenos-lsr3_included_studies_2024-01-22_LSR3_H.xlsx",
    "galenos-lsr3_rob_secondary_2024.01.24.xlsx",
    "genai-mh_covidence_export_1st_search.csv",
    "genai-mh_measurements_file.csv",
    "hedco-4dsw_study_data.xlsx",
    "labelbuddy_cobidas_cobidas_labels.jsonl",
    "labelbuddy_cobidas_labels.json",
    "sciencecollective_article_characteristics.csv",
    "wba_extraction-codebook.md",
)


def read(path: Path) -> Form:
    return form_from_json(read_form(open_form_file(path)).document)


def through_files(form: Form, folder: Path) -> Form:
    """Write the form as JSON, CSV and Excel, each from what the one before gives back."""
    for suffix in (".json", ".csv", ".xlsx"):
        form = read(write_form(form_to_json(form), folder / f"form{suffix}"))
    return form


@pytest.mark.parametrize("template_id", TEMPLATES)
def test_template_comes_back_from_every_format_as_it_was(tmp_path: Path, template_id: str) -> None:
    assert through_files(template(template_id), tmp_path) == template(template_id)


@pytest.mark.parametrize("name", REAL)
def test_real_form_comes_back_from_every_format_as_it_was(
    tmp_path: Path, shared: Path, name: str
) -> None:
    form = read(shared / "data" / "forms" / name)
    assert through_files(form, tmp_path) == form


def test_covidence_export_becomes_fields_of_fitting_types(shared: Path) -> None:
    made = read_form(open_form_file(shared / "data/forms/genai-mh_covidence_export_1st_search.csv"))
    form = form_from_json(made.document)
    types = {field.label: field.type for field in form.study_fields}
    assert len(types) > 95
    assert types["Year (2017-2025)"] is FieldType.YEAR
    quoted = "P-1 On-premise-capable model if YES: Notes (paste text passage)"
    assert types[quoted] is FieldType.QUOTE
    assert [use.role for use in made.columns[:4]] == ["record", "study", "title", "reviewer"]


def test_columns_of_options_become_one_field(shared: Path) -> None:
    made = read_form(open_form_file(shared / "data/forms/hedco-4dsw_study_data.xlsx"))
    years = [use for use in made.columns if use.heading.startswith("data_years_select")]
    assert {use.field_id for use in years} == {"charted.data_years_select"}
    assert years[0].option == "1975"


def test_every_answer_of_a_real_export_reads_as_its_field(shared: Path) -> None:
    file = open_form_file(shared / "data/forms/genai-mh_covidence_export_1st_search.csv")
    made = read_form(file)
    form = form_from_json(made.document)
    unread = [
        (use.heading, row[use.column])
        for use in made.columns
        for row in file.rows[1:]
        if use.field_id and not _reads(form, use.field_id, row[use.column])
    ]
    assert unread == []


def _reads(form: Form, field_id: str, text: str) -> bool:
    return (
        text.strip().casefold() in {"", *MISSING} or parse(form.field(field_id), text) is not None
    )


def test_code_sets_become_sections_and_codes_fields(tmp_path: Path) -> None:
    children = [{"AttributeName": "Trial"}, {"AttributeName": "Survey"}]
    code = {
        "AttributeName": "Design",
        "AttributeSetDescription": "How it was done",
        "Attributes": {"AttributesList": children},
    }
    listed = {"AttributesList": [code, {"AttributeName": "Has funding"}]}
    document = {"CodeSets": [{"SetName": "Methods", "Attributes": listed}], "References": []}
    path = tmp_path / "eppi.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    design, funding = read(path).study_fields
    assert (design.type, design.options, design.help) == (
        FieldType.MULTI,
        ("Trial", "Survey"),
        "How it was done",
    )
    assert funding.type is FieldType.YES_NO


def test_export_without_codes_says_so(shared: Path) -> None:
    with pytest.raises(FormInvalid, match="no codes in this export"):
        open_form_file(shared / "data/forms/eppi_report_sdk-fixture.json")


def test_codebook_in_markdown_becomes_a_form(shared: Path) -> None:
    form = read(shared / "data/forms/wba_extraction-codebook.md")
    fields = {field.label: field for field in form.study_fields}
    assert form.sections[0].label == "Basic Study Information"
    design = fields["A4b Analytical approach"]
    assert design.options == ("Quantitative", "Qualitative", "Mixed methods")
    assert design.help == "The primary analytical methodology employed."
    assert fields["B7 Comparison / reference standard"].options[0] == "Expert human raters"
    assert fields["C1 WBA tool(s) covered"].type is FieldType.MULTI


def test_text_that_is_no_codebook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("# Notes\n\nNothing to chart.\n", encoding="utf-8")
    with pytest.raises(FormInvalid, match="describes no field"):
        open_form_file(path)


def questions(tmp_path: Path, text: str) -> Form:
    path = tmp_path / "our form.csv"
    path.write_text(text, encoding="utf-8")
    assert open_form_file(path).shape is Shape.QUESTIONS
    return read(path)


def test_librarians_sheet_becomes_a_form(tmp_path: Path) -> None:
    form = questions(
        tmp_path,
        "Section,Question,Type,Choices,Description,Required\n"
        'Methods,Study design,dropdown,"1. Trial; 2. Survey",Main design,yes\n'
        ",Setting,text,,Where,\n"
        "People,Sample size,number,,,\n",
    )
    assert [section.label for section in form.sections] == ["Methods", "People"]
    design, setting, size = form.study_fields
    assert (design.type, design.options) == (FieldType.SINGLE, ("Trial", "Survey"))
    assert (design.required, design.help) == (True, "Main design")
    assert (setting.type, size.type) == (FieldType.SHORT_TEXT, FieldType.INTEGER)


def test_same_question_twice_gets_keys_of_its_own(tmp_path: Path) -> None:
    form = questions(tmp_path, "Question,Type\nSubtype,text\nSubtype,text\n")
    assert [field.key for field in form.study_fields] == ["subtype", "subtype_2"]


def test_mapping_may_be_set_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Frage,Art\nLand,country\n", encoding="utf-8")
    mapping = SheetMapping(("Frage", "Art"), ("label", "type"))
    made = read_form(open_form_file(path), Shape.QUESTIONS, mapping)
    (field,) = form_from_json(made.document).study_fields
    assert (field.label, field.type) == ("Land", FieldType.COUNTRY)


POLICIES = [
    ("Two people, independently", Policy.DOUBLE),
    ("single + verify", Policy.VERIFY),
    ("", None),
]


@pytest.mark.parametrize(("said", "policy"), POLICIES)
def test_sheets_say_by_how_many_a_field_is_charted(
    tmp_path: Path, said: str, policy: Policy | None
) -> None:
    form = questions(tmp_path, f'Question,Type,Charted by\nAims,text,"{said}"\n')
    assert form.study_fields[0].policy == policy
    head, *rows = sheet_of({**form_to_json(form), "name": "F"})
    place = head.index("Charted by")
    filled = [(*row[:place], said if row[0] == "field" else "", *row[place + 1 :]) for row in rows]
    assert form_from_json(document_of((head, *filled))).study_fields[0].policy is policy


def test_sheet_that_excel_made_of_numbers_and_days_is_read_as_text(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Study ID", "n", "Age", "Year"])
    sheet.append(["Lee", 412, 63.5, 2019.0])
    sheet.append(["Kim", 20, 61.0, 2021])
    book.save(tmp_path / "t.xlsx")
    form = read(tmp_path / "t.xlsx")
    assert [field.type for field in form.study_fields] == [
        FieldType.INTEGER,
        FieldType.DECIMAL,
        FieldType.YEAR,
    ]


def test_edited_workbook_is_read_with_its_edits(tmp_path: Path) -> None:
    path = write_form(form_to_json(template("sample-bpd")), tmp_path / "form.xlsx")
    book = load_workbook(path)
    sheet = book["Form"]
    heads = [cell.value for cell in sheet[1]]
    row = next(cells[0].row for cells in sheet.iter_rows() if cells[1].value == "country")
    sheet.cell(row, heads.index("Label") + 1).value = "Land"
    book.save(tmp_path / "edited.xlsx")
    assert read(tmp_path / "edited.xlsx").field("source.country").label == "Land"


@pytest.mark.parametrize("label", ["=1+1", "'quoted", "+49", "_x0041_", "a, b; c", "Ø 10\u00a0%"])
def test_labels_that_spreadsheets_would_change_are_kept(tmp_path: Path, label: str) -> None:
    document = form_to_json(template("tidier"))
    document["sections"][0]["fields"][0]["label"] = label
    form = form_from_json(document)
    assert through_files(form, tmp_path) == form


def test_options_with_lines_are_kept() -> None:
    document = form_to_json(template("tidier"))
    document["sections"][1]["fields"][0]["options"] = ['["odd"', "two"]
    assert form_from_json(document_of(sheet_of(document))) == form_from_json(document)


@pytest.mark.parametrize(
    ("text", "options"),
    [("A; B", ["A", "B"]), ("1) A\n2) B", ["A", "B"]), ("A, B", ["A", "B"]), ("A|B|A", ["A", "B"])],
)
def test_options_are_taken_apart(text: str, options: list[str]) -> None:
    assert options_in(text) == options


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("field,a,A,short_text,maybe", "yes or no"),
        ("group,a,A,short_text,yes", "unknown kind"),
    ],
)
def test_sheet_with_a_mistake_names_its_row(tmp_path: Path, row: str, said: str) -> None:
    path = tmp_path / "form.csv"
    head = "Kind,Key,Label,Type,Required\nform,,,,\nsection,s,S,,\n"
    path.write_text(head + row + "\n", encoding="utf-8")
    with pytest.raises(FormInvalid, match=f"row [34] .*{said}"):
        read(path)


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04no zip"])
def test_file_that_is_no_table_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    with pytest.raises(AppError, match="Nothing was changed"):
        open_form_file(path)


def test_sheet_of_a_workbook_is_named(tmp_path: Path) -> None:
    path = write_form(form_to_json(template("tidier")), tmp_path / "form.xlsx")
    with pytest.raises(NotFound, match="has no sheet “Two” but “Form”"):
        open_form_file(path, "Two")


def test_other_endings_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(AppError, match=r"\.json, \.csv, \.xlsx"):
        write_form(form_to_json(template("tidier")), tmp_path / "form.docx")


def test_wide_table_shows_its_first_short_columns_among_the_characteristics() -> None:
    header = ("Study", "Notes", *(f"Column {n}" for n in range(20)))
    line = ("Lee 2020", "long text " * 30, *("word",) * 20)
    (section,) = form_of_columns((header, line), "Wide", "wide").document["sections"]
    shown = [one["label"] for one in section["fields"] if one["in_characteristics_table"]]
    assert shown == [f"Column {n}" for n in range(12)]
