"""Everything that the export dialog offers is written by one verb."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.bootstrap import Review
from app.domain.errors import AppError
from app.export.choices import ExportChoices, Format, choices_from_json
from app.export.files import folder_path
from app.jobs import Cancelled, JobContext

USUAL = ExportChoices()


def write(review: Review, kind: Format, folder: Path) -> Path:
    return review.outputs.write(replace(USUAL, format=kind), folder, JobContext()).path


@pytest.mark.parametrize(
    ("kind", "ending"),
    [(Format.WORD, ".docx"), (Format.BUNDLE, ".zip"), (Format.RIS, ".ris"), (Format.CSL, ".json")],
)
def test_each_format_is_written_into_the_folder(
    sample: Review, tmp_path: Path, kind: Format, ending: str
) -> None:
    path = write(sample, kind, tmp_path)
    assert (path.parent, path.suffix) == (tmp_path, ending)
    assert path.stat().st_size > 0


def test_empty_instrument_has_every_item_and_nothing_of_the_review(
    sample: Review, tmp_path: Path
) -> None:
    sheet = openpyxl.load_workbook(write(sample, Format.BLANK, tmp_path)).worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    asked = [f for s in sample.forms.current().sections for f in s.fields if not f.is_computed]
    assert [f.label for f in asked if f.label not in {t.removesuffix(" *") for t in texts}] == []
    assert sample.title() not in texts
    assert {row[4].value for row in sheet.iter_rows(min_row=8)} == {None}


def test_all_formats_go_into_one_folder_and_what_there_is_none_of_is_told(
    sample: Review, tmp_path: Path
) -> None:
    sample.extraction.apply(sample.charts.keep([]))
    written = sample.outputs.write(replace(USUAL, format=Format.ALL), tmp_path, JobContext())
    kinds = {path.suffix for path in written.path.iterdir()}
    assert {".xlsx", ".csv", ".json", ".docx", ".zip", ".ris", ""} <= kinds
    assert any("No figure could be drawn" in sentence for sentence in written.problems)


def test_paths_in_a_folder_are_short_enough_for_windows(tmp_path: Path) -> None:
    day = date(2026, 11, 27)
    outer = folder_path(tmp_path, "Borderline personality disorder and adolescents", "all", day)
    inner = folder_path(outer, "x" * 200, "figures", day)
    assert outer.name == "Borderline personality disorder and all_2026-11-27"
    assert len(str(inner.relative_to(tmp_path))) < 260 - 80 - 60  # a figure, and where exports lie


def test_all_formats_cancelled_leave_nothing(sample: Review, tmp_path: Path) -> None:
    ctx = JobContext()
    ctx.cancel()
    with pytest.raises(Cancelled):
        sample.outputs.write(replace(USUAL, format=Format.ALL), tmp_path / "out", ctx)
    assert list((tmp_path / "out").iterdir()) == []


def test_flow_diagram_without_records_is_refused(sample: Review, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="Nothing was identified yet"):
        write(sample, Format.FLOW, tmp_path)


def test_csv_begins_with_the_mark_of_excel_unless_it_is_not_wanted(
    sample: Review, tmp_path: Path
) -> None:
    plain = choices_from_json(replace(USUAL, format=Format.WIDE, has_bom=False).to_json())
    first = sample.outputs.write(replace(plain, has_bom=True), tmp_path, JobContext()).path
    second = sample.outputs.write(plain, tmp_path, JobContext()).path
    assert first.read_bytes() == b"\xef\xbb\xbf" + second.read_bytes()


@pytest.mark.parametrize("kind", list(Format))
def test_every_format_is_remembered(kind: Format) -> None:
    assert choices_from_json(replace(USUAL, format=kind).to_json()).format is kind
