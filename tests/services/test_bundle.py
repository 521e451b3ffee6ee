"""The open evidence bundle: written, and checked against copies of the papers."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from app.bootstrap import Review
from app.export.bundle import reading
from app.export.bundle.reading import NoBundle, read_bundle
from app.export.bundle.writing import NAMES, write_bundle
from app.jobs import JobContext
from app.services.bundle_check import BundleReport, Verdict, check_bundle

Check = Callable[..., BundleReport]


@pytest.fixture
def bundle(sample: Review, tmp_path: Path) -> Path:
    path = tmp_path / "evidence.zip"
    write_bundle(sample.records.export_table(), sample.citations.included(), path)
    return path


@pytest.fixture
def checked(sample: Review, bundle: Path) -> Check:
    def check(*papers: Path, of: Path | None = None) -> BundleReport:
        return check_bundle(of or bundle, papers, sample.pdf, JobContext())

    return check


def rewritten(bundle: Path, name: str, content: bytes) -> Path:
    """Return a copy of the bundle in which one file says something else."""
    target = bundle.with_name("rewritten.zip")
    with ZipFile(bundle) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return target


def test_it_holds_the_data_and_no_paper(bundle: Path) -> None:
    with ZipFile(bundle) as found:
        names = found.namelist()
        tidy = found.read("answers_tidy.csv").decode()
    assert names == [*NAMES, "manifest.json"]
    assert "Malejko 2018" in tidy
    assert not any(name.endswith(".pdf") for name in names)


def test_equal_content_gives_equal_bytes(sample: Review, tmp_path: Path) -> None:
    table, cited = sample.records.export_table(), sample.citations.included()
    first = write_bundle(table, cited, tmp_path / "a.zip").path
    second = write_bundle(table, cited, tmp_path / "b.zip").path
    assert first.read_bytes() == second.read_bytes()


def test_quotes_are_web_annotations_on_the_paper_named_by_its_hash(
    sample: Review, bundle: Path
) -> None:
    with ZipFile(bundle) as found:
        page = json.loads(found.read("annotations.json"))
    evidence = [e for entry in sample.records.export_table().records for e in entry.record.evidence]
    item, anchor = page["items"][0], evidence[0].anchor
    assert len(page["items"]) == len(evidence)
    assert item["target"]["source"] == f"urn:sha256:{anchor.paper}"
    assert item["target"]["selector"][0]["exact"] == anchor.quote
    own = [one for one in item["target"]["selector"] if one["type"].startswith("chartdesk:")]
    assert all(one["id"].startswith("urn:") for one in own)
    assert page["partOf"]["total"] == len(page["items"])


def test_every_quote_stands_in_the_same_files(sample: Review, checked: Check) -> None:
    report = checked(sample.folder / "papers")
    assert report.is_sound
    assert report.count(Verdict.IN_PLACE) == len(report.quotes) > 20
    assert all(paper.is_same for paper in report.papers)


def test_another_copy_is_known_by_its_words(sample: Review, checked: Check, tmp_path: Path) -> None:
    cited = sample.citations.included()[0]
    copy = tmp_path / "publisher.pdf"
    original = sample.papers.path_of(str(cited.paper)).read_bytes()
    copy.write_bytes(original + b"\n% another copy\n")
    report = checked(copy)
    known = [paper for paper in report.papers if paper.file]
    assert [(p.paper.study, p.is_same) for p in known] == [(cited.study, False)]
    assert report.count(Verdict.OTHER_COPY) == sum(
        quote.quote.anchor.paper == cited.paper for quote in report.quotes
    )


def test_a_paper_that_is_not_given_is_said(checked: Check, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = checked(tmp_path / "empty")
    assert report.count(Verdict.NO_PAPER) == len(report.quotes)
    assert report.is_sound


def test_a_quote_that_is_not_in_the_paper_is_found_out(
    sample: Review, bundle: Path, checked: Check
) -> None:
    with ZipFile(bundle) as found:
        page = json.loads(found.read("annotations.json"))
    page["items"][0]["target"]["selector"][0]["exact"] = "Walruses were randomised to two beaches"
    forged = rewritten(bundle, "annotations.json", json.dumps(page).encode())
    report = checked(sample.folder / "papers", of=forged)
    assert report.bundle.altered == ("annotations.json",)
    assert report.count(Verdict.NOT_FOUND) == 1
    assert not report.is_sound


def test_a_file_that_is_no_pdf_is_said_and_the_rest_goes_on(
    sample: Review, checked: Check, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    report = checked(broken, sample.folder / "papers")
    assert len(report.unreadable) == 1
    assert report.count(Verdict.IN_PLACE) == len(report.quotes)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("manifest.json", b"[]"),
        ("manifest.json", b"{}"),
        ("manifest.json", b'{"format": "zip", "version": 1, "files": {}}'),
        ("annotations.json", b'{"items": [{}]}'),
        ("annotations.json", b"\xff\xfe"),
        ("papers.csv", b"a,b\n1,2\n"),
    ],
)
def test_what_is_no_bundle_is_refused_with_a_sentence(
    bundle: Path, name: str, content: bytes
) -> None:
    with pytest.raises(NoBundle, match="Nothing was changed"):
        read_bundle(rewritten(bundle, name, content))


def test_a_bundle_of_a_newer_version_asks_for_an_update(bundle: Path) -> None:
    newer = b'{"format": "chartdesk-evidence-bundle", "version": 99, "files": {}}'
    with pytest.raises(NoBundle, match="newer version"):
        read_bundle(rewritten(bundle, "manifest.json", newer))


def test_a_bundle_that_would_fill_the_memory_is_refused(
    bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST", 1_000_000)
    bomb = rewritten(bundle, "annotations.json", b" " * 1_000_001)
    with pytest.raises(NoBundle, match="400 MB"):
        read_bundle(bomb)


def test_a_cut_file_is_refused(bundle: Path) -> None:
    cut = bundle.with_name("cut.zip")
    shutil.copyfile(bundle, cut)
    with cut.open("r+b") as stream:
        stream.truncate(2_000)
    with pytest.raises(NoBundle, match="no ZIP file"):
        read_bundle(cut)


def test_the_loader_reads_the_tidy_table(bundle: Path, tmp_path: Path) -> None:
    pytest.importorskip("pandas", reason="the loader for pandas needs it")
    with ZipFile(bundle) as found:
        found.extractall(tmp_path / "unpacked")
    names: dict[str, object] = {"__file__": str(tmp_path / "unpacked" / "load_tidy.py")}
    source = (tmp_path / "unpacked" / "load_tidy.py").read_text(encoding="utf-8")
    exec(compile(source, "load_tidy.py", "exec"), names)
    wide = names["wide"]
    assert callable(wide)
    table = wide(["source.country"])
    assert table.loc["Ghossoub 2017", "source.country"] == "Lebanon"
