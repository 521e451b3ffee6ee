"""Sheets beside the charting table hold what the database holds, read by plain SQL and openpyxl."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from app.bootstrap import Review
from app.domain.quotes import clean_quote
from app.export.workbook import write_workbook

MARKS = {"unclear": "Unclear", "not_applicable": "NA", "not_reported": "NR"}


@pytest.fixture
def book(sample: Review, tmp_path: Path) -> Workbook:
    """The workbook of the sample, read back."""
    path = tmp_path / "book.xlsx"
    write_workbook(sample.exports.table(), path, log=sample.exports.log())
    return openpyxl.load_workbook(path)


@pytest.fixture
def database(sample_folder: Path, sample: Review) -> Iterator[sqlite3.Connection]:
    """The tables under the open sample."""
    with closing(sqlite3.connect(sample_folder / "review.sqlite")) as connection:
        yield connection


def lines(book: Workbook, sheet: str, heading: int = 1) -> list[dict[str, Any]]:
    """Return the lines of a sheet under the row of its headings, from 1."""
    heads, *rows = list(book[sheet].iter_rows(min_row=heading, values_only=True))
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def shown(value: str | int | None, status: str) -> object:
    """Return what a cell says of a stored answer."""
    if status in MARKS:
        return MARKS[status]
    return json.loads(value) if isinstance(value, str) else value


@pytest.mark.parametrize(
    ("sheet", "section"), [("Participant groups", "participants"), ("Outcomes", "outcomes")]
)
def test_every_row_of_a_group_is_what_is_stored(
    book: Workbook, database: sqlite3.Connection, sheet: str, section: str
) -> None:
    sql = "SELECT id FROM group_row WHERE section_key = ? AND NOT removed"
    stored: dict[str, dict[str, object]] = {row: {} for (row,) in database.execute(sql, (section,))}
    sql = "SELECT row_id, field_id, value, status FROM answer WHERE field_id LIKE ? || '.%'"
    for row, field, value, status in database.execute(sql, (section,)):
        stored[row][field] = shown(value, status)
    keys = [cell.value for cell in book[sheet][1]]
    rows = [dict(zip(keys, r, strict=True)) for r in book[sheet].iter_rows(3, values_only=True)]
    said = {
        row["row_id"]: {k: v for k, v in row.items() if k.startswith(section) and v is not None}
        for row in rows
    }
    assert said == stored


def test_every_quote_is_what_is_stored(book: Workbook, database: sqlite3.Connection) -> None:
    sql = (
        "SELECT e.extraction_id, e.field_id, e.row_id, e.anchor_id, a.quote, s.label"
        " FROM evidence e JOIN anchor a ON a.id = e.anchor_id"
        " JOIN extraction x ON x.id = e.extraction_id"
        " JOIN study s ON s.id = x.study_id WHERE NOT e.removed"
    )
    stored = {(*key, clean_quote(quote), label) for *key, quote, label in database.execute(sql)}
    keys = ("extraction_id", "field_id", "row_id", "anchor_id", "Quote", "Study")
    said = [tuple(line[key] for key in keys) for line in lines(book, "Quotes")]
    assert len(said) == len(stored)
    assert set(said) == stored


def test_every_note_is_what_is_stored(book: Workbook, database: sqlite3.Connection) -> None:
    stored = set(database.execute("SELECT note, flagged FROM answer WHERE note != '' OR flagged"))
    assert {(x["Note"], int(x["Unsure"] is not None)) for x in lines(book, "Notes")} == stored


def test_every_edit_is_what_is_stored(book: Workbook, database: sqlite3.Connection) -> None:
    sql = "SELECT seq, replace(substr(at, 1, 19), 'T', ' '), device FROM audit ORDER BY seq"
    stored = database.execute(sql).fetchall()
    said = [(x["No."], x["Time (UTC)"], x["Device"]) for x in lines(book, "Audit")]
    assert said == stored


def test_an_edit_of_a_list_says_what_was_listed(
    book: Workbook, database: sqlite3.Connection
) -> None:
    sql = "SELECT seq, edit FROM audit WHERE kind = 'SetReviewAnswer'"
    after = {seq: json.loads(edit)["after"] for seq, edit in database.execute(sql)}
    listed = {seq: "; ".join(said) for seq, said in after.items() if isinstance(said, list)}
    said = {x["No."]: x["After"] for x in lines(book, "Audit")}
    assert listed
    assert {seq: said[seq] for seq in listed} == listed


def test_every_field_of_the_form_is_in_the_codebook(
    book: Workbook, database: sqlite3.Connection
) -> None:
    (document,) = database.execute("SELECT document FROM form_version").fetchone()
    stored = [
        (f"{section['key']}.{field['key']}", field["label"])
        for section in json.loads(document)["sections"]
        for field in section["fields"]
    ]
    said = [(x["Key"], x["Label"]) for x in lines(book, "Codebook")]
    assert sorted(said) == sorted(stored)
