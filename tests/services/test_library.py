"""The library: imports as one step that can be taken back, duplicates joined, RIS out again."""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Review
from app.cli.main import main
from app.domain.errors import AppError
from app.domain.library import SearchDraft
from app.domain.library_edits import PlaceImport, ShelveImport
from app.domain.screening import Policy, Stage
from app.export.csl_json import write_csl_json
from app.export.ris import write_ris
from app.jobs import Cancelled, JobContext
from app.references.reading import Reading
from app.services.library import certain
from db.sqlite import connect_read_only
from tests.services.pdf_files import locked, printed
from tests.services.screening import YES, decide
from tests.services.searches import staged_under

ONE = """TY  - JOUR
TI  - {title}
AU  - Hale, R
PY  - 2020
JF  - Sleep
DO  - {doi}
ER  -

"""


def _file(folder: Path, name: str, *records: tuple[str, str]) -> Path:
    path = folder / name
    path.write_text("".join(ONE.format(title=title, doi=doi) for title, doi in records))
    return path


def _staged(review: Review, *paths: Path) -> PlaceImport:
    edit, _ = review.library.stage(paths, staged_under("MEDLINE"))
    assert edit is not None
    return edit


def _contents(review: Review) -> list[str]:
    with closing(connect_read_only(review.folder / "review.sqlite")) as connection:
        return list(connection.iterdump())


def _titles(review: Review) -> list[str]:
    return [shown.title for shown in review.library.records()]


def _include(review: Review, *keys: str) -> None:
    review.extraction.apply(review.screening.set_policy(Policy(1, 1)))
    for key in keys:
        decide(review, key, Stage.TITLE, YES)
        decide(review, key, Stage.FULL, YES)


@pytest.fixture
def imported(review: Review, tmp_path: Path) -> PlaceImport:
    """An import of three records of two reports."""
    path = _file(
        tmp_path, "a.ris", ("Sleep", "10.1000/a"), ("Sleep", "10.1000/a"), ("Rest", "10.1000/b")
    )
    edit = _staged(review, path)
    review.extraction.apply(edit)
    return edit


def test_an_import_is_one_step_taken_back_and_made_again(
    review: Review, imported: PlaceImport
) -> None:
    review.extraction.apply(imported.inverse())
    assert (_titles(review), review.search_log.searches()) == ([], ())
    review.extraction.apply(imported)
    assert (len(_titles(review)), review.search_log.searches()[0].records) == (3, 3)


def test_nothing_shows_before_the_import_is_applied(review: Review, tmp_path: Path) -> None:
    _staged(review, _file(tmp_path, "a.ris", ("Sleep", "10.1000/a")))
    assert _titles(review) == []


def test_a_bad_file_is_told_and_the_others_go_in(review: Review, tmp_path: Path) -> None:
    bad = tmp_path / "bad.ris"
    bad.write_bytes(b"%PDF-1.7")
    good = _file(tmp_path, "good.ris", ("Sleep", "10.1000/a"))
    edit, files = review.library.stage([bad, good], staged_under("MEDLINE"))
    assert edit is not None
    assert (edit.records, "PDF" in files[0].refused, files[1].read) == (1, True, 1)


def test_a_cancelled_import_leaves_nothing_on_the_shelf(review: Review, tmp_path: Path) -> None:
    ctx = JobContext()
    ctx.cancel()
    search = SearchDraft("s", "MEDLINE")
    with pytest.raises(Cancelled):
        review.library.stage([_file(tmp_path, "a.ris", ("Sleep", "10.1000/a"))], search, ctx)
    with pytest.raises(AppError, match="not here"):
        review.extraction.apply(PlaceImport(search, (), 1))


@pytest.mark.parametrize("taken_back", [False, True], ids=["import", "undo of it"])
def test_stopped_amid_writing_the_review_is_as_before(
    review: Review, tmp_path: Path, *, taken_back: bool
) -> None:
    edit: PlaceImport | ShelveImport = _staged(review, _file(tmp_path, "a.ris", ("Sleep", "")))
    if taken_back:
        review.extraction.apply(edit)
        edit = edit.inverse()
    before = _contents(review)
    ctx = JobContext()
    ctx.cancel()  # heard behind the first records that were written
    with pytest.raises(Cancelled):
        review.extraction.apply(edit, ctx=ctx)
    assert _contents(review) == before


def test_an_import_that_was_screened_is_not_taken_back(
    review: Review, imported: PlaceImport
) -> None:
    first = next(review.library.records())
    decide(review, first.record_id, Stage.TITLE, YES)
    with pytest.raises(AppError, match="screened"):
        review.extraction.apply(imported.inverse())


def test_certain_duplicates_are_joined_counted_once_and_parted_again(
    review: Review, imported: PlaceImport
) -> None:
    edit = review.library.join(certain(review.library.duplicates()))
    assert edit is not None
    review.extraction.apply(edit)
    assert review.flow.flow().duplicates == 1
    assert review.library.duplicates() == ()
    review.extraction.apply(review.library.apart(edit.changes[0][0]))
    assert len(review.library.duplicates()) == 1


MORE = {
    "type": "article-journal",
    "title": "Peer support",
    "author": [{"family": "Lee", "given": "J."}],
    "editor": [{"family": "Berg", "given": "A."}],
    "PMID": "30000001",
    "PMCID": "PMC6055010",
    "genre": "Journal article",
    "custom": {"accession": "CN-1", "database": "CENTRAL"},
}


@pytest.mark.parametrize(("name", "write"), [("o.ris", write_ris), ("o.json", write_csl_json)])
def test_what_is_written_reads_the_same(
    review: Review,
    imported: PlaceImport,
    tmp_path: Path,
    name: str,
    write: Callable[[Iterable[Mapping[str, Any]], Path], int],
) -> None:
    before = [*review.library.references(), MORE]
    write(before, tmp_path / name)
    after = [reference.csl for reference in Reading(tmp_path / name)]
    assert after == before


def test_pairs_kept_apart_are_not_asked_about_again(review: Review, imported: PlaceImport) -> None:
    review.extraction.apply(review.library.keep_both(review.library.duplicates()))
    assert review.library.duplicates() == ()


def test_a_pdf_goes_to_its_record_and_another_is_left(
    folder: Path, papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "Impact of the occurrence of a response shift on the determination of the minimal "
    title += "important difference in a health-related quality of life score over time"
    refs = _file(tmp_path, "a.ris", (title, "10.1000/a"), ("Rest at night", "10.1000/b"))
    assert main(["add-references", str(folder), str(refs), "--database", "MEDLINE"]) == 0
    pdf = papers / "effsize__12955_2016_Article_569.pdf"
    code = main(["match-papers", str(folder), str(pdf), "--json"])
    told = json.loads(capsys.readouterr().out.partition("added.\n")[2])
    assert told["papers"][0]["guesses"][0]["reason"].startswith("title on the first page")
    assert (code, told["matched"]) == (1, 0)  # 2020 is not the year of the paper: asked about


def test_a_locked_pdf_is_matched_with_the_password_of_a_file(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "Sleep and rest in the wards of three hospitals"
    refs = _file(tmp_path, "a.ris", (title, "10.1000/a"))
    assert main(["add-references", str(folder), str(refs), "--database", "MEDLINE"]) == 0
    plain = printed(tmp_path / "plain.pdf", f"Sleep 2020\n{title}\nR Hale")
    (tmp_path / "word").write_text("foo\n")
    command = ["match-papers", str(folder), str(locked(plain, tmp_path / "locked.pdf", "foo"))]
    assert main(command) == 1
    assert main([*command, "--password-file", str(tmp_path / "word")]) == 0
    assert "1 of 1 PDF matched" in capsys.readouterr().out


def test_the_command_line_counts_what_it_put_to_another(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    same = ("Sleep and rest in the wards of three hospitals", "10.1000/a")
    refs = _file(tmp_path, "a.ris", same, same, ("Rest at night in two schools", "10.1000/b"), same)
    assert main(["add-references", str(folder), str(refs), "--database", "MEDLINE"]) == 0
    capsys.readouterr()
    assert main(["duplicates", str(folder), "--merge-certain", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["joined"], told["certain"], told["possible"]) == (2, 0, 0)


def test_a_file_that_breaks_keeps_what_came_before(review: Review, tmp_path: Path) -> None:
    record = "<record><titles><title>Sleep {0}</title></titles></record>"
    deep = "<a>" * 300 + "</a>" * 300
    path = tmp_path / "a.xml"
    whole = "".join(record.format(n) for n in range(600))
    path.write_text(f"<xml><records>{whole}{deep}</records></xml>")
    edit, files = review.library.stage([path], staged_under("MEDLINE"))
    assert edit is not None
    review.extraction.apply(edit)
    assert (len(_titles(review)), "first 600" in files[0].notices[0][1]) == (600, True)


def test_linked_reports_become_reports_of_one_study(review: Review, imported: PlaceImport) -> None:
    [pair] = review.library.duplicates()
    review.extraction.apply(review.library.link_reports([pair]))
    assert review.library.duplicates() == ()
    _include(review, pair.first, pair.second)
    [study] = review.records.studies()
    assert len(study.reports) == 2


def test_reports_that_are_studies_already_are_brought_together(
    review: Review, imported: PlaceImport
) -> None:
    [pair] = review.library.duplicates()
    _include(review, pair.first, pair.second)
    edit = review.library.link_reports([pair])
    review.extraction.apply(edit)
    assert len(review.records.studies()) == 1
    review.extraction.apply(edit.inverse())
    assert len(review.records.studies()) == 2


def test_an_answer_about_a_pair_can_be_forgotten(review: Review, imported: PlaceImport) -> None:
    review.extraction.apply(review.library.keep_both(review.library.duplicates()))
    review.extraction.apply(review.library.ask_again(review.library.answered()))
    assert (review.library.answered(), len(review.library.duplicates())) == ((), 1)


def test_records_kept_apart_are_not_joined_by_way_of_a_third(
    review: Review, tmp_path: Path
) -> None:
    same = [("Sleep", "10.1000/a")] * 3
    review.extraction.apply(_staged(review, _file(tmp_path, "a.ris", *same)))
    pairs = review.library.duplicates()
    review.extraction.apply(review.library.keep_both(pairs[:1]))
    first = review.library.join(pairs[1:2])
    assert first is not None
    review.extraction.apply(first)
    assert review.library.join(pairs[1:]) is None


def test_an_import_stopped_while_it_is_written_leaves_nothing(
    review: Review, tmp_path: Path
) -> None:
    edit = _staged(review, _file(tmp_path, "a.ris", ("Sleep", "10.1000/a")))
    ctx = JobContext()
    ctx.cancel()
    with pytest.raises(Cancelled):
        review.extraction.apply(edit, ctx=ctx)
    assert (_titles(review), review.search_log.searches()) == ([], ())
    with pytest.raises(AppError, match="not here"):
        review.extraction.apply(edit)


def test_words_of_the_abstract_of_a_copy_find_its_line(review: Review, tmp_path: Path) -> None:
    edit = _staged(review, _file(tmp_path, "a.ris", ("Sleep", "10.1000/a")))
    review.extraction.apply(edit)
    path = tmp_path / "b.ris"
    path.write_text(ONE.format(title="Sleep", doi="10.1000/a").replace("JF", "AB  - Café\nJF"))
    review.extraction.apply(_staged(review, path))
    joined = review.library.join(certain(review.library.alike()))
    assert joined is not None
    review.extraction.apply(joined)
    (line,) = review.library_list.lines()
    assert b"cafe" in review.library_list.haystack()[line.record_id]
