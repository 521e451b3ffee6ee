"""The content analysis, through the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.domain.coded import codes_field
from app.domain.codes import Origin
from tests.e2e.driver import Driver
from ui.coding.workspace import CodingWorkspace
from ui.table.workspace import TableWorkspace

AIMS = "design.aims"


@pytest.fixture
def coding(driver: Driver) -> CodingWorkspace:
    driver.trigger("view.coding")
    assert driver.window.opened is not None
    found = driver.window.opened._built["coding"]
    assert isinstance(found, CodingWorkspace)
    driver.wait(lambda: not driver.window.jobs.is_busy)
    found.go_to(AIMS)
    return found


def add(driver: Driver, coding: CodingWorkspace, label: str) -> None:
    coding.page.framework.label.setText(label)
    driver.click("Add", coding.page)


def select(coding: CodingWorkspace, words: str) -> None:
    view = coding.page.answer
    cursor = view.textCursor()
    at = view.toPlainText().index(words)
    cursor.setPosition(at)
    cursor.setPosition(at + len(words), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    view.setFocus()


def put(coding: CodingWorkspace) -> list[tuple[str, ...]]:
    model = coding.page.put
    return [model.texts(row) for row in range(model.rowCount())]


def test_a_digit_puts_a_code_on_the_words_that_are_selected(
    driver: Driver, coding: CodingWorkspace
) -> None:
    add(driver, coding, "Mechanism")
    words = coding.page.answer.toPlainText()[:20].strip()
    select(coding, words)
    driver.press("1")
    assert put(coding) == [("Mechanism", words, "AB")]
    assert coding.page.framework.codes.texts(0) == ("1", "Mechanism", "1", "1")
    assert [mark.cursor.selectedText() for mark in coding.page.answer.extraSelections()] == [words]


def test_without_words_the_whole_answer_is_coded_undone_and_taken_off(
    driver: Driver, coding: CodingWorkspace
) -> None:
    add(driver, coding, "Mechanism")
    coding.page.answer.setFocus()
    driver.press("1")
    assert put(coding) == [("Mechanism", "the whole answer", "AB")]
    driver.undo()
    assert put(coding) == []
    driver.redo()
    coding.page.put_view.selectRow(0)
    coding.page.put_view.setFocus()
    driver.press("Del")
    assert put(coding) == []


def test_codes_merge_and_part_again(driver: Driver, coding: CodingWorkspace) -> None:
    add(driver, coding, "Mechanism")
    add(driver, coding, "Process")
    coding.page.answer.setFocus()
    driver.press("2")
    first, second = driver.review.coding.codes()
    coding.framing.merge(second, first)
    assert [line[0] for line in put(coding)] == ["Mechanism"]
    coding.page.answer.setFocus()
    driver.undo()
    assert [line[0] for line in put(coding)] == ["Process"]


def test_a_name_that_is_taken_is_refused_in_words(driver: Driver, coding: CodingWorkspace) -> None:
    add(driver, coding, "Mechanism")
    add(driver, coding, "mechanism")
    assert "already" in coding.page.banner.text
    assert len(driver.review.coding.codes()) == 1


def test_agreement_waits_for_two(driver: Driver, coding: CodingWorkspace) -> None:
    coding.page.done.click()
    assert driver.review.coding.is_done(AIMS)
    driver.click("Agreement…", coding.page)
    box = driver.window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "both have ticked" in box.text()
    box.reject()


def test_an_answer_opens_where_it_was_charted(driver: Driver, coding: CodingWorkspace) -> None:
    driver.click("Open in Extract", coding.page)
    driver.settle()
    assert driver.study() == "Malejko 2018"


def table_of(driver: Driver) -> TableWorkspace:
    driver.trigger("view.table")
    assert driver.window.opened is not None
    found = driver.window.opened._built["table"]
    assert isinstance(found, TableWorkspace)
    return found


def column_of_codes(table: TableWorkspace) -> list[str]:
    fields = [field.field_id for field in table.model.fields]
    column = fields.index(codes_field(AIMS)) + 1
    assert fields[column - 2] == AIMS
    return [str(table.model.index(row, column).data()) for row in range(3)]


def test_charting_table_has_a_column_of_codes_that_opens_them(
    driver: Driver, coding: CodingWorkspace
) -> None:
    add(driver, coding, "Mechanism")
    coding.page.unit_view.selectRow(1)
    coding.page.answer.setFocus()
    driver.press("1")
    table = table_of(driver)
    row = column_of_codes(table).index("Mechanism")
    column = [field.field_id for field in table.model.fields].index(codes_field(AIMS)) + 1
    table.page.grid.choose(table.model.index(row, column))
    driver.press("Del")
    assert "content analysis" in driver.message()
    assert column_of_codes(table)[row] == "Mechanism"
    driver.press("Return")
    assert put(coding) == [("Mechanism", "the whole answer", "AB")]
    driver.undo()
    driver.trigger("view.table")
    assert codes_field(AIMS) not in {field.field_id for field in table.model.fields}


def test_code_is_defined_and_counted_in_a_file(
    driver: Driver, coding: CodingWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(driver, coding, "Mechanism")
    words = coding.page.answer.toPlainText()[:20].strip()
    select(coding, words)
    driver.press("1")
    coding.page.framework.view.selectRow(0)
    coding.page.framework.origin.setFocus()
    driver.press("Down")
    coding.page.framework.definition.setPlainText("How it works")
    coding.flush()
    assert driver.review.coding.codes()[0].origin is Origin.DEDUCTIVE
    paths = [tmp_path / "counts.csv", tmp_path / "segments.csv"]
    chosen = iter([(str(path), "") for path in paths])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: next(chosen))
    [action.trigger() for action in coding.page.save.menu().actions()]
    driver.wait(lambda: all(path.exists() for path in paths))
    driver.settle()
    assert "Mechanism,How it works,deductive,1,1" in paths[0].read_text("utf-8-sig")
    assert words in paths[1].read_text("utf-8-sig")


def shown(coding: CodingWorkspace) -> list[str]:
    codes = coding.page.framework.codes
    return [codes.texts(row)[1] for row in range(codes.rowCount())]


def test_a_framework_is_taken_in_ordered_by_keys_and_drag_and_undone(
    driver: Driver, coding: CodingWorkspace, tmp_path: Path
) -> None:
    (tmp_path / "list.csv").write_text("code,parent\nAccess,\nCost,Access\nHope,\n")
    coding.framing.take_in(tmp_path / "list.csv")
    driver.wait(lambda: len(shown(coding)) == 3)
    pane = coding.page.framework
    pane.view.selectRow(2)
    pane.view.setFocus()
    driver.press("Alt+Shift+Right")
    assert shown(coding) == ["Access", "    Cost", "    Hope"]
    driver.press("Alt+Shift+Up")
    assert shown(coding) == ["Access", "    Hope", "    Cost"]
    dragged = pane.codes.mimeData([pane.codes.index(1, 1)])
    pane.codes.dropMimeData(dragged, Qt.DropAction.MoveAction, -1, -1, pane.codes.index(2, 0))
    assert shown(coding) == ["Access", "    Cost", "        Hope"]
    dragged = pane.codes.mimeData([pane.codes.index(2, 1)])
    pane.codes.dropMimeData(dragged, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert shown(coding) == ["Hope", "Access", "    Cost"]
    [driver.undo() for _step in range(5)]
    assert shown(coding) == []
