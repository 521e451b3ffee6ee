"""Each thing that goes wrong in the reviewer's world has a sentence of its own."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.creating import create_sample
from app.domain import values
from app.domain.errors import (
    AppError,
    DiskFull,
    NotFound,
    ReviewDamaged,
    ReviewLocked,
    ReviewReadOnly,
    ReviewTooNew,
    ValueDoesNotParse,
)
from app.jobs import JobContext
from app.services.papers import ADDED, FAILED
from tests.services import damage, pdf_files
from tests.services.reviews import FIELD, add_study, fill

BOX = b"/MediaBox [0 0 300 400]"
NO_PAGES = (pdf_files.CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>")
HOLDING = """
import sys
from pathlib import Path
from app.bootstrap import open_review
with open_review(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


def written(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def half_of_a_paper(path: Path) -> None:
    pdf_files.words(path, BOX)
    path.write_bytes(path.read_bytes()[:120])


BAD_PAPERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda _path: None, "is not there"),
    "empty": (written(b""), "is empty"),
    "damaged": (half_of_a_paper, "is damaged"),
    "zero pages": (lambda path: pdf_files.write(path, *NO_PAGES), "has no pages"),
    "not a PDF": (written(b"PK\x03\x04 a workbook"), "is not a PDF"),
    "web page": (written(b"<!DOCTYPE html><title>Sign in</title>"), "is a web page"),
    "a million pages": (pdf_files.million_pages, "has 1,000,000 pages"),
}


@pytest.mark.parametrize("kind", BAD_PAPERS)
def test_bad_paper_is_refused_in_its_own_words(review: Review, tmp_path: Path, kind: str) -> None:
    make, words = BAD_PAPERS[kind]
    make(tmp_path / "lee.pdf")
    before = set(os.listdir(review.folder / "papers"))
    (outcome,) = review.papers.add([tmp_path / "lee.pdf"], JobContext())
    assert (outcome.status, outcome.needs_password) == (FAILED, False)
    assert f"“lee.pdf” {words}" in outcome.message
    assert "\n" not in outcome.message
    assert set(os.listdir(review.folder / "papers")) == before
    assert review.records.studies() == ()


def test_bad_papers_differ_in_their_words() -> None:
    assert len({words for _, words in BAD_PAPERS.values()}) == len(BAD_PAPERS)


ENCRYPTED = "py-pdf__r6-both-passwords.pdf"


@pytest.mark.parametrize(
    ("password", "words"),
    [(None, "asks for a password"), ("nope", "The password does not open")],
)
def test_encrypted_paper_asks_for_its_password(
    review: Review, shared: Path, password: str | None, words: str
) -> None:
    path = shared / "data" / "edge" / ENCRYPTED
    given = {str(path): password} if password else {}
    (outcome,) = review.papers.add([path], JobContext(), given)
    assert (outcome.status, outcome.needs_password) == (FAILED, True)
    assert words in outcome.message


@pytest.mark.parametrize("password", ["foo", "bar"])
def test_encrypted_paper_is_taken_with_a_password(
    review: Review, shared: Path, password: str
) -> None:
    path = shared / "data" / "edge" / ENCRYPTED
    (outcome,) = review.papers.add([path], JobContext(), {path.name: password})
    assert (outcome.status, outcome.pages) == (ADDED, 1)


def test_text_of_an_encrypted_paper_is_read_until_the_review_is_closed(
    review: Review, shared: Path
) -> None:
    path = shared / "data" / "edge" / ENCRYPTED
    (outcome,) = review.papers.add([path], JobContext(), {str(path): "foo"})
    (page,) = review.papers.page_texts(outcome.sha256 or "", [0])
    assert page.text


@pytest.fixture
def full_review(folder: Path, review_disk: Path) -> Iterator[tuple[Review, Path]]:
    """A review on a small disk, and the file that fills up the rest of it."""
    shutil.rmtree(folder / "backups")
    moved = Path(shutil.move(folder, review_disk / "review"))
    with open_review(moved) as review:
        add_study(review)
        review.extraction.apply(fill(review.records.records()[0], "Norway", "notes.notes"))
        film = review_disk / "film"
        fill_up(film)
        yield review, film


def fill_up(film: Path) -> None:
    with film.open("wb", buffering=0) as stream:
        try:
            while stream.write(bytes(4096)):
                pass
        except OSError:
            return


def until_refused(review: Review) -> None:
    """Edit until the disk refuses: a journal that has room left takes a few edits more."""
    record = review.records.records()[0]
    for number in range(200):
        cell_record = review.records.record(record.study.study_id)
        edit = fill(cell_record, "x" * 2000, f"field.{number}")
        review.extraction.apply(edit)


def test_edit_on_a_full_disk_is_refused_and_nothing_is_half_written(
    full_review: tuple[Review, Path],
) -> None:
    review, film = full_review
    with pytest.raises(DiskFull, match="no room left"):
        until_refused(review)
    before = review.records.records()
    assert review.verify(JobContext()) == ()
    film.unlink()
    review.extraction.apply(fill(before[0]))
    assert review.records.records()[0].answers.items() > before[0].answers.items()
    assert review.verify(JobContext()) == ()


def test_paper_on_a_full_disk_is_refused_and_leaves_nothing(
    full_review: tuple[Review, Path], tmp_path: Path
) -> None:
    review, _ = full_review
    paper = pdf_files.words(tmp_path / "lee.pdf", BOX)
    paper.write_bytes(paper.read_bytes() + b"%" * 100_000)
    before = os.listdir(review.folder / "papers")
    (outcome,) = review.papers.add([paper], JobContext())
    assert outcome.status == FAILED
    assert "no room left" in outcome.message
    assert os.listdir(review.folder / "papers") == before


def test_review_on_a_full_disk_is_refused_for_writing_and_can_be_read(
    full_review: tuple[Review, Path],
) -> None:
    review, film = full_review
    review.close()
    film.write_bytes(b"")
    fill_up(film)
    with pytest.raises(DiskFull, match="no room left"):
        open_review(review.folder)
    with open_review(review.folder, read_only=True) as opened:
        assert len(opened.records.records()) == 1


def test_full_disk_leaves_nothing_of_the_sample(small_disk: Path) -> None:
    with pytest.raises(AppError, match="no room left"):
        create_sample(small_disk / "sample")
    assert os.listdir(small_disk) == []


def test_review_in_a_read_only_folder_can_only_be_read(
    folder: Path, read_only_folder: Path
) -> None:
    with pytest.raises(ReviewReadOnly, match="for reading only"):
        open_review(read_only_folder / folder.name)
    with open_review(read_only_folder / folder.name, read_only=True) as review:
        assert review.info().title == "Peer support"


@contextmanager
def another_process(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that has the review open until its input ends."""
    command = [sys.executable, "-c", HOLDING, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process


def test_review_open_elsewhere_is_refused_and_can_be_read(folder: Path) -> None:
    with another_process(folder):
        with pytest.raises(ReviewLocked, match="is open by"):
            open_review(folder)
        with open_review(folder, read_only=True) as review:
            assert review.info().title == "Peer support"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_review_of_a_killed_process_opens(folder: Path) -> None:
    with another_process(folder) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    with open_review(folder) as review:
        assert review.verify(JobContext()) == ()


@pytest.mark.parametrize("read_only", [False, True])
def test_review_of_a_newer_version_is_left_alone(folder: Path, read_only: bool) -> None:
    path = folder / "review.sqlite"
    damage.execute(path, "UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(ReviewTooNew, match="newer version"):
        open_review(folder, read_only=read_only)
    assert path.read_bytes() == before


def test_other_file_under_the_name_is_no_review(folder: Path) -> None:
    (folder / "review.sqlite").write_bytes(b"a thesis, all of it" * 500)
    with pytest.raises(ReviewDamaged):
        open_review(folder)


@pytest.mark.parametrize("harm", [damage.truncate, damage.overwrite_start])
def test_damaged_database_is_refused_with_advice(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    harm(folder / "review.sqlite")
    with pytest.raises(ReviewDamaged, match=r"Restore|restore"):
        open_review(folder)


@pytest.mark.parametrize("table", ["answer", "study", "audit", "form_version", "review"])
@pytest.mark.parametrize("read_only", [False, True])
def test_corrupted_page_is_refused_with_advice(
    sample_folder: Path, table: str, read_only: bool
) -> None:
    damage.zero_page(sample_folder / "review.sqlite", table)
    with pytest.raises(ReviewDamaged, match=r"Restore|restore"):
        open_review(sample_folder, read_only=read_only)


BIT_ROT = (
    "UPDATE answer SET value = '[\"SE' WHERE field_id = 'source.country'",
    "UPDATE answer SET status = 'fil1ed' WHERE field_id = 'source.country'",
    "UPDATE anchor SET places = '[[0, [[1, 2'",
    "UPDATE anchor SET places = '[[0, [[1, 2]]]]'",
    "UPDATE anchor SET kind = 'tex7'",
    "UPDATE extraction SET status = '0pen'",
    "UPDATE form_version SET document = '{'",
    "UPDATE answer SET note = CAST(x'ff41' AS TEXT) WHERE field_id = 'source.country'",
    "UPDATE study SET label = CAST(x'ff41' AS TEXT)",
    "UPDATE review SET details = '{'",
    "UPDATE audit SET edit = '{' WHERE seq = 3",
)


@pytest.mark.parametrize("statement", BIT_ROT)
def test_flipped_bits_are_refused_or_told_but_never_a_crash(
    sample_folder: Path, statement: str
) -> None:
    damage.execute(sample_folder / "review.sqlite", statement)
    with suppress(ReviewDamaged), open_review(sample_folder) as review:
        review.records.records()
        review.records.export_table()
        review.search.find("social")
        review.info()


@pytest.mark.parametrize("statement", BIT_ROT)
def test_flipped_bits_are_found_by_verify(sample_folder: Path, statement: str) -> None:
    damage.execute(sample_folder / "review.sqlite", statement)
    assert problems(sample_folder)


def problems(folder: Path) -> list[str]:
    """Return what opening or verifying says."""
    try:
        with open_review(folder) as review:
            return [finding.sentence for finding in review.verify(JobContext())]
    except ReviewDamaged as error:
        return [error.message]


@pytest.mark.parametrize(
    ("field_id", "text", "words"),
    [
        ("participants.n", "fifteen", "is not a whole number"),
        ("source.country", "Atlantis", "is not a country"),
        ("design.design", "zzz", "is not plainly one of the options"),
    ],
)
def test_value_that_does_not_parse_says_what_the_field_takes(
    review: Review, field_id: str, text: str, words: str
) -> None:
    field = review.forms.current().field(field_id)
    with pytest.raises(ValueDoesNotParse, match=words) as caught:
        values.parse(field, text)
    assert "Your text is kept" in caught.value.message


def test_study_that_is_gone_is_said_to_be(review: Review) -> None:
    with pytest.raises(NotFound, match="Choose another study"):
        review.records.record("gone")
    assert FIELD not in review.records.details()
