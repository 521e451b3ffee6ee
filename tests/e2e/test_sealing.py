"""Sealing in the window: a study below its form, all work from the menu, breaking with a reason."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton

from app.bootstrap import open_review
from app.domain.studies import ExtractionStatus
from tests.e2e import finding
from tests.e2e.driver import Driver

DONE = "Malejko 2018"


@pytest.fixture
def pair(start: Driver, sample_folder: Path) -> Driver:
    """The sample with a second reviewer, at the study that is complete."""
    with open_review(sample_folder) as review:
        review.extraction.apply(review.people.added("Ben Kim", "BK"))
    start.open(sample_folder)
    start.open_study(DONE)
    return start


def break_it(dialog: QDialog) -> None:
    finding.named(dialog, "Reason", QLineEdit).setText("wrong arm")
    finding.named(dialog, "Break the seal", QPushButton).click()


def test_alone_there_is_nothing_to_seal(driver: Driver) -> None:
    driver.open_study(DONE)
    assert not finding.is_shown(driver.window, "Seal this study")


def test_a_complete_study_is_sealed_below_its_form_and_broken_for_a_reason(pair: Driver) -> None:
    pair.click("Seal this study")
    assert pair.record.study.is_sealed
    pair.undo()
    assert not pair.record.study.is_sealed
    pair.redo()
    with pair.answering(break_it):
        pair.click("Break the seal of this study")
    assert pair.record.status is ExtractionStatus.OPEN
    assert not pair.record.study.is_sealed


def test_all_complete_work_is_sealed_from_the_menu(pair: Driver) -> None:
    with pair.answering(lambda dialog: dialog.accept()):
        pair.trigger("study.sealall")
    assert pair.record.study.is_sealed
    assert "is sealed" in pair.message()
