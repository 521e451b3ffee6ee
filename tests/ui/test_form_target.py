"""The target: which cell the next quote fills, and how it moves."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.domain.edits import FillAnswer
from app.domain.fields import Form
from app.domain.records import Row
from tests.ui.form_desk import OpenForm, is_shown, named, open_form
from tests.ui.form_record import Desk, cell, filled, make_record, small_form, template

__all__ = ["open_form"]
ROWS = (Row("g1", "groups", 0), Row("g2", "groups", 1))


@pytest.fixture
def form() -> Form:
    """The small form."""
    return small_form()


@pytest.fixture
def desk(open_form: OpenForm, form: Form) -> Desk:
    """A pane with an empty record of two rows."""
    return open_form(make_record(form, rows=ROWS))


def test_the_first_empty_field_is_the_target_of_a_new_record(open_form: OpenForm) -> None:
    desk = open_form(make_record(answers={cell("study.country"): filled(["SE"])}))
    assert desk.pane.target() == cell("study.setting")


def test_advancing_skips_answered_fields(open_form: OpenForm) -> None:
    desk = open_form(make_record(answers={cell("study.setting"): filled("ward")}))
    desk.pane.set_target(cell("study.country"))
    desk.pane.advance_target()
    assert desk.pane.target() == cell("study.sample_size")


def test_advancing_from_the_last_field_begins_again(desk: Desk) -> None:
    desk.pane.set_target(cell("groups.n", "g2"))
    desk.pane.advance_target()
    assert desk.pane.target() == cell("study.country")
    assert desk.pane.current_section() == "study"


def test_advancing_stays_where_nothing_is_empty(open_form: OpenForm, form: Form) -> None:
    record = make_record(form)
    desk = open_form(make_record(form, {c: filled("x") for c in record.cells()}))
    before = desk.pane.target()
    desk.pane.advance_target()
    assert desk.pane.target() == before


def test_the_next_target_may_be_in_the_next_section(qtbot: QtBot, desk: Desk) -> None:
    desk.pane.set_target(cell("study.keywords"))
    with qtbot.waitSignal(desk.pane.section_changed) as told:
        desk.pane.next_target()
    assert told.args == ["groups"]
    assert desk.pane.target() == cell("groups.who", "g1")


def test_the_previous_target_of_the_first_is_the_last(desk: Desk) -> None:
    desk.pane.set_target(cell("study.country"))
    desk.pane.previous_target()
    assert desk.pane.target() == cell("groups.n", "g2")


def test_focusing_a_field_makes_it_the_target(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.pane.target_changed) as told:
        named(desk.pane, "Sample size").setFocus()
    assert told.args == [cell("study.sample_size")]


def test_the_target_card_says_so(desk: Desk) -> None:
    desk.pane.set_target(cell("study.sample_size"))
    assert is_shown(desk.pane, "TARGET")
    assert is_shown(desk.pane, "3, Sample size, required, target, empty")


def test_a_target_below_scrolls_fully_into_view(qtbot: QtBot, desk: Desk) -> None:
    desk.pane.resize(555, 300)
    desk.pane.set_target(cell("study.keywords"))
    card = desk.pane.card(cell("study.keywords"))
    assert card is not None
    viewport = desk.pane._frame.body.viewport()
    area = viewport.rect()
    qtbot.waitUntil(lambda: area.contains(card.mapTo(viewport, QPoint(0, card.height() - 1))))


def test_pressing_an_empty_card_asks_for_the_next_selection(qtbot: QtBot, desk: Desk) -> None:
    card = desk.pane.card(cell("study.setting"))
    assert card is not None
    with qtbot.waitSignal(desk.pane.selection_wanted) as told:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))
    assert told.args == [cell("study.setting")]
    assert is_shown(desk.pane, "Select text in the PDF")


def test_pressing_a_filled_card_asks_for_nothing(qtbot: QtBot, open_form: OpenForm) -> None:
    desk = open_form(make_record(answers={cell("study.setting"): filled("ward")}))
    card = desk.pane.card(cell("study.setting"))
    assert card is not None
    with qtbot.assertNotEmitted(desk.pane.selection_wanted):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))


def test_typing_calls_the_next_selection_off(qtbot: QtBot, desk: Desk) -> None:
    line = named(desk.pane, "Setting")
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(desk.pane.selection_wanted) as told:
        qtbot.keyClicks(line, "w")
    assert told.args == [None]


def test_another_target_calls_the_next_selection_off(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(named(desk.pane, "Setting"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(desk.pane.selection_wanted) as told:
        desk.pane.next_target()
    assert told.args == [None]


def test_a_fill_from_elsewhere_calls_the_next_selection_off(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(named(desk.pane, "Setting"), Qt.MouseButton.LeftButton)
    before = desk.record.answer(cell("study.setting"))
    with qtbot.waitSignal(desk.pane.selection_wanted) as told:
        desk.apply(FillAnswer(cell("study.setting"), before, filled("ward")), own=False)
    assert told.args == [None]


def test_a_flash_goes_out_again(qtbot: QtBot, desk: Desk) -> None:
    card = desk.pane.card(cell("study.setting"))
    assert card is not None
    desk.pane.flash(cell("study.setting"))
    assert card.is_flashing
    qtbot.waitUntil(lambda: not card.is_flashing, timeout=2000)


def test_focusing_a_cell_of_a_folded_row_opens_the_row(open_form: OpenForm) -> None:
    rows = (Row("p1", "participants", 0), Row("p2", "participants", 1), *_more_rows())
    desk = open_form(make_record(template("peer_support_bpd"), rows=rows))
    wanted = cell("participants.age", "p5")
    desk.pane.focus_cell(wanted)
    card = desk.pane.card(wanted)
    assert card is not None
    assert card.editor.inputs()[0].hasFocus()


def _more_rows() -> tuple[Row, ...]:
    return tuple(Row(f"p{place + 1}", "participants", place) for place in range(2, 6))
