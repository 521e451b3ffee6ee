"""The history in the window: how an answer came to be, what a checker said, an old value again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QPushButton, QTableView

from app.bootstrap import open_review
from app.domain.assigning import checked
from tests.e2e import finding
from tests.e2e.driver import Driver

DONE, TEXT = "Malejko 2018", "design.aims"


@pytest.fixture
def corrected(start: Driver, sample_folder: Path) -> Driver:
    """The window of Alex, one of whose sealed answers Ben has corrected."""
    with open_review(sample_folder) as review:
        review.extraction.apply(review.people.added("Ben Kim", "BK"))
        alex, ben = (person.reviewer.reviewer_id for person in review.people.all())
        study = next(s.study_id for s in review.records.studies() if s.label == DONE)
        review.extraction.apply(review.assignments.planned(checked([study], alex, ben)))
        review.extraction.apply(review.seals.all_sealed())
    with open_review(sample_folder, "Ben Kim") as bens:
        shown = bens.verification.checked(study)
        cell = next(cell for cell in shown.cells if cell.field_id == TEXT)
        bens.extraction.apply(bens.verification.corrected(shown, cell, "NR", "see p. 9"))
    start.open(sample_folder)
    start.open_study(DONE)
    return start


def told(dialog: QDialog) -> list[str]:
    model = dialog.findChild(QTableView).model()
    spoken = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(spoken)) for row in range(model.rowCount())]


def test_an_old_value_is_restored_by_keys_and_taken_back(driver: Driver) -> None:
    field = driver.target().partition(" ")[2]
    before = driver.record.answers

    def restore(dialog: QDialog) -> None:
        table = dialog.findChild(QTableView)
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_Down)
        assert finding.named(dialog, "Restore this value", QPushButton).isEnabled()
        QTest.keyClick(table, Qt.Key.Key_Return)

    driver.type_into(field, "first")
    driver.press("Tab")
    driver.type_into(field, " second")
    with driver.answering(restore):
        driver.trigger("study.history")
    assert driver.value_of(field) == "first"
    driver.come_back()
    for _ in range(3):
        driver.undo()
    assert driver.record.answers == before


def test_what_a_checker_said_is_in_the_history_and_asked_about(corrected: Driver) -> None:
    lines: list[str] = []

    def read(dialog: QDialog) -> None:
        finding.named(dialog, "History of", QComboBox).setCurrentIndex(1)
        lines.extend(told(dialog))
        dialog.reject()

    with corrected.answering(read):
        corrected.trigger("study.history")
    corrected.come_back()
    corrected.trigger("file.verify")
    corrected.wait(lambda: corrected.message().startswith("No damage"))
    asked = corrected.review.checks.open_cells(corrected.record).values()
    assert any("Ben Kim, Checked: corrected: see p. 9, NR" in line for line in lines)
    assert any("Ben Kim checked" in said and "should be NR: see p. 9" in said for said in asked)
