"""The condition of a field: built of questions and groups, by keys, and read in words."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.fields import Form
from app.domain.rule_documents import DEEPEST, condition_from_json
from app.domain.templates import form_from_json
from tests.e2e.finding import named
from ui.designer.conditions import ConditionInput
from ui.theme import load_tokens

FORM: dict[str, Any] = {
    "id": "f",
    "name": "Form",
    "sections": [
        {
            "key": "s",
            "label": "Section",
            "scope": "source",
            "fields": [
                {"key": "own", "label": "Own", "type": "short_text"},
                {"key": "n", "label": "Size", "type": "integer"},
                {"key": "arms", "label": "Arms", "type": "single_select", "options": ["1", "2"]},
                {"key": "land", "label": "Land", "type": "country_multi"},
            ],
        }
    ],
}
NESTED = {
    "any": [
        {"field": "s.land", "is": "SE"},
        {
            "all": [
                {"field": "s.n", "at_least": 9},
                {"any": [{"field": "s.arms", "is": "2"}, {"field": "s.n", "marked": "unclear"}]},
            ]
        },
    ]
}


@pytest.fixture
def form() -> Form:
    """A form whose fields can be asked about."""
    return form_from_json(FORM)


@pytest.fixture
def box(qtbot: QtBot, form: Form) -> ConditionInput:
    """The editor, shown without a condition."""
    made = ConditionInput(load_tokens(dark=False))
    qtbot.addWidget(made)
    made.resize(420, 600)
    made.show_condition(form, "s.own", None)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def choose(box: ConditionInput, name: str, words: str) -> None:
    """Choose words in a named list, as a reviewer does."""
    found = named(box, name, QComboBox)
    assert isinstance(found, QComboBox)
    found.setCurrentText(words)
    found.activated.emit(found.currentIndex())


def press(box: ConditionInput, name: str) -> None:
    """Press a named button with the key."""
    button = named(box, name, QPushButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def words_of(box: ConditionInput) -> str:
    label = named(box, "The condition in words", QLabel)
    assert isinstance(label, QLabel)
    return label.text()


def test_groups_within_groups_are_shown_and_read_in_words(box: ConditionInput, form: Form) -> None:
    box.show_condition(form, "s.own", condition_from_json(NESTED, "x"))
    assert words_of(box) == (
        "Asked when “Land” is Sweden or (“Size” is at least 9 and "
        "(“Arms” is 2 or “Size” is marked unclear))."
    )


def test_shown_condition_is_said_as_it_was(box: ConditionInput, form: Form) -> None:
    said: list[object] = []
    box.settled.connect(said.append)
    box.show_condition(form, "s.own", condition_from_json(NESTED, "x"))
    choose(box, "Condition 2.2.1: test", "is")
    assert said == [NESTED]


def test_group_is_built_by_keys(box: ConditionInput) -> None:
    said: list[object] = []
    box.settled.connect(said.append)
    choose(box, "Show if", "When all of these hold")
    QTest.keyClicks(named(box, "Condition 1: value"), "5")
    press(box, "Add a group")
    choose(box, "Condition 2.1: field", "Arms")
    press(box, "Add a condition to group 2")
    choose(box, "Condition 2.2: field", "Land")
    QTest.keyClicks(named(box, "Condition 2.2: value"), "Norway")
    choose(box, "Condition 2.2: test", "is not")
    assert said[-1] == {
        "all": [
            {"field": "s.n", "is": 5},
            {"any": [{"field": "s.arms", "is": "1"}, {"field": "s.land", "is_not": "NO"}]},
        ]
    }


def test_removed_group_takes_its_questions_along(box: ConditionInput, form: Form) -> None:
    said: list[object] = []
    box.show_condition(form, "s.own", condition_from_json(NESTED, "x"))
    box.settled.connect(said.append)
    press(box, "Remove group 2")
    assert said == [{"field": "s.land", "is": "SE"}]


def test_tab_visits_the_parts_in_the_order_they_are_seen(box: ConditionInput, form: Form) -> None:
    box.show_condition(form, "s.own", condition_from_json(NESTED, "x"))
    named(box, "Condition 2.1: value").setFocus()
    QTest.keyClick(box.focusWidget(), Qt.Key.Key_Tab)
    assert box.focusWidget().accessibleName() == "Group 2.2: how it holds"


def test_question_to_a_field_that_is_gone_stays_as_it_is(box: ConditionInput, form: Form) -> None:
    said: list[object] = []
    gone = {"field": "s.gone", "at_least": 9}
    asked = {"any": [gone, {"field": "s.arms", "is": "2"}]}
    box.show_condition(form, "s.own", condition_from_json(asked, "x"))
    box.settled.connect(said.append)
    choose(box, "Condition 2: test", "is not")
    assert said == [{"any": [gone, {"field": "s.arms", "is_not": "2"}]}]


def test_unfinished_question_stays_when_the_same_condition_is_shown_again(
    box: ConditionInput, form: Form
) -> None:
    condition = condition_from_json(NESTED, "x")
    box.show_condition(form, "s.own", condition)
    press(box, "Add a condition")
    box.show_condition(form, "s.own", condition)
    assert named(box, "Condition 3: field").hasFocus()


def test_deepest_group_of_the_format_is_shown_and_offers_no_deeper_one(
    box: ConditionInput, form: Form
) -> None:
    deep: dict[str, Any] = {"field": "s.n", "is": 1}
    for key in ("any", "all") * (DEEPEST // 2):
        deep = {key: [{"field": "s.arms", "is": "2"}, deep]}
    box.show_condition(form, "s.own", condition_from_json(deep, "x"))
    place = ".".join("2" * (DEEPEST - 1))
    assert named(box, f"Add a condition to group {place}")
    offered = box.findChildren(QPushButton)
    names = [button.accessibleName() for button in offered if not button.isHidden()]
    assert f"Add a group to group {place}" not in names
