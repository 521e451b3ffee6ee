"""What a merge will tell is told before it: by the preview, of a packet that nothing is read of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import open_review
from app.domain.assigning import checked
from app.domain.blinding_edits import Opening, begins, opens
from app.domain.edits import SetExtractionStatus
from app.domain.identity import moved
from app.domain.studies import ExtractionStatus
from app.jobs import JobContext
from tests.services.laptops import Laptop, laptops
from tests.services.reviews import add_study, fill
from tests.services.test_cli import Run, run
from tests.services.test_versions_exchanged import publish

__all__ = ["run"]
PAIR = ("Ana Ortiz", "Ben Kim")
DONE = (ExtractionStatus.OPEN, ExtractionStatus.COMPLETE)


@pytest.fixture
def pair(folder: Path, tmp_path: Path) -> Iterator[list[Laptop]]:
    """Ana's laptop, and Ben's, who has sealed work of hers that he is to check."""
    with open_review(folder) as review:
        people = [person.reviewer.reviewer_id for person in review.people.all()]
        to_check = checked([add_study(review)], *people)
        review.extraction.apply(review.assignments.planned(to_check))
    with laptops(folder, tmp_path / "desks", PAIR) as (ana, ben):
        review, record = ana.review, ana.records()[0]
        review.extraction.apply(fill(record, ["SE"]))
        review.extraction.apply(SetExtractionStatus(record.extraction_id, *DONE))
        review.extraction.apply(review.seals.sealed(record.extraction_id))
        ben.take(ana.save())
        yield [ana, ben]


def busy(ben: Laptop) -> Path:
    """Let Ben do all that Ana is told of, and save it."""
    own, study = ben.review.reviewer.reviewer_id, ben.records()[0].study.study_id
    apply, shown = ben.review.extraction.apply, ben.review.verification.checked(study)
    apply(ben.review.verification.confirmed(shown, shown.cells[0]))
    apply(moved(own, "lab computer", "the old one broke"))
    apply(opens(Opening(study, own, "a deadline", had_sealed=False)))
    apply(begins(own, "training", 1))
    publish(ben, "Funding")
    return ben.save()


def test_the_preview_tells_what_the_merge_tells(pair: list[Laptop]) -> None:
    ana, ben = pair
    packet = busy(ben)
    foreseen = ana.review.exchange.preview(packet, JobContext()).warnings
    told = ana.review.exchange.merge(packet, JobContext()).warnings
    assert foreseen == told
    words = ("opened colleagues' work", "turned off by", "(lab", "Version 2", "has checked 1")
    assert [sum(word in one for one in told) for word in words] == [1] * 5


def test_the_command_line_tells_it_before(pair: list[Laptop], run: Run) -> None:
    ana, ben = pair
    ben.review.extraction.apply(moved(ben.review.reviewer.reviewer_id, "lab", "it broke"))
    packet = ben.save()
    ana.review.close()
    _, out, _ = run("merge", ana.review.folder, packet, "--preview")
    assert "Ben Kim went on with their work on another computer (lab): it broke." in out
