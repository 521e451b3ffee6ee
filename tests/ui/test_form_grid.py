"""Rows as a table: typing, moving, pasting, new rows, headings, rows under rows."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.answers import Answer, Status
from app.domain.edits import ChangeSet, FillAnswer
from app.domain.records import Evidence, Row
from app.domain.studies import ExtractionStatus
from tests.ui.form_desk import OpenForm, is_shown, named, open_form
from tests.ui.form_record import Desk, cell, filled, make_record, quote
from tests.unit.form_samples import rich_form
from ui.form.grid_view import GridView
from ui.theme import load_tokens

__all__ = ["open_form"]
LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot, open_form: OpenForm) -> Desk:
    """A table of two groups."""
    rows = (Row("g1", "groups", 0), Row("g2", "groups", 1))
    answers = {
        cell("groups.name", "g1"): filled("Peers"),
        cell("groups.n", "g1"): filled(12),
        cell("groups.name", "g2"): filled("Control"),
    }
    desk = open_form(make_record(rich_form(), answers, rows=rows), "groups")
    qtbot.mouseClick(named(desk.pane, "groups as table"), LEFT)
    return desk


def table(desk: Desk, name: str = "groups, table") -> GridView:
    """The table of the rows."""
    view = named(desk.pane, name)
    assert isinstance(view, GridView)
    return view


def at(desk: Desk, row: int, column: int) -> GridView:
    """The table with this cell as the current one."""
    view = table(desk)
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, column))
    return view


def typed(qtbot: QtBot, view: GridView, text: str, key: Qt.Key) -> None:
    """Type over the current cell and leave it with a key."""
    qtbot.keyClicks(view, text[:1])
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, text[1:])
    qtbot.keyClick(line, key)


def names(desk: Desk) -> list[object]:
    """The names of the groups in order."""
    rows = desk.record.rows_of("groups")
    return [desk.value("groups.name", row.row_id) for row in rows]


def test_typing_overwrites_and_return_goes_down(qtbot: QtBot, desk: Desk) -> None:
    view = at(desk, 0, 1)
    typed(qtbot, view, "14", KEY.Key_Return)
    assert desk.value("groups.n", "g1") == 14
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 1)


def test_tab_goes_right_and_on_to_the_next_row(qtbot: QtBot, desk: Desk) -> None:
    view = at(desk, 0, 1)
    qtbot.keyClick(view, KEY.Key_Tab)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 0)
    assert desk.pane.target() == cell("groups.name", "g2")


def test_tab_leaves_the_table_at_its_end(qtbot: QtBot, desk: Desk) -> None:
    view = at(desk, 2, 1)
    qtbot.keyClick(view, KEY.Key_Tab)
    assert not view.hasFocus()


def test_typing_into_the_blank_line_adds_a_row_in_one_step(qtbot: QtBot, desk: Desk) -> None:
    typed(qtbot, at(desk, 2, 0), "Carers", KEY.Key_Return)
    assert (names(desk), len(desk.edits)) == (["Peers", "Control", "Carers"], 1)
    desk.undo()
    assert names(desk) == ["Peers", "Control"]


def test_text_that_is_no_value_stays_in_its_cell_and_is_not_lost(qtbot: QtBot, desk: Desk) -> None:
    view = at(desk, 0, 1)
    typed(qtbot, view, "twelve-ish", KEY.Key_Return)
    assert desk.value("groups.n", "g1") == 12
    assert view.model().index(0, 1).data() == "twelve-ish"
    assert [draft.text for draft in desk.pane.drafts()] == ["twelve-ish"]
    typed(qtbot, at(desk, 0, 1), "13", KEY.Key_Return)
    assert (desk.value("groups.n", "g1"), desk.pane.drafts()) == (13, ())


def test_code_is_a_mark(qtbot: QtBot, desk: Desk) -> None:
    typed(qtbot, at(desk, 1, 1), "NR", KEY.Key_Return)
    assert desk.record.answer(cell("groups.n", "g2")) == Answer(None, Status.NOT_REPORTED)


def test_pasted_block_fills_cells_and_adds_rows_as_one_step(qtbot: QtBot, desk: Desk) -> None:
    QGuiApplication.clipboard().setText("Control\t20\nCarers\t7\n")
    qtbot.keySequence(at(desk, 1, 0), "Ctrl+V")
    assert names(desk) == ["Peers", "Control", "Carers"]
    assert (desk.value("groups.n", "g2"), len(desk.edits)) == (20, 1)
    assert desk.labels == ["Paste 3 cells into groups"]


def test_block_that_does_not_fit_is_pasted_only_when_confirmed(qtbot: QtBot, desk: Desk) -> None:
    QGuiApplication.clipboard().setText("Control\tmany\tmore\nCarers\t7\t\n")
    qtbot.keySequence(at(desk, 1, 0), "Ctrl+V")
    assert desk.edits == []
    qtbot.mouseClick(next(b for b in buttons(desk) if b.text() == "Paste the other 2"), LEFT)
    assert names(desk) == ["Peers", "Control", "Carers"]
    assert desk.value("groups.n", "g2") is None


def buttons(desk: Desk) -> list[QPushButton]:
    """The visible buttons."""
    return [b for b in desk.pane.findChildren(QPushButton) if b.isVisible()]


def test_copied_block_can_be_pasted_again(qtbot: QtBot, desk: Desk) -> None:
    view = at(desk, 0, 0)
    view.selectAll()
    qtbot.keySequence(view, "Ctrl+C")
    assert QGuiApplication.clipboard().text() == "Peers\t12\nControl\t\n\t\n"


def test_delete_clears_the_selected_cells_in_one_step(qtbot: QtBot, desk: Desk) -> None:
    view = at(desk, 0, 0)
    view.selectRow(0)
    qtbot.keyClick(view, KEY.Key_Delete)
    assert (desk.value("groups.name", "g1"), desk.value("groups.n", "g1")) == (None, None)
    assert len(desk.edits) == 1


def test_fill_down_repeats_the_first_row(qtbot: QtBot, desk: Desk) -> None:
    view = at(desk, 0, 1)
    view.selectColumn(1)
    view.selectionModel().select(
        view.model().index(2, 1), view.selectionModel().SelectionFlag.Deselect
    )
    qtbot.keySequence(view, "Ctrl+D")
    assert desk.value("groups.n", "g2") == 12


def test_change_from_elsewhere_is_shown_and_the_cell_stays_current(desk: Desk) -> None:
    view = at(desk, 1, 1)
    desk.apply(FillAnswer(cell("groups.n", "g2"), Answer(), filled(8)), own=False)
    assert (view.model().index(1, 1).data(), view.currentIndex().row()) == ("8", 1)


def test_next_target_moves_in_the_table(desk: Desk) -> None:
    view = at(desk, 0, 0)
    desk.pane.next_target()
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, 1)


def test_cards_come_back(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(named(desk.pane, "groups as cards"), LEFT)
    assert desk.pane.card(cell("groups.n", "g2")) is not None
    assert not is_shown(desk.pane, "groups, table")


def test_heading_that_was_not_known_adds_its_row(qtbot: QtBot, open_form: OpenForm) -> None:
    desk = open_form(make_record(rich_form()), "groups")
    line = named(desk.pane, "Heading of a new arm")
    qtbot.keyClicks(line, "Clinicians")
    qtbot.keyClick(line, KEY.Key_Return)
    assert names(desk) == ["Clinicians"]
    row_id = desk.record.rows_of("groups")[0].row_id
    assert desk.pane.target() == cell("groups.n", row_id)


def test_given_rows_are_added_once(qtbot: QtBot, open_form: OpenForm) -> None:
    answers = {cell("groups.name", "g1"): filled("Peers")}
    rows = (Row("g1", "groups", 0),)
    desk = open_form(make_record(rich_form(), answers, rows=rows), "outcomes")
    given = next(b for b in buttons(desk) if b.text() == "Add the 2 given rows")
    qtbot.mouseClick(given, LEFT)
    found = [desk.value("outcomes.outcome", row.row_id) for row in desk.record.rows_of("outcomes")]
    assert (found, given.isVisible(), len(desk.edits)) == (["Hope", "Isolation"], False, 1)


def test_row_under_a_row_refers_to_it(qtbot: QtBot, open_form: OpenForm) -> None:
    answers = {cell("groups.name", "g1"): filled("Peers")}
    rows = (Row("g1", "groups", 0),)
    desk = open_form(make_record(rich_form(), answers, rows=rows), "groups")
    qtbot.mouseClick(named(desk.pane, "Add outcome under Arm 1 · Peers"), LEFT)
    row_id = desk.record.rows_of("outcomes")[0].row_id
    assert desk.value("outcomes.arm", row_id) == "g1"
    assert desk.pane.target() == cell("outcomes.outcome", row_id)


def test_locked_table_has_no_blank_line(qtbot: QtBot, desk: Desk) -> None:
    locked = replace(desk.record, status=ExtractionStatus.COMPLETE)
    desk.pane.refresh(locked, ChangeSet(), own=False)
    assert table(desk).model().rowCount() == 2


def test_cell_with_a_quote_shows_it(desk: Desk) -> None:
    named_cell = cell("groups.name", "g1")
    quoted = replace(desk.record, evidence=(Evidence(quote("a1", 2), named_cell),))
    desk.pane.refresh(quoted, ChangeSet(), own=False)
    model = table(desk).model()
    role = Qt.ItemDataRole.DecorationRole
    assert [model.index(row, 0).data(role) is not None for row in (0, 1)] == [True, False]


def test_table_stays_when_the_theme_changes(desk: Desk) -> None:
    desk.pane.set_tokens(load_tokens(dark=True))
    assert table(desk).model().rowCount() == 3
