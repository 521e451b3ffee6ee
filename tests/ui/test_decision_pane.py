"""The pane of a decision: quotes lead to their places, and one of two decisions is kept."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from ui.consensus.decision_pane import DecisionPane, Shown
from ui.theme import load_tokens

LINE = Shown(
    title="14 Context",
    about="Different value",
    pieces=((("ward", False),), (("clinic", False),)),
    quotes=((), (("in a clinic", "p. 3"),)),
    labels=("ward", "clinic"),
    can_combine=True,
    can_type=True,
    is_closed=False,
)
TWO = ("Ana Ortiz: ward (taken from A)", "Ben Kim: clinic (taken from B)")


@pytest.fixture
def pane(qtbot: QtBot) -> DecisionPane:
    made = DecisionPane(load_tokens(dark=False))
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_page_of_a_quote_leads_to_its_place(pane: DecisionPane, qtbot: QtBot) -> None:
    pane.show_line(LINE)
    assert 'href="0"' in pane.sides[1].toHtml()
    with qtbot.waitSignal(pane.place_wanted) as told:
        pane.sides[1].anchorClicked.emit(QUrl("0"))
    assert told.args == [1, 0]


def test_two_decisions_are_offered_only_where_there_are_two(
    pane: DecisionPane, qtbot: QtBot
) -> None:
    pane.show_line(LINE)
    assert not pane.keeps[0].isVisible()
    pane.show_line(replace(LINE, kept=TWO))
    assert pane.keeps[1].isVisible()
    assert pane.keeps[1].accessibleName() == f"Keep the decision of {TWO[1]}"
    with qtbot.waitSignal(pane.kept) as told:
        pane.keeps[1].click()
    assert told.args == [1]


def test_a_button_without_room_for_a_value_shows_its_name_only(pane: DecisionPane) -> None:
    pane.show_line(LINE)
    button = pane.buttons["cons.b"]
    button.resize(60, 30)
    button.say("2  Take B: a rather long value")
    assert button.text() == "2  Take B"
    assert button.accessibleName() == "2  Take B: a rather long value"
