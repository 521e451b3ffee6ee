"""What goes wrong in the reviewer's world is said in a sentence, with what to do."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QInputDialog, QListWidget, QWidget

from app.bootstrap import open_review
from app.creating import create_review
from tests.e2e import finding
from tests.e2e.driver import Driver
from tests.services import damage, pdf_files
from tests.services.reviews import add_study
from ui.export.export_dialog import ExportDialog
from ui.flows.import_report import ImportReport

BOX = b"/MediaBox [0 0 300 400]"
CITATION = "Citation details (authors, date, title, journal, volume, issue, pages)"
ENCRYPTED = "py-pdf__r6-both-passwords.pdf"


def drop(target: QWidget, *paths: Path) -> None:
    """Drop files on a widget."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, left, none)
    target.dropEvent(event)


def paper_file(driver: Driver) -> Path:
    """Return the file of the paper that is open."""
    paper = driver.record.study.paper
    assert paper is not None
    return driver.review.papers.path_of(paper.sha256)


@pytest.fixture
def empty(start: Driver, tmp_path: Path) -> Driver:
    """A review without studies."""
    create_review(tmp_path / "new", title="New", template_id="sample-bpd", reviewer="Ana")
    start.open(tmp_path / "new")
    return start


def test_a_dropped_pdf_becomes_the_first_study(empty: Driver, tmp_path: Path) -> None:
    drop(empty.extract.reader, pdf_files.words(tmp_path / "lee_2020.pdf", BOX))
    empty.wait(lambda: empty.extract.controller.record is not None)
    empty.settle()
    assert empty.message().startswith("1 PDF")
    assert empty.extract.reader.canvas.isVisible()


def test_files_that_cannot_be_read_are_listed_and_the_rest_goes_in(
    empty: Driver, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"<!DOCTYPE html>")
    good = pdf_files.words(tmp_path / "good.pdf", BOX)
    drop(empty.extract.list, broken, good)
    empty.wait(lambda: empty.window.findChild(ImportReport) is not None)
    report = empty.window.findChild(ImportReport)
    rows = report.findChild(QListWidget)
    assert rows.item(0).text().startswith("“broken.pdf”")
    assert len(empty.extract.studies) == 1
    report.close()


def test_a_locked_paper_asks_for_its_password_and_opens(empty: Driver, shared: Path) -> None:
    def give(dialog: QDialog) -> None:
        assert isinstance(dialog, QInputDialog)
        dialog.setTextValue("foo")
        dialog.accept()

    with empty.answering(give):
        drop(empty.extract.reader, shared / "data" / "edge" / ENCRYPTED)
    empty.wait(lambda: empty.extract.source.is_open)  # without being asked a second time
    empty.settle()
    assert empty.extract.reader.canvas.isVisible()


def test_a_study_without_a_paper_can_be_answered_and_given_one(
    empty: Driver, tmp_path: Path
) -> None:
    study_id = add_study(empty.review, "Lee 2020")
    empty.extract.refresh_studies()
    empty.extract.open_study(study_id)
    assert finding.is_shown(empty.window, "Lee 2020 has no PDF yet. Drop it here.")
    empty.type_into(CITATION, "Lee")
    drop(empty.extract.reader, pdf_files.words(tmp_path / "lee.pdf", BOX))
    empty.wait(empty.extract.reader.canvas.isVisible)
    empty.settle()
    assert empty.record.study.label == "Lee 2020"
    assert empty.value_of(CITATION) == "Lee"


def test_a_missing_paper_file_leaves_the_form_usable(driver: Driver, sample_folder: Path) -> None:
    paper_file(driver).unlink()
    driver.reopen(sample_folder)
    said = "The PDF of Ghossoub 2017 is not in the review's papers folder any more. "
    hint = said + "Your answers are safe. Add the same PDF again."
    assert finding.is_shown(driver.window, hint)
    driver.type_into(CITATION, "typed")
    driver.press("Ctrl+S")
    assert driver.value_of(CITATION) == "typed"
    assert driver.clock().startswith("Saved ")


def test_pages_that_are_pictures_are_announced(empty: Driver, tmp_path: Path) -> None:
    scan = pdf_files.page_with(tmp_path / "scan.pdf", pdf_files.stream(b"0 0 90 90 re f"))
    drop(empty.extract.reader, scan)
    empty.wait(lambda: empty.extract.controller.record is not None)
    empty.settle()
    assert empty.extract.reader.notice.startswith("This PDF has no text to select")


@pytest.fixture
def locked(sample_folder: Path) -> Iterator[Path]:
    """The sample while somebody else has it open."""
    with open_review(sample_folder):
        yield sample_folder


def test_a_review_in_use_can_be_opened_read_only(start: Driver, locked: Path) -> None:
    start.window.open_folder(locked)
    start.wait(start.banner)
    start.click("Open read-only")
    start.wait(lambda: start.window.extract is not None)
    start.settle()
    assert start.banner().startswith("This review is open read-only")


def test_nothing_can_be_changed_in_a_read_only_review(start: Driver, locked: Path) -> None:
    start.window.open_folder(locked)
    start.wait(start.banner)
    start.click("Open read-only")
    start.wait(lambda: start.window.extract is not None)
    start.open_study("Ghossoub 2017")
    before = start.record
    start.select_text(1, "adolescents from Lebanon")
    start.press("F")
    assert start.record == before
    assert "read-only" in start.message()


def test_a_damaged_review_offers_to_restore_a_backup(start: Driver, sample_folder: Path) -> None:
    backup = next((sample_folder / "backups").glob("*.sqlite"))
    damage.overwrite_start(sample_folder / "review.sqlite")
    start.window.open_folder(sample_folder)
    start.wait(start.banner)

    def choose(dialog: QDialog) -> None:
        line = dialog.findChild(QWidget, "fileNameEdit")
        line.setText(str(backup))
        dialog.accept()

    with start.answering(choose):
        start.click("Restore a backup…")
    start.wait(lambda: start.window.extract is not None)
    start.settle()
    assert start.message() == "The backup was restored."


def test_a_review_that_is_gone_is_said_to_be_gone(start: Driver, tmp_path: Path) -> None:
    start.window.open_folder(tmp_path / "nowhere")
    start.wait(start.banner)
    assert "There is no review in" in start.banner()


def test_a_review_of_a_later_version_is_left_alone(start: Driver, sample_folder: Path) -> None:
    database = sample_folder / "review.sqlite"
    damage.execute(database, "UPDATE alembic_version SET version_num = '9999'")
    before = database.read_bytes()
    start.window.open_folder(sample_folder)
    start.wait(start.banner)
    assert "newer" in start.banner()
    assert database.read_bytes() == before


def test_an_export_that_cannot_be_written_is_said(driver: Driver, sample_folder: Path) -> None:
    shutil.rmtree(sample_folder / "exports", ignore_errors=True)
    (sample_folder / "exports").write_text("in the way")
    driver.press("Ctrl+E")
    choices = driver.window.findChild(ExportDialog)
    assert choices is not None
    choices.export_button.click()
    driver.wait(driver.message)
    assert "exports" in driver.message()
