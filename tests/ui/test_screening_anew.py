"""Deciding otherwise on what was agreed says what becomes of the study."""

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.screening.anew import AnewDialog


def test_study_of_the_record_is_said_to_stay(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = AnewDialog("Sleep", {"include": "Include", "exclude": "Exclude"}, (), parent)
    dialog.tell_of_study()
    (told,) = [label.text() for label in dialog.findChildren(QLabel) if "Sleep" in label.text()]
    assert "the flow diagram warns that its sums differ" in " ".join(told.split())
