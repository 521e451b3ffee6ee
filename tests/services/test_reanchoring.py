"""Quotes found again when the PDF of a study is replaced by another copy."""

from pathlib import Path

import pytest
from pypdf import PdfWriter

from app.bootstrap import Review
from app.cli.main import main
from app.domain.anchors import Anchor, AnchorKind
from app.domain.edits import KeepQuote
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.records import Record
from app.jobs import JobContext
from app.pdf.client import PdfClient
from app.pdf.locate import Finder
from tests.services.sentences import is_found, pages_of, sentences

STUDY = "Ghossoub 2017"
FIRST = "rct__rct_trial__32485734__PMC7382052.pdf"
SECOND = "rct__rct_trial__32485734__PMC7382052_2.pdf"


@pytest.fixture
def copy(sample: Review, tmp_path: Path) -> Path:
    """The sample's paper as another program writes it: other bytes, the same pages."""
    writer = PdfWriter()
    for page in PdfWriter(clone_from=paper_of(sample)).pages:
        writer.add_page(page)
    path = tmp_path / "copy.pdf"
    writer.write(path)
    return path


def record_of(review: Review) -> Record:
    return review.records.record(review.records.find_study(STUDY).study_id)


def paper_of(review: Review) -> Path:
    paper = record_of(review).study.paper
    assert paper is not None
    return review.papers.path_of(paper.sha256)


def keep(review: Review, anchor: Anchor) -> Anchor:
    review.extraction.apply(KeepQuote(record_of(review).extraction_id, anchor))
    return anchor


def strange(review: Review) -> Anchor:
    """Keep a quote whose words are on no page."""
    at = record_of(review).evidence[0].anchor.places
    paper = paper_of(review).stem
    words = "zebras crossing the quiet boulevard at noon"
    return keep(review, Anchor(new_id(), paper, AnchorKind.TEXT, at, words))


def test_every_quote_is_found_again_in_a_copy_of_the_same_print(sample: Review, copy: Path) -> None:
    before = record_of(sample)
    found = sample.reanchoring.replace(before.study.study_id, copy, JobContext())
    sample.extraction.apply(found.edit)
    after = record_of(sample)
    assert found.doubts == ()
    assert {item.anchor.paper for item in after.evidence} == {found.paper}
    assert _where(after) == _where(before)


def _where(record: Record) -> list[tuple[str, str, int]]:
    """Return field, quote and page of the evidence."""
    rows = [(str(e.cell), " ".join(e.anchor.quote.split()), e.anchor.page) for e in record.evidence]
    return sorted(rows)


def test_one_undo_brings_the_old_copy_and_its_quotes_back(sample: Review, copy: Path) -> None:
    before = record_of(sample)
    found = sample.reanchoring.replace(before.study.study_id, copy, JobContext())
    sample.extraction.apply(found.edit)
    sample.extraction.apply(found.edit.inverse())
    after = record_of(sample)
    assert after.study.paper == before.study.paper
    assert set(after.evidence) == set(before.evidence)


def test_words_that_are_not_there_are_left_to_the_reviewer(sample: Review, copy: Path) -> None:
    anchor = strange(sample)
    found = sample.reanchoring.replace(record_of(sample).study.study_id, copy, JobContext())
    assert [(doubt.anchor, doubt.candidates) for doubt in found.doubts] == [(anchor, ())]


def test_a_region_is_never_placed_without_the_reviewer(sample: Review, copy: Path) -> None:
    quote = record_of(sample).evidence[0].anchor
    region = Anchor(new_id(), quote.paper, AnchorKind.REGION, quote.places, quote.quote)
    keep(sample, region)
    found = sample.reanchoring.replace(record_of(sample).study.study_id, copy, JobContext())
    assert [doubt.anchor for doubt in found.doubts] == [region]
    assert {entry.kind for entry in found.doubts[0].candidates} == {AnchorKind.REGION}


def test_doubts_are_found_by_looking_again(sample: Review, copy: Path) -> None:
    anchor = strange(sample)
    study_id = record_of(sample).study.study_id
    found = sample.reanchoring.replace(study_id, copy, JobContext())
    sample.extraction.apply(found.edit)
    again = sample.reanchoring.look_again(study_id, JobContext())
    assert (again.found, [doubt.anchor for doubt in again.doubts]) == (0, [anchor])


def test_the_same_file_replaces_nothing(sample: Review) -> None:
    with pytest.raises(AppError, match="Nothing was changed"):
        sample.reanchoring.replace(record_of(sample).study.study_id, paper_of(sample), JobContext())


def test_the_paper_of_another_study_is_refused(sample: Review) -> None:
    other = next(s.paper for s in sample.records.studies() if s.label != STUDY and s.paper)
    with pytest.raises(AppError, match="already"):
        sample.reanchoring.replace(
            record_of(sample).study.study_id, sample.papers.path_of(other.sha256), JobContext()
        )


def test_a_file_that_was_changed_on_the_disk_is_noticed(sample: Review) -> None:
    paper = record_of(sample).study.paper
    assert paper is not None
    assert not sample.reanchoring.is_changed(paper)
    with paper_of(sample).open("ab") as file:
        file.write(b"\n% changed")
    assert sample.reanchoring.is_changed(paper)


def test_the_command_says_how_many_quotes_were_found(
    sample: Review, sample_folder: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count = len({item.anchor.anchor_id for item in record_of(sample).evidence})
    sample.close()
    assert main(["replace-paper", str(sample_folder), STUDY, str(copy)]) == 0
    assert f"{count} of {count} quotes found again" in capsys.readouterr().out


def test_sentences_are_found_in_another_copy_of_the_article(papers: Path) -> None:
    with PdfClient() as client:
        ours, theirs = pages_of(client, papers / FIRST), pages_of(client, papers / SECOND)
    finder = Finder(theirs)
    right = [is_found(finder, sentence) for sentence in sentences(ours, 150, seed=6)]
    assert sum(right) >= 0.99 * len(right)
