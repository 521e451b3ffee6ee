"""The state bar names its workspaces as far as there is room."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QToolButton
from pytestqt.qtbot import QtBot

from ui.actions import Actions, build_actions
from ui.state_bar import StateBar
from ui.theme import load_tokens
from ui.workspaces import actions_shown


@dataclass
class Shown:
    window: QMainWindow
    actions: Actions
    bar: StateBar

    def named(self) -> list[str]:
        """Return the workspaces that show their names."""
        worded = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        buttons = {name: self.bar.widgetForAction(self.actions[name]) for name in actions_shown()}
        tools = {name: b for name, b in buttons.items() if isinstance(b, QToolButton)}
        return [name for name, button in tools.items() if button.toolButtonStyle() is worded]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = build_actions(window, None)
    bar = StateBar(actions, load_tokens(dark=False), window)
    window.addToolBar(bar)
    actions["view.extract"].setChecked(True)
    window.resize(2000, 400)
    window.show()
    return Shown(window, actions, bar)


def test_a_wide_bar_names_every_workspace(shown: Shown) -> None:
    assert shown.named() == list(actions_shown())


def test_a_narrow_bar_names_the_workspace_in_front(qtbot: QtBot, shown: Shown) -> None:
    shown.window.resize(860, 400)
    qtbot.waitUntil(lambda: shown.named() == ["view.extract"])
    shown.actions["view.extract"].setChecked(False)
    shown.actions["view.project"].setChecked(True)
    assert shown.named() == ["view.project"]


def test_another_theme_leaves_the_names_room(qtbot: QtBot, shown: Shown) -> None:
    for padding in (2, 4):
        shown.window.setStyleSheet(f"QToolButton {{ min-width: 20px; padding: {padding}px; }}")
    button = shown.bar.widgetForAction(shown.actions["view.table"])
    assert button is not None
    qtbot.waitUntil(lambda: button.minimumWidth() == button.sizeHint().width())


def test_a_bar_with_no_room_shows_icons(qtbot: QtBot, shown: Shown) -> None:
    shown.window.resize(300, 400)
    qtbot.waitUntil(lambda: shown.named() == [])
