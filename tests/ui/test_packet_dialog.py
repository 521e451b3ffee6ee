"""What the dialog of a packet offers, and what it says was chosen."""

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.packets import Packed
from tests.e2e import finding
from ui.flows.packet_dialog import PacketDialog

SEALS = "Only the seals of 3 studies: show what is finished, without answers"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_seals_are_chosen_without_papers(qtbot: QtBot, window: QWidget) -> None:
    dialog = PacketDialog("", (2, 5000), (3, 0), window)
    dialog.show()
    dialog.findChild(QCheckBox).setChecked(True)
    finding.named(dialog, SEALS, QRadioButton).setChecked(True)
    with qtbot.waitSignal(dialog.chosen) as said:
        finding.named(dialog, "Choose the file…", QPushButton).click()
    assert said.args == [Packed.SEALS, False]


def test_seals_are_not_offered_where_nothing_is_sealed(qtbot: QtBot, window: QWidget) -> None:
    dialog = PacketDialog("", (2, 5000), (0, 1), window)
    offered = [button for button in dialog.findChildren(QRadioButton) if not button.isHidden()]
    assert [button.text() for button in offered] == ["All my work"]
