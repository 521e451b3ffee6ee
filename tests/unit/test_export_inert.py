"""Text of answers stays text in the workbook, whatever it looks like."""

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl.utils.escape import unescape

from app.export.workbook import write_workbook
from tests.unit.export_data import entry, quoted, table
from tests.unit.workbooks import charted, one

PAYLOADS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", '=HYPERLINK("http://x","y")',
    "=cmd|'/c calc'!A0", "-2+3+cmd|' /C calc'!A0", "@import", "+44 20 7946", "#N/A", "#REF!",
    "#DIV/0!", "TRUE", "1e5", "00123", "2024-05-01", "3/4", "=", "-", "'=1", "＝1+1", "{=1}",
    '=IMPORTXML("http://x")', "=WEBSERVICE(A1)", "%3D1", "  =1", "=\n1", "_x000D_", "a_x0041_b",
    "\x00null", "\x1b[31m", "tab\there", "cr\rlf\r\nend", "\ufffe", "]]>", "<b>&amp;", "$A$1",
)  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_stays_inert_text(payload: str, tmp_path: Path) -> None:
    cell = charted(one(tmp_path, results__found=payload), "Findings")
    assert cell.data_type == "s"
    assert unescape(cell.value) == payload


@pytest.mark.parametrize("payload", PAYLOADS[:8])
def test_text_like_a_formula_carries_the_quote_prefix(payload: str, tmp_path: Path) -> None:
    assert charted(one(tmp_path, results__found=payload), "Findings").quotePrefix


def test_the_only_formulas_are_our_own(tmp_path: Path) -> None:
    labelled = entry({"results.found": "=1"}, {"groups": [{"name": "=2"}]})
    path = write_workbook(table(quoted(labelled, "results.found", "=3")), tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(n) for n in archive.namelist() if "/sheet" in n]
    formulas = [found for content in sheets for found in re.findall(b"<f>(.*?)</f>", content)]
    ours = re.compile(rb"(SUMPRODUCT|HYPERLINK|IF)\(.*|[CD]\d+[/&].*")
    assert formulas
    assert all(ours.fullmatch(formula) for formula in formulas)


def test_lone_surrogate_is_written_as_its_code(tmp_path: Path) -> None:
    assert charted(one(tmp_path, results__found="a\ud800b"), "Findings").value == "a_xD800_b"


def test_text_that_looks_escaped_is_read_back_as_it_was(tmp_path: Path) -> None:
    cell = charted(one(tmp_path, results__found="_x000D_"), "Findings")
    assert unescape(cell.value) == "_x000D_"


@pytest.mark.parametrize("text", ["Ärzte 😀 عربى", "e\u0301 é", " led by blanks ", "a\nb"])
def test_any_language_is_read_back_as_it_was(text: str, tmp_path: Path) -> None:
    assert charted(one(tmp_path, results__found=text), "Findings").value == text
