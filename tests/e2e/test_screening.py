"""Screening by keys: deciding, taking back, settling, full texts that become studies, the flow."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.bootstrap import open_review
from app.domain.screened import Words
from app.domain.screening import Policy, Retrieval, Stage, Verdict
from tests.e2e.driver import Driver
from tests.services.reviews import _empty_folder, folder
from tests.services.screening import NO, YES, add_records, decide
from ui.screening.flow_model import TYPED, WHY, FlowModel, parsed
from ui.screening.page import FLOW, FULL, SETTLE
from ui.screening.workspace import ScreeningWorkspace

__all__ = ["_empty_folder", "folder"]  # fixtures


@pytest.fixture
def prepared(folder: Path) -> Path:
    """Three records in the review of Ana and Ben; one of them decides."""
    with open_review(folder) as review:
        add_records(review)
        review.extraction.apply(review.screening.set_policy(Policy(1, 1)))
        review.extraction.apply(review.screening.set_words(Words(("peer*",), ())))
    return folder


@pytest.fixture
def screening(start: Driver, prepared: Path) -> ScreeningWorkspace:
    """Screening, opened by its key."""
    return opened(start, prepared)


def opened(driver: Driver, folder: Path) -> ScreeningWorkspace:
    driver.window.open_folder(folder)
    driver.wait(lambda: driver.window.extract is not None)
    driver.press("Ctrl+8")
    assert driver.window.opened is not None
    shown = driver.window.opened._workspace("screening")
    assert isinstance(shown, ScreeningWorkspace)
    driver.wait(shown.page.list.hasFocus)
    return shown


def press(screening: ScreeningWorkspace, keys: str) -> None:
    QTest.keyClicks(screening.page.list, keys)


def verdicts(driver: Driver, stage: Stage = Stage.TITLE) -> list[Verdict]:
    return sorted(item.own.verdict for item in driver.review.screening.records(stage))


def test_three_keys_decide_three_records(start: Driver, screening: ScreeningWorkspace) -> None:
    press(screening, "i3u")
    assert verdicts(start) == sorted([Verdict.INCLUDE, Verdict.EXCLUDE, Verdict.UNSURE])
    assert screening.page.progress.text() == "3 of 3 decided by you"


def test_digit_gives_the_reason(start: Driver, screening: ScreeningWorkspace) -> None:
    press(screening, "3")
    reasons = [item.own.reason for item in start.review.screening.records(Stage.TITLE)]
    assert sorted(filter(None, reasons)) == ["context"]


def test_undo_takes_the_decision_back_and_shows_its_record(
    start: Driver, screening: ScreeningWorkspace
) -> None:
    first = screening.page.list.currentIndex().data()
    press(screening, "i")
    start.press("Ctrl+Z")
    assert verdicts(start) == [Verdict.NONE] * 3
    assert screening.page.list.currentIndex().data() == first


def test_note_is_kept_when_the_record_is_left(start: Driver, screening: ScreeningWorkspace) -> None:
    press(screening, "ik")
    screening.page.pane.note.setPlainText("ask Ben")
    press(screening, "j")
    notes = [item.own.note for item in start.review.screening.records(Stage.TITLE)]
    assert sorted(notes) == ["", "", "ask Ben"]


def test_words_are_marked(screening: ScreeningWorkspace) -> None:
    rows = [item.title for item in screening.model.items]
    screening.page.choose(rows.index("Peer support on wards"))
    assert screening.page.text.toHtml().count("background-color") >= 2


def test_full_text_needs_a_reason_and_inclusion_makes_a_study(
    start: Driver, screening: ScreeningWorkspace
) -> None:
    press(screening, "ii")
    screening.page.tabs.setCurrentIndex(FULL)
    press(screening, "e")
    assert "primary reason" in screening.page.pane.error.text()
    press(screening, "2i")
    assert [study.label for study in start.review.records.studies()] == ["Lee 2020"]


def test_full_text_that_was_not_got_is_counted(
    start: Driver, screening: ScreeningWorkspace
) -> None:
    press(screening, "i")
    screening.page.tabs.setCurrentIndex(FULL)
    press(screening, "n")
    assert start.review.screening.records(Stage.FULL)[0].retrieval is Retrieval.NOT_RETRIEVED
    assert start.review.flow.counted().not_retrieved == 1


def test_disagreement_is_settled(start: Driver, folder: Path) -> None:
    with open_review(folder) as review:
        first, *_ = add_records(review)
        decide(review, first, Stage.TITLE, YES)
    with open_review(folder, "Ben Kim") as review:
        decide(review, first, Stage.TITLE, NO)
    screening = opened(start, folder)
    screening.page.tabs.setCurrentIndex(SETTLE)
    assert "Ben Kim" in screening.page.text.toPlainText()
    press(screening, "i")
    assert [item.record_id for item in start.review.screening.records(Stage.FULL)] == [first]
    assert "Nothing to settle" in screening.page.empty.text()


def test_typed_number_waits_for_its_reason(start: Driver, screening: ScreeningWorkspace) -> None:
    screening.page.tabs.setCurrentIndex(FLOW)
    model = screening.page.flow.model
    row = model.names.index("screened")
    model.setData(model.index(row, TYPED), "900")
    assert "why" in screening.page.flow.banner.text
    assert start.review.flow.overrides() == {}
    model.setData(model.index(row, WHY), "done in Rayyan")
    assert start.review.flow.flow().screened == 900
    assert "Rule 1" in screening.page.flow.sums.text()
    assert "900" in screening.page.flow.drawing.accessibleDescription()


def test_letters_are_typed_in_a_note(start: Driver, screening: ScreeningWorkspace) -> None:
    note = screening.page.pane.note
    note.setFocus()
    QTest.keyClicks(note, "i e u 1")
    assert note.toPlainText() == "i e u 1"
    assert verdicts(start) == [Verdict.NONE] * 3


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("screened", "1 946", 1946),
        ("screened", "x", None),
        ("databases", "MEDLINE 700; Web of Science 3", (("MEDLINE", 700), ("Web of Science", 3))),
        ("databases", "MEDLINE", None),
    ],
)
def test_numbers_and_lists_are_read(name: str, text: str, value: object) -> None:
    assert parsed(name, text) == value


def test_names_of_boxes_can_not_be_typed_over() -> None:
    model = FlowModel()
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_quote_without_a_decision_is_kept_as_it_is_typed(
    start: Driver, screening: ScreeningWorkspace
) -> None:
    press(screening, "i")
    screening.page.tabs.setCurrentIndex(FULL)
    screening.page.pane.quote.setFocus()
    start.write("adults in wards")
    start.wait(lambda: start.review.screening.records(Stage.FULL)[0].own.quote)
    (item,) = start.review.screening.records(Stage.FULL)
    assert item.own.quote == "adults in wards"
    assert not item.own.is_made
    screening.page.list.setFocus()
    start.undo()
    assert start.review.screening.records(Stage.FULL)[0].own.quote == ""
