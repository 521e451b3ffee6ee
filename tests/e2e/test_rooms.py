"""The other rooms: start screen, new review, project, backups, settings, search."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QListWidget,
    QMessageBox,
    QPushButton,
    QWidget,
)

from app import bootstrap
from tests.e2e import finding
from tests.e2e.driver import Driver, write_into
from ui.flows.find_list import FindList
from ui.settings_dialog import SettingsDialog

CITATION = "Citation details (authors, date, title, journal, volume, issue, pages)"
PRINTED = "Child Adolesc Psychiatry Ment Health (2017) 11:20"


def project_page(driver: Driver, name: str) -> None:
    """Go to a page of the project."""
    driver.press("Ctrl+7")
    pages = driver.window.opened.project.findChild(QListWidget)
    row = next(i for i in range(pages.count()) if pages.item(i).text() == name)
    pages.setCurrentRow(row)


def test_a_new_review_is_made_from_a_template(start: Driver, tmp_path: Path) -> None:
    def fill_in(dialog: QDialog) -> None:
        write_into(dialog, "Title", "Hope in recovery")
        write_into(dialog, "Put the folder in", str(tmp_path))
        write_into(dialog, "Your name", "Ana Ortiz")
        made = finding.named(dialog, "Make review", QPushButton)
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)

    with start.answering(fill_in):
        start.click("New review…")
    start.wait(lambda: start.window.review is not None)
    assert start.review.info().title == "Hope in recovery"
    assert start.window.windowTitle().startswith("Hope in recovery")
    assert finding.is_shown(start.window, "Add PDFs…")


def test_the_sample_opens_from_the_start_screen_as_a_copy(start: Driver) -> None:
    start.click("Try the sample review")
    start.wait(lambda: start.window.extract is not None)
    start.settle()
    assert start.study() == "Malejko 2018"
    assert start.review.folder.name == "Chartdesk sample review"


def test_a_closed_review_is_first_in_the_recent_ones(driver: Driver, sample_folder: Path) -> None:
    driver.press("Ctrl+W")
    assert driver.window.review is None
    driver.click("Open")
    driver.wait(lambda: driver.window.review is not None)
    driver.settle()
    assert driver.review.folder == sample_folder
    assert driver.study() == "Ghossoub 2017"


def test_a_backup_is_looked_into_and_restored(driver: Driver) -> None:
    before = driver.record
    driver.press("Ctrl+Shift+S")
    driver.wait(driver.message)
    driver.select_text(1, PRINTED)
    driver.press("F")
    project_page(driver, "Backups")
    driver.wait(lambda: finding.named(driver.window, "Look inside").isEnabled())
    driver.click("Look inside")
    driver.wait(lambda: driver.message().startswith("This backup holds 3 studies"))

    def agree(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        QTest.mouseClick(finding.named(dialog, "Restore"), Qt.MouseButton.LeftButton)

    with driver.answering(agree):
        driver.click("Restore…")
    driver.wait(lambda: driver.message() == "The backup was restored.")
    driver.wait(lambda: driver.window.extract is not None)
    driver.come_back()
    driver.open_study("Ghossoub 2017")
    assert driver.record.answers == before.answers


def test_the_theme_changes_at_once_and_stays(driver: Driver, sample_folder: Path) -> None:
    driver.press("Ctrl+,")
    dialog = driver.window.findChild(SettingsDialog)
    theme = finding.named(dialog, "Theme", QComboBox)
    theme.setCurrentText("Dark")
    assert driver.window.theme.tokens.is_dark
    dialog.close()
    driver.come_back()
    driver.select_text(1, PRINTED)
    driver.press("F")
    assert driver.value_of(CITATION) == PRINTED
    driver.reopen(sample_folder)
    assert driver.window.theme.tokens.is_dark


def test_a_fill_can_stay_on_its_field(driver: Driver) -> None:
    driver.press("Ctrl+,")
    dialog = driver.window.findChild(SettingsDialog)
    finding.named(dialog, "After a fill", QComboBox).setCurrentText("Stay on the field")
    dialog.close()
    driver.come_back()
    driver.select_text(1, PRINTED)
    driver.press("F")
    assert driver.target() == f"2 {CITATION}"


def test_single_letters_can_be_switched_off(driver: Driver) -> None:
    driver.press("Ctrl+,")
    dialog = driver.window.findChild(SettingsDialog)
    finding.named(dialog, "Keys of one letter, such as F to fill", QCheckBox).click()
    dialog.close()
    driver.come_back()
    driver.select_text(1, PRINTED)
    driver.press("F")
    assert driver.value_of(CITATION) == ""
    driver.press("Return")
    assert driver.value_of(CITATION) == PRINTED


def test_what_is_typed_on_the_project_page_is_kept(driver: Driver, sample_folder: Path) -> None:
    project_page(driver, "Scoping review details")
    line = driver.named("Scoping review title")
    line.setFocus()
    driver.press("Ctrl+A")
    driver.write("Another title")
    driver.press("Ctrl+2")
    assert driver.window.windowTitle().startswith("Another title")
    driver.reopen(sample_folder)
    assert driver.review.info().title == "Another title"


def test_words_are_found_in_all_papers_and_lead_to_the_page(driver: Driver) -> None:
    driver.press("Ctrl+Shift+F")
    found = driver.window.findChild(FindList)
    driver.wait(found.isActiveWindow)
    driver.write("cyberball")
    driver.press("Return")
    driver.wait(lambda: finding.named(found, "Next place").isEnabled())
    driver.click("Next place", root=found)
    driver.wait(lambda: driver.study() == "Malejko 2018")
    driver.settle()
    found.close()


def test_the_panes_change_sides_and_widths_are_kept(driver: Driver, sample_folder: Path) -> None:
    driver.press("Ctrl+Shift+X")
    assert driver.extract.splitter.widget(0) is driver.extract.form
    driver.press("Ctrl+Shift+X")
    driver.extract.splitter.setSizes([500, 800])
    sizes = driver.extract.splitter.sizes()
    driver.reopen(sample_folder)
    assert driver.extract.splitter.sizes() == sizes


@pytest.mark.parametrize("action", ["app.help", "app.shortcuts", "app.about", "app.messages"])
def test_help_opens_and_closes_on_escape(driver: Driver, action: str) -> None:
    driver.trigger(action)
    opened = next(d for d in driver.window.findChildren(QWidget) if d.isWindow() and d.isVisible())
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    assert not opened.isVisible()


def test_opening_is_stopped_and_begun_again(
    start: Driver, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, really = threading.Event(), bootstrap.open_review

    def slowly(*args: object, **more: object) -> object:
        goes_on.wait()
        return really(*args, **more)

    monkeypatch.setattr(bootstrap, "open_review", slowly)
    start.window.open_folder(sample_folder)
    start.window.jobs.running[-1].cancel()
    goes_on.set()
    start.wait(lambda: "was stopped" in start.banner())
    assert start.window.opened is None
    start.click("Open it")
    start.wait(lambda: start.window.opened is not None)
