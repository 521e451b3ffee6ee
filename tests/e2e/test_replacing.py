"""Another copy of a study's PDF: quotes come along, and the doubtful ones are asked about."""

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView

from app.domain.anchors import Anchor, AnchorKind
from app.domain.edits import KeepQuote
from app.domain.ids import new_id
from tests.e2e.driver import Driver
from ui.extract.reanchor_view import ReanchorView


@pytest.fixture
def copy(driver: Driver, tmp_path: Path) -> Path:
    """The open paper as another program writes it."""
    return rewritten(paper_path(driver), tmp_path / "copy.pdf")


@pytest.fixture
def doubtful(driver: Driver, copy: Path) -> Driver:
    """A study with two quotes that the other copy leaves in doubt, after the replacement."""
    first = driver.record.evidence[0].anchor
    keep(driver, replace(first, anchor_id=new_id(), quote="zebras crossing the quiet boulevard"))
    keep(driver, replace(first, anchor_id=new_id(), kind=AnchorKind.REGION))
    replace_pdf(driver, copy)
    driver.wait(lambda: driver.window.opened.replacing.view is not None)
    return driver


def rewritten(source: Path, target: Path) -> Path:
    PdfWriter(clone_from=source).write(target)
    return target


def paper_path(driver: Driver) -> Path:
    paper = driver.record.study.paper
    assert paper is not None
    return driver.review.papers.path_of(paper.sha256)


def keep(driver: Driver, anchor: Anchor) -> None:
    driver.extract.controller.take_edit(
        KeepQuote(driver.record.extraction_id, anchor), "Keep a quote", None
    )


def replace_pdf(driver: Driver, path: Path) -> None:
    before = driver.record.study.paper
    driver.window.opened.replacing.replace(path)
    driver.wait(lambda: driver.record.study.paper != before)
    driver.settle()


def copies(driver: Driver) -> set[str]:
    return {item.anchor.paper for item in driver.record.evidence}


def view_of(driver: Driver) -> ReanchorView:
    view = driver.window.opened.replacing.view
    assert view is not None
    return view


def test_all_quotes_come_along_to_another_copy(driver: Driver, copy: Path) -> None:
    replace_pdf(driver, copy)
    assert copies(driver) == {paper_path(driver).stem}
    assert driver.extract.reader.canvas.overlay.marks.highlights
    assert "found again" in driver.message()


def test_one_undo_gives_the_paper_before_back(driver: Driver, copy: Path) -> None:
    before = driver.record
    replace_pdf(driver, copy)
    driver.undo()
    assert driver.record.study.paper == before.study.paper
    assert set(driver.record.evidence) == set(before.evidence)


def test_doubtful_quotes_are_listed_and_announced_above_the_pages(doubtful: Driver) -> None:
    assert len(view_of(doubtful).rows) == 2
    assert doubtful.extract.reader.notice.startswith("2 quotes")


def test_a_quote_is_kept_without_a_place(doubtful: Driver) -> None:
    doubtful.click("Keep without place", view_of(doubtful))
    kept = [e.anchor for e in doubtful.record.evidence if e.anchor.quote.startswith("zebras")]
    assert [(anchor.places, anchor.paper) for anchor in kept] == [((), paper_path(doubtful).stem)]


def test_a_quote_is_removed(doubtful: Driver) -> None:
    doubtful.click("Remove", view_of(doubtful))
    quotes = [item.anchor.quote for item in doubtful.record.evidence]
    assert not any(quote.startswith("zebras") for quote in quotes)


def test_a_region_is_placed_where_the_reviewer_says(doubtful: Driver) -> None:
    doubtful.click("Next", view_of(doubtful))
    doubtful.click("Use this place", view_of(doubtful))
    placed = [e.anchor for e in doubtful.record.evidence if e.anchor.kind is AnchorKind.REGION]
    assert [(anchor.paper, anchor.page) for anchor in placed] == [(paper_path(doubtful).stem, 0)]
    assert len(view_of(doubtful).rows) == 1


def test_a_quote_is_placed_by_hand_on_the_words_selected_in_the_paper(doubtful: Driver) -> None:
    before, old = set(doubtful.record.evidence), view_of(doubtful).rows[0].anchor
    doubtful.select_text(1, "adolescents from Lebanon")
    doubtful.click("Use the selection", view_of(doubtful))
    (placed,) = set(doubtful.record.evidence) - before
    assert (placed.anchor.quote, placed.cell) == ("adolescents from Lebanon", None)
    assert placed.anchor.paper == paper_path(doubtful).stem
    assert old not in [item.anchor for item in doubtful.record.evidence]
    assert len(view_of(doubtful).rows) == 1
    doubtful.undo()
    assert (len(view_of(doubtful).rows), set(doubtful.record.evidence)) == (2, before)


def test_return_in_the_list_places_one_quote_and_not_the_next(driver: Driver, copy: Path) -> None:
    first = driver.record.evidence[0].anchor
    for _ in range(2):
        keep(driver, replace(first, anchor_id=new_id(), kind=AnchorKind.REGION))
    replace_pdf(driver, copy)
    driver.wait(lambda: driver.window.opened.replacing.view is not None)
    places = view_of(driver).findChild(QListView)
    assert places is not None
    QTest.keyClick(places, Qt.Key.Key_Return)
    assert len(view_of(driver).rows) == 1


def test_the_list_closes_when_every_quote_is_settled(doubtful: Driver) -> None:
    doubtful.click("Remove", view_of(doubtful))
    doubtful.click("Remove", view_of(doubtful))
    assert doubtful.window.opened.replacing.view is None
    assert doubtful.extract.reader.notice == ""


def test_a_file_changed_outside_is_said_and_reviewed(driver: Driver, tmp_path: Path) -> None:
    path = paper_path(driver)
    rewritten(path, tmp_path / "changed.pdf").replace(path)
    driver.press("Ctrl+PgDown")
    driver.open_study("Ghossoub 2017")
    assert "different file" in driver.extract.reader.notice
    before = driver.record.study.paper
    driver.click("Review", driver.extract.reader)
    driver.wait(lambda: driver.record.study.paper != before)
    assert copies(driver) == {paper_path(driver).stem}


def test_a_file_replaced_while_it_is_read_is_said_until_it_is_back(
    driver: Driver, tmp_path: Path
) -> None:
    path, reader = paper_path(driver), driver.extract.reader
    reader.go_to_page(3)
    path.rename(tmp_path / "kept.pdf")
    rewritten(tmp_path / "kept.pdf", path)
    driver.wait(lambda: "different file" in reader.notice)
    driver.wait(lambda: "changed or replaced" in reader.message)
    (tmp_path / "kept.pdf").replace(path)
    driver.wait(reader.is_open)
    driver.settle()
    assert (driver.place().page, reader.notice) == (4, "")


def test_a_file_taken_away_while_it_is_read_is_missed_until_it_is_back(
    driver: Driver, tmp_path: Path
) -> None:
    path = paper_path(driver)
    path.rename(tmp_path / path.name)
    driver.wait(lambda: "not in the review's papers folder" in driver.extract.reader.message)
    (tmp_path / path.name).rename(path)
    driver.wait(driver.extract.reader.is_open)
    driver.settle()


def test_a_file_replaced_while_it_is_open_is_said_and_reviewed(
    driver: Driver, tmp_path: Path
) -> None:
    path, before = paper_path(driver), driver.record.study.paper
    rewritten(path, tmp_path / "changed.pdf").replace(path)
    driver.extract.reader.set_percent(300)
    driver.wait(lambda: "different file" in driver.extract.reader.notice)
    assert "was changed or replaced" in driver.extract.reader.message
    driver.click("Review", driver.extract.reader)
    driver.wait(lambda: driver.record.study.paper != before)
    assert copies(driver) == {paper_path(driver).stem}


def test_a_complete_study_keeps_its_pdf(driver: Driver, copy: Path) -> None:
    driver.extract.controller.complete("all there")
    driver.open_study("Ghossoub 2017")
    driver.window.opened.replacing.replace(copy)
    driver.wait(lambda: "marked complete" in driver.message())
