"""Reviews made by every released revision open, with all that was typed into them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import open_review
from app.domain.records import Record
from app.jobs import JobContext
from db.migrate import revisions
from tests.services.computers import computer, known_at

REVIEWS = Path(__file__).resolve().parents[1] / "fixtures" / "reviews"
RELEASED = sorted(path.name for path in REVIEWS.iterdir() if (path / "review.sqlite").is_file())
TYPED = [
    ("aims_methods.aims", "To map peer support – für Menschen mit BPS, 支持", "filled"),
    ("population.group", "Peer workers", "filled"),
    ("population.group", "Women", "filled"),
    ("population.n", 18, "filled"),
    ("population.n", 24, "filled"),
    ("source.coi", None, "unclear"),
    ("source.country", ["DE", "GB"], "filled"),
    ("source.funding", None, "not_reported"),
]


MADE_ON, MARKED = "vm", "0008"
"""The computer of all fixtures, and the last revision whose folders say who works in them."""


@pytest.fixture(params=RELEASED)
def review_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A copy of a released review on its computer, with only the files that must be there."""
    folder = Path(shutil.copytree(REVIEWS / request.param, tmp_path / "review"))
    if request.param > MARKED:
        known_at(tmp_path / "home", folder, "Ana Ortiz")
    with computer(tmp_path / "home", MADE_ON):
        yield folder


def only_record(folder: Path) -> Record:
    with open_review(folder) as review:
        (record,) = review.records.records()
        return record


def test_the_newest_revision_has_a_review() -> None:
    assert set(RELEASED) <= set(revisions())
    assert revisions()[-1] in RELEASED


def test_released_review_holds_what_was_typed(review_folder: Path) -> None:
    record = only_record(review_folder)
    found = [(cell.field_id, entry.value, entry.status) for cell, entry in record.answers.items()]
    assert sorted(found, key=lambda entry: (entry[0], str(entry[1]))) == TYPED


def test_released_review_holds_its_quotes(review_folder: Path) -> None:
    record = only_record(review_folder)
    quotes = {entry.anchor.quote for entry in record.evidence}
    assert quotes == {"We interviewed 24 peer workers.", "18 were women"}


def test_released_review_is_sound(review_folder: Path) -> None:
    with open_review(review_folder) as review:
        assert review.verify(JobContext()) == ()
