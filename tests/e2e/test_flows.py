"""Steps of the window that go past one review, one study or one job."""

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog

from tests.e2e import finding
from tests.e2e.driver import Driver, focused, write_into
from tests.services import damage
from ui.flows.find_list import FindList
from ui.flows.home import documents
from ui.workspaces import ROWS

AT_THE_START = {
    *(
        "app.about",
        "app.help",
        "app.messages",
        "app.prefs",
        "app.quit",
        "app.sample",
        "app.shortcuts",
    ),
    *("app.resetsample", "file.new", "file.open"),
    *("view.fullscreen", "view.nextpane", "view.prevpane"),
}


def are_gone(held: list[weakref.ref[object]]) -> bool:
    gc.collect()
    return [one for one in held if one() is not None] == []


def labels(driver: Driver) -> list[str]:
    return [study.label for study in driver.review.records.studies()]


def test_undo_brings_back_the_open_study_that_was_removed(driver: Driver) -> None:
    driver.extract.list.setFocus()
    driver.trigger("list.remove")
    driver.settle()
    driver.trigger("edit.undo")
    assert labels(driver) == ["Malejko 2018", "Ghossoub 2017", "Fischer 2012"]


def test_a_backup_is_copied_to_where_the_reviewer_says(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.sqlite"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(copy), ""))
    driver.trigger("view.project")
    page = driver.window.opened.project.backups
    driver.window.opened.project.show_page(page)
    driver.wait(lambda: finding.named(page, "Copy to…").isEnabled())
    driver.click("Copy to…", page)
    driver.wait(copy.exists)


def test_the_list_of_places_goes_with_its_review(driver: Driver) -> None:
    driver.trigger("edit.findall")
    driver.trigger("file.close")
    assert not [found for found in driver.window.findChildren(FindList) if found.isVisible()]


def test_files_for_a_review_that_could_not_be_made_go_into_no_other(
    start: Driver, sample_folder: Path, papers: Path
) -> None:
    def fill_in(dialog: QDialog) -> None:
        write_into(dialog, "Title", "Peer support")
        dialog.accept()

    taken = documents() / "Peer support" / "notes.txt"
    taken.parent.mkdir(parents=True)
    taken.touch()
    with start.answering(fill_in):
        start.window.home_flow.new_with([next(papers.glob("*.pdf"))])
    start.wait(start.banner)
    start.open(sample_folder)
    start.wait(lambda: not start.window.jobs.is_busy)
    assert len(labels(start)) == 3


def test_a_review_whose_file_was_damaged_meanwhile_can_be_closed(driver: Driver) -> None:
    damage.execute(driver.review.folder / "review.sqlite", "UPDATE extraction SET status='oben'")
    driver.window.close_review()
    assert driver.window.review is None


def test_a_read_only_review_is_exported_to_another_folder(
    start: Driver, sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "out"))
    start.window.opening.open(sample_folder, read_only=True)
    start.wait(lambda: start.window.extract is not None)
    start.settle()
    assert start.export().parent == tmp_path / "out"


@pytest.mark.parametrize("first", ["plain", "encrypted"])
def test_a_password_given_later_does_not_change_which_paper_a_study_has(
    driver: Driver, shared: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    edge, papers = shared / "data" / "edge", shared / "data" / "papers"
    files = {
        "encrypted": edge / "py-pdf__r6-both-passwords.pdf",
        "plain": min(papers.glob("*.pdf")),
    }
    given = sorted(files.values(), key=lambda path: path is not files[first])
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args: ("foo", True))
    study = driver.record.study
    driver.window.importing.add(driver.review, given, study.study_id)
    driver.wait(lambda: len(labels(driver)) == 4 and not driver.window.jobs.is_busy)
    paper = driver.review.records.study(study.study_id).paper
    assert paper is not None
    assert paper.file_name == files[first].name


def test_escape_leads_from_the_paper_to_the_target(driver: Driver) -> None:
    driver.extract.reader.setFocus()
    driver.press("Escape")
    assert driver.extract.form.isAncestorOf(focused())


def test_the_keys_of_the_paper_work_in_the_review_that_is_opened_next(
    driver: Driver, sample_folder: Path
) -> None:
    driver.open(sample_folder)
    driver.open_study("Malejko 2018")
    before = driver.target()
    driver.extract.reader.canvas.setFocus()
    driver.press("D")
    assert driver.target() not in ("", before)


def test_the_start_screen_offers_nothing_that_needs_a_review(driver: Driver) -> None:
    window = driver.window
    for view in ("view.table", "view.library", "view.consensus"):
        driver.trigger(view)
    driver.trigger("file.close")
    left = {name for name in window.actions_by_id if window.actions_by_id[name].isEnabled()}
    assert left == AT_THE_START


def test_a_review_that_was_closed_leaves_nothing_in_memory(driver: Driver) -> None:
    for row in ROWS:
        driver.trigger(row.action)
        driver.wait(lambda: not driver.window.jobs.is_busy)
    held = [weakref.ref(part) for part in (driver.review, driver.extract, driver.window.opened)]
    pages = [weakref.ref(built.widget) for built in driver.window.opened._built.values()]
    driver.trigger("file.close")
    driver.wait(lambda: are_gone([*held, *pages]))
