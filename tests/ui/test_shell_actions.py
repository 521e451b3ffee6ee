"""The table of actions: keys of both platforms, no clashes, the keys of the specification."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import open_review
from tests.services.reviews import _empty_folder, folder
from ui.action_table import ACTIONS, ActionRow, Scope
from ui.actions import build_actions, is_single_letter
from ui.enabling import mark_workspace
from ui.theme import load_tokens

__all__ = ["_empty_folder", "folder"]  # fixtures

SPECIFIED = Path(__file__).resolve().parents[3] / "shared/ux/shortcuts.csv"
ALIASES = {"sel.fill2": "sel.fill", "sel.tofield2": "sel.tofield"}
FOCUS = {
    "reader": (Scope.GLOBAL, Scope.EXTRACT, Scope.PDF, Scope.SEL),
    "form": (Scope.GLOBAL, Scope.EXTRACT),
    "library": (Scope.GLOBAL, Scope.LIBRARY),
    "screening": (Scope.GLOBAL, Scope.SCREENING),
    "consensus": (Scope.GLOBAL, Scope.CONSENSUS),
    "checking": (Scope.GLOBAL, Scope.CHECKING),
    "charting table": (Scope.GLOBAL, Scope.GRID),
    "study list": (Scope.GLOBAL, Scope.EXTRACT, Scope.LIST),
}


def clashes(rows: tuple[ActionRow, ...], scopes: tuple[Scope, ...], mac: bool) -> list[str]:
    keys = Counter(
        QKeySequence(key).toString()
        for row in rows
        if row.scope in scopes
        for key in row.keys_on(mac)
    )
    return [key for key, count in keys.items() if count > 1]


@pytest.mark.parametrize("mac", [False, True], ids=["windows", "mac"])
@pytest.mark.parametrize("focus", FOCUS)
def test_no_two_actions_share_a_key_where_the_focus_is(focus: str, mac: bool) -> None:
    assert clashes(ACTIONS, FOCUS[focus], mac) == []


def test_a_planted_clash_is_found() -> None:
    planted = ActionRow("x", "X", Scope.PDF, "x", ("Ctrl+S",))
    assert clashes((*ACTIONS, planted), FOCUS["reader"], False) == ["Ctrl+S"]


@pytest.mark.skipif(not SPECIFIED.exists(), reason="the specification is not beside the project")
@pytest.mark.parametrize("column", ["win", "mac"])
def test_keys_are_those_of_the_specification(column: str) -> None:
    table = {row.id: row for row in ACTIONS}
    with SPECIFIED.open(encoding="utf-8", newline="") as lines:
        read = [(ALIASES.get(row["id"], row["id"]), row[column]) for row in csv.DictReader(lines)]
    asked = [(name, key) for name, key in read if name in table]
    wrong = [name for name, key in asked if key and key not in table[name].keys_on(column == "mac")]
    assert len(asked) > 60
    assert wrong == []


def test_every_action_has_a_name_a_tip_and_known_keys(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = build_actions(window, load_tokens(dark=False), mac=False)
    rows = actions.rows
    assert len({row.id for row in rows}) == len(rows)
    assert [row.id for row in rows if not row.tip] == []
    assert [row.id for row in rows for key in row.keys if QKeySequence(key).isEmpty()] == []
    assert [row.id for row in rows if row.icon and actions[row.id].icon().isNull()] == []


def test_letters_without_modifier_can_be_switched_off(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = build_actions(window, load_tokens(dark=False), mac=False)
    actions.use_single_letters(False)
    assert actions["pdf.nextpage"].shortcuts() == []
    assert actions["pdf.caret"].shortcuts() == [QKeySequence("F7")]
    assert actions["file.save"].shortcuts() == [QKeySequence("Ctrl+S")]


@pytest.mark.parametrize("key", ["F", "Shift+E", "1", "/"])
def test_a_typed_character_is_a_single_letter(key: str) -> None:
    assert is_single_letter(key)


def test_only_panes_hear_their_own_keys(qtbot: QtBot) -> None:
    window, pane = QWidget(), QWidget()
    qtbot.addWidget(window)
    qtbot.addWidget(pane)
    actions = build_actions(window, load_tokens(dark=False), mac=False)
    actions.attach(Scope.LIST, pane)
    assert actions["list.rename"] in pane.actions()
    assert actions["list.rename"] not in window.actions()
    assert actions["file.open"] in window.actions()


def test_a_key_of_a_pane_is_silent_outside_the_pane(qtbot: QtBot) -> None:
    window = QWidget()
    pane, other = QPushButton("pane", window), QPushButton("other", window)
    qtbot.addWidget(window)
    actions = build_actions(window, load_tokens(dark=False), mac=False)
    actions.attach(Scope.LIST, pane)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    other.setFocus()
    with qtbot.assertNotEmitted(actions["list.rename"].triggered):
        qtbot.keyClick(other, Qt.Key.Key_F2)
    pane.setFocus()
    with qtbot.waitSignal(actions["list.rename"].triggered):
        qtbot.keyClick(pane, Qt.Key.Key_F2)


def test_screening_only_looks_in_a_review_open_for_reading(qtbot: QtBot, folder: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = build_actions(window, load_tokens(dark=False), mac=False)
    with open_review(folder, read_only=True) as review:
        mark_workspace(actions, "view.screening", review)
    can = {
        name: actions[name].isEnabled() for name in ("screen.next", "screen.anew", "screen.setup")
    }
    assert can == {"screen.next": True, "screen.anew": False, "screen.setup": False}
