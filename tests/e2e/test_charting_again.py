"""Charting a second time in the window: drawn, charted under a name of its own, compared."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from app.domain.edits import SetExtractionStatus
from app.domain.studies import ExtractionStatus
from tests.e2e import finding
from tests.e2e.driver import Driver
from ui.flows.again_dialog import AgainDialog

FIRST, SECOND, DONE = "Alex Berg", "Alex Berg (again)", "Malejko 2018"


@pytest.fixture
def sealed(start: Driver, sample_folder: Path) -> Driver:
    """The sample, of which one study is complete and sealed."""
    start.open(sample_folder)
    start.window.editor.submit(start.review.seals.all_sealed(), "Seal")
    return start


def asked(driver: Driver, button: str) -> None:
    """Choose the command, and press a button of its dialog; the review is opened again."""
    driver.trigger("review.again")
    shown = next(d for d in driver.window.findChildren(AgainDialog) if d.isVisible())
    before = driver.review
    driver.click(button, root=shown)
    driver.wait(lambda: driver.window.review not in (None, before))
    driver.wait(lambda: driver.window.extract is not None)
    driver.come_back()


def test_nothing_is_drawn_before_something_is_sealed(start: Driver, sample_folder: Path) -> None:
    start.open(sample_folder)
    start.trigger("review.again")
    assert "Seal some of your studies first" in start.message()


def test_one_charts_again_blind_and_is_compared_with_oneself(sealed: Driver) -> None:
    asked(sealed, "Draw and begin")
    assert sealed.review.reviewer.name == SECOND
    assert [study.label for study in sealed.extract.studies] == [DONE]
    record = sealed.record
    assert record.answers == {}
    done = ExtractionStatus.OPEN, ExtractionStatus.COMPLETE
    sealed.review.extraction.apply(SetExtractionStatus(record.extraction_id, *done))
    sealed.review.extraction.apply(sealed.review.seals.sealed(record.extraction_id))
    asked(sealed, f"Be {FIRST} again")
    assert sealed.review.reviewer.name == FIRST
    sealed.trigger("view.consensus")
    sealed.click("Agreement")
    table = finding.named(sealed.window, "Agreement per field", QTableView)
    assert isinstance(table, QTableView)
    sealed.wait(lambda: table.model().rowCount() > 0)
    assert table.model().index(0, 0).data(Qt.ItemDataRole.DisplayRole) == "All fields"
