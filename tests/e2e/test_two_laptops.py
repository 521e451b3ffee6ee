"""Two people on two laptops, each with a window of their own: from the plan to the consensus."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QListView, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from app.bootstrap import open_review
from tests.e2e import finding
from tests.e2e.driver import Driver, focused, write_into
from tests.e2e.test_exchange import merge
from tests.e2e.test_rooms import project_page
from tests.services.computers import computer
from tests.services.reviews import _empty_folder, add_study, folder
from ui.flows.merge_report import MergeReportDialog

__all__ = ["_empty_folder", "folder"]  # fixtures
CONTEXT = "Context (setting, care level, geography, culture)"
SEALS = "Only the seal of 1 study: shows that it is finished, without answers"


@dataclass(frozen=True, slots=True)
class Desk:
    """A laptop: its window, and where its packets are saved."""

    driver: Driver
    tray: Path

    def chart(self, text: str) -> None:
        """Answer a field, mark the study complete for a reason, and seal it."""
        driver = self.driver
        driver.come_back()
        driver.trigger("view.extract")
        driver.type_into(CONTEXT, text)
        driver.trigger("ext.complete")
        write_into(driver.window, "Reason to complete the study as it is", "a story")
        driver.click("Complete anyway")
        driver.click("Seal this study")
        assert driver.record.study.is_sealed

    def hand_over(self, name: str, choice: str, patch: pytest.MonkeyPatch) -> Path:
        """Save work for a colleague by the File menu."""
        path = self.tray / f"{name}.chartpacket"
        patch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))

        def choose(dialog: QDialog) -> None:
            finding.named(dialog, choice, QRadioButton).setChecked(True)
            finding.named(dialog, "Choose the file…", QPushButton).click()

        with self.driver.answering(choose):
            self.driver.trigger("file.packet")
        self.driver.wait(lambda: self.driver.message().startswith(f"{path.name}: "))
        return path


@pytest.fixture
def desks(qtbot: QtBot, start: Driver, folder: Path, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """Ana's review with a study dealt out to two, and the copy that Ben opened on his laptop."""
    with open_review(folder) as review:
        add_study(review)
    start.open(folder)
    project_page(start, "Assignments")
    start.click("Deal out")
    start.window.close_review()
    theirs = Path(copytree(folder, tmp_path / "bens" / "review"))
    ben = Driver(qtbot, tmp_path / "bens")
    with computer(tmp_path / "bens laptop"):
        with ben.answering(as_the_second):
            ben.window.open_folder(theirs)
        ben.wait(lambda: ben.window.extract is not None)
    start.open(folder)
    yield Desk(start, tmp_path), Desk(ben, tmp_path)
    ben.close()


def as_the_second(dialog: QDialog) -> None:
    people = finding.named(dialog, "People of the review", QListView)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(people, key)


def test_two_laptops_chart_blind_exchange_files_and_agree(
    desks: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = desks
    with computer(tmp_path / "bens laptop"):
        ben.chart("an urban clinic")
        seals = ben.hand_over("seals", SEALS, monkeypatch)
        work = ben.hand_over("work", "All my work", monkeypatch)
    ana.chart("a rural hospital")
    taken(ana.driver, seals)
    assert ana.driver.review.consensus.sealed_studies() == frozenset()
    taken(ana.driver, work)
    settle(ana.driver)
    back = ana.hand_over("back", "All my work", monkeypatch)
    with computer(tmp_path / "bens laptop"):
        taken(ben.driver, back)
        assert context(ben.driver) == context(ana.driver) == "an urban clinic"


def taken(driver: Driver, packet: Path) -> None:
    """Merge a packet, and close what is told of it, which is there before the review again."""
    merge(driver, packet)
    for dialog in driver.window.findChildren(MergeReportDialog):
        dialog.reject()
    driver.come_back()


def settle(driver: Driver) -> None:
    driver.press("Ctrl+3")
    QTest.keyClicks(focused(), "2")


def context(driver: Driver) -> object:
    (record,) = driver.review.consensus.final_records()
    return next(a.value for c, a in record.answers.items() if c.field_id == "source.context")
