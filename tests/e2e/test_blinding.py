"""Looking at a colleague's work early: a reason is asked for, and what follows is shown."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QTableView

from app.bootstrap import open_review
from tests.e2e import finding
from tests.e2e.driver import Driver, write_into
from tests.services.reviews import FIELD, fill

STUDY, BEN = "Fischer 2012", "Ben Kim"


@pytest.fixture
def alex(start: Driver, sample_folder: Path) -> Driver:
    """Alex's window at a study of which Ben has charted one answer."""
    with open_review(sample_folder) as review:
        review.extraction.apply(review.people.added(BEN, "BK"))
    with open_review(sample_folder, BEN) as bens:
        record = next(r for r in bens.records.records() if r.study.label == STUDY)
        bens.extraction.apply(fill(record, ["NO"], FIELD))
    start.open(sample_folder)
    start.open_study(STUDY)
    return start


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
        seen.append(table.model().index(0, 1).data())
        dialog.reject()

    with alex.answering(give_reason):
        alex.trigger("study.lookearly")
    with alex.answering(read):
        alex.come_back()
    assert seen == ["Norway"]
    assert not alex.window.actions_by_id["edit.undo"].isEnabled()
    assert shown_of_blinding(alex) == "opened colleagues' work on Fischer 2012"


def shown_of_blinding(driver: Driver) -> str:
    """What the page of the people says of what was opened."""
    driver.window.show_project()
    page = driver.window.opened.project.people
    said = next(x.text() for x in page.findChildren(QLabel) if x.text().startswith("On: "))
    return said.partition("Alex Berg ")[2].partition(" before")[0]
