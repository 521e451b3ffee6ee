"""The workbook as LibreOffice reads it; skipped where LibreOffice is not installed."""

import csv
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import pytest

from app.export.workbook import write_workbook
from tests.unit.export_data import entry, table

pytestmark = pytest.mark.slow
CHARTING_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
PAYLOADS = ("=1+1", "@SUM(1)", "-1+2", "_x0041_", "#N/A", "2024-05-01", "\x01")


@pytest.fixture
def office() -> str:
    """The program of LibreOffice."""
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    return found


def test_libreoffice_shows_every_text_as_typed(office: str, tmp_path: Path) -> None:
    records = [entry({"results.found": p}, number=n) for n, p in enumerate(PAYLOADS)]
    book = write_workbook(table(*records), tmp_path / "a.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", CHARTING_AS_CSV, book.name],
        cwd=tmp_path, capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    text = next(tmp_path.glob("*.csv")).read_text("utf-8")
    lines = list(csv.reader(StringIO(text)))[7:]
    place = lines[0].index("4.3 Findings")
    assert [line[place] for line in lines[1:]] == list(PAYLOADS)
