"""From study to study: what is missing, completing, reopening, names, undo of each."""

from app.domain.answers import Answer, Status
from app.domain.edits import FillAnswer
from app.domain.studies import ExtractionStatus
from tests.e2e.driver import Driver
from ui.form.missing_banner import MissingBanner

CITATION = "Citation details (authors, date, title, journal, volume, issue, pages)"
CONTEXT = "Context (setting, care level, geography, culture)"
PRINTED = "Child Adolesc Psychiatry Ment Health (2017) 11:20"
REASON = "Reason to complete the study as it is"


def banner(driver: Driver) -> MissingBanner:
    """Return the list of what is missing."""
    found = [part for part in driver.extract.form.findChildren(MissingBanner) if part.isVisible()]
    assert found, "nothing is said to be missing"
    return found[0]


def test_completing_lists_what_is_missing_and_leads_there(driver: Driver) -> None:
    driver.press("Ctrl+Return")
    driver.click("10  n: required, not answered", root=banner(driver))
    assert driver.target() == "10 n"
    assert driver.record.status is ExtractionStatus.OPEN


def test_a_reason_completes_the_study_and_opens_the_next(driver: Driver) -> None:
    study = driver.record.study.study_id
    driver.click("Complete and next study")
    driver.named(REASON).setFocus()
    driver.write("No full text yet")
    driver.press("Return")
    assert driver.study() == "Fischer 2012"
    assert driver.review.records.record(study).status is ExtractionStatus.COMPLETE


def test_a_complete_study_takes_no_fill_and_says_how_to_change_it(driver: Driver) -> None:
    driver.open_study("Malejko 2018")
    before = driver.record
    driver.select_text(1, "Edited by")
    driver.press("F")
    assert driver.record == before
    assert "Press Reopen" in driver.message()


def test_a_reopened_study_can_be_changed_again(driver: Driver) -> None:
    driver.open_study("Malejko 2018")
    driver.click("Reopen this study")
    driver.type_into("Study ID", "!")
    driver.press("Ctrl+S")
    assert driver.record.status is ExtractionStatus.OPEN
    assert "!" in driver.value_of("Study ID")


def test_undo_belongs_to_the_study_that_is_open(driver: Driver) -> None:
    driver.select_text(1, PRINTED)
    driver.press("F")
    filled = driver.record
    driver.open_study("Fischer 2012")
    assert not driver.window.actions_by_id["edit.undo"].isEnabled()
    driver.undo()
    driver.open_study("Ghossoub 2017")
    assert driver.record == filled
    driver.undo()
    assert driver.value_of(CITATION) == ""


def test_each_study_keeps_its_page_and_target(driver: Driver) -> None:
    driver.read_to(4, driver.rects(4, "Table"))
    driver.show_section("Study design")
    place = driver.place()
    driver.open_study("Fischer 2012")
    assert driver.place().page == 1
    driver.open_study("Ghossoub 2017")
    driver.settle()
    assert driver.place() == place


def test_f8_walks_over_the_unanswered_fields_and_back(driver: Driver) -> None:
    driver.press("F8")
    assert driver.target() == f"6 {CONTEXT}"
    driver.press("F8")
    assert driver.target() == "8 Study design"  # answered, but marked unsure
    driver.press("Shift+F8")
    assert driver.target() == f"6 {CONTEXT}"


def test_a_row_is_removed_with_its_answers_and_comes_back_by_undo(driver: Driver) -> None:
    driver.show_section("Participant groups")
    before = driver.record
    driver.click("Remove Participant group 1 · Community sample")
    assert driver.record.rows_of("participants") == ()
    driver.undo()
    assert driver.record == before
    assert driver.value_of("Age (mean, SD, range)") == "11–17 years and 11 months"


def test_a_study_gets_another_name_in_the_list(driver: Driver) -> None:
    driver.press("Ctrl+B")
    driver.extract.list.setFocus()
    driver.press("F2")
    driver.press("Ctrl+A")
    driver.write("Ghossoub 2017a")
    driver.press("Return")
    driver.wait(lambda: driver.study() == "Ghossoub 2017a")
    driver.undo()
    assert driver.study() == "Ghossoub 2017"


def test_a_removed_study_comes_back_by_undo_with_its_answers(driver: Driver) -> None:
    before = driver.record
    driver.extract.list.setFocus()
    driver.press("Delete")
    assert [study.label for study in driver.extract.studies] == ["Malejko 2018", "Fischer 2012"]
    driver.undo()
    assert driver.review.records.record(before.study.study_id) == before


def test_the_study_list_filters_while_typing(driver: Driver) -> None:
    driver.press("Ctrl+B")
    driver.extract.list.setFocus()
    driver.press("/")
    driver.write("fisch")
    driver.press("Return")
    driver.settle()
    assert driver.study() == "Fischer 2012"


def test_another_writer_makes_an_old_edit_refused_in_a_sentence(driver: Driver) -> None:
    cell = driver.card(CITATION).cell
    record = driver.record
    other = FillAnswer(cell, record.answer(cell), Answer("By Ben", Status.FILLED))
    driver.review.extraction.apply(other, label="Fill")
    driver.type_into(CITATION, "By Alex")
    driver.press("Ctrl+S")
    assert driver.record.answer(cell).value == "By Ben"
    assert driver.clock() == "Not saved"
    assert driver.message() != ""
