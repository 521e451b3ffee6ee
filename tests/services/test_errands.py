"""What another process writes is what this one would: the same answers, of the same person."""

import json
import multiprocessing
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from app import errands
from app.apart import ProcessLost
from app.bootstrap import Review, open_review, open_view
from app.domain.edits import SetExtractionStatus
from app.domain.errors import ReviewReadOnly
from app.domain.identity import Claim
from app.domain.studies import ExtractionStatus
from app.export.choices import ExportChoices, Format
from app.export.word.parts import Part
from app.export.word.writing import Wanted
from app.jobs import JobContext

USUAL = ExportChoices()


def closing(review: Review) -> SetExtractionStatus:
    """Return an edit of the third study."""
    record = review.records.record(review.records.find_study("Fischer").study_id)
    return SetExtractionStatus(record.extraction_id, record.status, ExtractionStatus.COMPLETE)


def document(path: Path) -> dict[str, Any]:
    """Return what was written, but when."""
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {key: value for key, value in read.items() if key != "made_at"}


def test_large_review_is_written_elsewhere_just_the_same(
    sample: Review, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = replace(USUAL, format=Format.JSON)
    here = errands.write(sample, wanted, tmp_path / "here", JobContext())
    monkeypatch.setattr(errands, "SMALL", 0)
    apart = errands.write(sample, wanted, tmp_path / "apart", JobContext())
    assert document(apart.path) == document(here.path)
    assert replace(apart, path=here.path) == here


def test_report_is_written_elsewhere_just_the_same(
    sample: Review, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Wanted((Part.METHODS,))
    here = errands.write_report(sample, wanted, tmp_path / "here", JobContext())
    monkeypatch.setattr(errands, "SMALL", 0)
    apart = errands.write_report(sample, wanted, tmp_path / "apart", JobContext())
    assert [p.text for p in Document(str(apart)).paragraphs] == [
        p.text for p in Document(str(here)).paragraphs
    ]


def test_view_is_that_of_who_acts(sample_folder: Path) -> None:
    with open_review(sample_folder, Claim("Ben Ode", "BO", is_new=True)) as review:
        own = [one.record.extraction_id for one in review.exports.table().records]
        with open_view(review.view()) as view:
            assert view.reviewer == review.reviewer
            assert [one.record.extraction_id for one in view.exports.table().records] == own


def test_view_stays_on_the_state_it_began_with(sample: Review) -> None:
    with open_view(sample.view()) as view:
        before = view.exports.table().records
        sample.extraction.apply(closing(sample))
        assert view.exports.table().records == before
        assert sample.exports.table().records != before


def test_view_writes_nothing(sample: Review) -> None:
    with open_view(sample.view()) as view, pytest.raises(ReviewReadOnly):
        view.extraction.apply(closing(view))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_writer_that_is_killed_leaves_nothing(sample: Review, tmp_path: Path) -> None:
    def kill(_done: int, _total: int) -> None:
        (writer,) = (one for one in multiprocessing.active_children() if one.name == "apart")
        writer.kill()

    with pytest.raises(ProcessLost):
        errands.write(sample, replace(USUAL, format=Format.ALL), tmp_path / "out", JobContext(kill))
    assert list((tmp_path / "out").iterdir()) == []
