"""Finding and driving the form pane the way a reviewer does."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.records import Record
from tests.ui.form_record import Desk
from ui.form.pane import FormPane
from ui.theme import load_tokens

OpenForm = Callable[..., Desk]


@pytest.fixture
def open_form(qtbot: QtBot) -> OpenForm:
    """Show a record in a pane of a given size that listens to its own edits."""

    def show(record: Record, section: str | None = None, *, width: int = 555) -> Desk:
        pane = FormPane(load_tokens(dark=False))
        qtbot.addWidget(pane)
        pane.resize(width, 600)
        desk = Desk(pane, record, section)
        with qtbot.waitActive(pane):
            pane.show()
            pane.activateWindow()
        return desk

    return show


def named(root: QWidget, name: str) -> QWidget:
    """Return the visible widget with this accessible name."""
    found = [w for w in root.findChildren(QWidget) if w.accessibleName() == name and w.isVisible()]
    assert found, f"nothing visible is called {name!r}"
    return found[0]


def is_shown(root: QWidget, name: str) -> bool:
    """Tell whether a visible widget has this accessible name."""
    widgets = root.findChildren(QWidget)
    return any(w.accessibleName() == name and w.isVisible() for w in widgets)
