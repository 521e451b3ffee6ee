"""Paper and form side by side, or one at a time in a narrow window."""

import pytest
from PySide6.QtWidgets import QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot

from ui.extract.two_panes import LEAST, TwoPanes


@pytest.fixture
def panes(qtbot: QtBot) -> TwoPanes:
    panes = TwoPanes(QTextEdit(), QLineEdit())
    qtbot.addWidget(panes)
    panes.resize(1200, 600)
    panes.show()
    return panes


def shown(panes: TwoPanes) -> tuple[bool, bool]:
    reader, form = panes.splitter.widget(0), panes.splitter.widget(1)
    assert reader is not None
    assert form is not None
    return reader.isVisible(), form.isVisible()


def test_wide_window_shows_both_panes(panes: TwoPanes) -> None:
    assert shown(panes) == (True, True)


def test_narrow_window_shows_the_paper_alone(panes: TwoPanes) -> None:
    panes.resize(980, 600)
    assert shown(panes) == (True, False)


def test_form_comes_to_the_front_when_it_is_asked_for(panes: TwoPanes) -> None:
    panes.resize(980, 600)
    panes.show_form()
    assert shown(panes) == (False, True)


def test_switching_goes_to_the_form_and_back(panes: TwoPanes) -> None:
    panes.resize(980, 600)
    panes.switch()
    panes.switch()
    assert shown(panes) == (True, False)


def test_both_panes_are_there_again_when_the_window_grows(panes: TwoPanes) -> None:
    panes.resize(980, 600)
    panes.show_form()
    panes.resize(1200, 600)
    assert shown(panes) == (True, True)


def test_swapped_panes_keep_their_sizes(panes: TwoPanes) -> None:
    before = panes.splitter.sizes()
    panes.swap()
    assert panes.splitter.sizes() == before[::-1]


def test_a_narrow_window_forgets_no_sizes(panes: TwoPanes) -> None:
    panes.set_sizes((700, 500))
    before = panes.sizes()
    panes.resize(980, 600)
    panes.swap()
    panes.detach()
    panes.attach()
    panes.resize(1200, 600)
    assert panes.sizes() == pytest.approx(before[::-1], abs=8)


def test_no_pane_is_squeezed_away(panes: TwoPanes) -> None:
    panes.set_sizes((1190, 10))
    assert panes.sizes()[1] >= LEAST[1]
