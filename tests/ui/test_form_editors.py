"""Each kind of editor shows, reads and refuses as its field asks."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.fields import FieldType
from tests.ui.form_desk import OpenForm, is_shown, named, open_form
from tests.ui.form_record import Desk, cell, field, filled, make_record
from ui.form.editors.base import CalmCombo
from ui.form.editors.factory import make_editor
from ui.theme import load_tokens

__all__ = ["open_form"]
OPTIONS = ("Cohort", "Randomised trial", "Other")
STORED = [
    (FieldType.SHORT_TEXT, "four hospitals"),
    (FieldType.LONG_TEXT, "To find out\nwhether it helps"),
    (FieldType.INTEGER, 412),
    (FieldType.DECIMAL, "63.2"),
    (FieldType.YEAR, 2021),
    (FieldType.YEAR_RANGE, "2019-2021"),
    (FieldType.DATE, "14 March 2019"),
    (FieldType.YES_NO, "unclear"),
    (FieldType.SINGLE, "Cohort"),
    (FieldType.SINGLE, "Other: case series"),
    (FieldType.MULTI, ["Cohort", "Other: hand search"]),
    (FieldType.COUNTRY, ["SE", "GB"]),
    (FieldType.IDENTIFIER, "10.1000/abc"),
    (FieldType.CITATION, "Lindqvist A. Clinics. 2021."),
    (FieldType.TEXT_LIST, ["hope", "recovery; again"]),
    (FieldType.REPEATING_TEXT, ["one", "two"]),
    (FieldType.CODES, ["a1", "b2"]),
    (FieldType.LINKED_REPORTS, ["Protocol 2019"]),
    (FieldType.LIST_CHOICE, "Wrong population"),
    (FieldType.QUOTE, "we recruited 412 adults"),
    (FieldType.REGION, "Table 2"),
    (FieldType.QUANTITY, {"number": "1.5", "unit": OPTIONS[0]}),
    (FieldType.REVIEWER, "Anna"),
    (FieldType.AUTOMATIC, "3"),
]


@pytest.fixture
def desk(open_form: OpenForm) -> Desk:
    """A pane with an empty record."""
    return open_form(make_record())


def wheel(qtbot: QtBot, widget: QWidget) -> None:
    """Turn the wheel one step down over a widget."""
    spot = QPointF(5, 5)
    turned = QWheelEvent(
        spot,
        QPointF(widget.mapToGlobal(QPoint(5, 5))),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, turned)


@pytest.mark.parametrize(("kind", "value"), STORED)
def test_an_editor_gives_back_the_value_it_shows(
    qtbot: QtBot, kind: FieldType, value: object
) -> None:
    editor = make_editor(field("s", "f", kind, options=OPTIONS), load_tokens(dark=False))
    qtbot.addWidget(editor)
    with qtbot.assertNotEmitted(editor.edited), qtbot.assertNotEmitted(editor.settled):
        editor.show_value(value)
    assert editor.value() == value


@pytest.mark.parametrize("kind", [kind for kind, _ in STORED[:20]])
def test_an_empty_editor_holds_nothing(qtbot: QtBot, kind: FieldType) -> None:
    editor = make_editor(field("s", "f", kind, options=OPTIONS), load_tokens(dark=False))
    qtbot.addWidget(editor)
    editor.show_value(None)
    assert editor.value() is None


@pytest.mark.parametrize("kind", [FieldType.YEAR, FieldType.YEAR_RANGE, FieldType.DATE])
def test_an_example_is_read_to_its_end(qtbot: QtBot, kind: FieldType) -> None:
    editor = make_editor(field("s", "f", kind), load_tokens(dark=False))
    qtbot.addWidget(editor)
    editor.resize(420, 40)
    editor.show()
    (line,) = editor.inputs()
    assert isinstance(line, QLineEdit)
    room = line.width() - line.fontMetrics().horizontalAdvance(line.placeholderText())
    assert room >= 12


def test_choosing_an_option_stores_it_at_once(qtbot: QtBot, desk: Desk) -> None:
    combo = named(desk.pane, "Design")
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert desk.value("study.design") == "Cohort"


def test_the_beginning_of_an_option_is_enough(qtbot: QtBot, desk: Desk) -> None:
    combo = named(desk.pane, "Design")
    combo.setFocus()
    qtbot.keyClicks(combo, "rando")
    named(desk.pane, "Setting").setFocus()
    assert desk.value("study.design") == "Randomised trial"


def test_other_asks_what_it_is(qtbot: QtBot, desk: Desk) -> None:
    combo = named(desk.pane, "Design")
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    combo.setCurrentText("Other")
    combo.activated.emit(3)
    line = named(desk.pane, "Design: other, specify")
    qtbot.keyClicks(line, "case series")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert desk.value("study.design") == "Other: case series"


def test_the_wheel_changes_no_choice_that_has_no_focus(qtbot: QtBot, open_form: OpenForm) -> None:
    desk = open_form(make_record(answers={cell("study.design"): filled("Cohort")}))
    combo = named(desk.pane, "Design")
    assert isinstance(combo, QComboBox)
    wheel(qtbot, combo)
    assert combo.currentText() == "Cohort"


def test_pressing_a_toggle_again_takes_it_back(qtbot: QtBot, desk: Desk) -> None:
    button = named(desk.pane, "Pilot: Yes")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.value("study.pilot") == "yes"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.value("study.pilot") is None


def test_arrow_keys_walk_over_the_toggles(qtbot: QtBot, desk: Desk) -> None:
    named(desk.pane, "Pilot: Yes").setFocus()
    qtbot.keyClick(named(desk.pane, "Pilot: Yes"), Qt.Key.Key_Left)
    assert named(desk.pane, "Pilot: Unclear").hasFocus()


def test_a_country_typed_and_confirmed_becomes_a_chip(qtbot: QtBot, desk: Desk) -> None:
    line = named(desk.pane, "Country")
    qtbot.keyClicks(line, "sweden")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert desk.value("study.country") == ["SE"]
    assert is_shown(desk.pane, "Remove Sweden")
    assert isinstance(line, QLineEdit)
    assert line.text() == ""


def test_a_country_chip_removes_its_country(qtbot: QtBot, open_form: OpenForm) -> None:
    desk = open_form(make_record(answers={cell("study.country"): filled(["SE", "GB"])}))
    qtbot.mouseClick(named(desk.pane, "Remove Sweden"), Qt.MouseButton.LeftButton)
    assert desk.value("study.country") == ["GB"]


def test_backspace_in_the_empty_line_removes_the_last_country(
    qtbot: QtBot, open_form: OpenForm
) -> None:
    desk = open_form(make_record(answers={cell("study.country"): filled(["SE", "GB"])}))
    qtbot.keyClick(named(desk.pane, "Country"), Qt.Key.Key_Backspace)
    assert desk.value("study.country") == ["SE"]


def test_ticked_options_are_stored_in_the_order_of_the_form(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(named(desk.pane, "Found in"), Qt.MouseButton.LeftButton)
    filter_line = named(desk.pane, "Filter the options")
    qtbot.keyClicks(filter_line, "21")
    qtbot.keyClick(filter_line, Qt.Key.Key_Return)
    assert desk.value("study.found_in") == ["MEDLINE", "CINAHL"]


def test_long_text_grows_with_its_lines(qtbot: QtBot, desk: Desk) -> None:
    text = named(desk.pane, "Aims")
    assert isinstance(text, QPlainTextEdit)
    low = text.height()
    text.setPlainText("\n".join("abcdef"))
    assert text.height() > low
    assert text.verticalScrollBar().maximum() == 0


def test_the_list_editor_takes_one_entry_a_line(qtbot: QtBot, desk: Desk) -> None:
    text = named(desk.pane, "Keywords")
    qtbot.keyClicks(text, "hope")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "peers")
    desk.pane.flush()
    assert desk.value("study.keywords") == ["hope", "peers"]


def test_tab_leaves_long_text(qtbot: QtBot, desk: Desk) -> None:
    text = named(desk.pane, "Aims")
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert not text.hasFocus()


def test_a_list_too_narrow_for_its_value_says_so(qtbot: QtBot) -> None:
    combo = CalmCombo()
    qtbot.addWidget(combo)
    combo.addItem("Evidence source details and characteristics")
    combo.resize(1000, 30)
    whole = combo.option().currentText
    combo.resize(160, 30)
    assert (whole, combo.option().currentText[-1]) == (combo.itemText(0), "…")
