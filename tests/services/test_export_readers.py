"""Every sheet says the same to openpyxl, pandas and LibreOffice, and it is what is stored."""

import csv
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from app.bootstrap import Review
from app.domain.answers import Answer, Cell, Status
from app.export.model import ExportOptions, answered_cells
from app.export.order import charted
from app.export.rows import rows_text
from app.export.text import charted_text
from app.export.workbook import write_workbook
from app.sheets.reading import cell_text
from tests.unit.export_data import FORM, GROUPS, entry, quoted, table

BARE = "bare"
NR = Answer(None, Status.NOT_REPORTED)
HARD = (
    "=1+1", "+44 20", "-5", "@SUM(A1)", "a\x00b\x08c", "_x0041_", "שלום עולם, 2020", "مرحبا",
    "one\ntwo", "x" * 40_000, "😀" * 20_000, "  spaces  ", "'quoted", "<b>&amp;]]>", "1e5", "01",
    "TRUE", "#N/A", "2024-05-01", "é" * 32_767,
)  # fmt: skip
FRACTION = re.compile(r"-?\d+(\.\d+%?|%)")
ALL_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture
def book(sample: Review, tmp_path: Path) -> Path:
    """The workbook of the sample with all its sheets."""
    path = tmp_path / "book.xlsx"
    return write_workbook(sample.exports.table(), path, log=sample.exports.log())


@pytest.fixture
def hard(tmp_path: Path) -> Path:
    """A workbook in French of what spreadsheets like to change, with groups of one name."""
    groups = [replace(GROUPS, key=key, label=GROUPS.label * 2) for key in ("g1", "g2")]
    form = replace(FORM, sections=(*FORM.sections, *groups))
    made = [
        entry(
            {
                "results.found": text,
                "results.n": NR if n % 2 else n,
                "source.country": ["SE", "AU"],
            },
            {"groups": [{"name": text[:60], "size": n}, {"name": "second"}]},
            number=n,
            form=form,
        )
        for n, text in enumerate(HARD, start=1)
    ]
    records = [quoted(one, "results.found", HARD[n][:200]) for n, one in enumerate(made)]
    options = ExportOptions(language="fr", page_after_value=True)
    return write_workbook(table(*records, form=form), tmp_path / "hard.xlsx", options=options)


def by_openpyxl(path: Path) -> dict[str, list[list[str]]]:
    """Return what every cell says, empty rows and columns at the end left out."""
    read = openpyxl.load_workbook(path, data_only=True)
    sheets = {sheet.title: sheet.iter_rows(values_only=True) for sheet in read.worksheets}
    return {name: trimmed(as_text(rows)) for name, rows in sheets.items()}


def as_text(rows: Iterable[Iterable[object]]) -> list[list[str]]:
    return [[cell_text(value) for value in row] for row in rows]


def trimmed(rows: list[list[str]]) -> list[list[str]]:
    width = max((n for row in rows for n, text in enumerate(row, start=1) if text), default=0)
    even = [[*row, *[""] * width][:width] for row in rows]
    while even and not any(even[-1]):
        even.pop()
    return even


def stored(review: Review, field_id: str, row: int) -> str:
    """Return what a field of a study is, read from the answers themselves."""
    entry = review.exports.table().records[row]
    section = entry.record.form.section_of(field_id)
    cells: tuple[Cell, ...] = answered_cells(entry, section, field_id)
    field = entry.record.form.field(field_id)
    texts = [charted_text(entry, field, cell, ExportOptions()) for cell in cells]
    return rows_text(texts) if any(texts) else ""


def test_every_charted_cell_is_what_is_stored(sample: Review, book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["Charting table"]
    columns = {str(cell.value): cell.column for cell in sheet[7] if cell.value}
    fields = [column.field.field_id for column in charted(sample.forms.current())]
    shown = [[cell_text(sheet.cell(9 + n, columns[f]).value) for f in fields] for n in range(3)]
    assert shown == [[stored(sample, f, n) for f in fields] for n in range(3)]


def test_pandas_reads_what_openpyxl_reads(book: Path, hard: Path) -> None:
    pandas = pytest.importorskip("pandas")
    read = [
        pandas.read_excel(path, sheet_name=None, header=None, dtype=object, na_filter=False)
        for path in (book, hard)
    ]
    said = [
        {name: trimmed(as_text(frame.values.tolist())) for name, frame in sheets.items()}
        for sheets in read
    ]
    assert said == [by_openpyxl(path) for path in (book, hard)]


@pytest.mark.slow
def test_libreoffice_computes_and_shows_what_was_written(book: Path, hard: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = f"-env:UserInstallation={(book.parent / 'profile').as_uri()}"
    bare = [uncomputed(path).name for path in (book, hard)]
    subprocess.run(
        [office, profile, "--headless", "--convert-to", ALL_AS_CSV, *bare],
        cwd=book.parent / BARE, capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    written = {
        (path, name): rows for path in (book, hard) for name, rows in by_openpyxl(path).items()
    }
    shown = {(path, name): said_by_office(path, name) for path, name in written}
    assert shown == {place: as_shown(rows) for place, rows in written.items()}


def uncomputed(book: Path) -> Path:
    """Return a copy whose formulas have no results, so that they must be computed."""
    copy = book.parent / BARE / book.name
    copy.parent.mkdir(exist_ok=True)
    with ZipFile(book) as parts, ZipFile(copy, "w") as made:
        for name in parts.namelist():
            made.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f>", parts.read(name)))
    return copy


def said_by_office(book: Path, name: str) -> list[list[str]]:
    text = (book.parent / BARE / f"{book.stem}-{name}.csv").read_text("utf-8")
    return as_shown(trimmed(list(csv.reader(text.splitlines(keepends=True)))))


def as_shown(rows: list[list[str]]) -> list[list[str]]:
    """Return cells as both programs show them: a share in percent, ends of lines alike."""
    return [[shown(text) for text in row] for row in rows]


def shown(text: str) -> str:
    """Return what a cell says, numbers with a fraction to three digits.

    LibreOffice shows shares in percent with one, and other numbers with fifteen digits in all.
    """
    said = text.replace("\r\n", "\n")
    if FRACTION.fullmatch(said):
        value = float(said.removesuffix("%")) / (100 if said.endswith("%") else 1)
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return said
