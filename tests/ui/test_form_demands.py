"""What the form demands, in the pane: conditions, rules, marks, rows, offers."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.answers import Answer, Status
from app.domain.edits import FillAnswer
from app.domain.records import Evidence, Row
from tests.ui.form_desk import OpenForm, is_shown, named, open_form
from tests.ui.form_record import Desk, cell, filled, make_record, quote
from tests.unit.form_samples import rich_form
from ui.form.chips import Chip
from ui.form.field_card import FieldCard

__all__ = ["open_form"]


def desk_with(open_form: OpenForm, section: str = "design", **answers: Answer) -> Desk:
    """A desk with the form of everything; answers of the section by key."""
    cells = {cell(f"{section}.{key}"): answer for key, answer in answers.items()}
    return open_form(make_record(rich_form(), cells), section)


def card_of(desk: Desk, field_id: str, row_id: str | None = None) -> FieldCard:
    """The live card of a cell."""
    card = desk.pane.card(cell(field_id, row_id))
    assert card is not None
    return card


def type_into(qtbot: QtBot, desk: Desk, name: str, text: str) -> None:
    """Type into the line of a field and go on with Return."""
    line = named(desk.pane, name)
    assert isinstance(line, QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_question_appears_when_its_condition_holds(open_form: OpenForm) -> None:
    desk = desk_with(open_form)
    assert desk.pane.card(cell("design.arms")) is None
    desk.apply(FillAnswer(cell("design.design"), Answer(), filled("Trial")))
    assert card_of(desk, "design.arms").isVisible()


def test_question_that_appears_stands_in_its_place(open_form: OpenForm) -> None:
    desk = desk_with(open_form)
    desk.apply(FillAnswer(cell("design.design"), Answer(), filled("Trial")))
    heights = [card.y() for card in desk.pane._frame.body.cards()]
    assert [card.cell.field_id for card in desk.pane._frame.body.cards()][1] == "design.arms"
    assert heights == sorted(heights)


def test_hidden_answer_is_kept_and_said(open_form: OpenForm) -> None:
    desk = desk_with(open_form, design=filled("Trial"), arms=filled(3))
    desk.apply(FillAnswer(cell("design.design"), filled("Trial"), filled("Cohort")))
    line = "2 Number of arms: 3. Kept, and not counted: asked only if “design” is Trial."
    assert is_shown(desk.pane, line)
    desk.undo()
    assert card_of(desk, "design.arms").editor.value() == 3


def test_section_that_is_not_asked_says_when_it_is(open_form: OpenForm) -> None:
    desk = desk_with(open_form, "outcomes")
    assert is_shown(desk.pane, "This section is asked only if “name” is answered.")
    assert not is_shown(desk.pane, "Add row to outcomes")


def test_broken_rule_is_said_on_leaving_and_not_while_typing(
    qtbot: QtBot, open_form: OpenForm
) -> None:
    desk = desk_with(open_form, design=filled("Trial"))
    line = named(desk.pane, "Number of arms")
    line.setFocus()
    qtbot.keyClicks(line, "12")
    qtbot.waitUntil(lambda: desk.value("design.arms") == 12, timeout=1600)
    assert card_of(desk, "design.arms").message == ""
    named(desk.pane, "Enrolled").setFocus()
    assert card_of(desk, "design.arms").message == "Expected 1 to 9."


def test_comparison_is_checked_when_the_other_field_changes(
    qtbot: QtBot, open_form: OpenForm
) -> None:
    desk = desk_with(open_form, analysed=filled(40))
    type_into(qtbot, desk, "Enrolled", "38")
    assert card_of(desk, "design.analysed").message == "More than came."


def test_soft_rule_warns_without_marking_the_answer_invalid(open_form: OpenForm) -> None:
    desk = desk_with(open_form, design=filled("Trial"), registration=filled("ISRCTN1"))
    card = card_of(desk, "design.registration")
    assert card.message != ""
    assert card.editor.inputs()[0].property("invalid") in (None, False)


def test_mark_that_the_form_does_not_allow_is_refused(open_form: OpenForm) -> None:
    desk = desk_with(open_form)
    desk.pane.set_target(cell("design.analysed"))
    desk.pane.mark(Status.UNCLEAR)
    assert (desk.edits, card_of(desk, "design.analysed").message) == (
        [],
        "The form does not allow this mark here.",
    )


def test_computed_is_a_mark_on_a_value_and_comes_off_again(open_form: OpenForm) -> None:
    desk = desk_with(open_form, analysed=filled(40))
    desk.pane.set_target(cell("design.analysed"))
    desk.pane.mark(Status.COMPUTED)
    marked = desk.record.answer(cell("design.analysed"))
    desk.pane.mark(Status.COMPUTED)
    unmarked = desk.record.answer(cell("design.analysed"))
    assert [(a.value, a.status) for a in (marked, unmarked)] == [
        (40, Status.COMPUTED),
        (40, Status.FILLED),
    ]


def test_computed_stays_when_the_value_is_corrected(qtbot: QtBot, open_form: OpenForm) -> None:
    desk = desk_with(open_form, analysed=Answer(40, Status.COMPUTED))
    type_into(qtbot, desk, "Analysed", "41")
    assert desk.record.answer(cell("design.analysed")) == Answer(41, Status.COMPUTED)


def test_number_with_unit_is_typed_in_one_go(qtbot: QtBot, open_form: OpenForm) -> None:
    desk = desk_with(open_form)
    type_into(qtbot, desk, "Follow-up", "6 months")
    assert desk.value("design.length") == {"number": "6", "unit": "months"}


def test_default_is_offered_and_never_filled_by_itself(qtbot: QtBot, open_form: OpenForm) -> None:
    desk = desk_with(open_form)
    assert desk.value("design.length") is None
    chip = named(desk.pane, "Follow-up: take Use the default: 12 weeks")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert desk.value("design.length") == {"number": "12", "unit": "weeks"}


def test_other_numbers_of_the_quote_are_chips(qtbot: QtBot, open_form: OpenForm) -> None:
    anchor = quote("a1", 2, "We recruited 412 adults, of whom 398 were analysed")
    evidence = (Evidence(anchor, cell("design.enrolled")),)
    answers = {cell("design.enrolled"): filled(412)}
    desk = open_form(make_record(rich_form(), answers, evidence), "design")
    desk.pane.set_target(cell("design.enrolled"))
    chip = named(desk.pane, "Enrolled: take 398")
    assert isinstance(chip, Chip)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert (desk.value("design.enrolled"), desk.labels[-1]) == (398, "Take ‘Enrolled’")


def test_row_reference_offers_the_rows_by_name(open_form: OpenForm) -> None:
    rows = (Row("g1", "groups", 0), Row("g2", "groups", 1), Row("o1", "outcomes", 0))
    answers = {
        cell("groups.name", "g1"): filled("Peers"),
        cell("groups.name", "g2"): filled("Waiting list"),
    }
    desk = open_form(make_record(rich_form(), answers, rows=rows), "outcomes")
    box = named(desk.pane, "arm")
    assert isinstance(box, QComboBox)
    assert [box.itemText(n) for n in range(box.count())] == ["Choose", "Peers", "Waiting list"]
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert desk.value("outcomes.arm", "o1") == "g2"


def test_reference_to_a_removed_row_is_said(open_form: OpenForm) -> None:
    rows = (Row("g1", "groups", 0), Row("o1", "outcomes", 0))
    answers = {
        cell("groups.name", "g1"): filled("Peers"),
        cell("outcomes.arm", "o1"): filled("gone"),
    }
    desk = open_form(make_record(rich_form(), answers, rows=rows), "outcomes")
    message = card_of(desk, "outcomes.arm", "o1").message
    assert message == "The row it refers to was removed. Choose another one."


def test_words_used_before_are_offered_and_others_may_be_typed(
    qtbot: QtBot, open_form: OpenForm
) -> None:
    lists = {"design.reason": ("Wrong population", "Wrong concept")}
    desk = open_form(replace(make_record(rich_form()), lists=lists), "design")
    box = named(desk.pane, "reason")
    assert isinstance(box, QComboBox)
    assert box.findText("Wrong concept") > 0
    qtbot.keyClicks(box.lineEdit(), "Duplicate")
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert desk.value("design.reason") == "Duplicate"


def test_decision_rule_stands_at_its_field(open_form: OpenForm) -> None:
    desk = desk_with(open_form)
    assert (
        "Trial only when allocated at random."
        in card_of(desk, "design.design").editor.inputs()[0].accessibleDescription()
    )
