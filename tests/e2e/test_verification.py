"""Checking in the window: keys step through a colleague's answers, corrections are kept apart."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QTableView

from app.bootstrap import open_review
from app.domain.assigning import checked
from app.domain.edits import KeepQuote, SetExtractionStatus
from app.domain.ids import new_id
from app.domain.studies import ExtractionStatus
from app.domain.verification import Checked
from tests.e2e import finding
from tests.e2e.driver import Driver, focused
from ui.checking.page import CheckingPage

DONE = "Malejko 2018"


@pytest.fixture
def checker(start: Driver, sample_folder: Path) -> Driver:
    """The window of Ben, who checks what Alex has charted and sealed."""
    hand_to_ben(sample_folder)
    start.open(sample_folder)
    start.trigger("view.checking")
    return start


def hand_to_ben(sample_folder: Path) -> None:
    with open_review(sample_folder) as review:
        review.extraction.apply(review.people.added("Ben Kim", "BK"))
        alex, ben = (person.reviewer.reviewer_id for person in review.people.all())
        studies = [study.study_id for study in review.records.studies()]
        review.extraction.apply(review.assignments.planned(checked(studies, alex, ben)))
        review.extraction.apply(review.seals.all_sealed())
        review.people.be(ben)


def quote_from_another_copy(sample_folder: Path, tmp_path: Path) -> str:
    """Let Alex keep a quote from a copy that differs by a byte; return the quote."""
    with open_review(sample_folder) as review:
        record = next(r for r in review.records.records() if r.study.label == DONE)
        assert record.study.paper is not None
        other = tmp_path / "another copy.pdf"
        content = review.papers.path_of(record.study.paper.sha256).read_bytes()
        other.write_bytes(content + b"\n")
        sha256 = review.papers.take_copy(other)
        item = next(e for e in record.evidence if e.cell is not None and e.anchor.quote)
        moved = replace(item.anchor, anchor_id=new_id(), paper=sha256)
        done = (ExtractionStatus.COMPLETE, ExtractionStatus.OPEN)
        review.extraction.apply(SetExtractionStatus(record.extraction_id, *done))
        review.extraction.apply(KeepQuote(record.extraction_id, moved))
        review.extraction.apply(SetExtractionStatus(record.extraction_id, *done[::-1]))
        return moved.anchor_id


def test_quotes_of_another_copy_are_looked_for_beside_the_window(
    start: Driver, sample_folder: Path, tmp_path: Path
) -> None:
    anchor_id = quote_from_another_copy(sample_folder, tmp_path)
    hand_to_ben(sample_folder)
    start.open(sample_folder)
    start.trigger("view.checking")
    assert finding.named(start.window, "Progress of looking for the quotes").isVisible()
    start.wait(lambda: finding.is_shown(start.window, "Answers to check"))
    (page,) = start.window.findChildren(CheckingPage)
    marks = page.paper.canvas.overlay.marks.highlights
    assert anchor_id in {mark.anchor_id for mark in marks}


def test_a_look_for_quotes_that_is_stopped_shows_the_answers_with_their_words(
    start: Driver, sample_folder: Path, tmp_path: Path
) -> None:
    quote_from_another_copy(sample_folder, tmp_path)
    hand_to_ben(sample_folder)
    start.open(sample_folder)
    start.trigger("view.checking")
    start.click("Cancel")
    start.wait(lambda: finding.is_shown(start.window, "Answers to check"))
    assert focused() is answers(start)
    start.press("Return")
    assert shown(start).done == 1


def shown(driver: Driver) -> Checked:
    study = next(s for s in driver.review.records.studies() if s.label == DONE)
    return driver.review.verification.checked(study.study_id)


def answers(driver: Driver) -> QTableView:
    table = finding.named(driver.window, "Answers to check", QTableView)
    assert isinstance(table, QTableView)
    return table


def test_return_confirms_an_answer_of_a_sealed_study_and_shows_the_next(checker: Driver) -> None:
    studies = finding.named(checker.window, "Study to check", QComboBox)
    told = [studies.itemText(row) for row in range(studies.count())]
    assert sum("not sealed yet" in text for text in told) == 2
    assert studies.currentText().startswith(DONE)
    answers(checker).setFocus()
    checker.press("F6")
    assert focused().accessibleName() == "Correction"
    checker.press("Shift+F6")
    checker.press("Return")
    assert (shown(checker).done, answers(checker).currentIndex().row()) == (1, 1)
    checker.undo()
    assert (shown(checker).done, answers(checker).currentIndex().row()) == (0, 0)


def test_a_correction_is_typed_and_the_original_stays(checker: Driver) -> None:
    before = shown(checker)
    answers(checker).setFocus()
    checker.press("E")
    checker.write("NR")
    checker.press("Return")
    after = shown(checker)
    assert after.corrected == 1
    assert after.record.answers == before.record.answers
    assert answers(checker).model().index(0, 2).data() == "corrected: NR"
    checker.press("K")
    assert finding.named(checker.window, "Correction", QLineEdit).text() == "NR"  # type: ignore[attr-defined]
    checker.press("Return")
    assert shown(checker).corrected == 1
