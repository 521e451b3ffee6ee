"""The popups: options by digit, any field by number or name."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.records import Row
from tests.ui.form_desk import named
from tests.ui.form_record import cell, filled, make_record
from ui.form.choice_list import ChoiceList
from ui.form.field_finder import FieldFinder, hits_of, matching
from ui.form.note_editor import NoteEditor

OPTIONS = ("Cohort", "Randomised trial", "Case report", "Other")
FILTER = "Filter the options"


@pytest.fixture
def choices(qtbot: QtBot) -> ChoiceList:
    """A list of one choice, open."""
    popup = ChoiceList()
    qtbot.addWidget(popup)
    popup.open_at(QPoint(0, 0), "Design", OPTIONS)
    return popup


@pytest.fixture
def ticks(qtbot: QtBot) -> ChoiceList:
    """A list of several choices with one ticked, open."""
    popup = ChoiceList()
    qtbot.addWidget(popup)
    popup.open_at(QPoint(0, 0), "Design", OPTIONS, ("Cohort",))
    return popup


@pytest.fixture
def finder(qtbot: QtBot) -> FieldFinder:
    """A finder over a record with a group of two rows, open."""
    popup = FieldFinder()
    qtbot.addWidget(popup)
    rows = (Row("g1", "groups", 0), Row("g2", "groups", 1))
    answers = {cell("groups.who", "g2"): filled("Carers")}
    popup.open_at(QPoint(0, 0), make_record(answers=answers, rows=rows))
    return popup


def press(qtbot: QtBot, root: QWidget, name: str, *keys: Qt.Key) -> None:
    """Press keys in a line."""
    _ = [qtbot.keyClick(named(root, name), key) for key in keys]


def test_a_digit_picks_its_option(qtbot: QtBot, choices: ChoiceList) -> None:
    with qtbot.waitSignal(choices.chosen) as told:
        press(qtbot, choices, FILTER, Qt.Key.Key_2)
    assert told.args == [["Randomised trial"]]
    assert not choices.isVisible()


def test_typing_filters_and_return_picks_the_first(qtbot: QtBot, choices: ChoiceList) -> None:
    qtbot.keyClicks(named(choices, FILTER), "repo")
    with qtbot.waitSignal(choices.chosen) as told:
        press(qtbot, choices, FILTER, Qt.Key.Key_Return)
    assert told.args == [["Case report"]]


def test_other_asks_for_words(qtbot: QtBot, choices: ChoiceList) -> None:
    press(qtbot, choices, FILTER, Qt.Key.Key_4)
    qtbot.keyClicks(named(choices, FILTER), "survey 2")
    with qtbot.waitSignal(choices.chosen) as told:
        press(qtbot, choices, FILTER, Qt.Key.Key_Return)
    assert told.args == [["Other: survey 2"]]


def test_escape_cancels(qtbot: QtBot, choices: ChoiceList) -> None:
    with qtbot.waitSignal(choices.cancelled), qtbot.assertNotEmitted(choices.chosen):
        press(qtbot, choices, FILTER, Qt.Key.Key_Escape)


def test_a_click_elsewhere_cancels(qtbot: QtBot, choices: ChoiceList) -> None:
    with qtbot.waitSignal(choices.cancelled):
        choices.hide()


def test_digits_tick_and_return_ends(qtbot: QtBot, ticks: ChoiceList) -> None:
    press(qtbot, ticks, FILTER, Qt.Key.Key_3, Qt.Key.Key_1)
    with qtbot.waitSignal(ticks.chosen) as told:
        press(qtbot, ticks, FILTER, Qt.Key.Key_Return)
    assert told.args == [["Case report"]]


def test_space_ticks_the_current_option(qtbot: QtBot, ticks: ChoiceList) -> None:
    with qtbot.waitSignal(ticks.toggled) as told:
        press(qtbot, ticks, FILTER, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert told.args == [["Cohort", "Randomised trial"]]


def test_words_of_ones_own_are_ticked_too(qtbot: QtBot, ticks: ChoiceList) -> None:
    press(qtbot, ticks, FILTER, Qt.Key.Key_4)
    qtbot.keyClicks(named(ticks, FILTER), "survey")
    press(qtbot, ticks, FILTER, Qt.Key.Key_Return)
    with qtbot.waitSignal(ticks.chosen) as told:
        press(qtbot, ticks, FILTER, Qt.Key.Key_Return)
    assert told.args == [["Cohort", "Other: survey"]]


def test_the_finder_picks_by_number(qtbot: QtBot, finder: FieldFinder) -> None:
    qtbot.keyClicks(named(finder, "Find a field"), "3")
    with qtbot.waitSignal(finder.chosen) as told:
        press(qtbot, finder, "Find a field", Qt.Key.Key_Return)
    assert told.args == [cell("study.sample_size")]


def test_the_finder_reaches_a_cell_of_a_row_by_its_name(qtbot: QtBot, finder: FieldFinder) -> None:
    qtbot.keyClicks(named(finder, "Find a field"), "n carers")
    with qtbot.waitSignal(finder.chosen) as told:
        press(qtbot, finder, "Find a field", Qt.Key.Key_Return)
    assert told.args == [cell("groups.n", "g2")]


def test_arrows_move_in_the_finder(qtbot: QtBot, finder: FieldFinder) -> None:
    with qtbot.waitSignal(finder.chosen) as told:
        press(qtbot, finder, "Find a field", Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert told.args == [cell("study.setting")]


def test_nothing_found_picks_nothing(qtbot: QtBot, finder: FieldFinder) -> None:
    qtbot.keyClicks(named(finder, "Find a field"), "zzz")
    with qtbot.assertNotEmitted(finder.chosen):
        press(qtbot, finder, "Find a field", Qt.Key.Key_Return)


def test_labels_that_begin_with_the_words_come_first() -> None:
    hits = matching(hits_of(make_record()), "s")
    assert [hit.label for hit in hits[:3]] == ["Setting", "Sample size", "Started"]


def test_the_program_own_fields_are_not_offered() -> None:
    assert "study.extractor" not in {hit.cell.field_id for hit in hits_of(make_record())}


def test_leaving_the_note_editor_saves_nothing(qtbot: QtBot) -> None:
    popup = NoteEditor()
    qtbot.addWidget(popup)
    popup.open_at(QPoint(0, 0), "Setting", "old")
    with qtbot.assertNotEmitted(popup.saved):
        press(qtbot, popup, "Note on ‘Setting’", Qt.Key.Key_X, Qt.Key.Key_Escape)


def test_undo_keys_do_nothing_inside_a_line(qtbot: QtBot, choices: ChoiceList) -> None:
    line = named(choices, FILTER)
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "case")
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "case"
