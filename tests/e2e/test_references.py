"""References come in through the window and duplicates are asked about, one step of undo each."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from ui.screening.reference_dialogs import PairDialog, ReadDialog, SearchDialog

from app.services.library import staged_under
from tests.e2e import finding
from tests.e2e.driver import Driver
from tests.services.reviews import _empty_folder, folder
from ui.screening.workspace import ScreeningWorkspace

__all__ = ["_empty_folder", "folder"]  # fixtures

RIS = """TY  - JOUR
TI  - {title}
AU  - Hale, R
PY  - 2020
DO  - {doi}
ER  -
"""


@pytest.fixture
def screening(start: Driver, folder: Path) -> ScreeningWorkspace:
    """Screening without records."""
    start.window.open_folder(folder)
    start.wait(lambda: start.window.extract is not None)
    start.press("Ctrl+8")
    assert start.window.opened is not None
    shown = start.window.opened._workspace("screening")
    assert isinstance(shown, ScreeningWorkspace)
    return shown


def _file(folder: Path, *records: tuple[str, str]) -> Path:
    path = folder / "export.ris"
    path.write_text("".join(RIS.format(title=title, doi=doi) for title, doi in records))
    return path


def test_files_of_a_search_come_in_as_one_step(
    start: Driver, screening: ScreeningWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _file(tmp_path, ("Sleep", "10.1000/a"), ("Rest", "10.1000/b"))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(path)], ""))
    told: list[str] = []

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, SearchDialog)
        dialog.database.setCurrentText("MEDLINE")
        dialog.accept()

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, ReadDialog)
        told.append(dialog.text.toPlainText())
        dialog.reject()

    with start.answering(fill):
        start.trigger("screen.references")
    with start.answering(read):
        start.wait(lambda: not start.window.jobs.is_busy)
        start.wait(lambda: bool(told))
    assert "2 of 2 records read" in told[0]
    assert screening.model.rowCount() == 2
    start.settle()
    start.trigger("edit.undo")
    assert start.review.search_log.searches() == ()


def test_possible_duplicates_are_answered_side_by_side(
    start: Driver, screening: ScreeningWorkspace, tmp_path: Path
) -> None:
    path = _file(tmp_path, ("Sleep at school", "10.1000/a"), ("Sleep at schools", "10.1000/a"),
                 ("Sleep in school", "10.1000/a"))  # fmt: skip
    edit, _files = start.review.library.stage([path], staged_under("MEDLINE"))
    assert edit is not None
    start.window.opened.editor.submit(edit, "Import")
    found = start.review.library.duplicates()
    seen: list[str] = []

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, PairDialog)
        seen.append(dialog.reasons.text())
        finding.named(dialog, "Two reports").click()
        dialog.accept()

    with start.answering(answer):
        start.trigger("screen.duplicates")
        start.wait(lambda: bool(seen))
    assert "same DOI" in seen[0]
    assert len(start.review.library.duplicates()) < len(found)
