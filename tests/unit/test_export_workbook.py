"""The charting workbook, read back as a spreadsheet program reads it."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from app.domain.answers import NO_ANSWER, Answer, Cell, Status
from app.domain.fields import Field, FieldType, Form, Scope, Section
from app.domain.studies import ExtractionStatus
from app.export.cells import LIMIT
from app.export.model import ExportedStudy
from app.export.workbook import write_workbook
from app.jobs import Cancelled, JobContext
from tests.unit.export_data import FORM, GROUPS, entry, filled, quoted, study, table
from tests.unit.workbooks import HEADER, charted, one, written


def test_whole_number_is_a_number(tmp_path: Path) -> None:
    cell = charted(one(tmp_path, results__n=412), "Sample size")
    assert (cell.value, cell.data_type, cell.number_format) == (412, "n", "0")


def test_decimal_keeps_its_digits(tmp_path: Path) -> None:
    cell = charted(one(tmp_path, results__age="33.50"), "Mean age (years)")
    assert (cell.value, cell.number_format) == (33.5, "0.00")


def test_decimal_with_more_digits_than_a_spreadsheet_keeps_is_text(tmp_path: Path) -> None:
    cell = charted(one(tmp_path, results__age="3.1415926535897932385"), "Mean age (years)")
    assert cell.value == "3.1415926535897932385"


def test_date_is_text_as_typed(tmp_path: Path) -> None:
    cell = charted(one(tmp_path, source__read="2019-03-14"), "Date read")
    assert (cell.value, cell.data_type, cell.number_format) == ("2019-03-14", "s", "@")


def test_identifier_keeps_its_leading_zeros(tmp_path: Path) -> None:
    assert charted(one(tmp_path, source__doi="00123"), "DOI").value == "00123"


def test_country_codes_are_written_as_names(tmp_path: Path) -> None:
    cell = charted(one(tmp_path, source__country=["AU", "SE"]), "Country")
    assert cell.value == "Australia; Sweden"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (Status.NOT_REPORTED, "NR"),
        (Status.NOT_APPLICABLE, "NA"),
        (Status.UNCLEAR, "Unclear"),
    ],
)
def test_missing_values_have_their_codes(status: Status, code: str, tmp_path: Path) -> None:
    assert charted(one(tmp_path, results__n=Answer(None, status)), "Sample size").value == code


def test_unanswered_cell_is_blank(tmp_path: Path) -> None:
    assert charted(one(tmp_path, results__n=NO_ANSWER), "Sample size").value is None


def test_zero_is_not_blank(tmp_path: Path) -> None:
    assert charted(one(tmp_path, results__n=0), "Sample size").value == 0


def test_rows_of_a_group_become_numbered_lines(tmp_path: Path) -> None:
    rows = {"groups": [{"name": "Carers", "size": 4}, {"name": "Peers"}, {"size": 9}]}
    book = written(table(entry(rows=rows)), tmp_path)
    assert charted(book, "Group").value == "1. Carers\n2. Peers\n3. —"
    assert charted(book, "Size").value == "1. 4\n2. —\n3. 9"


def test_a_lone_row_is_written_as_a_plain_value(tmp_path: Path) -> None:
    book = written(table(entry(rows={"groups": [{"name": "Carers", "size": 4}]})), tmp_path)
    assert (charted(book, "Group").value, charted(book, "Size").value) == ("Carers", 4)


def test_a_repeating_group_has_a_sheet_with_one_line_a_row(tmp_path: Path) -> None:
    rows = {"groups": [{"name": "Carers", "size": 4}, {"name": "Peers", "size": 9}]}
    sheet = written(table(entry(rows=rows)), tmp_path)["Participant groups"]
    lines = [tuple(cell.value for cell in line[:4]) for line in sheet.iter_rows(min_row=3)]
    assert lines == [("Berg 2020", 1, "Carers", 4), ("Berg 2020", 2, "Peers", 9)]


def test_stable_keys_stand_in_hidden_columns(tmp_path: Path) -> None:
    sheet = written(table(entry(rows={"groups": [{"name": "Carers"}]})), tmp_path)[
        "Participant groups"
    ]
    assert sheet["G3"].value == "e1-groups-0"
    assert sheet.column_dimensions["E"].hidden  # openpyxl joins the hidden columns E to G
    assert sheet.row_dimensions[1].hidden


def test_incomplete_study_is_marked(tmp_path: Path) -> None:
    opened = entry({"results.n": 3}, status=ExtractionStatus.OPEN)
    assert charted(written(table(opened), tmp_path), "Status").value == "Not complete (1 of 7)"


def test_page_stands_behind_the_value_only_when_asked_for(tmp_path: Path) -> None:
    review = table(quoted(entry({"results.n": 412}), "results.n", "412 adults"))
    plain = charted(written(review, tmp_path), "Sample size").value
    (tmp_path / "b").mkdir()
    paged = charted(written(review, tmp_path / "b", page_after_value=True), "Sample size").value
    assert (plain, paged) == (412, "412 (p. 103)")


def test_charted_cell_links_to_its_quote_and_the_quote_back(tmp_path: Path) -> None:
    review = table(quoted(entry({"results.n": 412}), "results.n", "412 adults"))
    book = written(review, tmp_path)
    cell = charted(book, "Sample size")
    assert cell.hyperlink.location == "'Quotes'!A2"
    assert book["Quotes"]["A2"].hyperlink.location == f"'Charting table'!{cell.coordinate}"


def test_long_answer_is_linked_from_its_pages_so_that_its_text_wraps(tmp_path: Path) -> None:
    review = table(quoted(entry({"results.found": "long " * 30}), "results.found", "long"))
    book = written(review, tmp_path)
    assert charted(book, "Findings").hyperlink is None
    assert charted(book, "4.3 p.").value == "103"
    assert charted(book, "4.3 p.").hyperlink.location == "'Quotes'!A2"


def test_quote_line_names_page_label_paper_and_highlight(tmp_path: Path) -> None:
    review = table(quoted(entry({"results.n": 412}), "results.n", "412 adults"))
    line = [cell.value for cell in written(review, tmp_path)["Quotes"][2]][:10]
    assert line == [
        "Berg 2020", "4.1", "Sample size", None, "412", "412 adults", "103", "Anna Berg",
        "berg2020.pdf",
        '=HYPERLINK("chartdesk://review/answer?review=&quote=a0&field=results.n",'
        '"Open in Chartdesk")',
    ]  # fmt: skip


def test_quote_kept_without_a_field_is_exported(tmp_path: Path) -> None:
    sheet = written(table(quoted(entry(), None, "Interesting")), tmp_path)["Quotes"]
    assert (sheet["C2"].value, sheet["F2"].value) == ("(no field)", "Interesting")


def test_note_and_flag_are_listed(tmp_path: Path) -> None:
    doubted = Answer(412, Status.FILLED, "Table 2 says 411", flagged=True)
    sheet = one(tmp_path, results__n=doubted)["Notes"]
    assert (sheet["F2"].value, sheet["G2"].value) == ("Table 2 says 411", "Unsure")


def test_review_is_described_above_the_header(tmp_path: Path) -> None:
    sheet = written(table(entry()), tmp_path)["Charting table"]
    assert (sheet["A1"].value, sheet["B1"].value) == (None, "Peer support")
    assert sheet["B2"].value == "Objective/s: To map peer support"
    assert sheet["B3"].value == "Question/s: What is known? · What is missing?"


def test_header_is_frozen_filtered_and_repeated_in_print(tmp_path: Path) -> None:
    sheet = written(table(entry()), tmp_path)["Charting table"]
    assert sheet.freeze_panes == f"B{HEADER + 1}"
    (filtered,) = sheet.tables.values()
    assert filtered.ref == filtered.autoFilter.ref == f"A{HEADER}:O{HEADER + 1}"
    assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_footer_has_room_below_the_table(tmp_path: Path) -> None:
    margins = written(table(entry()), tmp_path)["Charting table"].page_margins
    assert margins.bottom - margins.footer >= 0.25  # inches; a line of 10 points needs 0.17


def test_text_too_long_for_a_cell_continues_on_its_own_sheet(tmp_path: Path) -> None:
    text = "0123456789" * 7_000
    book = one(tmp_path, results__found=text)
    parts = [row[3].value for row in book["Long texts"].iter_rows(min_row=2)]
    assert "".join(parts) == text
    assert "continues on sheet “Long texts”, row 2" in charted(book, "Findings").value
    assert len(charted(book, "Findings").value) <= LIMIT


def test_too_long_text_of_control_characters_loses_none(tmp_path: Path) -> None:
    text = "\x01😀" * 20_000
    parts = [
        r[3].value for r in one(tmp_path, results__found=text)["Long texts"].iter_rows(min_row=2)
    ]
    assert unescape("".join(parts)) == text


@pytest.mark.parametrize(
    "label", ["Quotes", "codebook", "LONG TEXTS", "History", "a/b:c*?[d]", "'x'"]
)
def test_any_group_name_makes_a_sheet_of_its_own(label: str, tmp_path: Path) -> None:
    fields = (Field("odd.a", "a", "A", FieldType.SHORT_TEXT),)
    odd = Section("odd", label, Scope.STUDY, repeating=True, fields=fields)
    twin = Section("twin", label, Scope.STUDY, repeating=True, fields=(
        Field("twin.a", "a", "A", FieldType.SHORT_TEXT),
    ))  # fmt: skip
    form = Form("f", "v", 1, "Form", "", (*FORM.sections, odd, twin))
    review = table(entry(rows={"odd": [{"a": "kept"}]}, form=form), form=form)
    book = written(review, tmp_path)
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames)
    assert book.worksheets[3]["C3"].value == "kept"


def test_long_group_names_stay_within_31_characters(tmp_path: Path) -> None:
    fields = (Field("odd.a", "a", "A", FieldType.SHORT_TEXT),)
    odd = Section("odd", "x" * 40, Scope.STUDY, repeating=True, fields=fields)
    form = Form("f", "v", 1, "Form", "", (odd,))
    assert "x" * 31 in written(table(entry(form=form), form=form), tmp_path).sheetnames


def test_answers_of_an_earlier_form_version_are_not_lost(tmp_path: Path) -> None:
    old_field = Field("results.old", "old", "Dropped question", FieldType.SHORT_TEXT)
    old = Section("results", "Results", Scope.STUDY, repeating=False, fields=(old_field,))
    earlier = entry({"results.old": "still here"}, form=Form("f", "v0", 1, "Form", "", (old,)))
    book = written(table(earlier), tmp_path)
    assert charted(book, "Dropped question (earlier form version)").value == "still here"


def test_two_reviewers_are_told_apart(tmp_path: Path) -> None:
    ben = type(entry().reviewer)("r-ben", "Ben Ort", "BO")
    second = ExportedStudy(study(), ben, entry().record)
    sheet = written(table(entry(), second), tmp_path)["Charting table"]
    assert [sheet.cell(HEADER + row, 4).value for row in (0, 1, 2)] == [
        "Reviewer",
        "Anna Berg",
        "Ben Ort",
    ]


def test_instrument_prints_the_review_first(tmp_path: Path) -> None:
    sheet = written(table(entry()), tmp_path)["Instrument"]
    lines = [(row[0].value, row[2].value) for row in sheet.iter_rows(min_row=5, max_row=8)]
    assert lines == [
        ("1. Scoping review details", None),
        ("1.1", "Peer support"),
        ("1.2", "To map peer support"),
        ("1.3", "What is known?\nWhat is missing?"),
    ]


def test_codebook_describes_every_field_once(tmp_path: Path) -> None:
    sheet = written(table(entry()), tmp_path)["Codebook"]
    keys = [row[2].value for row in sheet.iter_rows(min_row=2)]
    assert sorted(keys) == sorted(f.field_id for s in FORM.sections for f in s.fields)


def test_document_properties_name_the_review(tmp_path: Path) -> None:
    properties = written(table(entry()), tmp_path).properties
    assert (properties.title, properties.creator) == ("Peer support", "Anna Berg")


def test_review_without_studies_makes_a_workbook(tmp_path: Path) -> None:
    assert "Charting table" in written(table(), tmp_path).sheetnames


def test_sixty_studies_of_eighty_fields_come_back_as_they_went(tmp_path: Path) -> None:
    fields = tuple(Field(f"s.f{n}", f"f{n}", f"F{n}", FieldType.LONG_TEXT) for n in range(80))
    form = Form("f", "v", 1, "Form", "", (Section("s", "S", Scope.STUDY, False, fields),))
    texts = {n: {f"s.f{f}": f"={n}·{f}\nline" for f in range(80)} for n in range(60)}
    records = [entry(texts[n], number=n, form=form) for n in range(60)]
    sheet = written(table(*records, form=form), tmp_path)["Charting table"]
    read = [[cell.value for cell in row[3:83]] for row in sheet.iter_rows(min_row=HEADER + 1)]
    assert read == [list(texts[n].values()) for n in range(60)]


def test_cancelled_export_leaves_nothing(tmp_path: Path) -> None:
    ctx = JobContext()
    ctx.cancel()
    with pytest.raises(Cancelled):
        write_workbook(table(entry({"results.n": 1})), tmp_path / "a.xlsx", ctx)
    assert list(tmp_path.iterdir()) == []


def test_flagged_number_stays_a_number(tmp_path: Path) -> None:
    doubted = Answer(412, Status.FILLED, flagged=True)
    assert charted(one(tmp_path, results__n=doubted), "Sample size").value == filled(412).value


def test_characteristics_collapse_a_group_into_one_column(tmp_path: Path) -> None:
    fields = tuple(replace(field, in_characteristics=True) for field in GROUPS.fields)
    form = Form("f", "v", 1, "Form", "", (replace(GROUPS, fields=fields),))
    rows = {"groups": [{"name": "Carers", "size": 4}, {"name": "Peers"}]}
    sheet = written(table(entry(rows=rows, form=form), form=form), tmp_path)["Characteristics"]
    assert sheet["B1"].value == "Participant groups"
    assert sheet["B2"].value == "1. Group: Carers; Size: 4\n2. Group: Peers"


def test_descriptive_counts_a_study_once_for_each_of_its_answers(tmp_path: Path) -> None:
    records = [
        entry({"source.country": ["SE", "AU"]}, number=1),
        entry({"source.country": ["SE"]}, number=2),
        entry(number=3),
    ]
    sheet = written(table(*records), tmp_path)["Descriptive"]
    counted = openpyxl.load_workbook(tmp_path / "out.xlsx", data_only=True)["Descriptive"]
    lines = [tuple(cell.value for cell in row[2:3]) for row in sheet.iter_rows(min_row=9)]
    assert lines == [("Sweden",), ("Australia",), ("(not answered)",)]
    assert counted["C5"].value == "Sweden (2); Australia (1); (not answered) (1)"


def test_eligibility_has_its_own_sheet(tmp_path: Path) -> None:
    fields = (Field("eligibility.pop", "pop", "Population", FieldType.YES_NO),)
    section = Section("eligibility", "Eligibility", Scope.STUDY, repeating=False, fields=fields)
    form = Form("f", "v", 1, "Form", "", (section,))
    review = table(entry({"eligibility.pop": "yes"}, form=form), form=form)
    assert written(review, tmp_path)["PCC eligibility"]["C2"].value == "Yes"


def test_progress_of_an_export_only_rises(tmp_path: Path) -> None:
    seen: list[float] = []
    clock = iter(range(10_000))
    ctx = JobContext(lambda done, total: seen.append(done / total), lambda: float(next(clock)))
    write_workbook(table(entry(), entry(number=2)), tmp_path / "a.xlsx", ctx)
    assert seen == sorted(seen)
    assert seen[-1] == 1


@pytest.mark.parametrize("typed", ["1234567890123456.5", "1E+5", "n/a"])
def test_number_that_a_spreadsheet_would_change_is_text(typed: str, tmp_path: Path) -> None:
    cell = charted(one(tmp_path, results__age=typed), "Mean age (years)")
    assert (cell.value, cell.data_type) == (typed, "s")


def test_quotes_follow_the_instrument_and_not_the_order_of_marking(tmp_path: Path) -> None:
    marked = entry({"results.n": 4, "source.citation": "Berg"})
    marked = quoted(quoted(marked, "results.n", "later"), "source.citation", "first")
    sheet = written(table(marked), tmp_path)["Quotes"]
    assert [sheet["F2"].value, sheet["F3"].value] == ["first", "later"]


def test_quotes_of_a_removed_row_are_not_exported(tmp_path: Path) -> None:
    marked = quoted(entry(), "groups.name", "gone")
    evidence = replace(marked.record.evidence[0], cell=Cell("e1", "groups.name", "removed"))
    kept = replace(marked, record=replace(marked.record, evidence=(evidence,)))
    assert written(table(kept), tmp_path)["Quotes"]["F2"].value is None


def test_unsure_answer_and_incomplete_study_look_unsure(tmp_path: Path) -> None:
    doubted = {"results.found": Answer("maybe", Status.FILLED, flagged=True)}
    book = written(table(entry(doubted, status=ExtractionStatus.OPEN)), tmp_path)
    looks = [charted(book, heading).style for heading in ("Findings", "Status", "DOI")]
    assert looks == ["Answer unsure", "Answer unsure", "Answer as typed"]
