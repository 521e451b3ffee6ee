"""Checking in the window: keys step through a colleague's answers, corrections are kept apart."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QTableView

from app.bootstrap import open_review
from app.domain.assigning import checked
from app.domain.verification import Checked
from tests.e2e import finding
from tests.e2e.driver import Driver, focused

DONE = "Malejko 2018"


@pytest.fixture
def checker(start: Driver, sample_folder: Path) -> Driver:
    """The window of Ben, who checks what Alex has charted and sealed."""
    with open_review(sample_folder) as review:
        review.extraction.apply(review.people.added("Ben Kim", "BK"))
        alex, ben = (person.reviewer.reviewer_id for person in review.people.all())
        studies = [study.study_id for study in review.records.studies()]
        review.extraction.apply(review.assignments.planned(checked(studies, alex, ben)))
        review.extraction.apply(review.seals.all_sealed())
        review.people.be(ben)
    start.open(sample_folder)
    start.trigger("view.checking")
    return start


def shown(driver: Driver) -> Checked:
    study = next(s for s in driver.review.records.studies() if s.label == DONE)
    return driver.review.verification.checked(study.study_id)


def answers(driver: Driver) -> QTableView:
    table = finding.named(driver.window, "Answers to check", QTableView)
    assert isinstance(table, QTableView)
    return table


def test_return_confirms_an_answer_of_a_sealed_study_and_shows_the_next(checker: Driver) -> None:
    studies = finding.named(checker.window, "Study to check", QComboBox)
    told = [studies.itemText(row) for row in range(studies.count())]
    assert sum("not sealed yet" in text for text in told) == 2
    assert studies.currentText().startswith(DONE)
    answers(checker).setFocus()
    checker.press("F6")
    assert focused().accessibleName() == "Correction"
    checker.press("Shift+F6")
    checker.press("Return")
    assert (shown(checker).done, answers(checker).currentIndex().row()) == (1, 1)
    checker.undo()
    assert (shown(checker).done, answers(checker).currentIndex().row()) == (0, 0)


def test_a_correction_is_typed_and_the_original_stays(checker: Driver) -> None:
    before = shown(checker)
    answers(checker).setFocus()
    checker.press("E")
    checker.write("NR")
    checker.press("Return")
    after = shown(checker)
    assert after.corrected == 1
    assert after.record.answers == before.record.answers
    assert answers(checker).model().index(0, 2).data() == "corrected: NR"
