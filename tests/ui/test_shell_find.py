"""The list of places found: what it says, and how keys lead through it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot

from app.services.search import Hit
from tests.e2e.finding import is_shown, named
from ui.flows.find_list import FindList
from ui.theme import load_tokens


def hit(study: str, page: int, excerpt: str = "of peer support") -> Hit:
    return Hit("paper", study, f"{study} 2020", excerpt, ((3, 7),), page=page)


HITS = (hit("Lee", 0), hit("Lee", 4), hit("Kim", 2))


@pytest.fixture
def found(qtbot: QtBot) -> FindList:
    made = FindList(load_tokens(False))
    made.use_keys([QKeySequence("F3")], [QKeySequence("Shift+F3")])
    qtbot.addWidget(made)
    made.show()
    made.begin()
    return made


@pytest.fixture
def opened(found: FindList) -> list[Hit]:
    """The places that were opened."""
    made: list[Hit] = []
    found.hit_chosen.connect(made.append)
    return made


def line(found: FindList) -> QLineEdit:
    made = named(found, "Words to find in papers, answers and quotes")
    assert isinstance(made, QLineEdit)
    return made


def places(found: FindList) -> QListView:
    made = named(found, "Places found")
    assert isinstance(made, QListView)
    return made


def ask(found: FindList, text: str) -> None:
    line(found).setText(text)
    QTest.keyClick(line(found), Qt.Key.Key_Return)


def test_return_asks_for_what_is_typed(found: FindList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(found.query_entered) as asked:
        ask(found, "peer support")
    assert asked.args == ["peer support"]
    assert found.state == "Searching…"


def test_escape_stops_the_search_that_is_under_way(found: FindList, qtbot: QtBot) -> None:
    ask(found, "peer")
    with qtbot.waitSignal(found.cancel_requested):
        QTest.keyClick(line(found), Qt.Key.Key_Escape)
    assert found.isVisible()


def test_cancel_is_there_during_a_search_only(found: FindList) -> None:
    assert not is_shown(found, "Cancel")
    ask(found, "peer")
    assert isinstance(named(found, "Cancel"), QPushButton)
    found.show_stopped()
    assert not is_shown(found, "Cancel")
    assert found.state == "Stopped. Press Return to search again."


def test_escape_closes_the_list_at_rest(found: FindList) -> None:
    QTest.keyClick(line(found), Qt.Key.Key_Escape)
    assert not found.isVisible()


def test_places_are_counted_and_grouped_by_study(found: FindList) -> None:
    found.show_hits(HITS)
    model = places(found).model()
    shown = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert found.state == "3 places in 2 studies."
    assert shown == [
        "Lee 2020, 2 places",
        "Lee 2020, Page 1: of peer support",
        "Lee 2020, Page 5: of peer support",
        "Kim 2020, 1 place",
        "Kim 2020, Page 3: of peer support",
    ]


def test_list_says_when_there_is_more(found: FindList) -> None:
    found.show_hits(HITS, are_all=False)
    assert found.state == "The first 3 places, in 2 studies. More words find fewer."


def test_nothing_found_is_said(found: FindList) -> None:
    found.show_hits(())
    assert found.state == "Nothing found. Try fewer or shorter words."
    assert not named(found, "Next place").isEnabled()


def test_problem_is_said_and_places_stay(found: FindList) -> None:
    found.show_hits(HITS)
    found.show_problem("Type at least one word to search for.")
    assert found.state == "Type at least one word to search for."
    assert places(found).model().rowCount() == 5


def test_f3_leads_through_the_places_and_round(found: FindList, opened: list[Hit]) -> None:
    found.show_hits(HITS)
    QTest.keyClick(line(found), Qt.Key.Key_F3)
    QTest.keyClick(line(found), Qt.Key.Key_F3)
    QTest.keyClick(line(found), Qt.Key.Key_F3)
    QTest.keyClick(line(found), Qt.Key.Key_F3)
    assert opened == [*HITS, HITS[0]]


def test_shift_f3_leads_back(found: FindList, opened: list[Hit]) -> None:
    found.show_hits(HITS)
    QTest.keyClick(line(found), Qt.Key.Key_F3)
    QTest.keyClick(line(found), Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert opened == [HITS[0], HITS[2]]


def test_return_opens_place_after_place_of_the_same_search(
    found: FindList, opened: list[Hit]
) -> None:
    ask(found, "peer")
    found.show_hits(HITS)
    QTest.keyClick(line(found), Qt.Key.Key_Return)
    QTest.keyClick(line(found), Qt.Key.Key_Return)
    assert opened == list(HITS[:2])


def test_arrows_step_over_the_names_of_studies(found: FindList, opened: list[Hit]) -> None:
    found.show_hits(HITS)
    QTest.keyClick(line(found), Qt.Key.Key_Down)
    QTest.keyClick(places(found), Qt.Key.Key_Down)
    QTest.keyClick(places(found), Qt.Key.Key_Down)
    QTest.keyClick(places(found), Qt.Key.Key_Return)
    assert opened == [HITS[2]]
    assert found.isVisible()


def test_click_opens_a_place(found: FindList, opened: list[Hit]) -> None:
    found.show_hits(HITS)
    view = places(found)
    spot = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot
    )
    assert opened == [HITS[1]]


def test_name_of_a_study_opens_nothing(found: FindList, opened: list[Hit]) -> None:
    found.show_hits(HITS)
    view = places(found)
    spot = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot
    )
    assert opened == []


def test_words_that_look_like_markup_are_drawn_as_they_are(found: FindList) -> None:
    found.show_hits((hit("Lee", 0, "a <b>peer</b> & <img src=x>"),))
    index = places(found).model().index(1, 0)
    assert index.data(Qt.ItemDataRole.DisplayRole).endswith("a <b>peer</b> & <img src=x>")
    found.grab()
