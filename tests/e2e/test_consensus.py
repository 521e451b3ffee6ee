"""The consensus by keys: taking sides, undo, rows, closing, and what is empty."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.bootstrap import open_review
from app.cli.main import main
from app.domain.consensus import State
from app.export.adjudication import CHOICE
from tests.e2e.driver import Driver
from tests.services.damage import execute
from tests.services.reviews import _empty_folder, add_study, folder
from tests.services.sealed import Charted, chart
from ui.consensus import filters
from ui.consensus.rows_dialog import RowsDialog
from ui.consensus.workspace import ConsensusWorkspace

__all__ = ["_empty_folder", "folder"]  # fixtures
ANA = Charted(
    {
        "source.study_id": "Lee 2020",
        "source.context": "four rural hospitals in the north",
        "design.aims": "Aims",
    },
    {"participants": [{"participants.n": 412}, {"participants.n": 9}]},
)
BEN = Charted(
    {
        "source.study_id": "Lee 2020",
        "source.context": "four urban clinics in the south",
        "design.aims": "aims.",
    },
    {"participants": [{"participants.n": 9}, {"participants.n": 412}]},
)


@pytest.fixture(scope="module")
def _sealed_folder(_empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two studies that Ana and Ben have sealed."""
    made = Path(shutil.copytree(_empty_folder, tmp_path_factory.mktemp("sealed") / "review"))
    with open_review(made) as review:
        studies = [add_study(review, label) for label in ("Lee 2020", "May 2021")]
    chart(made, "Ana Ortiz", studies[0], ANA)
    chart(made, "Ben Kim", studies[0], BEN)
    chart(made, "Ana Ortiz", studies[1], Charted({"source.study_id": "May 2021"}))
    chart(made, "Ben Kim", studies[1], Charted({"source.study_id": "May 2021"}))
    return made


@pytest.fixture
def consensus(start: Driver, _sealed_folder: Path, tmp_path: Path) -> ConsensusWorkspace:
    """The consensus of a copy, opened by its key."""
    return opened(start, Path(shutil.copytree(_sealed_folder, tmp_path / "copy")))


@pytest.fixture
def twice(start: Driver, _sealed_folder: Path, tmp_path: Path) -> ConsensusWorkspace:
    """The same after Ana took A and Ben took B, neither knowing of the other."""
    made = Path(shutil.copytree(_sealed_folder, tmp_path / "copy"))
    for number, name in enumerate(("Ana Ortiz", "Ben Kim")):
        side = "ab"[number]
        words = ("compare", str(made), "decide", "Lee 2020", "source.context", "--take", side)
        assert main([*words, "--reviewer", name]) == 0
    execute(made / "review.sqlite", "UPDATE decision SET knew = '[]'")
    return opened(start, made)


def opened(driver: Driver, folder: Path) -> ConsensusWorkspace:
    driver.window.open_folder(folder)
    driver.wait(lambda: driver.window.extract is not None)
    driver.press("Ctrl+3")
    assert driver.window.opened is not None
    shown = driver.window.opened._workspace("consensus")
    assert isinstance(shown, ConsensusWorkspace)
    return shown


def press(consensus: ConsensusWorkspace, keys: str) -> None:
    QTest.keyClicks(consensus.page.lines, keys)


def state(consensus: ConsensusWorkspace, field_id: str) -> State:
    compared = consensus.compared
    assert compared is not None
    return next(line.state for line in compared.lines if line.field_id == field_id)


def final(consensus: ConsensusWorkspace, field_id: str) -> object:
    compared = consensus.compared
    assert compared is not None
    return next(line.final.value for line in compared.lines if line.field_id == field_id)


def test_keys_settle_one_line_after_the_other_with_their_reason(
    consensus: ConsensusWorkspace,
) -> None:
    assert [line.field_id for line in consensus.model.lines] == ["source.context", "design.aims"]
    consensus.page.pane.reason.setText("Table 2 is newer")
    press(consensus, "2")
    QTest.keyClick(consensus.page.lines, Qt.Key.Key_Return)
    assert state(consensus, "source.context") is State.DECIDED
    assert state(consensus, "design.aims") is State.DECIDED
    assert consensus.compared is not None
    decided = consensus.compared.line(("source.context", ""))
    assert decided is not None
    assert decided.decision is not None
    assert decided.decision.reason == "Table 2 is newer"
    assert "No conflicts are left" in consensus.page.onward.why.text()


def test_undo_opens_the_line_again_and_shows_it(
    start: Driver, consensus: ConsensusWorkspace
) -> None:
    press(consensus, "1")
    start.undo()
    assert state(consensus, "source.context") is State.TO_DECIDE
    line = consensus._line
    assert line is not None
    assert line.field_id == "source.context"


def test_undo_acts_on_the_study_that_is_shown(start: Driver, consensus: ConsensusWorkspace) -> None:
    press(consensus, "1")
    consensus.go_to(consensus.standing.items[1].study_id)
    assert not start.window.editor.steps.can_undo()
    consensus.go_to(consensus.standing.items[0].study_id)
    start.undo()
    assert state(consensus, "source.context") is State.TO_DECIDE


def test_the_keys_of_the_next_study_step_through_the_consensus(
    start: Driver, consensus: ConsensusWorkspace
) -> None:
    start.trigger("nav.nextstudy")
    assert consensus.compared is not None
    assert consensus.compared.study.label == "May 2021"
    assert not start.window.actions_by_id["nav.nextstudy"].isEnabled()
    start.trigger("nav.prevstudy")
    assert consensus.compared.study.label == "Lee 2020"


def test_kinds_of_lines_are_listed_with_their_number(consensus: ConsensusWorkspace) -> None:
    shown = consensus.page.shown
    said = [shown.itemText(place) for place in range(shown.count())]
    assert {"To decide (2)", "Different value (1)", "Same after normalising (1)"} <= set(said)
    assert "One is blank (0)" in said


def test_f8_goes_to_the_next_line_to_decide(start: Driver, consensus: ConsensusWorkspace) -> None:
    consensus._choose_filter(filters.ALL)
    consensus.page.choose(0)
    start.press("F8")
    line = consensus._line
    assert line is not None
    assert line.field_id == "source.context"


def test_two_decisions_of_two_laptops_are_shown_and_one_is_kept(
    start: Driver, twice: ConsensusWorkspace
) -> None:
    assert state(twice, "source.context") is State.TWICE
    assert "1 decided twice" in twice.page.chips.text()
    told = twice.page.pane.about.text()
    assert "Ana Ortiz" in told
    assert "Ben Kim" in told
    assert twice.page.pane.keeps[0].isVisible()
    press(twice, "6")
    assert state(twice, "source.context") is State.DECIDED
    assert "urban clinics" in str(final(twice, "source.context"))
    start.undo()
    assert state(twice, "source.context") is State.TWICE


def test_a_typed_value_that_does_not_fit_is_refused_beside_it(
    consensus: ConsensusWorkspace,
) -> None:
    press(consensus, "4")
    consensus.page.pane.value.setText(" ")
    QTest.keyClick(consensus.page.pane.value, Qt.Key.Key_Return)
    assert "nothing to decide" in consensus.page.pane.error.text()
    assert state(consensus, "source.context") is State.TO_DECIDE


def test_all_identical_answers_are_one_step(start: Driver, consensus: ConsensusWorkspace) -> None:
    start.trigger("cons.agreeall")
    assert state(consensus, "source.study_id") is State.DECIDED
    start.undo()
    assert state(consensus, "source.study_id") is State.AGREED


def test_closing_goes_on_to_the_next_study(start: Driver, consensus: ConsensusWorkspace) -> None:
    start.trigger("cons.close")
    assert "not settled" in consensus.page.banner.text
    press(consensus, "11")
    start.trigger("cons.close")
    assert consensus.compared is not None
    assert consensus.compared.study.label == "May 2021"
    assert start.window.review is not None
    assert start.window.review.consensus.standing()[0].is_complete


def test_return_closes_a_study_that_has_no_conflict_left_and_goes_on(
    start: Driver, consensus: ConsensusWorkspace
) -> None:
    press(consensus, "11")
    onward = consensus.page.onward.button
    assert (onward.text(), start.window.focusWidget()) == ("Close study", onward)
    QTest.keyClick(onward, Qt.Key.Key_Return)
    assert consensus.compared is not None
    assert consensus.compared.study.label == "May 2021"
    assert (onward.text(), start.window.focusWidget()) == ("Close study", onward)
    QTest.keyClick(onward, Qt.Key.Key_Return)
    assert all(one.is_complete for one in start.review.consensus.standing())
    assert start.window.focusWidget() is consensus.page.onward


def test_arrow_keys_step_through_the_kinds_of_lines(consensus: ConsensusWorkspace) -> None:
    shown = consensus.page.shown
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert shown.currentData() == "different"
    assert consensus.page.window().focusWidget() is shown


def test_a_pair_of_rows_is_corrected_by_hand(consensus: ConsensusWorkspace) -> None:
    compared = consensus.compared
    assert compared is not None
    dialog = RowsDialog(compared, consensus.page)
    first, second = compared.records[0].rows_of("participants")
    page = dialog.pages["participants"]
    box = page._boxes[first.row_id]
    taken = [p.second for p in compared.pairs if p.first == second.row_id]
    box.setCurrentIndex(box.findData(taken[0]))
    box.activated.emit(box.currentIndex())
    pairs = dict(pair for pair in dialog.changed()["participants"] if pair[0])
    told = [page._alike[row.row_id].text() for row in (first, second)]
    assert told == ["by hand", "alone"]
    dialog.deleteLater()
    assert (pairs[first.row_id], pairs[second.row_id]) == (taken[0], None)


def test_without_seals_there_is_nothing_to_compare(start: Driver, folder: Path) -> None:
    shown = opened(start, folder)
    assert "no study is sealed by both" in shown.page.empty.text()
    assert shown.page.offer.isVisible()


def test_agreement_is_a_sheet_with_reasons(start: Driver, consensus: ConsensusWorkspace) -> None:
    start.trigger("cons.agreement")
    sheet = consensus.page.sheet
    start.wait(lambda: sheet.model.rowCount() > 0 and not start.window.jobs.is_busy)
    assert "2 studies, before consensus" in sheet.about.text()
    index = next(
        sheet.model.index(row, 2)
        for row, (name, _, _) in enumerate(sheet.model.lines)
        if name.endswith("DOI / PMID / other identifier")
    )
    assert sheet.model.data(index) == "not\ndefined"
    assert "no unit was rated by both" in str(sheet.model.data(index, Qt.ItemDataRole.ToolTipRole))
    start.trigger("cons.agreement")
    assert consensus.page.lines.isVisible()


def test_undo_of_how_agreement_is_measured_computes_it_again(
    start: Driver, consensus: ConsensusWorkspace
) -> None:
    sheet = consensus.page.sheet
    start.trigger("cons.agreement")
    start.wait(lambda: sheet.model.rowCount() > 0 and not start.window.jobs.is_busy)
    sheet.tolerance.setValue(20)
    sheet.tolerance.editingFinished.emit()
    start.wait(lambda: not start.window.jobs.is_busy)
    assert start.review.agreement.choices().tolerance == 0.2
    start.undo()
    start.wait(lambda: not start.window.jobs.is_busy)
    assert sheet.tolerance.value() == 5


def test_questions_go_to_the_third_and_come_back(
    start: Driver, consensus: ConsensusWorkspace, tmp_path: Path
) -> None:
    press(consensus, "u")
    assert "1 with the third" in consensus.page.chips.text()
    path = tmp_path / "third.xlsx"
    consensus.third.write(path)
    book = load_workbook(path)
    book["Questions"].cell(2, CHOICE + 1).value = "1"
    book.save(path)
    consensus.third.read(path, "Eve Fox")
    assert state(consensus, "source.context") is State.DECIDED
    assert consensus.page.banner.text == "Choices taken from Eve Fox: 1."
    start.undo()
    assert state(consensus, "source.context") is State.DEFERRED
