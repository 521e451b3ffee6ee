"""Workbooks in other languages: every fixed text, and the way back."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import resources
from app.domain.fields import Form
from app.domain.workbook_marks import Settings, bare
from app.export import model
from app.export.blank import write_blank
from app.export.model import ExportOptions, ReviewTable
from app.export.page import LONG_TEXTS
from app.export.wording import Words, languages, words_in
from app.export.workbook import write_workbook
from tests.unit.export_data import entry, filled, quoted
from tests.unit.log_data import log
from tests.unit.test_export_log_sheets import studies

OTHERS = [code for code in languages() if code != "en"]


class Strict(dict[str, str]):
    """Texts of a language of which none may be missing."""

    def get(self, text: str, _usual: Any = None) -> str:  # type: ignore[override]
        """Return the text; raises KeyError."""
        return self[text] if text else ""


def texts(language: str) -> dict[str, str]:
    read: dict[str, str] = json.loads(
        resources.path(f"workbook/{language}.json").read_text("utf-8")
    )
    return read


def full() -> ReviewTable:
    """Return studies with quotes, notes, flags and a text that is too long for a cell."""
    made = studies()
    noted = replace(filled("x" * 40_000), note="See table 2", flagged=True)
    one = quoted(
        entry({"results.found": noted}, number=9, form=made.form), "results.found", "words"
    )
    return replace(made, records=(*made.records, quoted(one, None, "kept")))


@pytest.mark.parametrize("language", OTHERS)
def test_every_fixed_text_is_there(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "words_in", lambda code: Words(Strict(texts(code))))
    options = ExportOptions(language=language)
    book = openpyxl.load_workbook(write_workbook(full(), tmp_path / "a.xlsx", None, options, log()))
    said = texts(language)
    assert {said["Charting table"], said["Quotes"], said[LONG_TEXTS]} <= set(book.sheetnames)
    headings = [c.value for c in book[said["Quotes"]][1][:10]]
    assert headings[:3] == [said["Study"], said["No."], said["Field"]]


@pytest.mark.parametrize("language", OTHERS)
def test_languages_have_the_same_texts_and_the_same_gaps(language: str) -> None:
    first, other = texts(OTHERS[0]), texts(language)
    assert other.keys() == first.keys()
    same = {key: text for key, text in other.items() if not key.startswith("@")}
    gaps = {key: sorted(re.findall(r"\{\w+\}", key)) for key in same}
    assert {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in same.items()} == gaps


def test_links_lead_to_sheets_by_their_names(tmp_path: Path) -> None:
    options = ExportOptions(language="fr")
    book = openpyxl.load_workbook(write_workbook(full(), tmp_path / "a.xlsx", None, options, log()))
    links = [c.hyperlink for s in book.worksheets for row in s.iter_rows() for c in row]
    places = {link.location.rpartition("!")[0].strip("'") for link in links if link}
    assert places
    assert places <= set(book.sheetnames)


def test_pages_and_sources_are_taken_off_in_the_language_of_the_workbook() -> None:
    settings = Settings(page_after_value=True, language="de")
    assert bare("412 (S. 3) (berechnet)", settings, words_in("de")) == "412"


def test_blank_instrument_is_written_in_a_language(tmp_path: Path) -> None:
    form: Form = studies().form
    path = write_blank(form, tmp_path / "b.xlsx", ExportOptions(language="es"))
    assert openpyxl.load_workbook(path).sheetnames == ["Instrumento en blanco"]
