"""Studies are dealt out in the window: by the bar, by hand, undone; the list shows one's own."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSpinBox, QTableView

from app.domain.assigning import split
from app.domain.blinding import Role
from app.domain.fields import Policy
from tests.e2e import finding
from tests.e2e.driver import Driver
from tests.e2e.test_rooms import project_page


@pytest.fixture
def page(start: Driver, sample_folder: Path) -> Driver:
    """The page of assignments of the sample, which has a second reviewer."""
    start.open(sample_folder)
    start.window.editor.submit(start.review.people.added("Ben Kim", "BK"), "Add Ben Kim")
    project_page(start, "Assignments")
    return start


def choose(driver: Driver, name: str, words: str) -> None:
    combo = finding.named(driver.window, name, QComboBox)
    combo.setCurrentText(words)
    combo.activated.emit(combo.currentIndex())


def roles(driver: Driver) -> list[Role]:
    return sorted(one.role for one in driver.review.assignments.plan())


def table(driver: Driver) -> QTableView:
    found = finding.named(driver.window, "Studies and who does what", QTableView)
    assert isinstance(found, QTableView)
    return found


def test_every_study_is_given_to_two_and_taken_back(page: Driver) -> None:
    page.click("Deal out")
    assert roles(page) == [Role.FIRST] * 3 + [Role.SECOND] * 3
    assert table(page).model().index(1, 2).data() == "Second"
    page.undo()
    assert roles(page) == []
    assert table(page).model().index(1, 2).data() == "–"


def test_a_share_is_split_with_an_overlap(page: Driver) -> None:
    choose(page, "How to deal the studies out", "Split evenly, with an overlap")
    page.click("Deal out")
    assert roles(page) == [Role.FIRST] * 3 + [Role.SECOND]


def test_a_draw_is_repeated_by_its_seed_which_the_log_keeps(page: Driver) -> None:
    choose(page, "How to deal the studies out", "Split evenly, with an overlap")
    seed = finding.named(page.window, "Seed of the draw", QSpinBox)
    assert isinstance(seed, QSpinBox)
    page.click("Another seed")
    seed.setValue(4711)
    page.click("Deal out")
    drawn, people = page.review.assignments.plan(), page.review.people.all()
    keys = [person.reviewer.reviewer_id for person in people]
    studies = [study.study_id for study in page.review.assignments.studies()]
    assert drawn == split(studies, keys, 10, 4711)
    assert "drawn with seed 4711" in page.window.actions_by_id["edit.undo"].text()


def test_a_role_is_given_by_hand_and_the_list_leaves_it_out(page: Driver) -> None:
    model = table(page).model()
    model.setData(model.index(0, 2), Role.FIRST, Qt.ItemDataRole.EditRole)
    page.trigger("view.extract")
    given = model.index(0, 0).data()
    assert given not in [study.label for study in page.extract.studies]
    page.trigger("list.others")
    assert given in [study.label for study in page.extract.studies]


def test_pairs_by_experience_ask_who_has_charted_before(page: Driver) -> None:
    choose(page, "How to deal the studies out", "Pair by experience")
    page.click("Deal out")
    assert "who has charted before" in page.message()
    people = page.window.opened.project.people
    people._model.experience_wanted.emit(page.review.reviewer.reviewer_id, True)
    page.click("Deal out")
    assert roles(page) == [Role.FIRST] * 3 + [Role.SECOND] * 3


def test_how_fields_are_charted_is_kept(page: Driver) -> None:
    choose(page, "Fields are charted by", "One person, and another checks")
    assert page.review.assignments.policy() is Policy.VERIFY
