"""PDFs find their records in the window, and stand beside full-text screening."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QInputDialog

from app.domain.screening import Decision, Policy, Retrieval, Stage, Verdict
from tests.e2e.driver import Driver
from tests.services.pdf_files import locked, printed
from tests.services.reviews import _empty_folder, folder
from tests.services.searches import staged_under
from ui.flows.full_texts import Wanting
from ui.library.match_dialog import MatchDialog
from ui.library.workspace import LibraryWorkspace
from ui.screening.page import FULL
from ui.screening.workspace import ScreeningWorkspace

__all__ = ["_empty_folder", "folder"]  # fixtures

LOCKED = "py-pdf__r6-both-passwords.pdf"
TITLE = "Peer support for carers of people with dementia living at home"
OTHER = "Something else entirely about the sleep of school children"
RIS = f"""TY  - JOUR
TI  - {TITLE}
AU  - Hale, R
PY  - 2019
L1  - internal-pdf://0123/Hale.pdf
ER  -
TY  - JOUR
TI  - {OTHER}
AU  - Kim, B
PY  - 2020
ER  -
"""


@pytest.fixture
def library(start: Driver, folder: Path, tmp_path: Path) -> LibraryWorkspace:
    """The library with two records."""
    start.window.open_folder(folder)
    start.wait(lambda: start.window.extract is not None)
    path = tmp_path / "export.ris"
    path.write_text(RIS)
    edit, _files = start.review.library.stage([path], staged_under("MEDLINE"))
    assert edit is not None
    assert start.window.editor is not None
    start.window.editor.submit(edit, "Import")
    start.press("Ctrl+1")
    assert start.window.opened is not None
    shown = start.window.opened._workspace("library")
    assert isinstance(shown, LibraryWorkspace)
    start.wait(lambda: not start.window.jobs.is_busy)
    return shown


def _with_paper(library: LibraryWorkspace) -> list[str]:
    return [line.title for line in library.model.lines if line.has_paper]


def _asked(start: Driver, library: LibraryWorkspace, *paths: Path) -> MatchDialog:
    library.matching.ask(paths)
    (dialog,) = start.window.findChildren(MatchDialog)
    start.wait(lambda: dialog.model.shown)
    return dialog


def test_a_sure_pdf_is_taken_in_and_an_unsure_one_is_left_to_a_person(
    start: Driver, library: LibraryWorkspace, tmp_path: Path
) -> None:
    sure = printed(tmp_path / "a.pdf", f"Journal of Care 2019\n{TITLE}\nR Hale")
    unsure = printed(tmp_path / "Kim 2020.pdf", "Slides of a talk")
    dialog = _asked(start, library, sure, unsure)
    assert dialog.told.text() == "2 PDFs · 1 matched · 1 unsure · 0 without a record"
    dialog.accept()
    start.wait(lambda: _with_paper(library) == [TITLE])
    start.wait(lambda: not start.window.jobs.is_busy)
    said = dialog.outcome.toPlainText()
    assert ("Kim 2020.pdf" in said, f"a.pdf → Hale 2019: {TITLE}" in said) == (True, True)
    dialog.accept()
    start.trigger("edit.undo")
    start.wait(lambda: not _with_paper(library))


def _choose(dialog: MatchDialog, row: int, word: str) -> None:
    dialog.table.selectRow(row)
    names = [dialog.record.itemText(row) for row in range(dialog.record.count())]
    dialog.record.setCurrentIndex(next(n for n, name in enumerate(names) if word in name))
    dialog.record.activated.emit(dialog.record.currentIndex())


def test_a_record_or_a_new_study_is_chosen_by_hand(
    start: Driver, library: LibraryWorkspace, tmp_path: Path
) -> None:
    pdfs = [printed(tmp_path / f"{name}.pdf", f"Slides of talk {name}") for name in "xyz"]
    dialog = _asked(start, library, *pdfs)
    _choose(dialog, 0, "sleep")
    _choose(dialog, 1, "a new study")
    assert dialog.told.text() == "3 PDFs · 2 matched · 0 unsure · 1 without a record"
    before = len(start.review.records.studies())
    dialog.accept()
    start.wait(lambda: _with_paper(library) == [OTHER])
    start.wait(lambda: not start.window.jobs.is_busy)
    assert len(start.review.records.studies()) == before + 1
    said = dialog.outcome.toPlainText().split("Left out")[1]
    assert ("z.pdf" in said, "y.pdf" in said.split("New studies")[0]) == (True, False)
    dialog.accept()


def test_the_attachment_that_a_reference_names_is_followed(
    start: Driver, library: LibraryWorkspace, tmp_path: Path
) -> None:
    place = tmp_path / "export.Data" / "PDF" / "0123"
    place.mkdir(parents=True)
    paper = printed(place / "Hale.pdf", "A scan without its title")
    (search,) = start.review.search_log.searches()
    found = start.review.paper_matching.attached(search.search_id, [tmp_path / "export.ris"])
    assert found == (paper,)
    dialog = _asked(start, library, *found)
    assert dialog.model.shown[0].found[0].reason == "attached to the record in its export"
    assert len(dialog.model.chosen) == 1
    dialog.reject()


def test_words_of_the_paper_become_the_quote_of_a_decision(
    start: Driver, library: LibraryWorkspace, tmp_path: Path
) -> None:
    review, editor = start.review, start.window.editor
    assert editor is not None
    editor.submit(review.screening.set_policy(Policy(1, 1)), "Policy")
    record = library.model.lines[0].record_id
    editor.submit(review.screening.decide(record, Stage.TITLE, Decision(Verdict.INCLUDE)), "In")
    paper = review.papers.take_copy(printed(tmp_path / "p.pdf", "Adults without carers"))
    editor.submit(review.screening.give_paper(record, paper), "Paper")
    start.press("Ctrl+8")
    assert start.window.opened is not None
    screening = start.window.opened._workspace("screening")
    assert isinstance(screening, ScreeningWorkspace)
    screening.page.tabs.setCurrentIndex(FULL)
    pane = screening.paper.pane
    assert pane is not None
    start.wait(lambda: pane.source.text(0) is not None)
    pane.canvas.select_page()
    start.wait(screening.page.pane.take.isEnabled)
    start.trigger("screen.quote")
    QTest.keyClicks(screening.page.list, "1")
    (item,) = review.screening.records(Stage.FULL)
    assert (item.own.quote, item.own.page) == ("Adults without carers", 0)
    assert item.retrieval is Retrieval.RETRIEVED


def test_a_locked_full_text_is_taken_in_with_its_password(
    start: Driver, library: LibraryWorkspace, shared: Path
) -> None:
    given = iter(("nope", "foo"))
    asked = []

    def give(dialog: QDialog) -> None:
        assert isinstance(dialog, QInputDialog)
        asked.append(dialog.labelText())
        dialog.setTextValue(next(given))
        dialog.accept()

    library.go_to(library.model.lines[0].record_id)
    assert library._shown is not None
    path, shown = shared / "data" / "edge" / LOCKED, library._shown.text
    with start.answering(give):
        library.full_texts.attach(path, Wanting(shown.record_id, shown.title, None))
    with start.answering(give):
        pass
    start.wait(lambda: any(line.has_paper for line in library.model.lines))
    assert "not the password" in asked[1]


def test_second_pdf_of_a_record_is_left_to_a_person(
    start: Driver, library: LibraryWorkspace, tmp_path: Path
) -> None:
    first = printed(tmp_path / "a.pdf", f"Journal of Care 2019\n{TITLE}\nR Hale")
    again = printed(tmp_path / "b.pdf", f"Journal of Care 2019\n{TITLE}\nR Hale, M Lee")
    before = _asked(start, library, first)
    before.accept()
    start.wait(lambda: _with_paper(library) == [TITLE])
    before.accept()
    start.wait(lambda: not start.window.findChildren(MatchDialog))
    dialog = _asked(start, library, again)
    assert dialog.told.text() == "1 PDF · 0 matched · 1 unsure · 0 without a record"
    assert "has a PDF already" in dialog.model.index(0, 2).data()
    dialog.reject()


def test_a_locked_pdf_is_matched_and_taken_in_once_its_password_is_typed(
    start: Driver, library: LibraryWorkspace, tmp_path: Path
) -> None:
    plain = printed(tmp_path / "a.pdf", f"Journal of Care 2019\n{TITLE}\nR Hale")
    dialog = _asked(start, library, locked(plain, tmp_path / "b.pdf", "foo"))
    assert dialog.page.left == []
    given, asked = iter(("nope", "foo")), []

    def give(question: QDialog) -> None:
        assert isinstance(question, QInputDialog)
        asked.append(question.labelText())
        question.setTextValue(next(given))
        question.accept()

    with start.answering(give, dialog):
        QTest.mouseClick(dialog.page.password, Qt.MouseButton.LeftButton)
    with start.answering(give, dialog):
        pass
    start.wait(lambda: dialog.told.text() == "1 PDF · 1 matched · 0 unsure · 0 without a record")
    assert ("not the password" in asked[1], dialog.page.password.isHidden()) == (True, True)
    dialog.accept()
    start.wait(lambda: _with_paper(library) == [TITLE])
    record = library.model.lines[0].record_id
    paper = start.review.library_list.report(record).paper
    assert paper is not None
    assert start.review.papers.password_of(paper) == "foo"
