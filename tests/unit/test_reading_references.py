"""Readers of exports: every trap of real dialects, bad input in one sentence, the table of fill."""

import csv
import io
from pathlib import Path

import pytest

from app.domain.errors import ImportRefused
from app.references.reading import Reading
from app.references.values import Format, Reference

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "references"
TABLE = Path(__file__).resolve().parents[1] / "golden" / "reference_fill_rates.tsv"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="needs ../shared/data/references")
ONE = "TY  - JOUR\nTI  - A title\nAU  - Hale, R\nPY  - 2020\nER  - \n"


def _read(path: Path, content: str | bytes) -> tuple[list[Reference], Reading]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    reading = Reading(path)
    return list(reading), reading


def _rates() -> str:
    out = io.StringIO()
    rows = csv.writer(out, delimiter="\t", lineterminator="\n")
    names = ("title", "author", "issued", "container-title", "DOI", "PMID", "abstract")
    rows.writerow(("file", "format", "records", *names))
    with (SAMPLES / "MANIFEST.tsv").open(encoding="utf-8") as file:
        listed = [row["file"] for row in csv.DictReader(file, delimiter="\t")]
    for name in listed:
        reading = Reading(SAMPLES / name)
        count = sum(1 for _ in reading)
        rows.writerow((name, reading.format.name, count, *(reading.filled[n] for n in names)))
    return out.getvalue()


@needs_samples
def test_every_sample_fills_the_fields_it_did_when_checked_by_eye() -> None:
    assert _rates() == TABLE.read_text(encoding="utf-8")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_count(tmp_path: Path, end: str) -> None:
    found, _ = _read(tmp_path / "a.txt", (ONE * 2).replace("\n", end))
    assert [r.csl["title"] for r in found] == ["A title", "A title"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_found(tmp_path: Path, encoding: str) -> None:
    found, _ = _read(tmp_path / "a.ris", ONE.replace("A title", "Café").encode(encoding))
    assert found[0].csl["title"] == "Café"


def test_text_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    _, reading = _read(tmp_path / "a.ris", ONE.replace("A title", "Café").encode("cp1252"))
    assert [(n.line, "Windows-1252" in n.text) for n in reading.notices] == [(2, True)]


def test_records_without_their_end_stay_apart_and_are_told(tmp_path: Path) -> None:
    body = "TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\n"
    found, reading = _read(tmp_path / "a.ris", body)
    assert [r.csl["title"] for r in found] == ["One", "Two"]
    assert [n.line for n in reading.notices] == [1, 3]


def test_all_repeats_and_tags_after_the_end_are_kept(tmp_path: Path) -> None:
    body = "TY  - JOUR\nTI  - One\nSN  - 1234-5678\nSN  - 8765-4321\nER  - \nNL  - 7\n"
    found, _ = _read(tmp_path / "a.ris", body)
    assert found[0].tags["SN"] == ["1234-5678", "8765-4321"]
    assert found[0].tags["NL"] == ["7"]


def test_an_abstract_line_that_looks_like_a_tag_stays_in_the_abstract(tmp_path: Path) -> None:
    body = "TY  - JOUR\nTI  - One\nAB  - Type I\nII  - and more\nER  - \n"
    found, _ = _read(tmp_path / "a.ris", body)
    assert found[0].csl["abstract"] == "Type I\nII  - and more"


@pytest.mark.parametrize("dash", ["TY - ", "TY  -  ", "TY  - "])
def test_spaces_around_the_dash_do_not_count(tmp_path: Path, dash: str) -> None:
    between = dash[2:]
    found, _ = _read(tmp_path / "a.ris", ONE.replace("  - ", between))
    assert found[0].csl["issued"] == {"date-parts": [[2020]]}


def test_a_polluted_doi_is_cleaned(tmp_path: Path) -> None:
    body = ONE.replace("PY", "DO  - 10.1038/ABC.1     LK  - https://x\nPY")
    found, _ = _read(tmp_path / "a.ris", body)
    assert found[0].csl["DOI"] == "10.1038/abc.1"


def test_a_broken_bibtex_entry_is_recovered(tmp_path: Path) -> None:
    body = "@article{a, title={One}, year=2020, note={x}, note={y}}\n@article{b, title={Two}}\n"
    found, _ = _read(tmp_path / "a.txt", body)
    assert [r.csl["title"] for r in found] == ["One", "Two"]


def test_columns_of_one_name_and_guards_are_read(tmp_path: Path) -> None:
    body = 'Title;Authors;Tag;Tag;ISSN;Year\nOne;"Hale, R; Ng, L";a;b;="12345678";2020\n'
    found, _ = _read(tmp_path / "a.csv", body)
    assert found[0].tags["Tag"] == ["a", "b"]
    assert (found[0].csl["ISSN"], len(found[0].csl["author"])) == ("1234-5678", 2)


def test_web_of_science_tagged_text(tmp_path: Path) -> None:
    body = (
        "FN Clarivate\nVR 1.0\nPT J\nAU Hale, R\n   Ng, L\nTI A long\n   title\nPY 2020\nER\n\nEF\n"
    )
    found, reading = _read(tmp_path / "a.ciw", body)
    assert (reading.format, found[0].csl["title"]) == (Format.CIW, "A long title")
    assert len(found[0].csl["author"]) == 2


def test_a_line_of_a_hundred_megabytes_is_cut_and_told(tmp_path: Path) -> None:
    body = ONE.replace("A title", "x" * 5_000_000) + ONE
    found, reading = _read(tmp_path / "a.ris", body)
    assert (len(found), [n.line for n in reading.notices]) == (2, [2])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"", "empty"),
        (b"hello\nworld\n", "no references"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><records/>', "entities"),
        (b'[{"title": "cut', "cut off"),
        (b"\x1f\x8b\x08packed", "Unpack"),
        (b"{\\rtf1 TY  - JOUR}", "formatted text"),
    ],
)
def test_what_is_no_export_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(ImportRefused, match=said):
        _read(tmp_path / "a.ris", content)


def test_a_cut_off_xml_gives_what_was_whole(tmp_path: Path) -> None:
    body = "<xml><records><record><titles><title>One</title></titles></record><record><ti"
    found, reading = _read(tmp_path / "a.xml", body)
    assert ([r.csl["title"] for r in found], len(reading.notices)) == (["One"], 1)


@needs_samples
def test_a_workbook_named_ris_is_read_and_a_broken_one_refused(tmp_path: Path) -> None:
    whole = (SAMPLES / "embase_com/embase_com_2024.xlsx").read_bytes()
    found, reading = _read(tmp_path / "a.ris", whole)
    assert (len(found), reading.format) == (10, Format.WORKBOOK)
    with pytest.raises(ImportRefused, match="workbook"):
        _read(tmp_path / "b.ris", whole[:5000])


def test_a_url_that_is_all_pollution_is_no_fault(tmp_path: Path) -> None:
    found, _ = _read(tmp_path / "a.ris", ONE.replace("ER", "UR  - http://     U2  - L1\nER"))
    assert found[0].csl["URL"] == "http://"


def test_a_year_that_is_no_year_leaves_the_date_out(tmp_path: Path) -> None:
    found, _ = _read(tmp_path / "a.ris", ONE.replace("2020", "in press"))
    assert "issued" not in found[0].csl


def test_a_quotation_mark_that_is_never_closed_is_told(tmp_path: Path) -> None:
    body = 'Title,Authors,Year\n"Open,Hale R,2020\n' + "Good,Guan L,2020\n" * 200
    _, reading = _read(tmp_path / "a.csv", body)
    assert [(notice.line, "quotation mark" in notice.text) for notice in reading.notices] == [
        (2, True)
    ]


def test_json_that_is_cut_off_gives_what_was_whole(tmp_path: Path) -> None:
    body = '{"items": [{"title": "One", "type": "book"}, {"title": "Two"}, {"title": "Thr'
    found, reading = _read(tmp_path / "a.json", body)
    assert [r.csl["title"] for r in found] == ["One", "Two"]
    assert "cut off" in reading.notices[0].text


def test_columns_of_one_name_are_told(tmp_path: Path) -> None:
    found, reading = _read(tmp_path / "a.csv", "Title,Authors,Year,Year\nSleep,Hale R,2020,2021\n")
    assert found[0].csl["issued"] == {"date-parts": [[2020]]}
    assert [(n.line, "“Year”" in n.text) for n in reading.notices] == [(1, True)]
