"""What was merged, told again: a line that is about a study leads there."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.packets import Counts, Merged
from app.domain.sentence import Sentence
from tests.e2e import finding
from ui.flows.merge_report import MergeReportDialog
from ui.flows.notice_list import NoticeList

PLAIN = Sentence("The clock of {name} is ahead.", name="Ben")
LEADS = Sentence("{name} broke the seal of {study}.", name="Ben", study="Lee 2020").about("s1")
KEY = Qt.Key


def test_return_on_a_line_leads_to_its_study(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    merged = Merged("2026-11-27T09:00:00", "Ben", "b", Counts(), Counts(), (PLAIN, LEADS))
    dialog = MergeReportDialog([merged], window)
    dialog.show()
    told = finding.named(dialog, "What was told of the merge", NoticeList)
    go = finding.named(dialog, "Go there", QPushButton)
    assert not go.isEnabled()
    QTest.keyClick(told, KEY.Key_Down)
    assert go.isEnabled()
    with qtbot.waitSignal(dialog.place_chosen) as chosen:
        QTest.keyClick(told, KEY.Key_Return)
    assert chosen.args[0].study_id == "s1"
