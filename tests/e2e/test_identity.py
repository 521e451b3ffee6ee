"""A copied review on another computer: the window asks who one is before it shows anything."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.bootstrap import open_review
from tests.e2e.driver import Driver, focused
from tests.services.computers import computer

ALEX, BEN = "Alex Berg", "Ben Kim"


@pytest.fixture
def elsewhere(start: Driver, sample_folder: Path, tmp_path: Path) -> Iterator[Path]:
    """Alex's sample, to which Ben was added, on Ben's computer."""
    with open_review(sample_folder) as review:
        review.extraction.apply(review.people.added(BEN, "BK"))
    with computer(tmp_path / "bens laptop"):
        yield sample_folder
        start.window.close_review()


def keys(*pressed: str) -> Callable[[QDialog], None]:
    """Answer a dialog by keys alone; several letters are typed."""

    def answer(dialog: QDialog) -> None:
        for one in pressed:
            if one in ("Home", "Down", "Return", "Escape"):
                QTest.keyClick(focused(), getattr(Qt.Key, f"Key_{one}"))
            else:
                QTest.keyClicks(focused(), one)

    return answer


def asked(driver: Driver, folder: Path, answer: Callable[[QDialog], None]) -> None:
    def once_it_has_the_keys(dialog: QDialog) -> None:
        driver.wait(lambda: QApplication.activeWindow() is dialog)
        answer(dialog)

    with driver.answering(once_it_has_the_keys):
        driver.window.open_folder(folder)


def test_who_is_chosen_by_keys_opens_the_review_and_sees_nobody_elses_answers(
    start: Driver, elsewhere: Path
) -> None:
    asked(start, elsewhere, keys("Escape"))
    start.wait(lambda: start.window.findChild(QDialog) is None)
    start.come_back()
    assert start.window.stack.currentWidget() is start.window.home
    asked(start, elsewhere, keys("Home", "Down", "Return"))
    start.wait(lambda: start.window.opened is not None)
    start.settle()
    assert start.review.reviewer.name == BEN
    assert all(record.answers == {} for record in start.review.records.records())


def test_somebody_who_worked_elsewhere_gives_a_reason(start: Driver, elsewhere: Path) -> None:
    asked(start, elsewhere, keys("Home", "Return", "a new laptop", "Return"))
    start.wait(lambda: start.window.opened is not None)
    start.settle()
    assert [(m.reviewer.name, m.reason) for m in start.review.people.moves()] == [
        (ALEX, "a new laptop")
    ]
