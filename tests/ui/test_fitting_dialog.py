"""A dialog that asks for a reason shows its words whole at 160 % text."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.flows.seal_dialogs import ReasonDialog

WORDS = "Everybody can look at everybody's answers, sealed or not. " * 8


def test_words_that_wrap_are_whole_and_the_dialog_stays_within_the_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1093, 534)
    large = QFont(window.font())
    large.setPointSizeF(window.font().pointSizeF() * 1.6)
    window.setFont(large)
    dialog = ReasonDialog("Turn blinding off", WORDS, "Turn blinding off", window)
    dialog.setFont(large)
    with qtbot.waitExposed(dialog):
        dialog.show()
    (label,) = (one for one in dialog.findChildren(QLabel) if one.text() == WORDS)
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    assert dialog.height() <= window.height()
