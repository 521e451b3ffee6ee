"""The start screen and the dialog for a new review."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.home.home_view import HomeView
from ui.home.new_review_dialog import NewReviewDialog
from ui.home.recent_model import RecentModel
from ui.home.values import NewReview, Template, folder_name, opened_words
from ui.settings import RecentReview
from ui.theme import load_tokens

TEMPLATES = (Template("jbi", "JBI scoping review"), Template("peer", "Peer support"))


@pytest.fixture
def home(qtbot: QtBot) -> HomeView:
    view = HomeView(load_tokens(dark=False))
    qtbot.addWidget(view)
    view.show()
    return view


def button(home: QWidget, text: str) -> QPushButton:
    return next(b for b in home.findChildren(QPushButton) if b.text() == text)


def recent(folder: Path) -> RecentReview:
    return RecentReview(str(folder), folder.name, "2026-11-22T21:40:00+00:00", 62, 14)


def test_without_recent_reviews_the_sample_is_offered(home: HomeView, qtbot: QtBot) -> None:
    home.show_recent(())
    offer = button(home, "Try the sample review")
    assert offer.isVisible()
    with qtbot.waitSignal(home.sample_requested):
        offer.click()


def test_the_latest_review_opens_with_one_button(
    home: HomeView, qtbot: QtBot, tmp_path: Path
) -> None:
    home.show_recent((recent(tmp_path),))
    with qtbot.waitSignal(home.open_requested) as asked:
        button(home, "Open").click()
    assert asked.args == [tmp_path]


def test_a_missing_review_stays_listed_and_can_be_looked_for(
    home: HomeView, qtbot: QtBot, tmp_path: Path
) -> None:
    home.show_recent((recent(tmp_path / "gone"),))
    assert not button(home, "Open").isVisible()
    with qtbot.waitSignal(home.find_requested) as asked:
        button(home, "Find folder…").click()
    assert asked.args == [tmp_path / "gone"]


def test_delete_takes_a_review_off_the_list(home: HomeView, qtbot: QtBot, tmp_path: Path) -> None:
    home.show_recent((recent(tmp_path),))
    view = home.findChild(QListView)
    with qtbot.waitSignal(home.recent_removed) as asked:
        qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert asked.args == [tmp_path]


def test_recent_model_keeps_the_rules_of_item_models(tmp_path: Path) -> None:
    model = RecentModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show((recent(tmp_path), recent(tmp_path / "gone")))
    assert tester.model() is model
    spoken = model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "gone, folder not found"


def dialog(qtbot: QtBot, place: Path, reviewer: str = "A. Berg") -> NewReviewDialog:
    asked = NewReviewDialog(TEMPLATES, place, reviewer)
    qtbot.addWidget(asked)
    asked.show()
    return asked


def line(asked: NewReviewDialog, name: str) -> QLineEdit:
    lines = asked.findChildren(QLineEdit)
    return next(found for found in lines if found.accessibleName() == name)


def test_a_new_review_lies_in_a_folder_named_after_its_title(qtbot: QtBot, tmp_path: Path) -> None:
    asked = dialog(qtbot, tmp_path)
    line(asked, "Title").setText("Peer support: a scoping review")
    with qtbot.waitSignal(asked.new_requested) as made:
        button(asked, "Make review").click()
    folder = tmp_path / "Peer support a scoping review"
    title = "Peer support: a scoping review"
    assert made.args == [NewReview(folder, title, "jbi", "A. Berg")]


def test_a_missing_title_is_named_beside_its_field(qtbot: QtBot, tmp_path: Path) -> None:
    asked = dialog(qtbot, tmp_path)
    button(asked, "Make review").click()
    shown = [label.text() for label in asked.findChildren(QLabel) if label.isVisible()]
    assert asked.isVisible()
    assert "Give the review a title." in shown
    assert line(asked, "Title").accessibleDescription() == "Give the review a title."


def test_a_folder_with_something_in_it_is_never_taken(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "Pain").mkdir()
    (tmp_path / "Pain" / "notes.txt").write_text("mine")
    asked = dialog(qtbot, tmp_path)
    line(asked, "Title").setText("Pain")
    assert set(asked.problems()) == {"place"}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A/B: c?", "A B c"),
        ("  ends in dots...", "ends in dots"),
        ("???", ""),
        ("x" * 99, "x" * 80),
    ],
)
def test_folder_names_suit_every_system(title: str, name: str) -> None:
    assert folder_name(title) == name


@pytest.mark.parametrize(
    ("opened", "words"),
    [
        ("2026-11-23T14:02:00+00:00", "today 14:02"),
        ("2026-11-22T21:40:00+00:00", "yesterday 21:40"),
        ("2026-11-03T21:40:00+00:00", "3 Nov 2026"),
        ("nonsense", ""),
    ],
)
def test_times_are_told_as_people_do(opened: str, words: str) -> None:
    assert opened_words(opened, date(2026, 11, 23)) == words
