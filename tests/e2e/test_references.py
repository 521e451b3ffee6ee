"""The library in the window: imports, filters, duplicates side by side, one step of undo each."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtWidgets import QDialog, QFileDialog

from app.domain.library import PairAnswer, SearchDraft
from app.domain.library_list import Standing
from app.references.columns import grid_of
from tests.e2e.driver import Driver
from tests.services.reviews import _empty_folder, folder
from tests.services.searches import staged_under
from ui import stepping_back
from ui.library.import_dialog import ImportDialog
from ui.library.mapping_dialog import HOLDS, MappingDialog
from ui.library.pairs_page import LINKED, SAME, TWO
from ui.library.read_dialog import ReadDialog
from ui.library.searches_desk import SearchDialog
from ui.library.workspace import LibraryWorkspace

__all__ = ["_empty_folder", "folder"]  # fixtures

RIS = """TY  - JOUR
TI  - {title}
AU  - Hale, R
PY  - 2020
DO  - {doi}
ER  -
"""


@pytest.fixture
def library(start: Driver, folder: Path) -> LibraryWorkspace:
    """The library without records, opened by its key."""
    start.window.open_folder(folder)
    start.wait(lambda: start.window.extract is not None)
    start.press("Ctrl+1")
    assert start.window.opened is not None
    shown = start.window.opened._workspace("library")
    assert isinstance(shown, LibraryWorkspace)
    start.wait(lambda: not start.window.jobs.is_busy)
    return shown


def _file(folder: Path, *records: tuple[str, str]) -> Path:
    path = folder / "export.ris"
    path.write_text("".join(RIS.format(title=title, doi=doi) for title, doi in records))
    return path


def _take(start: Driver, path: Path, database: str = "MEDLINE") -> None:
    """Import a file as its dialog would."""
    edit, _files = start.review.library.stage([path], staged_under(database))
    assert edit is not None
    start.window.opened.editor.submit(edit, "Import")
    start.wait(lambda: not start.window.jobs.is_busy)


def _open(start: Driver, kind: type[QDialog]) -> QDialog:
    """Wait for a dialog of the window that is open."""

    def shown() -> list[QDialog]:
        return [one for one in start.window.findChildren(kind) if one.isVisible()]

    start.wait(shown)
    return shown()[0]


def test_files_of_a_search_come_in_as_one_step(
    start: Driver, library: LibraryWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _file(tmp_path, ("Sleep", "10.1000/a"), ("Rest", "10.1000/b"))
    bad = tmp_path / "page.ris"
    bad.write_text("<html><body>Sign in</body></html>")
    chosen = [str(path), str(bad)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: (chosen, ""))
    start.trigger("lib.import")
    asked = _open(start, ImportDialog)
    start.wait(lambda: asked.paths)
    assert "RIS" in asked.files.index(1, 1).data()  # what can't be taken in stands first
    asked.fields.database.setCurrentText("MEDLINE")
    asked.accept()
    told = _open(start, ReadDialog)
    assert "2 of 2 records read" in told.text.toPlainText()
    assert "web page" in told.text.toPlainText()
    told.reject()
    start.wait(lambda: library.model.rowCount() == 2)
    monkeypatch.setattr(stepping_back, "LONG", 2)  # as if it were thousands: undo is a job
    start.trigger("edit.undo")
    start.wait(lambda: not library.model.rowCount())
    assert start.review.search_log.searches() == ()
    start.wait(start.window.opened.editor.steps.can_redo)
    start.trigger("edit.redo")
    start.wait(lambda: library.model.rowCount() == 2)
    start.wait(lambda: not start.window.jobs.is_busy)


def test_more_results_of_a_search_are_its_batch(
    start: Driver, library: LibraryWorkspace, tmp_path: Path
) -> None:
    _take(start, _file(tmp_path, ("Sleep", "10.1000/a")))
    library.importer.ask([_file(tmp_path, ("Rest", "10.1000/b"))])
    asked = _open(start, ImportDialog)
    start.wait(lambda: asked.paths)
    asked.into.setCurrentIndex(1)
    asked.accept()
    _open(start, ReadDialog).reject()
    (search,) = start.review.search_log.searches()
    assert (search.records, len(search.batches)) == (2, 1)


def test_filters_choose_lines(start: Driver, library: LibraryWorkspace, tmp_path: Path) -> None:
    _take(start, _file(tmp_path, ("Sleep", "10.1000/a"), ("Rest", "10.1000/b")), "MEDLINE")
    _take(start, _file(tmp_path, ("Naps", "10.1000/c")), "Embase")
    library.records.words.setText("HALE rest")
    start.wait(lambda: [line.title for line in library.model.lines] == ["Rest"])
    library.records.clear_filters()
    library.records.source.setCurrentIndex(2)
    assert [line.title for line in library.model.lines] == ["Naps"]
    library.records.standing.setCurrentIndex(
        library.records.standing.findData(Standing.INCLUDED.value)
    )
    assert "No record fits" in library.records.said.text()


def test_a_record_shows_its_raw_text_and_is_removed_before_screening(
    start: Driver, library: LibraryWorkspace, tmp_path: Path
) -> None:
    _take(start, _file(tmp_path, ("Sleep", "10.1000/a")))
    library.records.choose(0)
    assert "TI  - Sleep" in library.records.detail.raw.toPlainText()
    library.records.detail.leave_out.click()
    start.wait(lambda: library.model.lines[0].standing is Standing.LEFT_OUT)
    start.wait(lambda: not start.window.jobs.is_busy)
    start.trigger("edit.undo")
    start.wait(lambda: library.model.lines[0].standing is Standing.TO_SCREEN)


PAIR = (("Sleep at school", "10.1000/a"), ("Sleep at schools", "10.1000/a"))
ANSWERS: dict[str, Callable[[Driver], bool]] = {
    SAME: lambda start: len(start.review.library_list.lines()) == 1,
    TWO: lambda start: start.review.library.answered()[0].answer is PairAnswer.TWO,
    LINKED: lambda start: start.review.library.answered()[0].answer is PairAnswer.LINKED,
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_pair_is_answered_side_by_side_and_asked_again_after_undo(
    start: Driver, library: LibraryWorkspace, tmp_path: Path, answer: str
) -> None:
    _take(start, _file(tmp_path, *PAIR))
    start.trigger("lib.duplicates")
    page = library.pairs.page
    start.wait(lambda: page.current() is not None)
    assert "same DOI" in page.why.text()
    assert "schools</span>" in page.text.toHtml().replace("</b>", "")
    start.trigger(f"pair.{answer}")
    start.wait(lambda: page.current() is None)
    assert ANSWERS[answer](start)
    start.trigger("edit.undo")
    start.wait(lambda: page.current() is not None)


def test_one_kept_pair_is_asked_about_again_by_its_title(
    start: Driver, library: LibraryWorkspace, tmp_path: Path
) -> None:
    other = (("Light at night", "10.1000/b"), ("Light at nights", "10.1000/b"))
    _take(start, _file(tmp_path, *PAIR, *other))
    start.trigger("lib.duplicates")
    page = library.pairs.page
    start.wait(lambda: page.model.rowCount() == 2)
    kept = page.current()
    start.trigger(f"pair.{TWO}")
    start.wait(lambda: page.model.rowCount() == 1)
    start.trigger(f"pair.{TWO}")
    start.wait(lambda: page.model.rowCount() == 0)
    page.again.menu().actions()[-1].trigger()
    start.wait(lambda: page.model.rowCount() == 1)
    assert {page.current().first, page.current().second} == {kept.first, kept.second}


def test_columns_are_explained_once_for_the_same_header(
    start: Driver, library: LibraryWorkspace, tmp_path: Path
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Nummer;Titel der Arbeit;Jahr\n1;Schlaf;2020\n", encoding="utf-8")
    grid = grid_of(path, "utf-8")
    assert grid is not None
    dialog = MappingDialog(path.name, grid, start.window)
    dialog.model.setData(dialog.model.index(1, HOLDS), "title")
    dialog.model.setData(dialog.model.index(2, HOLDS), "year")
    edit = start.review.library.explain_columns(grid.fingerprint, dialog.columns())
    start.window.opened.editor.submit(edit, "Columns")
    dialog.deleteLater()
    other = tmp_path / "zweite.csv"
    other.write_text("nummer;Titel der Arbeit;Jahr\n2;Ruhe;2021\n", encoding="utf-8")
    placed, files = start.review.library.stage([other], SearchDraft("s", "Liste"))
    assert placed is not None
    start.window.opened.editor.submit(placed, "Import")
    start.wait(lambda: not start.window.jobs.is_busy)
    (line,) = start.review.library_list.lines()
    assert (line.title, line.year, files[0].read) == ("Ruhe", 2021, 1)


def test_a_website_is_noted_and_counts_in_the_right_arm(
    start: Driver, library: LibraryWorkspace
) -> None:
    start.trigger("lib.search")
    asked = _open(start, SearchDialog)
    asked.fields.database.setCurrentText("WHO website")
    asked.fields.reported.setValue(12)
    asked.accept()
    assert [one.database for one in library.searches.page.model.searches] == ["WHO website"]
    assert start.review.flow.counted().others == (("Websites", 12),)
    start.trigger("edit.undo")
    assert library.searches.page.model.searches == ()


def test_appendix_one_is_written(
    start: Driver, library: LibraryWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _take(start, _file(tmp_path, ("Sleep", "10.1000/a")), "PsycINFO")
    out = tmp_path / "appendix.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    start.trigger("lib.appendix")
    start.wait(out.exists)
    start.wait(lambda: not start.window.jobs.is_busy)
    headings = [p.text for p in Document(str(out)).paragraphs]
    assert headings[:2] == ["Appendix I: Search strategy", "PsycINFO"]
