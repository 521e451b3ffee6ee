"""A whole way: exports of databases, duplicates, two stages of screening, the flow, appendices."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.screening import Policy
from tests.e2e.driver import Driver
from tests.services.reviews import _empty_folder, folder
from ui.library.import_dialog import ImportDialog
from ui.library.read_dialog import ReadDialog
from ui.library.workspace import LibraryWorkspace
from ui.screening.page import FLOW, FULL
from ui.screening.workspace import ScreeningWorkspace

__all__ = ["_empty_folder", "folder"]  # fixtures

EXPORTS = {
    "Embase": "data/references/embase_com/embase_com_2024.ris",
    "PsycINFO": "data/references/ovid_psycinfo/ovid_psycinfo_2024.ris",
    "Cochrane Library": "data/references/cochrane_library/cochrane_library.ris",
}
PAPER = "data/papers/effsize__1940-0640-7-S1-A73.pdf"
RECORDS, COPIES = 23, 1
Answers = Callable[[str], None]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Let the dialogs for files answer with a path."""

    def answer(path: str) -> None:
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_args: (path, ""))
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([path], ""))

    return answer


def dialog(start: Driver, kind: type[QWidget]) -> QWidget:
    """Wait for a dialog and return it."""
    start.wait(lambda: [one for one in start.window.findChildren(kind) if one.isVisible()])
    return next(one for one in start.window.findChildren(kind) if one.isVisible())


def take_in(start: Driver, database: str, path: Path, answers: Answers) -> None:
    """Import the export of a database through its dialogs."""
    answers(str(path))
    start.trigger("lib.import")
    asked = dialog(start, ImportDialog)
    assert isinstance(asked, ImportDialog)
    start.wait(lambda: asked.paths)
    asked.fields.database.setCurrentText(database)
    asked.accept()
    told = dialog(start, ReadDialog)
    assert isinstance(told, ReadDialog)
    told.reject()
    start.wait(lambda: not start.window.jobs.is_busy)


def join_certain(start: Driver, library: LibraryWorkspace) -> None:
    """Find duplicates and join those that are certain."""
    start.trigger("lib.duplicates")
    pairs = library.pairs.page
    start.wait(pairs.join.isEnabled)
    pairs.join.click()
    start.wait(lambda: not start.window.jobs.is_busy)


def screen(start: Driver, tab: int, keys: str) -> ScreeningWorkspace:
    """Screen the records of a stage by keys."""
    start.window.show_workspace("screening")
    shown = start.window.opened._workspace("screening")
    assert isinstance(shown, ScreeningWorkspace)
    shown.page.tabs.setCurrentIndex(tab)
    start.come_back()
    shown.page.list.setFocus()
    QTest.keyClicks(shown.page.list, keys)
    return shown


def saved(start: Driver, path: Path, answers: Answers, save: Callable[[], object]) -> bool:
    """Save a file through its dialog, and wait for it."""
    answers(str(path))
    save()
    start.wait(path.exists)
    return path.stat().st_size > 1000


def test_review_goes_from_exports_to_the_flow_diagram(
    start: Driver, folder: Path, shared: Path, tmp_path: Path, answers: Answers
) -> None:
    start.open(folder)
    start.review.extraction.apply(start.review.screening.set_policy(Policy(1, 1)))
    start.press("Ctrl+1")
    library = start.window.opened._workspace("library")
    _ = [take_in(start, name, shared / path, answers) for name, path in EXPORTS.items()]
    join_certain(start, library)
    screening = screen(start, 0, "ii" + "2" * (RECORDS - COPIES - 2))
    screening.page.tabs.setCurrentIndex(FULL)
    screening.full_texts.attach(shared / PAPER, screening.model.items[0])
    start.wait(lambda: screening.model.items[0].paper)
    screen(start, FULL, "i1")
    screening.page.tabs.setCurrentIndex(FLOW)
    flow = screening.page.flow
    assert flow.sums.text() == "All eight sums come out."
    assert [study.paper is not None for study in start.review.records.studies()] == [True]
    out = tmp_path / "out"
    out.mkdir()
    assert saved(start, out / "flow.pdf", answers, flow.save.click)
    assert saved(start, out / "excluded.docx", answers, flow.excluded.click)
    assert saved(start, out / "searches.docx", answers, library.searches.save)
