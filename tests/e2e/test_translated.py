"""In a language of brackets, every word of the window that nobody typed wears brackets."""

import json
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTabBar, QWidget

import resources
from tests.e2e.driver import Driver
from ui.help.shortcut_sheet import key_lines

OPENED, CLOSED = "⟦", "⟧"
NAMES = ("Chartdesk", "SVG", "PDF", "PNG", "TIFF", "CSV", "DOCX", "F8", "Aa", "“w”", "é", "AB")
BESIDE = re.compile(r"^\d\s+|\s+\(?\w\)?$|\s+\*$|…$")
"""Numbers, keys and signs beside the words of a form."""


class Brackets(QTranslator):
    """A language that puts every sentence of the program into brackets."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(self, _context: str, text: str, _note: str = "", _n: int = -1) -> str:
        return f"{OPENED}{text}{CLOSED}" if text else ""


@pytest.fixture
def brackets(qapp: QApplication) -> Iterator[None]:
    """Windows that are made now speak in brackets."""
    language = Brackets()
    qapp.installTranslator(language)
    yield
    qapp.removeTranslator(language)


def said(root: QWidget) -> Iterator[str]:
    """Yield what the parts of a window say, on screen and to screen readers."""
    for widget in root.findChildren(QWidget):
        yield from (widget.accessibleName(), widget.toolTip(), widget.statusTip())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, QTabBar):
            yield from map(widget.tabText, range(widget.count()))


def typed(driver: Driver) -> str:
    """Return what the form and the studies of the sample say, and names that stay."""
    form = json.loads(resources.path("forms/sample_bpd.json").read_text("utf-8"))
    studies = [f"{study.label} · {study.title}" for study in driver.review.records.studies()]
    return "\n".join((*NAMES, str(form), *studies, str(driver.record), str(driver.review.folder)))


def english(root: QWidget, typed: str) -> set[str]:
    """Return the words without brackets that nobody typed."""
    bare = {BESIDE.sub("", text) for text in said(root) if OPENED not in text}
    return {text for text in bare if any(map(str.isalpha, text)) and text not in typed}


@pytest.mark.usefixtures("brackets")
def test_every_word_of_a_workspace_can_be_translated(driver: Driver) -> None:
    driver.select_text(1, "adolescents from Lebanon")
    driver.press("Ctrl+F")
    own = typed(driver)
    assert english(driver.window, own) == set()
    driver.window.actions_by_id["view.form"].trigger()
    driver.window.actions_by_id["view.project"].trigger()
    assert english(driver.window, own) == set()


@pytest.mark.usefixtures("brackets")
def test_menus_tips_and_keys_can_be_translated(start: Driver) -> None:
    actions = start.window.actions_by_id
    menus = [action.text() for action in start.window.menuBar().actions()]
    texts = [text for a in actions for text in (actions[a].text(), actions[a].statusTip())]
    tips = [actions[a].toolTip().replace("&", "") for a in actions]
    keys = [text for line in key_lines(actions) for text in (line.action, line.where, line.tip)]
    assert [text for text in (*menus, *texts, *tips, *keys) if not text.startswith(OPENED)] == []
