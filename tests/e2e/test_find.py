"""Finding in all papers, through the window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.domain.edits import RemoveStudy
from app.domain.studies import StudyDraft
from tests.e2e import finding
from tests.e2e.driver import Driver
from ui.flows.find_list import FindList

NAME = "Words to find in papers, answers and quotes"


def search(driver: Driver, words: str) -> FindList:
    """Open the list, search, and wait for what is said of it."""
    driver.trigger("edit.findall")
    found = driver.window.findChild(FindList)
    assert isinstance(found, FindList)
    line = finding.named(found, NAME, QLineEdit)
    line.setText(words)
    QTest.keyClick(line, Qt.Key.Key_Return)
    driver.wait(lambda: found.state != "Searching…")
    return found


def test_place_found_in_another_paper_is_opened_on_its_page(driver: Driver) -> None:
    found = search(driver, '"Soc Neurosci" empathy')
    QTest.keyClick(found, Qt.Key.Key_F3)
    driver.wait(lambda: driver.study() == "Malejko 2018")
    driver.settle()
    assert driver.place().page == 9
    assert found.isVisible()


def test_place_found_in_the_open_paper_leaves_the_target_to_be_filled(driver: Driver) -> None:
    driver.click_card("Context (setting, care level, geography, culture)")
    found = search(driver, '"adolescents living in Beirut"')
    QTest.keyClick(found, Qt.Key.Key_F3)
    found.close()
    driver.come_back()
    driver.extract.reader.setFocus()
    driver.select_text(1, "Five hundred and ten adolescents")
    assert driver.extract.controller.target == driver.extract.form.target()


def test_place_in_a_study_removed_meanwhile_is_refused(driver: Driver) -> None:
    found = search(driver, '"Soc Neurosci" empathy')
    study = driver.review.records.find_study("Malejko 2018")
    draft = StudyDraft(study.study_id, study.report_id, study.label)
    driver.review.extraction.apply(RemoveStudy(draft))
    QTest.keyClick(found, Qt.Key.Key_F3)
    driver.wait(lambda: "not in the review any more" in driver.message())
    assert driver.study() == "Ghossoub 2017"


def test_empty_search_is_answered_in_the_list(driver: Driver) -> None:
    assert search(driver, " ").state == "Type at least one word to search for."


def test_list_is_opened_once(driver: Driver) -> None:
    search(driver, "cortex")
    driver.trigger("edit.findall")
    assert len(driver.window.findChildren(FindList)) == 1


def test_index_is_made_while_the_window_is_at_rest(driver: Driver) -> None:
    driver.wait(driver.review.search.is_prepared)
