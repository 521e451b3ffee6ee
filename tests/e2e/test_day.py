"""A day's work is there the next morning, and in the workbook."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.e2e.driver import Driver

CITATION = "Citation details (authors, date, title, journal, volume, issue, pages)"
PRINTED = "Child Adolesc Psychiatry Ment Health (2017) 11:20"
LIMITS = "Limitations stated by the authors"
GAPS = "Gaps, limitations and implications"
FINDINGS = "Key findings related to the review question/s"


def exported(driver: Driver) -> Workbook:
    """Export by key and read the workbook back."""
    return load_workbook(driver.export())


def column(book: Workbook, sheet: str, heading: str) -> dict[str, object]:
    """Return the cells under a heading by the study of their row."""
    rows = list(book[sheet].iter_rows(values_only=True))
    head = next(cells for cells in rows if cells[0] == "Study")
    at = next(i for i, cell in enumerate(head) if str(cell).endswith(heading))
    return {str(cells[0]): cells[at] for cells in rows if cells[0]}


def test_the_next_morning_begins_where_the_day_ended(driver: Driver, sample_folder: Path) -> None:
    driver.select_text(1, PRINTED)
    driver.press("F")
    driver.read_to(3, driver.rects(3, "Ethical considerations"))
    driver.show_section("Participant groups")
    driver.click_editor("Age (mean, SD, range)")
    place, record = driver.place(), driver.record
    offset = driver.extract.reader.place()
    driver.reopen(sample_folder)
    assert driver.place() == place
    assert driver.record == record
    assert driver.extract.reader.place().y == pytest.approx(offset.y, abs=1)
    assert driver.value_of("Age (mean, SD, range)") == "11–17 years and 11 months"


def test_typing_is_saved_by_itself(driver: Driver, sample_folder: Path) -> None:
    driver.type_into(CITATION, "Ghossoub E and others")
    cell = driver.card(CITATION).cell
    driver.wait(lambda: driver.record.answer(cell).value == "Ghossoub E and others")
    assert driver.clock().startswith("Saved ")


def test_typing_is_saved_when_the_window_closes(driver: Driver, sample_folder: Path) -> None:
    driver.type_into(CITATION, "Ghossoub E")
    driver.reopen(sample_folder)
    driver.show_section("Evidence source details and characteristics")
    assert driver.value_of(CITATION) == "Ghossoub E"


def test_a_burst_of_typing_is_one_step_of_undo(driver: Driver) -> None:
    cell = driver.card(CITATION).cell
    driver.type_into(CITATION, "Ghossoub")
    driver.wait(lambda: driver.record.answer(cell).value == "Ghossoub")
    driver.write(" E")
    driver.undo()
    assert driver.value_of(CITATION) == ""
    driver.redo()
    assert driver.value_of(CITATION) == "Ghossoub E"


def test_text_that_is_no_value_is_back_in_the_morning(driver: Driver, sample_folder: Path) -> None:
    driver.show_section("Participant groups")
    driver.type_into("n", "about five hundred")
    driver.reopen(sample_folder)
    assert driver.target() == "10 n"
    assert driver.value_of("n") == "about five hundred"
    assert "could not be saved" in driver.message()


def test_ctrl_e_writes_values_quotes_and_pages(driver: Driver) -> None:
    driver.select_text(1, PRINTED)
    driver.press("F")
    book = exported(driver)
    table = column(book, "Charting table", CITATION)
    assert table["Ghossoub 2017"] == PRINTED
    quotes = list(book["Quotes"].iter_rows(min_row=2, max_col=8, values_only=True))
    expected = ("Ghossoub 2017", "3.1", CITATION, None, PRINTED, PRINTED, "1", "Alex Berg")
    assert expected in quotes
    assert "Exported 3 studies" in driver.message()


def test_text_that_looks_like_a_formula_is_exported_as_text(driver: Driver) -> None:
    driver.show_section(GAPS)
    driver.type_into(LIMITS, "=2+3")
    book = exported(driver)
    cells = [cell for row in book["Charting table"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=2+3"] == ["s"]


def test_a_second_export_keeps_the_first(driver: Driver) -> None:
    first = driver.export()
    before = first.read_bytes()
    assert driver.export() != first
    assert first.read_bytes() == before


def test_an_answer_that_is_no_value_holds_the_export_up_in_a_sentence(driver: Driver) -> None:
    driver.show_section("Participant groups")
    driver.type_into("n", "about five hundred")
    driver.press("Ctrl+E")
    assert driver.message().startswith("“n” holds text that is not stored")
    assert driver.named("n").hasFocus()


def test_ctrl_s_says_when_an_answer_is_no_value(driver: Driver) -> None:
    driver.show_section("Participant groups")
    driver.type_into("n", "about five hundred")
    driver.press("Ctrl+S")
    assert driver.message().startswith("“n” holds text that is not stored")


def test_the_file_is_sound_after_the_work(driver: Driver, sample_folder: Path) -> None:
    driver.select_text(1, PRINTED)
    driver.press("F")
    driver.press("Ctrl+Shift+N")
    driver.undo()
    driver.close()
    command = [sys.executable, "-m", "app.cli", "verify", str(sample_folder), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    driver.window = driver._start()
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["findings"] == []
