"""Two people on two computers: a colleague is added, a packet merged, and stays hidden."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from app.bootstrap import open_review
from tests.e2e import finding
from tests.e2e.driver import Driver, write_into
from tests.e2e.test_rooms import project_page
from tests.services.laptops import Laptop, laptops
from tests.services.reviews import FIELD, fill

BEN = "Ben Kim"


@pytest.fixture
def packet(sample_folder: Path, tmp_path: Path) -> Iterator[Path]:
    """Ben's packet: one answer to the study that nobody has begun."""
    with open_review(sample_folder) as review:
        review.extraction.apply(review.people.added(BEN, "BK"))
    with laptops(sample_folder, tmp_path / "desks", (BEN,)) as (desk,):
        answer(desk)
        yield desk.save()


def answer(desk: Laptop) -> None:
    record = next(r for r in desk.records() if r.study.label == "Fischer 2012")
    desk.review.extraction.apply(fill(record, ["NO"], FIELD))


def merge(driver: Driver, packet: Path) -> None:
    """Look into a packet and press Merge."""

    def press(dialog: QDialog) -> None:
        button = finding.named(dialog, "Merge", QPushButton)
        driver.wait(button.isEnabled)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    before = driver.window.opened
    with driver.answering(press):
        driver.window.exchanging.look(packet)
    driver.wait(lambda: driver.window.opened not in (None, before))
    driver.settle()


def test_a_colleague_is_added_and_taken_back(driver: Driver) -> None:
    project_page(driver, "Reviewers")
    page = driver.window.opened.project.people
    write_into(page, "New name", BEN)
    driver.click("Add reviewer", page)
    assert [person.reviewer.name for person in driver.review.people.all()][-1] == BEN
    driver.undo()
    assert BEN not in [person.reviewer.name for person in driver.review.people.all()]


def test_a_merged_packet_is_told_shows_no_answer_and_nobody_works_here_as_its_owner(
    packet: Path, start: Driver, sample_folder: Path
) -> None:
    start.open(sample_folder)
    merge(start, packet)
    start.wait(lambda: "1 new answer" in start.message())
    record = next(r for r in start.review.records.records() if r.study.label == "Fischer 2012")
    assert record.answers == {}
    start.come_back()
    start.window.show_project()
    ben = next(p for p in start.review.people.all() if p.reviewer.name == BEN)
    start.window.opened.project.people.act_requested.emit(ben.reviewer.reviewer_id)
    assert start.review.reviewer.name != BEN
    assert "stays hidden" in start.message()


def test_a_file_that_is_no_packet_is_refused_in_a_sentence(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "x.chartpacket"
    path.write_text("hello")
    driver.window.exchanging.look(path)
    driver.wait(lambda: "Nothing was changed" in driver.message())
