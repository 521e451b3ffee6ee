"""Typing into the form: when it is stored, when not, and what is never lost."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.answers import Answer, Status
from app.domain.edits import FillAnswer
from tests.ui.form_desk import OpenForm, is_shown, named, open_form
from tests.ui.form_record import Desk, cell, filled, make_record

__all__ = ["open_form"]
SIZE = "study.sample_size"


@pytest.fixture
def desk(open_form: OpenForm) -> Desk:
    """A pane with an empty record."""
    return open_form(make_record())


def type_into(qtbot: QtBot, desk: Desk, name: str, text: str) -> QLineEdit:
    """Click into the line of a field and type."""
    line = named(desk.pane, name)
    assert isinstance(line, QLineEdit)
    line.setFocus()
    qtbot.keyClicks(line, text)
    return line


def test_typing_is_stored_after_a_pause(qtbot: QtBot, desk: Desk) -> None:
    type_into(qtbot, desk, "Setting", "four hospitals")
    assert desk.edits == []
    qtbot.waitUntil(lambda: desk.value("study.setting") == "four hospitals", timeout=1600)


def test_one_pause_makes_one_edit_built_from_the_shown_answer(qtbot: QtBot, desk: Desk) -> None:
    type_into(qtbot, desk, "Setting", "four")
    desk.pane.flush()
    assert desk.edits == [FillAnswer(cell("study.setting"), Answer(), filled("four"))]
    assert desk.labels == ["Type ‘Setting’"]


def test_leaving_a_field_stores_at_once(qtbot: QtBot, desk: Desk) -> None:
    line = type_into(qtbot, desk, "Setting", "four")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert desk.value("study.setting") == "four"


def test_text_that_is_no_number_stays_with_a_message_and_makes_no_edit(
    qtbot: QtBot, desk: Desk
) -> None:
    line = type_into(qtbot, desk, "Sample size", "a dozen")
    named(desk.pane, "Setting").setFocus()
    assert desk.edits == []
    assert line.text() == "a dozen"
    card = desk.pane.card(cell(SIZE))
    assert card is not None
    assert "“a dozen” is not a whole number" in card.message


def test_no_message_shows_while_typing(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.pane.draft_changed, timeout=3000) as told:
        type_into(qtbot, desk, "Sample size", "a dozen")
    assert told.args == [cell(SIZE), "a dozen", False]
    card = desk.pane.card(cell(SIZE))
    assert card is not None
    assert card.message == ""


def test_a_draft_is_there_again_after_a_look_at_another_section(qtbot: QtBot, desk: Desk) -> None:
    type_into(qtbot, desk, "Sample size", "a dozen")
    desk.pane.show_record(desk.record, "groups")
    desk.pane.show_record(desk.record, "study")
    line = named(desk.pane, "Sample size")
    assert isinstance(line, QLineEdit)
    assert line.text() == "a dozen"


def test_correcting_the_text_takes_the_message_away(qtbot: QtBot, desk: Desk) -> None:
    line = type_into(qtbot, desk, "Sample size", "12x")
    desk.pane.flush()
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert desk.pane.flush()
    card = desk.pane.card(cell(SIZE))
    assert card is not None
    assert card.message == ""
    assert desk.value(SIZE) == 12


def test_typing_the_stored_value_again_leaves_no_draft(qtbot: QtBot, open_form: OpenForm) -> None:
    desk = open_form(make_record(answers={cell(SIZE): filled(12)}))
    line = type_into(qtbot, desk, "Sample size", "x")
    desk.pane.flush()
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert desk.pane.flush()
    assert desk.edits == []


def test_flush_says_that_something_invalid_stays(qtbot: QtBot, desk: Desk) -> None:
    type_into(qtbot, desk, "Sample size", "a dozen")
    assert not desk.pane.flush()
    assert [draft.text for draft in desk.pane.drafts()] == ["a dozen"]


def test_unfinished_typing_counts_as_a_draft(qtbot: QtBot, desk: Desk) -> None:
    type_into(qtbot, desk, "Setting", "fo")
    assert [(d.cell, d.text) for d in desk.pane.drafts()] == [(cell("study.setting"), "fo")]


def test_storing_leaves_the_caret_where_it_is(qtbot: QtBot, desk: Desk) -> None:
    line = type_into(qtbot, desk, "Setting", "four  ")
    line.setCursorPosition(2)
    desk.pane._answering.autosave.pause()
    assert desk.value("study.setting") == "four"
    assert (line.text(), line.cursorPosition()) == ("four  ", 2)


def test_a_change_from_elsewhere_replaces_the_text(qtbot: QtBot, desk: Desk) -> None:
    line = type_into(qtbot, desk, "Setting", "four")
    desk.pane.flush()
    desk.undo()
    assert line.text() == ""


def test_a_change_from_elsewhere_drops_the_draft_of_its_cell(qtbot: QtBot, desk: Desk) -> None:
    type_into(qtbot, desk, "Sample size", "a dozen")
    desk.pane.flush()
    desk.apply(FillAnswer(cell(SIZE), Answer(), filled(412)), own=False)
    assert desk.pane.drafts() == ()
    assert not is_shown(desk.pane, "a dozen")


def test_text_of_a_refused_edit_stays_as_a_draft(qtbot: QtBot, desk: Desk) -> None:
    desk.refuses = True
    line = type_into(qtbot, desk, "Setting", "four")
    desk.pane.flush()
    assert line.text() == "four"
    assert [draft.text for draft in desk.pane.drafts()] == ["four"]


def test_leaving_an_untouched_field_keeps_its_mark(qtbot: QtBot, open_form: OpenForm) -> None:
    answers = {cell("study.setting"): Answer(None, Status.NOT_REPORTED)}
    desk = open_form(make_record(answers=answers))
    named(desk.pane, "Setting").setFocus()
    named(desk.pane, "Sample size").setFocus()
    assert desk.edits == []


def test_typing_into_a_field_marked_not_reported_fills_it(
    qtbot: QtBot, open_form: OpenForm
) -> None:
    answers = {cell("study.setting"): Answer(None, Status.NOT_REPORTED)}
    desk = open_form(make_record(answers=answers))
    type_into(qtbot, desk, "Setting", "four")
    desk.pane.flush()
    assert desk.record.answer(cell("study.setting")) == filled("four")


def test_a_stored_number_is_shown_in_its_own_spelling(qtbot: QtBot, desk: Desk) -> None:
    line = type_into(qtbot, desk, "Sample size", "1 204")
    desk.pane.flush()
    assert desk.value(SIZE) == 1204
    assert line.text() == "1204"


def test_undo_belongs_to_the_application_even_in_a_field(qtbot: QtBot, desk: Desk) -> None:
    undo = QAction("Undo", desk.pane)
    undo.setShortcut(QKeySequence.StandardKey.Undo)
    desk.pane.addAction(undo)
    line = type_into(qtbot, desk, "Setting", "four")
    with qtbot.waitSignal(undo.triggered, timeout=1000):
        qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "four"


def test_completing_stops_at_text_that_is_not_stored(qtbot: QtBot, desk: Desk) -> None:
    type_into(qtbot, desk, "Sample size", "a dozen")
    with qtbot.assertNotEmitted(desk.pane.complete_requested):
        qtbot.mouseClick(named(desk.pane, "Complete and next study"), Qt.MouseButton.LeftButton)
    assert desk.pane.target() == cell(SIZE)


def test_a_draft_of_another_study_does_not_block_this_one(qtbot: QtBot, desk: Desk) -> None:
    type_into(qtbot, desk, "Sample size", "a dozen")
    desk.pane.show_record(replace(make_record(), extraction_id="e2"))
    with qtbot.waitSignal(desk.pane.complete_requested):
        qtbot.mouseClick(named(desk.pane, "Complete and next study"), Qt.MouseButton.LeftButton)
    assert [draft.cell for draft in desk.pane.drafts()] == [cell(SIZE)]


def test_a_record_read_anew_shows_its_new_answers(desk: Desk) -> None:
    desk.pane.show_record(make_record(answers={cell("study.setting"): filled("ward")}))
    line = named(desk.pane, "Setting")
    assert isinstance(line, QLineEdit)
    assert line.text() == "ward"


def test_replaced_text_is_no_draft_any_more(qtbot: QtBot, desk: Desk) -> None:
    type_into(qtbot, desk, "Sample size", "a dozen")
    desk.pane.flush()
    with qtbot.waitSignal(desk.pane.draft_changed) as told:
        desk.apply(FillAnswer(cell(SIZE), Answer(), filled(412)), own=False)
    assert told.args == [cell(SIZE), "", True]


def test_a_draft_of_an_earlier_session_is_shown_again(qtbot: QtBot, desk: Desk) -> None:
    desk.pane.restore_draft(cell(SIZE), "a doz")
    line = named(desk.pane, "Sample size")
    assert isinstance(line, QLineEdit)
    assert line.text() == "a doz"
