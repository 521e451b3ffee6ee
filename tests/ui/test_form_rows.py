"""Repeating groups: rows are added, copied, moved, removed, folded."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.records import Row
from tests.ui.form_desk import OpenForm, is_shown, named, open_form
from tests.ui.form_record import Desk, cell, filled, make_record, template

__all__ = ["open_form"]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(open_form: OpenForm) -> Desk:
    """A pane at a group of two rows."""
    rows = (Row("g1", "groups", 0), Row("g2", "groups", 1))
    answers = {
        cell("groups.who", "g1"): filled("People with BPD", note="table 1"),
        cell("groups.n", "g1"): filled(412),
    }
    return open_form(make_record(answers=answers, rows=rows), "groups")


def order(desk: Desk) -> list[str]:
    """Return the row ids in order."""
    return [row.row_id for row in desk.record.rows_of("groups")]


def live_cards(desk: Desk, row: Row) -> int:
    """Go to a row and count the cards."""
    desk.pane.set_target(cell("participants.n", row.row_id))
    return len(desk.pane._frame.body.cards())


def test_a_row_is_named_after_its_first_answer(desk: Desk) -> None:
    assert is_shown(desk.pane, "Participant group 1 · People with BPD, 2 of 2 answered, open")


def test_adding_a_row_puts_the_caret_into_it(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(named(desk.pane, "Add participant group to Participant groups"), LEFT)
    assert len(order(desk)) == 3
    assert desk.pane.target() == cell("groups.who", order(desk)[2])
    assert desk.labels == ["Add participant group 3"]


def test_duplicating_copies_values_but_no_notes(qtbot: QtBot, desk: Desk) -> None:
    button = named(desk.pane, "Duplicate Participant group 1 · People with BPD")
    with qtbot.waitSignals([desk.pane.steps_begun, desk.pane.steps_ended]):
        qtbot.mouseClick(button, LEFT)
    new = order(desk)[2]
    assert desk.record.answer(cell("groups.who", new)) == filled("People with BPD")
    assert desk.value("groups.n", new) == 412


def test_removing_a_row_takes_its_cards_away(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(named(desk.pane, "Remove Participant group 2"), LEFT)
    assert order(desk) == ["g1"]
    assert desk.pane.card(cell("groups.n", "g2")) is None


def test_undoing_a_removal_brings_the_row_back(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(named(desk.pane, "Remove Participant group 1 · People with BPD"), LEFT)
    desk.undo()
    assert order(desk) == ["g1", "g2"]
    assert is_shown(desk.pane, "Remove Participant group 1 · People with BPD")


def test_moving_a_row_down_changes_places(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(named(desk.pane, "Move down Participant group 1 · People with BPD"), LEFT)
    assert order(desk) == ["g2", "g1"]


def test_the_last_row_moves_no_further_down(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(named(desk.pane, "Move down Participant group 2"), LEFT)
    assert desk.edits == []


def test_folding_a_row_stores_what_was_being_typed(qtbot: QtBot, desk: Desk) -> None:
    card = desk.pane.card(cell("groups.who", "g2"))
    assert card is not None
    line = card.editor.inputs()[0]
    line.setFocus()
    qtbot.keyClicks(line, "carers")
    qtbot.mouseClick(named(desk.pane, "Participant group 2, 0 of 2 answered, open"), LEFT)
    assert desk.value("groups.who", "g2") == "carers"
    assert desk.pane.card(cell("groups.who", "g2")) is None


def test_the_name_of_a_row_follows_its_answers(qtbot: QtBot, desk: Desk) -> None:
    card = desk.pane.card(cell("groups.who", "g2"))
    assert card is not None
    qtbot.keyClicks(card.editor.inputs()[0], "carers")
    desk.pane.flush()
    assert is_shown(desk.pane, "Participant group 2 · carers, 1 of 2 answered, open")


def test_never_more_than_25_cards_live(open_form: OpenForm) -> None:
    rows = tuple(Row(f"p{place}", "participants", place) for place in range(6))
    desk = open_form(make_record(template("peer_support_bpd"), rows=rows), "participants")
    assert max(live_cards(desk, row) for row in rows) <= 25


def test_an_empty_group_offers_its_first_row(open_form: OpenForm) -> None:
    desk = open_form(make_record(), "groups")
    assert desk.pane._frame.body.cards() == ()
    assert is_shown(desk.pane, "Add participant group to Participant groups")
