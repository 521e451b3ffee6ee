"""CSV and JSON exports."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from app.domain.answers import Answer, Status
from app.export.csv_export import CsvStyle, Shape, write_csv
from app.export.json_export import write_json
from app.export.model import ReviewTable
from app.jobs import Cancelled, JobContext
from tests.unit.export_data import entry, quoted, table


def read_csv(review: ReviewTable, folder: Path, shape: Shape) -> list[dict[str, str]]:
    path = write_csv(review, folder / "out.csv", shape)
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def read_json(review: ReviewTable, folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(write_json(review, folder / "out.json").read_bytes())
    return loaded


def tidy_line(review: ReviewTable, folder: Path, field_id: str) -> dict[str, str]:
    return next(x for x in read_csv(review, folder, Shape.TIDY) if x["field_id"] == field_id)


@pytest.mark.parametrize(
    "payload", ["=1+1", "+1", "-1", "@A", "\t=1", "\r=1", "\n=1", "＝1", "'=1"]
)
def test_csv_guards_text_that_would_run(payload: str, tmp_path: Path) -> None:
    line = read_csv(table(entry({"results.found": payload})), tmp_path, Shape.WIDE)[0]
    assert line["4.3 Findings"] == f"'{payload}"


def test_csv_leaves_other_apostrophes_alone(tmp_path: Path) -> None:
    line = read_csv(table(entry({"results.found": "'tis"})), tmp_path, Shape.WIDE)[0]
    assert line["4.3 Findings"] == "'tis"


def test_csv_leaves_negative_numbers_as_numbers(tmp_path: Path) -> None:
    line = read_csv(table(entry({"results.age": "-1.50"})), tmp_path, Shape.WIDE)[0]
    assert line["4.2 Mean age (years)"] == "-1.50"


def test_csv_begins_with_the_mark_that_excel_needs(tmp_path: Path) -> None:
    assert write_csv(table(), tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_csv_without_the_mark_when_asked(tmp_path: Path) -> None:
    assert (
        write_csv(table(), tmp_path / "a.csv", style=CsvStyle(has_bom=False))
        .read_bytes()
        .startswith(b"Study")
    )


def test_csv_lines_end_as_rfc_4180_says(tmp_path: Path) -> None:
    content = write_csv(table(entry()), tmp_path / "a.csv").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") == 2


def test_csv_keeps_line_breaks_and_quotation_marks(tmp_path: Path) -> None:
    text = 'a "b", c\nd'
    line = read_csv(table(entry({"results.found": text})), tmp_path, Shape.WIDE)[0]
    assert line["4.3 Findings"] == text


def test_tidy_csv_tells_blank_from_not_reported(tmp_path: Path) -> None:
    review = table(entry({"results.n": Answer(None, Status.NOT_REPORTED)}))
    lines = {x["field_id"]: x["status"] for x in read_csv(review, tmp_path, Shape.TIDY)}
    assert (lines["results.n"], lines["results.age"]) == ("not_reported", "empty")


def test_tidy_csv_has_quote_and_page(tmp_path: Path) -> None:
    review = table(quoted(entry({"results.n": 412}), "results.n", "412 adults"))
    line = tidy_line(review, tmp_path, "results.n")
    assert (line["value"], line["quotes"], line["pages"]) == ("412", "412 adults", "103")


def test_tidy_csv_numbers_the_rows_of_a_group(tmp_path: Path) -> None:
    review = table(entry(rows={"groups": [{"name": "A"}, {"name": "B"}]}))
    lines = read_csv(review, tmp_path, Shape.TIDY)
    found = [(x["row"], x["value"]) for x in lines if x["field_id"] == "groups.name"]
    assert found == [("1", "A"), ("2", "B")]


def test_json_has_typed_values_and_evidence(tmp_path: Path) -> None:
    review = table(quoted(entry({"results.n": 412}), "results.n", "412 adults"))
    answer = read_json(review, tmp_path)["studies"][0]["extractions"][0]["answers"][0]
    assert (answer["field_id"], answer["value"]) == ("results.n", 412)
    assert answer["evidence"][0]["places"] == [{"page": 2, "rects": [[10, 20, 110, 32]]}]
    assert answer["evidence"][0]["page_label"] == "103"


def test_json_keeps_quotes_without_a_field(tmp_path: Path) -> None:
    review = table(quoted(entry(), None, "Interesting"))
    extraction = read_json(review, tmp_path)["studies"][0]["extractions"][0]
    assert [quote["quote"] for quote in extraction["quotes"]] == ["Interesting"]


def test_json_is_the_same_every_time(tmp_path: Path) -> None:
    review = table(entry({"results.n": 1}), entry({"results.n": 2}, number=2))
    first = write_json(review, tmp_path / "a.json").read_bytes()
    assert write_json(review, tmp_path / "b.json").read_bytes() == first


@pytest.mark.parametrize("text", ["\ud800", "\x00", "😀", "\\ud800", '"'])
def test_json_keeps_any_text(text: str, tmp_path: Path) -> None:
    document = read_json(table(entry({"results.found": text})), tmp_path)
    assert document["studies"][0]["extractions"][0]["answers"][0]["value"] == text


def test_json_joins_the_extractions_of_a_study(tmp_path: Path) -> None:
    document = read_json(table(entry(), entry()), tmp_path)
    assert [len(study["extractions"]) for study in document["studies"]] == [2]


@pytest.mark.parametrize("write", [write_csv, write_json])
def test_cancelled_text_export_leaves_nothing(write: Any, tmp_path: Path) -> None:
    ctx = JobContext()
    ctx.cancel()
    with pytest.raises(Cancelled):
        write(table(entry()), tmp_path / "out", ctx=ctx)
    assert list(tmp_path.iterdir()) == []
