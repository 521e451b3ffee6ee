"""A paper of a review opens with what is known of it; what is learnt is kept for the next time."""

from pytestqt.qtbot import QtBot
from sqlalchemy import update

from app.bootstrap import Review
from db.engine import open_engine, writing
from db.models import PageTextRow
from tests.services.reviews import _sample_folder, sample, sample_folder
from tests.ui.reader_driver import Driver
from ui.kept_paper import KeptPaper

__all__ = ["_sample_folder", "sample", "sample_folder"]  # fixtures


def forget_edges(review: Review) -> None:
    """Make the review one from before the edges of texts were kept."""
    engine = open_engine(review.folder / "review.sqlite")
    with writing(engine) as session:
        session.execute(update(PageTextRow).values(boxes=None))
    engine.dispose()


def test_edges_that_an_older_review_lacks_are_kept_when_a_paper_is_shown(
    qtbot: QtBot, sample: Review
) -> None:
    paper = sample.records.studies()[0].paper
    assert paper is not None
    before = sample.papers.first_edges(paper.sha256)
    forget_edges(sample)
    driver = Driver(qtbot, sample.pdf)
    KeptPaper(sample.papers, driver.pane).show(paper.sha256, "Paper")
    driver.wait(lambda: sample.papers.first_edges(paper.sha256) == before)
    driver.wait(lambda: driver.source.is_settled)


def test_a_file_that_was_shown_is_known_the_next_time(qtbot: QtBot, sample: Review) -> None:
    paper = sample.records.studies()[0].paper
    assert paper is not None
    path = sample.papers.path_of(paper.sha256)
    path.touch()
    driver = Driver(qtbot, sample.pdf)
    KeptPaper(sample.papers, driver.pane).show(paper.sha256, "Paper")
    driver.wait(lambda: driver.source.is_settled)
    assert sample.papers.seen(paper.sha256).changed_at == path.stat().st_mtime_ns
