"""Two people chart one article from PDFs that differ: quotes of both stand in the copy shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.domain.anchors import Anchor, AnchorKind
from app.domain.answers import NO_ANSWER, Cell
from app.domain.edits import FillAnswer, KeepQuote, SetExtractionStatus
from app.domain.ids import new_id
from app.domain.studies import ExtractionStatus, PaperState
from app.jobs import JobContext
from tests.services.laptops import Laptop, laptops
from tests.services.reviews import FIELD, add_study, filled

COPIES = (
    "rct__rct_trial__32485734__PMC7382052.pdf",
    "rct__rct_trial__32485734__PMC7382052_2.pdf",
)
WORDS = "randomized"
DONE = (ExtractionStatus.OPEN, ExtractionStatus.COMPLETE)


@pytest.fixture
def pair(folder: Path, tmp_path: Path, papers: Path) -> Iterator[list[Laptop]]:
    """Ana and Ben, who added their own copy of the article to the same study, and sealed it."""
    with open_review(folder) as review:
        add_study(review)
    with laptops(folder, tmp_path / "desks", ("Ana Ortiz", "Ben Kim")) as desks:
        for desk, copy in zip(desks, COPIES, strict=True):
            chart(desk.review, papers / copy)
        yield desks


def chart(review: Review, copy: Path) -> None:
    """Add a PDF, fill a field with a quote of it, keep words that nobody printed, and seal."""
    (record,) = review.records.records()
    review.papers.add([copy], JobContext(), study_id=record.study.study_id)
    (record,) = review.records.records()
    assert record.study.paper is not None
    quote = review.papers.locate(record.study.paper.sha256, WORDS)
    assert quote is not None
    cell = Cell(record.extraction_id, FIELD)
    review.extraction.apply(FillAnswer(cell, NO_ANSWER, filled(["SE"]), link=(quote,)))
    strange = Anchor(new_id(), quote.paper, AnchorKind.TEXT, quote.places, "zebras at noon")
    review.extraction.apply(KeepQuote(record.extraction_id, strange))
    review.extraction.apply(SetExtractionStatus(record.extraction_id, *DONE))
    review.extraction.apply(review.seals.sealed(record.extraction_id))


def test_quotes_of_both_copies_are_found_again_and_the_report_says_which_were_not(
    pair: list[Laptop],
) -> None:
    ana, ben = pair
    packet = ben.save()
    foreseen = ana.review.exchange.preview(packet, JobContext()).warnings
    report = ana.review.exchange.merge(packet, JobContext())
    assert any("has another copy of its PDF now, from Ben Kim" in told for told in foreseen)
    (record,) = ana.records()
    compared = ana.review.consensus.compared(record.study.study_id)
    quoted = [item.anchor for one in compared.records for item in one.evidence]
    shown = compared.study.paper
    assert record.study.paper_state is PaperState.READY
    assert shown is not None
    assert {anchor.paper for anchor in quoted} == {shown.sha256}
    assert [bool(anchor.places) for anchor in quoted if WORDS in anchor.quote.lower()] == [True] * 2
    assert any("1 found again" in told and "“zebras at noon”" in told for told in report.warnings)
    assert ana.review.exchange.merges()[0].told == report.warnings
    whole = ben.tray / "whole.chartpacket"
    ben.review.exchange.save(whole, JobContext(), with_papers=True)
    ana.take(whole)
    assert ana.records()[0].study.paper == shown
    edit = ana.review.seals.broken(record.extraction_id, "to look at the other copy")
    ana.review.extraction.apply(edit)
    assert ana.records()[0].study.paper == ben.records()[0].study.paper != shown
