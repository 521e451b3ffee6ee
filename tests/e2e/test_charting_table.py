"""The charting table, through the window."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit

from app.domain.answers import Answer, Cell, Status
from tests.e2e.driver import Driver
from ui.reader.paper_pane import PaperPane
from ui.table.paste_dialog import PasteDialog
from ui.table.replacing import ReplaceDialog
from ui.table.workspace import TableWorkspace


@pytest.fixture
def table(driver: Driver) -> TableWorkspace:
    driver.trigger("view.table")
    assert driver.window.opened is not None
    found = driver.window.opened._built["table"]
    assert isinstance(found, TableWorkspace)
    return found


def choose(table: TableWorkspace, study: str, field_id: str, row: int = 0) -> Cell:
    """Make a cell the current one."""
    shown = next(s for s in table.model.studies if s.record.study.label == study)
    section = table.model.fields[0] and shown.record.form.section_of(field_id)
    key = shown.rows[section.key][row] if section.repeating else None
    cell = Cell(shown.record.extraction_id, field_id, key)
    table.go_to((shown.study_id, cell))
    return cell


def overtype(driver: Driver, text: str) -> None:
    """Type over the current cell: the first key opens its editor, which takes the others."""
    driver.write(text[0])
    driver.write(text[1:])


def stored(driver: Driver, study: str, cell: Cell) -> Answer:
    found = driver.review.records.find_study(study)
    return driver.review.records.record(found.study_id).answer(cell)


def shown_studies(table: TableWorkspace) -> list[str]:
    rows = range(table.model.rowCount())
    return [str(table.model.index(row, 0).data()) for row in rows]


def test_typing_over_a_cell_is_stored_and_undone(driver: Driver, table: TableWorkspace) -> None:
    cell = choose(table, "Fischer 2012", "source.country")
    before = stored(driver, "Fischer 2012", cell)
    overtype(driver, "Sweden")
    driver.press("Return")
    assert stored(driver, "Fischer 2012", cell).value == ["SE"]
    driver.undo()
    assert stored(driver, "Fischer 2012", cell) == before
    driver.redo()
    assert stored(driver, "Fischer 2012", cell).value == ["SE"]


def test_what_was_typed_here_is_taken_back_in_its_study(
    driver: Driver, table: TableWorkspace
) -> None:
    cell = choose(table, "Fischer 2012", "source.country")
    overtype(driver, "Sweden")
    driver.press("Return")
    driver.trigger("view.extract")
    driver.open_study("Fischer 2012")
    driver.trigger("edit.undo")
    assert stored(driver, "Fischer 2012", cell).status is Status.EMPTY


def test_undo_here_takes_back_the_last_fill_and_shows_it(
    driver: Driver, table: TableWorkspace
) -> None:
    cell = choose(table, "Ghossoub 2017", "source.country")
    driver.trigger("view.extract")
    driver.open_study("Fischer 2012")
    driver.type_into("Country of origin", "Chile")
    driver.trigger("view.table")
    table.go_to((table.model.studies[0].study_id, cell))
    driver.undo()
    index = table.page.grid.currentIndex()
    assert (table.model.name_at(index.row())[0], index.data()) == ("Fischer 2012", "")


def test_text_that_is_no_value_keeps_its_editor(driver: Driver, table: TableWorkspace) -> None:
    cell = choose(table, "Fischer 2012", "source.country")
    overtype(driver, "Atlantis")
    driver.press("Return")
    editor = table.page.grid.editing[0].editing
    assert isinstance(editor, QLineEdit)
    assert (editor.text(), editor.property("invalid")) == ("Atlantis", "true")
    assert stored(driver, "Fischer 2012", cell).status is Status.EMPTY
    assert not table.flush()
    driver.press("Esc")


def test_cell_of_a_frozen_column_is_edited_where_it_is_seen(
    driver: Driver, table: TableWorkspace
) -> None:
    table.page.grid.set_frozen(2)
    cell = choose(table, "Fischer 2012", table.model.fields[0].field_id)
    overtype(driver, "Typed")
    editor = table.page.grid.editing[1].editing
    assert editor is not None
    place = editor.mapTo(table.page.grid, editor.rect().center())
    assert table.page.grid.frozen.geometry().contains(place)
    driver.press("Return")
    assert stored(driver, "Fischer 2012", cell).value == "Typed"


def test_scrolled_picture_is_the_one_painted_anew(driver: Driver, table: TableWorkspace) -> None:
    grid, screen = table.page.grid, driver.window.screen()
    driver.trigger("grid.unfold")
    driver.settle()
    place = QRect(grid.mapTo(driver.window, QPoint()), grid.size())

    def seen() -> QImage:
        driver.settle()
        return screen.grabWindow(driver.window.winId()).toImage().copy(place)

    grid.horizontalScrollBar().setValue(grid.horizontalScrollBar().value() + 133)
    grid.verticalScrollBar().setValue(17)
    moved = seen()
    grid.viewport().update()
    grid.frozen.viewport().update()
    assert moved == seen()


def test_block_is_pasted_as_one_step(driver: Driver, table: TableWorkspace) -> None:
    cell = choose(table, "Ghossoub 2017", "source.country")
    below = choose(table, "Fischer 2012", "source.country")
    choose(table, "Ghossoub 2017", "source.country")
    QGuiApplication.clipboard().setText("Chile\nNR\n")
    driver.press("Ctrl+V")
    assert stored(driver, "Ghossoub 2017", cell).value == ["CL"]
    assert stored(driver, "Fischer 2012", below).status is Status.NOT_REPORTED
    assert driver.window.actions_by_id["edit.undo"].text().endswith("Paste in 2 cells")
    driver.undo()
    assert stored(driver, "Ghossoub 2017", cell).value == ["LB"]
    assert stored(driver, "Fischer 2012", below).status is Status.EMPTY


def test_nothing_is_pasted_before_the_refused_cells_were_seen(
    driver: Driver, table: TableWorkspace
) -> None:
    cell = choose(table, "Ghossoub 2017", "source.country")
    QGuiApplication.clipboard().setText("Chile\nAtlantis\n")
    seen: list[bool] = []

    def refuse(dialog: object) -> None:
        assert isinstance(dialog, PasteDialog)
        seen.append(stored(driver, "Ghossoub 2017", cell).value == ["LB"])
        dialog.reject()

    with driver.answering(refuse):
        driver.press("Ctrl+V")
    assert seen == [True]
    assert stored(driver, "Ghossoub 2017", cell).value == ["LB"]


def test_copied_block_is_what_the_cells_show(driver: Driver, table: TableWorkspace) -> None:
    choose(table, "Malejko 2018", "source.country")
    driver.press("Shift+Down")
    driver.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "Germany\nLebanon\n"


def test_fill_down_repeats_the_first_selected_cell(driver: Driver, table: TableWorkspace) -> None:
    choose(table, "Malejko 2018", "source.country")
    driver.press("Shift+Down")
    driver.press("Shift+Down")
    driver.press("Ctrl+D")
    cell = choose(table, "Fischer 2012", "source.country")
    assert stored(driver, "Fischer 2012", cell).value == ["DE"]


def test_delete_empties_the_cell(driver: Driver, table: TableWorkspace) -> None:
    cell = choose(table, "Malejko 2018", "source.country")
    driver.press("Delete")
    # a study that is marked complete is left alone, and that is said
    assert stored(driver, "Malejko 2018", cell).value == ["DE"]
    assert "marked complete" in driver.message()
    cell = choose(table, "Ghossoub 2017", "source.country")
    driver.press("Delete")
    assert stored(driver, "Ghossoub 2017", cell).status is Status.EMPTY


def test_return_on_folded_rows_gives_each_a_line(driver: Driver, table: TableWorkspace) -> None:
    first = table.model.index_of(table.model.studies[0].study_id, None)
    table.page.grid.choose(first)
    driver.press("Return")
    assert shown_studies(table)[1].strip() == "2"
    driver.press("Return")
    assert len(shown_studies(table)) == 3


def test_rows_stay_unfolded_when_the_answers_are_read_again(
    driver: Driver, table: TableWorkspace
) -> None:
    driver.trigger("grid.unfold")
    lines = shown_studies(table)
    assert len(lines) > 3
    table.answers.studies = table.answers.studies[-1:]
    table.answers.renewed.emit()
    table.answers.read()
    assert shown_studies(table) == lines


def test_filter_line_narrows_and_is_cleared(driver: Driver, table: TableWorkspace) -> None:
    table.page.search.setText("lebanon")
    driver.wait(lambda: shown_studies(table) == ["Ghossoub 2017"])
    assert table.page.count.text() == "1 of 3 studies"
    table.page.search.setText("nowhere")
    driver.wait(lambda: not shown_studies(table))
    driver.click("Clear the filters")
    assert len(shown_studies(table)) == 3


def test_header_sorts_up_down_and_not(driver: Driver, table: TableWorkspace) -> None:
    orders = []
    for _ in range(3):
        table._on_header(0)
        orders.append(shown_studies(table))
    assert orders[0] == sorted(orders[2])
    assert orders[1] == sorted(orders[2], reverse=True)


def test_column_menu_filters_by_its_texts(driver: Driver, table: TableWorkspace) -> None:
    column = next(n for n, f in enumerate(table.model.fields, 1) if f.key == "country")
    table._open_menu(column)
    popup = table.page.filter_popup
    popup.list.search.setText("Germ")
    driver.press("Return")
    assert shown_studies(table) == ["Malejko 2018"]
    assert not popup.isVisible()


def test_strip_names_the_quote_and_its_page(driver: Driver, table: TableWorkspace) -> None:
    choose(table, "Ghossoub 2017", "source.country")
    driver.wait(lambda: "“" in table.page.strip.text())
    assert table.page.strip.text().startswith("Ghossoub 2017 · Country of origin: Lebanon")
    assert " p. " in table.page.strip.text()


def test_quote_of_a_cell_is_opened_in_the_paper(driver: Driver, table: TableWorkspace) -> None:
    choose(table, "Malejko 2018", "source.country")
    driver.press("Ctrl+J")
    driver.wait(lambda: driver.study() == "Malejko 2018")
    assert driver.window.stack.currentWidget() is driver.extract


def test_answer_given_in_extract_is_in_the_table(driver: Driver, table: TableWorkspace) -> None:
    driver.trigger("view.extract")
    driver.open_study("Fischer 2012")
    driver.type_into("Country of origin", "Chile")
    driver.trigger("view.table")
    cell = choose(table, "Fischer 2012", "source.country")
    assert stored(driver, "Fischer 2012", cell).value == ["CL"]
    assert table.page.grid.currentIndex().data() == "Chile"


def test_model_keeps_the_rules_of_models(driver: Driver, table: TableWorkspace) -> None:
    warn = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(table.model, warn, table.model)
    driver.trigger("grid.unfold")
    assert table.model.flags(table.model.index(1, 1)) & Qt.ItemFlag.ItemIsSelectable


def test_screen_reader_hears_field_study_value_and_page(
    driver: Driver, table: TableWorkspace
) -> None:
    table.page.grid.set_frozen(2)
    choose(table, "Malejko 2018", "source.country")
    index = table.page.grid.currentIndex()
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Country of origin, Malejko 2018, Germany, evidence page 1"
    grid = QAccessible.queryAccessibleInterface(table.page.grid)
    width = table.model.columnCount() + 1  # with the heads of the lines
    cell = grid.child((index.row() + 1) * width + index.column() + 1)
    assert cell.text(QAccessible.Text.Name) == said
    assert table.model.headerData(0, Qt.Orientation.Vertical) == "Malejko 2018"


def test_sums_of_a_column_and_of_a_selection(driver: Driver, table: TableWorkspace) -> None:
    choose(table, "Ghossoub 2017", "source.country")
    driver.trigger("grid.sums")
    words = "Country of origin: 2 values  ·  2 different  ·  blank 1"
    driver.wait(lambda: table.page.sums.text() == words)
    driver.press("Shift+Down")
    driver.wait(lambda: table.page.sums.text().startswith("2 cells: 1 value"))


def test_chosen_columns_are_kept_under_a_name(driver: Driver, table: TableWorkspace) -> None:
    driver.trigger("grid.columns")
    table.page.chooser.list.search.setText("country")
    table.page.chooser.name.setText("Where")
    driver.press("Return")
    assert [field.key for field in table.model.fields] == ["country"]
    assert table.page.sets.currentText() == "Where"
    table.page.set_chosen.emit("")
    assert len(table.model.fields) > 1
    table.page.set_chosen.emit("*named Where")
    assert [field.key for field in table.model.fields] == ["country"]


def test_lines_in_a_copied_html_cell_are_kept(driver: Driver, table: TableWorkspace) -> None:
    aims = next(f.field_id for f in table.model.fields if f.label.startswith("Aims"))
    cell = choose(table, "Fischer 2012", aims)
    copied = QMimeData()
    copied.setText("first second")
    copied.setHtml("<table><tr><td>first<br>second</td></tr></table>")
    QGuiApplication.clipboard().setMimeData(copied)
    driver.press("Ctrl+V")
    assert stored(driver, "Fischer 2012", cell).value == "first\nsecond"


def test_replacing_in_a_column_is_one_step(driver: Driver, table: TableWorkspace) -> None:
    first = choose(table, "Fischer 2012", "source.country")
    overtype(driver, "Lebanon")
    driver.press("Return")
    choose(table, "Ghossoub 2017", "source.country")

    def replace(dialog: object) -> None:
        assert isinstance(dialog, ReplaceDialog)
        dialog.old.setText("lebanon")
        dialog.new.setText("Chile")
        dialog.accept()

    with driver.answering(replace):
        driver.press("Ctrl+H")
    assert stored(driver, "Fischer 2012", first).value == ["CL"]
    assert driver.window.actions_by_id["edit.undo"].text().endswith("Replace in 2 cells")
    driver.trigger("edit.undo")
    assert stored(driver, "Fischer 2012", first).value == ["LB"]


def test_filters_are_put_aside_and_taken_up(driver: Driver, table: TableWorkspace) -> None:
    table.page.search.setText("lebanon")
    driver.wait(lambda: shown_studies(table) == ["Ghossoub 2017"])
    table.page.grid.setFocus()
    driver.press("Ctrl+Shift+L")
    assert len(shown_studies(table)) == 3
    driver.press("Ctrl+Shift+L")
    assert shown_studies(table) == ["Ghossoub 2017"]
    assert table.page.search.text() == "lebanon"


def test_paper_beside_the_table_is_at_the_quote(driver: Driver, table: TableWorkspace) -> None:
    driver.trigger("grid.paper")
    choose(table, "Malejko 2018", "source.country")
    pane = table.paper.panes()[0]
    assert isinstance(pane, PaperPane)
    driver.wait(lambda: pane.is_open() and pane.canvas.view.visible_pages())
    driver.wait(lambda: table.page.strip.text().endswith("p. 1"))
    marks = pane.canvas.overlay.marks.on_page(0)
    assert [m.highlight.number for m in marks if m.highlight.is_target] == ["5"]


def test_final_answers_are_not_offered_before_there_are_any(
    driver: Driver, table: TableWorkspace
) -> None:
    assert table.page.whose.count() == 1
    assert not table.page.whose.isVisible()
