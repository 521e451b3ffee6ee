"""Looking at a colleague's work early: a reason is asked for, and what follows is shown."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QTableView

from app.bootstrap import open_review
from app.domain.answers import NO_ANSWER, Cell
from app.domain.edits import FillAnswer
from app.domain.records import Record
from tests.e2e import finding
from tests.e2e.driver import Driver, write_into
from tests.services.reviews import FIELD, anchor, filled
from ui.reader.paper_pane import PaperPane

STUDY, BEN = "Fischer 2012", "Ben Kim"


@pytest.fixture
def alex(start: Driver, sample_folder: Path) -> Driver:
    """Alex's window at a study of which Ben has charted one answer."""
    with open_review(sample_folder) as review:
        review.extraction.apply(review.people.added(BEN, "BK"))
    with open_review(sample_folder, BEN) as bens:
        record = next(r for r in bens.records.records() if r.study.label == STUDY)
        bens.extraction.apply(quoted(record))
    start.open(sample_folder)
    start.open_study(STUDY)
    return start


def quoted(record: Record) -> FillAnswer:
    """Answer the country by a quote on the paper of the study."""
    assert record.study.paper is not None
    place = replace(anchor("in Oslo"), paper=record.study.paper.sha256)
    return FillAnswer(Cell(record.extraction_id, FIELD), NO_ANSWER, filled(["NO"]), (place,))


def test_a_colleagues_work_is_shown_after_a_reason_and_no_undo_takes_that_back(
    alex: Driver,
) -> None:
    def give_reason(dialog: QDialog) -> None:
        write_into(dialog, "Reason", "a deadline")
        alex.click("Open their work", dialog)

    seen: list[object] = []

    def read(dialog: QDialog) -> None:
        table = finding.named(dialog, "Answers of the colleague", QTableView)
        assert isinstance(table, QTableView)
        seen.extend(table.model().index(0, column).data() for column in (1, 2))
        pages = finding.named(dialog, "The paper", PaperPane)
        assert isinstance(pages, PaperPane)
        alex.wait(pages.is_open)
        seen.extend(mark.tip for mark in pages.canvas.overlay.marks.highlights)
        dialog.reject()

    with alex.answering(give_reason):
        alex.trigger("study.lookearly")
    with alex.answering(read):
        pass  # what was asked for is read in a job, and opens by itself
    alex.come_back()
    tip = "B · Ben Kim\n5 Country of origin"
    assert seen == ["Norway", "p. 1: “in Oslo”", tip]
    assert not alex.window.actions_by_id["edit.undo"].isEnabled()
    assert shown_of_blinding(alex) == "opened colleagues' work on Fischer 2012"


def shown_of_blinding(driver: Driver) -> str:
    """What the page of the people says of what was opened."""
    driver.window.show_project()
    page = driver.window.opened.project.people
    said = next(x.text() for x in page.findChildren(QLabel) if x.text().startswith("On: "))
    return said.partition("Alex Berg ")[2].partition(" before")[0]
