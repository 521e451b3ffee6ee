"""A table of answers taken into a review that may hold some of them already."""

from pathlib import Path

from app.bootstrap import Review
from app.domain.answers import Cell, Status
from app.domain.column_forms import form_of_columns
from app.domain.records import Record
from app.jobs import JobContext
from app.services.table_import import TableImport
from tests.services.reviews import FIELD, fill
from tests.services.test_cli import Run, run

__all__ = ["run"]  # a fixture

HEAD = ("Study ID", "Country of origin", "Aims / purpose", "Colour of the cover")


def plan(review: Review, *lines: tuple[str, ...]) -> TableImport:
    rows = (HEAD, *lines)
    return review.tables.plan(rows, form_of_columns(rows, "t", "t").columns)


def test_lines_become_studies_and_cells_answers(review: Review) -> None:
    made = plan(review, ("Berg 2021", "Sweden", "not reported", "blue"))
    review.tables.write(made, "Import t.csv", JobContext())
    record = review.records.record(review.records.find_study("Berg 2021").study_id)
    assert record.answer(Cell(record.extraction_id, FIELD)).value == ["SE"]
    aims = record.answer(Cell(record.extraction_id, "design.aims"))
    assert aims.status is Status.NOT_REPORTED
    assert made.unused == ("Colour of the cover",)


def test_what_is_charted_already_is_not_replaced(review: Review, record: Record) -> None:
    review.extraction.apply(fill(record, ["SE"]))
    made = plan(review, (record.study.label, "Chile", "To see", ""))
    assert (made.studies, made.answers) == (0, 2)  # the name is a field too
    (refused,) = made.refused
    assert (refused.line, refused.text) == (2, "Chile")
    assert "Nothing was replaced" in refused.sentence


def test_same_table_again_changes_nothing(review: Review) -> None:
    line = ("Berg 2021", "Sweden", "To see", "")
    review.tables.write(plan(review, line), "Import t.csv", JobContext())
    again = plan(review, line)
    assert (again.edits, again.same) == ([], 3)


def test_cell_that_is_no_value_is_refused_with_its_line(review: Review) -> None:
    made = plan(review, ("Berg 2021", "Atlantis", "", ""))
    assert [(r.line, r.field, r.text) for r in made.refused] == [
        (2, "Country of origin", "Atlantis")
    ]


def test_dry_run_only_tells(run: Run, folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Study ID,Country of origin\nBerg 2021,Sweden\n", encoding="utf-8")
    said = run("import-table", folder, table, "--dry-run")
    assert "1 study and 2 answers would be added" in said.out
    assert "Berg 2021" not in run("info", folder, "--json").out
