"""An edited workbook read back: exactly what was edited, as edits of the reviewer."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from app.bootstrap import Review, open_review
from app.domain.answers import Answer, Cell, Status
from app.domain.edits import FillAnswer
from app.domain.errors import AppError
from app.domain.readback import Readback, rows_in
from app.export.model import ExportOptions
from app.export.workbook import write_workbook
from app.jobs import JobContext
from app.sheets.edited import NoKeys
from app.sheets.opening import ENCRYPTED, OLE, OPEN_DOCUMENT, TRANSITIONAL, TableUnreadable
from tests.bench import large_review
from tests.services.edited_books import (
    exported,
    fields_of,
    scrambled,
    through_office,
    type_in,
)
from tests.services.test_cli import Run, run

__all__ = ["run"]  # a fixture

CHART, GROUPS = "Charting table", "Participant groups"
AIMS, COUNTRY, DESIGN = "design.aims", "source.country", "design.design"


@pytest.fixture
def book(sample: Review, tmp_path: Path) -> Path:
    """The workbook of the sample."""
    return exported(sample, tmp_path / "book.xlsx")


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review of three studies with 120 fields and eight groups."""
    folder = tmp_path_factory.mktemp("wide") / "review"
    large_review.make(folder, studies=3)
    return folder


def one(found: Readback) -> tuple[str, str, str]:
    (difference,) = found.differences
    return difference.study, difference.field, difference.after


def test_untouched_workbook_differs_in_nothing(sample: Review, book: Path) -> None:
    found = sample.round_trip.read(book)
    assert (found.differences, found.told) == ((), ())
    assert found.cells > 50


def test_typed_text_is_the_only_difference(sample: Review, book: Path) -> None:
    type_in(book, CHART, (2, AIMS), "To see =what")
    assert one(sample.round_trip.read(book)) == ("Fischer 2012", "Aims / purpose", "To see =what")


def test_reading_changes_nothing(sample: Review, book: Path) -> None:
    type_in(book, CHART, (2, AIMS), "To see")
    before = sample.records.records()
    sample.round_trip.read(book)
    assert sample.records.records() == before


def test_taken_change_is_an_edit_in_the_history(sample: Review, book: Path) -> None:
    type_in(book, CHART, (2, AIMS), "To see")
    found = sample.round_trip.read(book)
    taken = sample.round_trip.take(found, (found.takable, ()), "typing error", JobContext())
    record = sample.records.record(sample.records.find_study("Fischer").study_id)
    assert record.answer(Cell(record.extraction_id, AIMS)).value == "To see"
    assert taken.changed == 1
    last = list(sample.exports.log().audit)[-1]
    assert (last.step, last.after) == ("Workbook book.xlsx: typing error", "To see")


def test_taking_in_is_one_step_that_can_be_taken_back(sample: Review, book: Path) -> None:
    before = sample.records.records()
    type_in(book, CHART, (2, AIMS), "To see")
    type_in(book, CHART, (2, COUNTRY), "Chile; Peru")
    edit = sample.round_trip.edit(sample.round_trip.read(book).takable)
    assert edit is not None
    sample.extraction.apply(edit)
    sample.extraction.apply(edit.inverse())
    assert [r.answers for r in sample.records.records()] == [r.answers for r in before]


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [("NR", None, Status.NOT_REPORTED), ("Chile; Peru", ["CL", "PE"], Status.FILLED)],
)
def test_typed_text_means_what_it_means_in_the_form(
    text: str, value: object, status: Status, sample: Review, book: Path
) -> None:
    type_in(book, CHART, (2, COUNTRY), text)
    (edit,) = [d.edit for d in sample.round_trip.read(book).takable]
    assert edit is not None
    assert (edit.after.value, edit.after.status) == (value, status)


def test_emptied_cell_empties_the_answer(sample: Review, book: Path) -> None:
    type_in(book, CHART, (1, COUNTRY), None)
    (edit,) = [d.edit for d in sample.round_trip.read(book).takable]
    assert edit is not None
    assert edit.after.status is Status.EMPTY


def test_value_that_the_field_does_not_take_is_refused_with_the_reason(
    sample: Review, book: Path
) -> None:
    type_in(book, GROUPS, (3, "participants.n"), "many")
    (refused,) = sample.round_trip.read(book).differences
    assert refused.edit is None
    assert refused.why


def test_complete_study_is_not_changed(sample: Review, book: Path) -> None:
    type_in(book, CHART, (0, AIMS), "Other")
    (refused,) = sample.round_trip.read(book).differences
    assert refused.edit is None
    assert "complete" in refused.why


def test_line_added_by_hand_is_told(sample: Review, book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    sheet = opened[CHART]
    first, columns = fields_of(sheet)
    sheet.cell(first + 3, 1).value = "Smith 2024"
    sheet.cell(first + 3, columns[AIMS]).value = "To add"
    opened.save(book)
    found = sample.round_trip.read(book)
    assert found.differences == ()
    assert "line 12 (“Smith 2024”): This line was added by hand" in found.told[0]


def hand_column(sheet: Any) -> None:
    sheet.insert_cols(6)
    sheet["F8"].value = "My notes"


def joined(sheet: Any) -> None:
    sheet.merge_cells("F9:F10")


def heading_moved(sheet: Any) -> None:
    sheet.insert_rows(8)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (hand_column, ["column F (“My notes”) was added by hand"]),
        (lambda sheet: sheet.delete_cols(6), ["has no column “Country of origin”"]),
        (lambda sheet: sheet.delete_rows(7), ["has lost its hidden keys"]),
        (lambda sheet: setattr(sheet["A9"], "value", "Mine"), ["“Mine” is “Malejko 2018” in"]),
        (joined, ["This cell is joined with others"]),
        (lambda sheet: setattr(sheet["M10"], "value", "#REF!"), ["an error of the spreadsheet"]),
        (heading_moved, []),
    ],
    ids=["column", "no column", "no keys", "label", "joined", "error", "heading"],
)
def test_what_hands_do_to_a_sheet_is_told(
    damage: Callable[[Any], None], told: list[str], sample: Review, book: Path
) -> None:
    opened = openpyxl.load_workbook(book)
    damage(opened[CHART])
    opened.save(book)
    found = sample.round_trip.read(book)
    said = [*found.told, *(one.why for one in found.differences)]
    assert len(said) == len(told)
    assert all(part in line for part, line in zip(told, said, strict=True))
    assert not found.takable


def test_change_that_is_left_keeps_its_reason(sample: Review, book: Path) -> None:
    type_in(book, CHART, (2, AIMS), "To see")
    found = sample.round_trip.read(book)
    left = [replace(one, reason="a guess") for one in found.takable]
    before = sample.records.records()
    taken = sample.round_trip.take(found, ((), left), "", JobContext())
    last = list(sample.exports.log().audit)[-1]
    assert (taken.changed, taken.left) == (0, 1)
    assert last.step == "Workbook book.xlsx: left “To see”: a guess"
    assert sample.records.records() == before


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (OLE + ENCRYPTED, "is protected by a password"),
        (OLE + b"Workbook", "is a workbook of Excel 97"),
        (b"PK" + b"mimetype" + OPEN_DOCUMENT, "is an OpenDocument file"),
        (b"PK", "is not an Excel workbook"),
    ],
    ids=["password", "xls", "ods", "broken"],
)
def test_other_kinds_of_files_are_named(
    content: bytes, told: str, sample: Review, tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(TableUnreadable, match=told):
        sample.round_trip.read(tmp_path / "a.xlsx")


def test_strict_workbook_is_read(sample: Review, book: Path, tmp_path: Path) -> None:
    type_in(book, CHART, (2, AIMS), "To see")
    with ZipFile(book) as parts, ZipFile(tmp_path / "strict.xlsx", "w") as made:
        for name in parts.namelist():
            made.writestr(name, strictly(parts.read(name)))
    assert one(sample.round_trip.read(tmp_path / "strict.xlsx"))[2] == "To see"


def strictly(content: bytes) -> bytes:
    """Return a part of a workbook under the names of ISO 29500 Strict."""
    for strict, usual in TRANSITIONAL:
        content = content.replace(usual, strict)
    return content


def test_deleted_line_is_told_and_nothing_removed(sample: Review, book: Path) -> None:
    opened = openpyxl.load_workbook(book)
    opened[CHART].delete_rows(11)
    opened.save(book)
    found = sample.round_trip.read(book)
    assert found.differences == ()
    assert "“Fischer 2012” has no line" in found.told[0]


def test_answer_changed_since_the_export_is_not_overwritten_unseen(
    sample: Review, book: Path
) -> None:
    type_in(book, CHART, (2, AIMS), "To see")
    record = sample.records.record(sample.records.find_study("Fischer").study_id)
    cell = Cell(record.extraction_id, AIMS)
    sample.extraction.apply(FillAnswer(cell, record.answer(cell), Answer("Newer", Status.FILLED)))
    (found,) = sample.round_trip.read(book).differences
    assert (found.before, found.is_sure) == ("Newer", False)


def test_answer_changed_since_in_a_cell_nobody_edited_is_no_difference(
    sample: Review, book: Path
) -> None:
    record = sample.records.record(sample.records.find_study("Fischer").study_id)
    cell = Cell(record.extraction_id, AIMS)
    sample.extraction.apply(FillAnswer(cell, record.answer(cell), Answer("Newer", Status.FILLED)))
    assert sample.round_trip.read(book).differences == ()


def test_codes_separator_and_pages_of_the_export_are_read_back(
    sample: Review, tmp_path: Path
) -> None:
    options = ExportOptions(True, ", ", {"NR": "not stated"})
    book = write_workbook(sample.exports.table(), tmp_path / "b.xlsx", options=options)
    assert sample.round_trip.read(book).differences == ()
    type_in(book, CHART, (2, COUNTRY), "Chile, Peru (p. 4)")
    type_in(book, CHART, (2, AIMS), "not stated")
    edits = [d.edit for d in sample.round_trip.read(book).takable]
    after = {e.cell.field_id: (e.after.value, e.after.status) for e in edits if e}
    assert after == {
        COUNTRY: (["CL", "PE"], Status.FILLED),
        AIMS: (None, Status.NOT_REPORTED),
    }


def test_workbook_of_another_review_is_refused(sample: Review, wide: Path, tmp_path: Path) -> None:
    with open_review(wide) as other:
        book = exported(other, tmp_path / "other.xlsx")
    with pytest.raises(AppError, match="another review"):
        sample.round_trip.read(book)


def test_workbook_without_keys_is_refused(sample: Review, tmp_path: Path) -> None:
    path = tmp_path / "plain.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(NoKeys, match="no hidden keys"):
        sample.round_trip.read(path)


@pytest.mark.parametrize(
    ("text", "count", "rows"),
    [
        ("1. A\n2. B", 2, ("A", "B")),
        ("1. A\n    more\n2. —", 2, ("A\nmore", "")),
        ("1. A", 2, None),
        ("A\n1. B\n2. C", 2, None),
        ("anything", 1, ("anything",)),
    ],
)
def test_rows_in_one_cell_are_told_apart(
    text: str, count: int, rows: tuple[str, ...] | None
) -> None:
    assert rows_in(text, count) == rows


def test_two_hundred_edits_among_sorted_lines_are_exactly_those_found(
    wide: Path, tmp_path: Path
) -> None:
    with open_review(wide) as review:
        book = exported(review, tmp_path / "wide.xlsx")
        edits = scrambled(book, random.Random(5), 200)
        found = review.round_trip.read(book)
    assert len(found.takable) == len(found.differences) == edits
    assert {one.after for one in found.differences} == {f"edited {n}" for n in range(edits)}


@pytest.mark.slow
def test_two_hundred_edits_survive_libreoffice(wide: Path, tmp_path: Path) -> None:
    with open_review(wide) as review:
        book = exported(review, tmp_path / "wide.xlsx")
        edits = scrambled(book, random.Random(6), 200)
        found = review.round_trip.read(through_office(book))
    assert {one.after for one in found.differences} == {f"edited {n}" for n in range(edits)}
    assert len(found.differences) == edits


def test_command_says_what_it_would_change_and_takes_it(
    run: Run, sample_folder: Path, tmp_path: Path
) -> None:
    run("export", sample_folder, tmp_path / "b.xlsx")
    type_in(tmp_path / "b.xlsx", CHART, (2, AIMS), "To see")
    looked = run("import-workbook", sample_folder, tmp_path / "b.xlsx", "--json").document
    taken = run("import-workbook", sample_folder, tmp_path / "b.xlsx", "--accept-all", "--json")
    again = run("import-workbook", sample_folder, tmp_path / "b.xlsx", "--json").document
    assert (looked["changed"], looked["differences"][0]["after"]) == (0, "To see")
    assert (taken.code, taken.document["changed"]) == (0, 1)
    assert again["differences"] == []
