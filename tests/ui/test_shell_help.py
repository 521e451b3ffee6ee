"""Help pages, shortcut sheet, licences and menus."""

import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QTableView, QTextBrowser
from pytestqt.qtbot import QtBot

import resources
from ui.actions import Actions, build_actions
from ui.help.about_dialog import About, AboutDialog
from ui.help.help_window import HelpWindow
from ui.help.shortcut_sheet import ShortcutSheet, key_lines
from ui.menus import LINE, MENUS, Menus
from ui.theme import load_tokens

LINKS = re.compile(r"\]\(([^)]+)\)")


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def actions(window: QMainWindow) -> Actions:
    return build_actions(window, load_tokens(dark=False), mac=False)


def test_every_action_is_in_exactly_one_menu(actions: Actions) -> None:
    placed = Counter(name for _, ids in MENUS for name in ids if name != LINE)
    assert placed == Counter(actions)


def mnemonics(texts: list[str]) -> list[str]:
    letters = Counter(text[text.index("&") + 1].lower() for text in texts if "&" in text)
    return [letter for letter, count in letters.items() if count > 1]


def test_mnemonics_are_unique_in_every_menu(window: QMainWindow, actions: Actions) -> None:
    menus = Menus(window.menuBar(), actions).fill()
    texts = {name: [a.text() for a in menu.actions()] for name, menu in menus.items()}
    twice = {name: mnemonics(found) for name, found in texts.items() if mnemonics(found)}
    assert twice == {}
    assert mnemonics([title for title, _ in MENUS]) == []


def test_the_sheet_lists_every_key_there_is(actions: Actions) -> None:
    lines = {line.action: line.keys for line in key_lines(actions)}
    assert lines["Fill target"] == "F  or  Return  or  Enter"
    assert "Quit" not in lines


def test_the_sheet_is_narrowed_by_action_or_key(actions: Actions, qtbot: QtBot) -> None:
    sheet = ShortcutSheet(actions)
    qtbot.addWidget(sheet)
    sheet.findChild(QLineEdit).setText("ctrl+pgdown")
    model = sheet.findChild(QTableView).model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Next study"]


def test_help_pages_lead_only_to_pages_that_exist() -> None:
    pages = list(resources.path("help").glob("*.md"))
    linked = {link for page in pages for link in LINKS.findall(page.read_text(encoding="utf-8"))}
    assert linked == {page.name for page in pages}


def test_help_opens_at_the_page_asked_for(qtbot: QtBot) -> None:
    window = HelpWindow(page="fill.md")
    qtbot.addWidget(window)
    assert "Capture lock" in window.text


def test_keys_named_in_the_help_exist(actions: Actions) -> None:
    text = resources.path("help/missing.md").read_text(encoding="utf-8")
    named = set(re.findall(r"Ctrl\+Shift\+[A-Z]", text))
    assert named <= {key.toString() for name in actions for key in actions[name].shortcuts()}


def test_about_tells_version_and_folders(qtbot: QtBot) -> None:
    dialog = AboutDialog(About("1.2", Path("a.ini"), Path("reports")))
    qtbot.addWidget(dialog)
    licences = dialog.findChild(QTextBrowser).toPlainText()
    assert "PySide6" in licences


def test_every_listed_licence_has_its_text() -> None:
    listed = resources.path("licences/THIRD_PARTY.md").read_text(encoding="utf-8")
    missing = [
        name for name in LINKS.findall(listed) if not (resources.path("licences") / name).is_file()
    ]
    assert missing == []


def test_a_menu_is_filled_when_it_is_opened(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = build_actions(window, None)
    kept = Menus(window.menuBar(), actions)
    first = window.menuBar().actions()[0].menu()
    first.aboutToShow.emit()
    filled = len(first.actions())
    assert filled == len(MENUS[0][1])
    kept.fill()
    assert len(first.actions()) == filled
