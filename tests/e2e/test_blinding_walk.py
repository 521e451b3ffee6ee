"""Nothing in the window shows a colleague's work before both have sealed it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QDialog, QWidget

from app.bootstrap import open_review
from app.domain.answers import Answer, Status
from app.jobs import JobContext
from tests.e2e.driver import Driver
from tests.e2e.test_exchange import merge
from tests.services.computers import computer
from tests.services.reviews import FIELD, PAPER, _empty_folder, add_study, anchor, fill, folder
from tests.services.sealed import Charted, chart
from ui.workspaces import ROWS

__all__ = ["_empty_folder", "folder"]  # fixtures
BEN, SECRET, OWN = "Ben Kim", "Zqxjverrat", "Wkvpmeins"
TEXT = "design.aims"
WORDS = ("text", "toolTip", "statusTip", "accessibleName", "accessibleDescription", "windowTitle")
ROLE = Qt.ItemDataRole
ROLES = (ROLE.DisplayRole, ROLE.EditRole, ROLE.ToolTipRole, ROLE.AccessibleTextRole)


@pytest.fixture
def packet(folder: Path, tmp_path: Path) -> Path:
    """Ben's packet: answers, a note, a row and quotes that hold the word."""
    with open_review(folder) as review:
        study_id = add_study(review, paper=PAPER)
        review.extraction.apply(fill(review.records.record(study_id), OWN, TEXT))
    said = Answer(SECRET, Status.FILLED, note=f"note {SECRET}")
    rows = {"participants": ({"participants.group": SECRET, "participants.age": SECRET},)}
    work = Charted({TEXT: said, FIELD: [SECRET]}, rows, {TEXT: anchor(f"quote {SECRET}")})
    copy = Path(shutil.copytree(folder, tmp_path / "bens" / "review"))
    path = tmp_path / "ben.chartpacket"
    with computer(tmp_path / "bens laptop"):
        chart(copy, BEN, study_id, work, seals=False)
        with open_review(copy) as review:
            review.exchange.save(path, JobContext())
    return path


def told(widget: QWidget) -> Iterator[str]:
    """Yield whatever the widget and all below it say, shown or not, actions and lists too."""
    for part in (widget, *widget.findChildren(QWidget), *widget.findChildren(QAction)):
        for name in WORDS:
            say = getattr(part, name, None)
            if callable(say):
                yield f"{name} {say()}"
        if isinstance(part, (QAbstractItemView, QComboBox)) and part.model() is not None:
            yield from of_model(part.model(), QModelIndex())


def of_model(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(model.rowCount(parent)):
        for column in range(columns):
            index = model.index(row, column, parent)
            yield from (f"{model.data(index, role)}" for role in ROLES)
            if column == 0 and not isinstance(model, QAbstractListModel):
                yield from of_model(model, index)


def rooms(driver: Driver) -> Iterator[str]:
    """Go everywhere; yield what each place says."""
    for row in ROWS:
        driver.window.show_workspace(row.workspace_id)
        driver.wait(lambda: not driver.window.jobs.is_busy)
        yield from told(driver.window)
    driver.window.show_project()
    yield from told(driver.window)
    driver.window.show_extract()
    for action in ("study.history", "file.merges", "app.messages"):
        driver.trigger(action)
        yield from told(driver.window)
        for dialog in driver.window.findChildren(QDialog):
            dialog.reject()


def test_no_place_of_the_window_tells_of_what_is_blinded(
    packet: Path, start: Driver, folder: Path
) -> None:
    start.open(folder)
    merge(start, packet)
    said = list(rooms(start))
    assert len([words for words in said if OWN in words]) > len(ROWS), "one's own is found"
    assert [words for words in said if SECRET in words] == []
