"""Open reviews for the tests of services: made once by the services themselves, then copied."""

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from app.bootstrap import Review, open_review
from app.creating import create_review, create_sample
from app.domain.anchors import Anchor, AnchorKind, Place, Rect
from app.domain.answers import NO_ANSWER, Answer, Cell, Json, Status
from app.domain.edits import AddRow, AddStudy, FillAnswer
from app.domain.ids import new_id
from app.domain.records import Record
from app.domain.studies import StudyDraft
from db.engine import open_engine, writing
from db.models import PaperRow, ReviewerRow

CONTENT = b"stands for a PDF"
PAPER = hashlib.sha256(CONTENT).hexdigest()
MOMENT = "2025-01-31T09:05:00.000000+00:00"
FIELD = "source.country"


def made_for(folder: Path, title: str, first: str, others: Mapping[str, str]) -> Path:
    """Make and close a review with a paper; `others` are the initials of the other reviewers."""
    create_review(folder, title=title, template_id="sample-bpd", reviewer=first)
    engine = open_engine(folder / "review.sqlite")
    with writing(engine) as session:
        for colour, (name, initials) in enumerate(others.items(), start=1):
            session.add(ReviewerRow(id=new_id(), name=name, initials=initials, colour=colour))
        session.add(
            PaperRow(
                sha256=PAPER, file_name="lee.pdf", size=9, pages=3, has_text=True, added_at=MOMENT
            )
        )
    engine.dispose()
    (folder / "papers" / f"{PAPER}.pdf").write_bytes(CONTENT)
    open_review(folder).close()
    return folder


@pytest.fixture(scope="session")
def _empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty review of Ana with Ben as the second reviewer; a backup of it exists."""
    folder = tmp_path_factory.mktemp("empty") / "review"
    return made_for(folder, "Peer support", "Ana Ortiz", {"Ben Kim": "BK"})


@pytest.fixture(scope="session")
def _sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample review as it ships."""
    folder = tmp_path_factory.mktemp("sample") / "review"
    create_sample(folder)
    return folder


@pytest.fixture
def folder(_empty_folder: Path, tmp_path: Path) -> Path:
    """A closed empty review of the test's own, with two reviewers and a paper."""
    return Path(shutil.copytree(_empty_folder, tmp_path / "review"))


@pytest.fixture
def review(folder: Path) -> Iterator[Review]:
    """The same, open for Ana."""
    with open_review(folder) as opened:
        yield opened


@pytest.fixture
def sample_folder(_sample_folder: Path, tmp_path: Path) -> Path:
    """A closed copy of the sample review."""
    return Path(shutil.copytree(_sample_folder, tmp_path / "sample"))


@pytest.fixture
def sample(sample_folder: Path) -> Iterator[Review]:
    """An open copy of the sample review."""
    with open_review(sample_folder) as opened:
        yield opened


@pytest.fixture
def record(review: Review) -> Record:
    """Ana's record of the only study of the empty review."""
    return review.records.record(add_study(review))


def add_study(review: Review, label: str = "Lee 2020", paper: str | None = None) -> str:
    """Add a study and return its id."""
    draft = StudyDraft(new_id(), new_id(), label, paper=paper)
    review.extraction.apply(AddStudy(draft))
    return draft.study_id


def add_row(review: Review, record: Record, position: int = 0) -> str:
    """Add a row of participants and return its id."""
    row_id = new_id()
    review.extraction.apply(AddRow(record.extraction_id, "participants", row_id, position))
    return row_id


def anchor(quote: str = "in Sweden", page: int = 0) -> Anchor:
    """Return a new anchor in the paper of the empty review."""
    rects = (Rect(72.5, 100.0, 200.25, 112.0), Rect(72.5, 112.0, 90.1, 124.3))
    return Anchor(new_id(), PAPER, AnchorKind.TEXT, (Place(page, rects),), quote, "was", "and")


def filled(value: Json = "Sweden", **more: object) -> Answer:
    """Return an answer that holds a value."""
    return Answer(value, Status.FILLED, **more)  # type: ignore[arg-type]


def fill(record: Record, value: Json = "Sweden", field_id: str = FIELD) -> FillAnswer:
    """Return the edit that fills an empty cell."""
    return FillAnswer(Cell(record.extraction_id, field_id), NO_ANSWER, filled(value))
