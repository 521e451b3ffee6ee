"""Exporting with choices, and taking an edited workbook back, in the real window."""

import sys
from pathlib import Path
from typing import TypeVar

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QListView, QPlainTextEdit, QPushButton, QTabWidget

from app.domain.answers import Cell
from tests.e2e.driver import TIMEOUT, Driver
from tests.services.edited_books import type_in
from ui.export.difference_model import REASON
from ui.export.export_dialog import ExportDialog
from ui.export.readback_dialog import ReadbackDialog
from ui.flows import reading_back

AIMS = "design.aims"
Dialog = TypeVar("Dialog", bound=QDialog)


def dialog(driver: Driver, kind: type[Dialog]) -> Dialog:
    """Return the dialog that is open."""
    driver.wait(lambda: driver.window.findChild(kind) is not None)
    found = driver.window.findChild(kind)
    assert found is not None
    return found


def choices(driver: Driver) -> ExportDialog:
    """Open the export dialog and wait until it knows what is ready."""
    driver.trigger("file.export_dialog")
    found = dialog(driver, ExportDialog)
    driver.wait(lambda: concerns(found).isVisible())
    return found


def concerns(found: ExportDialog) -> QListView:
    (view,) = [
        v for v in found.findChildren(QListView) if v.accessibleName() == "What is not ready"
    ]
    return view


def accept(driver: Driver, found: ExportDialog) -> Path:
    with driver.qtbot.waitSignal(driver.window.exporting.exported, timeout=TIMEOUT) as written:
        found.export_button.click()
    assert written.args is not None
    return Path(written.args[1])


def aims(driver: Driver) -> object:
    """Return the aims of the third study, as they are stored."""
    record = driver.review.records.record(driver.review.records.find_study("Fischer").study_id)
    return record.answer(Cell(record.extraction_id, AIMS)).value


def button(found: ReadbackDialog, text: str) -> QPushButton:
    """Return a button by its text."""
    return next(one for one in found.findChildren(QPushButton) if one.text() == text)


def back(driver: Driver, book: Path) -> ReadbackDialog:
    reading_back.read(driver.window, book)
    return dialog(driver, ReadbackDialog)


def test_chosen_sheets_and_codes_are_exported_and_remembered(driver: Driver) -> None:
    found = choices(driver)
    found.sheets.check(False)
    found.cells.codes["NR"].setText("not stated")
    book = load_workbook(accept(driver, found))
    assert book.sheetnames == ["Charting table"]
    kept = driver.review.exports.choices()
    assert (kept.sheets, kept.codes) == (frozenset(), {"NR": "not stated"})


def test_what_was_written_can_be_shown_in_its_folder(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    monkeypatch.setattr(sys, "platform", "linux")
    found = choices(driver)
    found.main.format.setCurrentIndex(found.main.format.findData("blank"))
    asked_of_no_answers = found.main.whose.isEnabled()
    written = accept(driver, found)
    (button,) = [
        b for b in driver.window.messages.findChildren(QPushButton) if b.text() == "Show in folder"
    ]
    button.click()
    assert (shown, asked_of_no_answers) == ([str(written.parent)], False)


def test_the_first_export_shows_the_choices_and_the_next_is_one_click(driver: Driver) -> None:
    driver.press("Ctrl+E")
    found = dialog(driver, ExportDialog)
    found.main.format.setCurrentIndex(found.main.format.findData("tidy"))
    (tabs,) = found.findChildren(QTabWidget)
    assert [tabs.isTabEnabled(place) for place in range(4)] == [True, False, False, True]
    found.cells.bom.click()
    assert accept(driver, found).read_bytes()[:3] != b"\xef\xbb\xbf"
    driver.come_back()
    assert driver.export().suffix == ".csv"


def test_what_is_not_ready_leads_to_its_place(driver: Driver) -> None:
    found = choices(driver)
    view = concerns(found)
    model = view.model()
    texts = [model.index(row, 0).data() for row in range(model.rowCount())]
    row = next(n for n, text in enumerate(texts) if text.startswith("Fischer 2012"))
    view.clicked.emit(model.index(row, 0))
    driver.wait(lambda: driver.study() == "Fischer 2012")


def test_edited_workbook_is_taken_back_as_one_step(driver: Driver) -> None:
    book = driver.export()
    type_in(book, "Charting table", (2, AIMS), "To see")
    type_in(book, "Charting table", (2, "source.country"), "Chile")
    found = back(driver, book)
    found.reason.setText("asked the authors")
    at = found.model.index(0, REASON)
    found.model.setData(at, "a slip")
    found.take.click()
    assert aims(driver) == "To see"
    reasons = {line.step for line in driver.review.exports.log().audit if "Workbook" in line.step}
    said = f"Workbook {book.name}: asked the authors"
    assert reasons == {said, f"{said}: a slip"}
    driver.come_back()
    driver.undo()
    assert aims(driver) is None


def test_change_can_be_left_and_a_line_added_by_hand_is_told(driver: Driver) -> None:
    book = driver.export()
    type_in(book, "Charting table", (2, AIMS), "To see")
    opened = load_workbook(book)
    opened["Charting table"]["A12"].value = "Smith 2024"
    opened["Charting table"]["F12"].value = "Sweden"
    opened.save(book)
    found = back(driver, book)
    index = found.model.index(0, 0)
    found.model.setData(index, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    (lines,) = found.findChildren(QPlainTextEdit)
    assert "Smith 2024" in lines.toPlainText()
    assert not found.take.isEnabled()
    found.model.setData(found.model.index(0, REASON), "no such aim")
    found.take.click()
    assert aims(driver) is None
    steps = {line.step for line in driver.review.exports.log().audit if "Workbook" in line.step}
    assert steps == {f"Workbook {book.name}: left “To see”: no such aim"}


def test_take_all_and_none_are_of_the_lines_that_are_shown(driver: Driver) -> None:
    book = driver.export()
    type_in(book, "Charting table", (2, AIMS), "To see")
    type_in(book, "Charting table", (2, "source.country"), "Chile")
    found = back(driver, book)
    found.filter.setText("chile")
    button(found, "Take none").click()
    assert [one.after for one in found.chosen()] == ["To see"]
    found.filter.clear()
    button(found, "Take all").click()
    assert len(found.chosen()) == 2
    found.reject()
