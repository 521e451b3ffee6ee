"""Screening by keys: deciding, taking back, settling, full texts that become studies, the flow."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.bootstrap import open_review
from app.domain.errors import AppError
from app.domain.screened import Words
from app.domain.screening import Policy, Retrieval, Stage, Verdict
from tests.e2e.driver import Driver
from tests.services.reviews import _empty_folder, folder
from tests.services.screening import NO, YES, add_records, decide
from ui.screening import loading
from ui.screening.anew import AnewDialog
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


BROKEN = {
    "screened": "9",  # rule 1, and 2
    "assessed": "7",  # rule 3, and 5
    "ineligible": "2",  # rule 4
    "studies": "30",  # rule 6
    "charted": "4",  # rule 7
    "excluded_automation": "8",  # rule 8
}


def type_numbers(model: FlowModel, typed: dict[str, str]) -> None:
    """Type numbers into the table of the flow, each with its reason."""
    for name, text in typed.items():
        row = model.names.index(name)
        model.setData(model.index(row, TYPED), text)
        model.setData(model.index(row, WHY), "counted elsewhere" if text else "")


def test_every_rule_warns_and_falls_silent_again(
    start: Driver, screening: ScreeningWorkspace
) -> None:
    screening.page.tabs.setCurrentIndex(FLOW)
    flow = screening.page.flow
    type_numbers(flow.model, BROKEN)
    said = flow.sums.text()
    assert [rule for rule in range(1, 9) if f"Rule {rule}:" not in said] == []
    type_numbers(flow.model, dict.fromkeys(BROKEN, "") | {"screened": "3"})
    assert flow.sums.text() == "Rule 2: Reports sought: 0, but screened less excluded is 3."
    type_numbers(flow.model, {"sought": "3", "assessed": "3", "reports": "3", "studies": "3"})
    assert flow.sums.text() == "All eight sums come out."


def test_diagram_is_saved_at_the_width_of_a_column(
    start: Driver,
    screening: ScreeningWorkspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screening.page.tabs.setCurrentIndex(FLOW)
    flow, out = screening.page.flow, tmp_path / "flow.svg"
    flow.width_mm.setCurrentIndex(flow.width_mm.findData(84.0))
    flow.width_chosen.emit()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    flow.save.click()
    start.wait(out.exists)
    assert out.stat().st_size > 1000
    assert "84 mm" in flow.text_size.text()


def test_decisions_of_rayyan_come_in_through_the_window_as_one_step(
    start: Driver,
    screening: ScreeningWorkspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "rayyan.ris"
    notes = 'N1  - RAYYAN-INCLUSION: {"Ana Ortiz"=>"Included"}\nER  -\n'
    path.write_text(
        f"TY  - JOUR\nTI  - Telehealth at home\n{notes}TY  - JOUR\nTI  - Other\n{notes}"
    )
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    with start.answering(lambda dialog: dialog.accept()):
        start.trigger("screen.import")
    start.wait(lambda: screening.page.banner.text)
    assert "2 rows: 1 record found, 0 added, 1 decision taken. 1 could not" in (
        screening.page.banner.text
    )
    assert screening.page.progress.text() == "1 of 3 decided by you"
    start.come_back()
    start.trigger("edit.undo")
    assert verdicts(start) == [Verdict.NONE] * 3


def test_settled_record_leaves_the_list_and_the_next_one_is_shown(
    start: Driver, folder: Path
) -> None:
    with open_review(folder) as review:
        first, second, _ = add_records(review)
        decide(review, first, Stage.TITLE, YES)
        decide(review, second, Stage.TITLE, YES)
    with open_review(folder, "Ben Kim") as review:
        decide(review, first, Stage.TITLE, NO)
        decide(review, second, Stage.TITLE, NO)
    screening = opened(start, folder)
    screening.page.tabs.setCurrentIndex(SETTLE)
    press(screening, "e")
    assert [item.record_id for item in screening.model.items] == [second]
    assert "Telehealth" in screening.page.text.toPlainText()
    assert screening.page.progress.text() == "1 to settle"


def test_pilot_counts_each_decision(start: Driver, screening: ScreeningWorkspace) -> None:
    start.trigger("screen.pilot")
    start.wait(lambda: "Pilot: you have screened 0 of 3" in screening.page.banner.text)
    screening.page.list.setFocus()
    press(screening, "ie")
    assert "Pilot: you have screened 2 of 3" in screening.page.banner.text


def test_what_others_settled_is_not_to_do_and_can_be_settled_anew(
    start: Driver, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_review(folder) as review:
        first, *_ = add_records(review)
        review.extraction.apply(review.screening.settle(first, Stage.TITLE, NO))
    screening = opened(start, folder)
    assert screening.page.progress.text() == "0 of 2 decided by you, 1 by others"
    assert screening.model.row_of(first) == -1
    screening.go_to(first)
    assert screening.page.pane.verdicts[Verdict.EXCLUDE].isChecked()
    screening.page.list.setFocus()
    press(screening, "i")
    assert [item.record_id for item in start.review.screening.records(Stage.FULL)] == [first]
    monkeypatch.setattr(AnewDialog, "exec", _retracted)
    screening.go_to(first)
    start.trigger("screen.anew")
    assert start.review.screening.records(Stage.FULL) == ()
    start.undo()
    assert [item.record_id for item in start.review.screening.records(Stage.FULL)] == [first]
    monkeypatch.setattr(loading, "MANY", 1)  # as if there were thousands: read by a job
    screening.page.tabs.setCurrentIndex(FULL)
    assert screening.page.empty.text() == "Reading the records…"
    screening.go_to(first)
    start.wait(lambda: screening.model.row_of(first) >= 0)
    start.wait(lambda: not start.window.jobs.is_busy)
    assert screening.page.list.isVisible()


def _retracted(dialog: AnewDialog) -> int:
    """Answer what the dialog proposes, with a reason."""
    assert not dialog.ok.isEnabled()
    dialog.why.setText("Retracted since")
    assert dialog.decision().verdict is Verdict.EXCLUDE
    return AnewDialog.DialogCode.Accepted


def test_first_included_report_leaves_keys_and_undo_with_screening(
    start: Driver, screening: ScreeningWorkspace
) -> None:
    press(screening, "ii")
    screening.page.tabs.setCurrentIndex(FULL)
    press(screening, "ii")
    assert len(start.review.records.studies()) == 2
    assert screening.page.list.hasFocus()
    start.undo()
    start.undo()
    assert start.review.records.studies() == ()
    assert [item.own.is_made for item in start.review.screening.records(Stage.FULL)] == [False] * 2


def test_records_that_can_not_be_read_are_said_and_read_again(
    start: Driver, screening: ScreeningWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise AppError("The disk could not be read.")

    with monkeypatch.context() as broken:
        broken.setattr(screening.queue, "_chosen", refuse)
        screening.page.tabs.setCurrentIndex(FULL)
        screening.page.tabs.setCurrentIndex(0)
    assert screening.page.empty.text() == "The disk could not be read."
    start.click("Read again", screening.page.empty)
    assert screening.model.rowCount() == 3
