"""What a card shows of an answer, and what its menu and footer do."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.answers import Answer, Status
from app.domain.completeness import Lack, Missing
from app.domain.edits import ChangeSet, FillAnswer
from app.domain.records import Evidence, Record
from app.domain.studies import ExtractionStatus
from tests.ui.form_desk import OpenForm, is_shown, named, open_form
from tests.ui.form_record import Desk, cell, filled, make_record, quote
from ui.form.card_menu import CardMenu
from ui.theme import load_tokens

__all__ = ["open_form"]
SETTING, AIMS = cell("study.setting"), cell("study.aims")


@pytest.fixture
def desk(open_form: OpenForm) -> Desk:
    """A pane with two quotes on the setting and an aim without one."""
    evidence = (Evidence(quote("q1", 2), SETTING), Evidence(quote("q2", 4), SETTING))
    answers = {SETTING: filled("ward", note="see table 2"), AIMS: filled("to help")}
    return open_form(make_record(answers=answers, evidence=evidence))


def choose(desk: Desk, label: str, text: str) -> None:
    """Open the menu of a card and trigger an entry."""
    button = named(desk.pane, f"More for {label}")
    assert isinstance(button, QAbstractButton)
    button.click()
    menu = desk.pane.findChildren(CardMenu)[-1]
    entries = [*menu.actions(), *(a for sub in menu.findChildren(CardMenu) for a in sub.actions())]
    next(action for action in entries if action.text() == text).trigger()
    menu.close()


def completed(record: Record) -> Record:
    """Return the record marked complete."""
    return Record(
        replace(record.study, status=ExtractionStatus.COMPLETE),
        record.extraction_id,
        ExtractionStatus.COMPLETE,
        record.form,
        record.rows,
        record.answers,
        record.evidence,
    )


def tab_stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab reaches, beginning with a widget."""
    while True:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        widget = widget.nextInFocusChain()


def test_a_value_without_its_required_quote_says_so(desk: Desk) -> None:
    card = desk.pane.card(AIMS)
    assert card is not None
    assert is_shown(card, "quote missing")


def test_a_linked_quote_takes_the_warning_away(desk: Desk) -> None:
    before = desk.record.answer(AIMS)
    desk.apply(FillAnswer(AIMS, before, before, link=(quote("q9", 0),)), own=False)
    card = desk.pane.card(AIMS)
    assert card is not None
    assert not is_shown(card, "quote missing")
    assert is_shown(card, "Evidence on page 1, open in PDF")


def test_an_evidence_chip_opens_its_quote(qtbot: QtBot, desk: Desk) -> None:
    chip = named(desk.pane, "Evidence on page 3, open in PDF")
    with qtbot.waitSignal(desk.pane.evidence_opened) as told:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert told.args == ["q1"]


def test_the_note_stands_under_the_field(desk: Desk) -> None:
    assert is_shown(desk.pane, "see table 2")


def test_marking_not_reported_takes_the_value_and_says_it(desk: Desk) -> None:
    choose(desk, "Setting", "Not reported")
    assert desk.record.answer(SETTING).status is Status.NOT_REPORTED
    assert desk.labels == ["Mark ‘Setting’ not reported"]
    line = named(desk.pane, "Setting")
    assert isinstance(line, QLineEdit)
    assert (line.text(), line.placeholderText()) == ("", "Not reported")


def test_clearing_keeps_the_note(desk: Desk) -> None:
    choose(desk, "Setting", "Clear")
    assert desk.record.answer(SETTING) == Answer(note="see table 2")
    assert desk.labels == ["Clear ‘Setting’"]


def test_the_footer_flags_the_target(qtbot: QtBot, desk: Desk) -> None:
    desk.pane.set_target(SETTING)
    qtbot.mouseClick(named(desk.pane, "Unsure: Setting"), Qt.MouseButton.LeftButton)
    assert desk.record.answer(SETTING).flagged
    assert desk.labels == ["Flag ‘Setting’"]
    assert is_shown(desk.pane, "Unsure")


def test_removing_evidence_is_asked_for_by_anchor(qtbot: QtBot, desk: Desk) -> None:
    desk.pane.evidence_remove_requested.connect(desk.pane.remove_evidence)
    desk.pane._answering._on_verb_chosen(SETTING, "remove_evidence", "q1")
    assert [item.anchor.anchor_id for item in desk.record.evidence] == ["q2"]
    assert desk.labels == ["Remove a quote from ‘Setting’"]


def test_the_note_button_asks_for_the_note_of_the_target(qtbot: QtBot, desk: Desk) -> None:
    desk.pane.set_target(AIMS)
    with qtbot.waitSignal(desk.pane.note_requested) as told:
        qtbot.mouseClick(named(desk.pane, "Note: Aims"), Qt.MouseButton.LeftButton)
    assert told.args == [AIMS]


def test_a_written_note_is_stored(qtbot: QtBot, desk: Desk) -> None:
    desk.pane.edit_note(AIMS)
    text = named(desk.pane, "Note on ‘Aims’")
    qtbot.keyClicks(text, "ask Carla")
    qtbot.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.record.answer(AIMS).note == "ask Carla"


def test_screen_readers_hear_number_need_and_state(desk: Desk) -> None:
    line = named(desk.pane, "Setting")
    assert line.accessibleDescription() == "2, filled, 2 quotes on page 3, 5; Where the peers met."


def test_a_complete_record_is_read_only(qtbot: QtBot, desk: Desk) -> None:
    desk.pane.refresh(completed(desk.record), ChangeSet(), own=False)
    line = named(desk.pane, "Setting")
    assert isinstance(line, QLineEdit)
    assert line.isReadOnly()
    desk.pane.mark(Status.UNCLEAR)
    assert desk.edits == []
    assert is_shown(desk.pane, "Reopen this study")


def test_a_locked_toggle_can_be_read_but_not_pressed(qtbot: QtBot, desk: Desk) -> None:
    desk.pane.refresh(completed(desk.record), ChangeSet(), own=False)
    button = named(desk.pane, "Pilot: Yes")
    assert isinstance(button, QAbstractButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert button.isEnabled()
    assert not button.isChecked()


def test_what_is_missing_is_linked_above_the_cards(qtbot: QtBot, desk: Desk) -> None:
    size = cell("study.sample_size")
    desk.pane.show_missing((Missing(size, Lack.REQUIRED),))
    link = named(desk.pane, "3  Sample size: required, not answered")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert desk.pane.target() == size


def test_completing_anyway_needs_a_reason(qtbot: QtBot, desk: Desk) -> None:
    desk.pane.show_missing((Missing(AIMS, Lack.EVIDENCE),))
    reason = named(desk.pane, "Reason to complete the study as it is")
    with qtbot.assertNotEmitted(desk.pane.complete_anyway_requested):
        qtbot.keyClick(reason, Qt.Key.Key_Return)
    qtbot.keyClicks(reason, "no full text")
    with qtbot.waitSignal(desk.pane.complete_anyway_requested) as told:
        qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert told.args == ["no full text"]


def test_an_empty_pane_offers_actions(qtbot: QtBot, desk: Desk) -> None:
    action = QAction("Add PDFs…", desk.pane)
    desk.pane.show_empty("No studies yet.", (action,))
    with qtbot.waitSignal(action.triggered):
        qtbot.mouseClick(named(desk.pane, "Add PDFs…"), Qt.MouseButton.LeftButton)
    assert desk.pane.target() is None


def test_another_theme_keeps_section_target_and_draft(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(named(desk.pane, "Sample size"), "a dozen")
    desk.pane.set_target(cell("study.sample_size"))
    desk.pane.set_tokens(load_tokens(dark=True))
    line = named(desk.pane, "Sample size")
    assert isinstance(line, QLineEdit)
    assert line.text() == "a dozen"
    assert is_shown(desk.pane, "TARGET")


def test_every_control_has_a_name(desk: Desk) -> None:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
    controls = [w for w in desk.pane.findChildren(QWidget) if isinstance(w, kinds)]
    shown = [w for w in controls if w.isVisible() and not isinstance(w.parent(), QComboBox)]
    assert [w for w in shown if not w.accessibleName()] == []


def test_no_control_is_smaller_than_24_pixels(desk: Desk) -> None:
    buttons = [b for b in desk.pane.findChildren(QAbstractButton) if b.isVisible()]
    reachable = [b for b in buttons if b.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert [b.accessibleName() for b in reachable if min(b.width(), b.height()) < 24] == []


@pytest.mark.parametrize("scale", [1.0, 1.6])
def test_a_narrow_pane_needs_no_horizontal_scrolling(
    qtbot: QtBot, open_form: OpenForm, scale: float
) -> None:
    desk = open_form(make_record(), width=400)
    font = QApplication.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    desk.pane.setFont(font)
    desk.pane.resize(400, 600)
    inside = desk.pane._frame.body
    qtbot.waitUntil(lambda: inside.widget().width() <= inside.viewport().width())
    assert desk.pane.minimumSizeHint().width() <= 400
    assert inside.widget().minimumSizeHint().width() <= inside.viewport().width()


def test_in_a_narrow_card_the_chips_stand_below_the_label(
    qtbot: QtBot, open_form: OpenForm
) -> None:
    desk = open_form(make_record(), width=300)
    desk.pane.set_target(cell("study.sample_size"))
    card = desk.pane.card(cell("study.sample_size"))
    assert card is not None
    label = card.head.label
    qtbot.waitUntil(lambda: card.head.chips()[0].y() >= label.geometry().bottom())
    qtbot.waitUntil(lambda: card.head.rect().contains(card.head.childrenRect()))


def test_tab_walks_the_cards_from_top_to_bottom(qtbot: QtBot, desk: Desk) -> None:
    stops = list(islice(tab_stops(named(desk.pane, "Country")), 9))
    assert [stop.accessibleName() for stop in stops] == [
        "Country",
        "Evidence on page 3, open in PDF",
        "Evidence on page 5, open in PDF",
        "More for Setting",
        "Setting",
        "More for Sample size",
        "Sample size",
        "More for Aims",
        "Aims",
    ]
