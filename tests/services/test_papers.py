"""Papers are taken in once each, whatever happens to one file, and are found to be missing."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain.errors import NotFound
from app.domain.studies import PaperState
from app.jobs import Cancelled, JobContext
from app.pdf.errors import PaperChanged
from app.pdf.requests import Metadata, Seen
from app.services.papers import ADDED, ALREADY, FAILED, PaperOutcome, study_label, unique_label
from app.services.seen_files import FILE
from tests.services import pdf_files
from tests.services.reviews import add_study

BOX = b"/MediaBox [0 0 300 400]"


@pytest.fixture
def pdfs(tmp_path: Path) -> Path:
    """A folder with two papers, one of them in a folder below."""
    found = tmp_path / "pdfs"
    (found / "below").mkdir(parents=True)
    pdf_files.words(found / "lee_2020.pdf", BOX)
    pdf_files.words(found / "below" / "zhao_2021.PDF", BOX, b"Bremen")
    (found / "notes.txt").write_text("no paper", encoding="utf-8")
    return found


def add(review: Review, *paths: Path, **more: object) -> tuple[PaperOutcome, ...]:
    return review.papers.add(paths, JobContext(), **more)  # type: ignore[arg-type]


def kept(review: Review) -> set[str]:
    """Return the names in the folder of papers."""
    return set(os.listdir(review.folder / "papers"))


def test_folder_is_taken_with_all_below(review: Review, pdfs: Path) -> None:
    outcomes = add(review, pdfs)
    assert [outcome.status for outcome in outcomes] == [ADDED, ADDED]
    assert [study.label for study in review.records.studies()] == ["zhao 2021", "lee 2020"]
    assert {f"{outcome.sha256}.pdf" for outcome in outcomes} < kept(review)


def test_taken_paper_is_a_copy_byte_for_byte(review: Review, pdfs: Path) -> None:
    (outcome,) = add(review, pdfs / "lee_2020.pdf")
    path = review.papers.path_of(outcome.sha256 or "")
    assert path.read_bytes() == (pdfs / "lee_2020.pdf").read_bytes()
    paper = review.records.study(outcome.study_id or "").paper
    assert paper is not None
    assert (paper.file_name, paper.pages, outcome.pages) == ("lee_2020.pdf", 1, 1)


def test_text_edges_of_the_first_pages_are_kept(review: Review, papers: Path) -> None:
    (outcome,) = add(review, papers / "effsize__CRIPS2015-364325.pdf")
    edges = review.papers.first_edges(outcome.sha256 or "")
    assert [(page, *map(round, sides)) for page, sides in sorted(edges.items())] == [
        (0, 51, 550),
        (1, 51, 550),
        (2, 51, 550),
    ]


def test_the_file_of_a_taken_paper_is_known_in_the_next_session(folder: Path, pdfs: Path) -> None:
    with open_review(folder) as review:
        (outcome,) = add(review, pdfs / "lee_2020.pdf")
    with open_review(folder) as review:
        sha256 = outcome.sha256 or ""
        state = review.papers.path_of(sha256).stat()
        assert review.papers.seen(sha256) == Seen(state.st_mtime_ns, state.st_size, sha256)


def test_what_is_known_of_files_can_be_lost(folder: Path, pdfs: Path) -> None:
    with open_review(folder) as review:
        (outcome,) = add(review, pdfs / "lee_2020.pdf")
    sha256 = outcome.sha256 or ""
    (folder / FILE).write_bytes(b"\xff\0 half of a li\n" + sha256.encode())
    with open_review(folder) as review:
        assert review.papers.seen(sha256) == Seen(0, 0, sha256)
        assert len(review.papers.page_texts(sha256, [0])) == 1


def test_the_words_of_another_file_are_never_read(review: Review, pdfs: Path) -> None:
    (outcome,) = add(review, pdfs / "lee_2020.pdf")
    sha256 = outcome.sha256 or ""
    shutil.copy(pdfs / "below" / "zhao_2021.PDF", review.papers.path_of(sha256))
    with pytest.raises(PaperChanged):
        review.papers.page_texts(sha256, [0])


def test_same_paper_twice_stays_one_study(review: Review, pdfs: Path) -> None:
    shutil.copy(pdfs / "lee_2020.pdf", pdfs / "again.pdf")
    first, second = add(review, pdfs / "lee_2020.pdf", pdfs / "again.pdf")
    assert (second.status, second.study_id) == (ALREADY, first.study_id)
    assert "as the paper of lee 2020" in second.message
    assert len(review.records.studies()) == 1


def test_paper_becomes_that_of_a_study_without_one(review: Review, pdfs: Path) -> None:
    study_id = add_study(review)
    (outcome,) = add(review, pdfs / "lee_2020.pdf", study_id=study_id)
    study = review.records.study(study_id)
    assert (outcome.status, outcome.study_id) == (ADDED, study_id)
    assert study.paper is not None
    assert len(review.records.studies()) == 1


def test_paper_for_a_study_that_is_gone_is_refused(review: Review, pdfs: Path) -> None:
    (outcome,) = add(review, pdfs / "lee_2020.pdf", study_id="gone")
    assert outcome.status == FAILED
    assert review.records.studies() == ()


def test_file_that_fails_leaves_the_others(review: Review, pdfs: Path) -> None:
    (pdfs / "a.pdf").write_bytes(b"no PDF at all")
    outcomes = add(review, pdfs)
    assert [outcome.status for outcome in outcomes] == [FAILED, ADDED, ADDED]


def test_cancelling_keeps_what_is_done_and_says_so(review: Review, pdfs: Path) -> None:
    ctx = JobContext(lambda _done, _total: ctx.cancel())
    with pytest.raises(Cancelled, match="1 of 2 files") as caught:
        review.papers.add([pdfs], ctx)
    assert "Nothing was changed" not in caught.value.message
    assert len(review.records.studies()) == 1


def test_progress_counts_files(review: Review, pdfs: Path) -> None:
    seen: list[tuple[int, int]] = []
    clock = iter(range(99)).__next__
    review.papers.add([pdfs], JobContext(lambda *step: seen.append(step), clock))
    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_missing_paper_is_listed_and_found_by_verify(sample: Review) -> None:
    study = sample.records.studies()[0]
    assert study.paper is not None
    sample.papers.path_of(study.paper.sha256).unlink()
    assert sample.records.study(study.study_id).paper_state is PaperState.MISSING
    (finding,) = sample.verify(JobContext())
    assert finding.kind == "paper missing"
    assert "malejko_2018.pdf" in finding.sentence


def test_missing_paper_is_put_back_by_adding_it_again(sample: Review, tmp_path: Path) -> None:
    study = sample.records.studies()[0]
    assert study.paper is not None
    path = sample.papers.path_of(study.paper.sha256)
    path.rename(tmp_path / "found.pdf")
    (outcome,) = add(sample, tmp_path / "found.pdf")
    assert (outcome.status, outcome.study_id) == (ALREADY, study.study_id)
    assert "put back" in outcome.message
    assert sample.verify(JobContext()) == ()


def test_changed_paper_is_found_and_put_right(sample: Review, tmp_path: Path) -> None:
    study = sample.records.studies()[0]
    assert study.paper is not None
    path = sample.papers.path_of(study.paper.sha256)
    shutil.copy(path, tmp_path / "original.pdf")
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert [finding.kind for finding in sample.verify(JobContext())] == ["paper changed"]
    (outcome,) = add(sample, tmp_path / "original.pdf")
    assert "put back" in outcome.message
    assert sample.verify(JobContext()) == ()


def test_pictures_only_are_taken_and_listed_as_such(review: Review, tmp_path: Path) -> None:
    path = pdf_files.page_with(tmp_path / "scan.pdf", pdf_files.stream(b"0 0 9 9 re f"))
    (outcome,) = add(review, path)
    assert "its pages are pictures" in outcome.message
    assert review.records.study(outcome.study_id or "").paper_state is PaperState.IMAGE_ONLY


def test_paper_in_a_read_only_review_is_refused_and_not_copied(folder: Path, pdfs: Path) -> None:
    with open_review(folder, read_only=True) as review:
        before = kept(review)
        outcomes = add(review, pdfs)
        assert [outcome.status for outcome in outcomes] == [FAILED, FAILED]
        assert "cannot be written" in outcomes[0].message
        assert kept(review) == before


@pytest.mark.parametrize("name", ["x" * 300 + ".pdf", "nul\0.pdf"])
def test_impossible_name_is_reported_as_missing(review: Review, pdfs: Path, name: str) -> None:
    outcomes = add(review, pdfs / name, pdfs / "lee_2020.pdf")
    assert [outcome.status for outcome in outcomes] == [FAILED, ADDED]


def test_quote_is_found_on_its_page(sample: Review) -> None:
    paper = sample.records.studies()[0].paper
    assert paper is not None
    found = sample.papers.locate(paper.sha256, "We investigated a total of 48 females")
    assert found is not None
    assert found.page == 1
    assert "48" in found.quote
    assert sample.papers.locate(paper.sha256, "words that nobody wrote there") is None


def test_quote_of_an_unknown_paper_is_refused(review: Review) -> None:
    with pytest.raises(NotFound):
        review.papers.locate("ef" * 32, "words")


SILENT = Metadata()
KNOWN = Metadata(authors=("Kathrin Malejko",), year=2018)


@pytest.mark.parametrize(
    ("name", "metadata", "label"),
    [
        ("x.pdf", KNOWN, "Malejko 2018"),
        ("x.pdf", replace(KNOWN, authors=("Malejko, K.",)), "Malejko 2018"),
        ("x.pdf", replace(KNOWN, authors=("Danielle van den Brink",)), "van den Brink 2018"),
        ("x.pdf", replace(KNOWN, year=None), "Malejko"),
        ("lee_2020.pdf", SILENT, "lee 2020"),
        ("lee_2020.pdf", Metadata(year=2020), "lee 2020"),
        ("lee-peers.pdf", Metadata(year=2020), "lee peers 2020"),
        ("___.pdf", SILENT, "Study"),
    ],
)
def test_study_is_named_after_author_and_year(name: str, metadata: Metadata, label: str) -> None:
    assert study_label(Path(name), metadata) == label


def test_two_studies_never_share_a_label() -> None:
    taken = {"Lee 2020"}
    taken.update(unique_label("Lee 2020", taken) for _ in range(1))
    assert unique_label("Lee 2020", taken) == "Lee 2020c"
    letters = {f"Lee 2020{letter}" for letter in "bcdefghijklmnopqrstuvwxyz"} | {"Lee 2020"}
    assert unique_label("Lee 2020", letters) not in letters
