"""Names that disks and databases do not take: undecodable, too long, in the wrong place."""

import os
import sys
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.creating import create_review
from app.domain.answers import Answer, Cell, Status
from app.domain.edits import FillAnswer
from app.domain.errors import AppError, ImportRefused
from app.domain.records import Record
from app.jobs import JobContext
from app.services.paper_files import keep
from tests.services.reviews import FIELD

BYTES_IN_NAMES = pytest.mark.skipif(sys.platform != "linux", reason="other systems keep text")


@pytest.mark.parametrize("name", ["x" * 300, "file/below"])
def test_a_place_that_no_disk_takes_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(AppError):
        create_review(tmp_path / name, title="T")


@pytest.mark.parametrize("name", ["x" * 300, "file/below", "nul\0"])
def test_a_review_is_not_found_where_no_disk_has_one(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(AppError, match="no review"):
        open_review(tmp_path / name)


@BYTES_IN_NAMES
def test_a_folder_with_bytes_that_are_no_text_holds_a_review(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"odd\xff #%41?")
    create_review(folder, title="T")
    with open_review(folder) as review:
        assert review.info().title == "T"


@BYTES_IN_NAMES
def test_a_paper_with_bytes_that_are_no_text_in_its_name_is_taken(
    sample: Review, tmp_path: Path
) -> None:
    paper = tmp_path / os.fsdecode(b"Lee\xff 2020.pdf")
    source = sample.papers.path_of(sample.records.studies()[0].paper.sha256)
    paper.write_bytes(source.read_bytes() + b"\n")
    (outcome,) = sample.papers.add([paper], JobContext())
    assert outcome.was_added, outcome.message


def test_half_a_character_is_refused_in_a_sentence(review: Review, record: Record) -> None:
    after = Answer("Sweden", Status.FILLED, note="half \ud800")
    edit = FillAnswer(Cell(record.extraction_id, FIELD), Answer(), after)
    with pytest.raises(AppError, match="Nothing was changed"):
        review.extraction.apply(edit)


def test_half_a_character_in_a_title_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="Nothing was changed"):
        create_review(tmp_path / "r", title="half \ud800")
    assert not (tmp_path / "r").exists()


def test_a_folder_named_like_a_paper_is_passed_over(review: Review, tmp_path: Path) -> None:
    (tmp_path / "in" / "folder.pdf").mkdir(parents=True)
    assert review.papers.add([tmp_path / "in"], JobContext()) == ()


@BYTES_IN_NAMES
def test_a_paper_that_stops_to_be_readable_is_blamed_itself(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="mem"):
        keep(Path("/proc/self/mem"), tmp_path)
