"""The figures, through the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QFileDialog

from app.domain.flow import Override
from app.export.charts.choices import Choices, Kind
from app.export.charts.flow import INCLUDED
from tests.e2e.driver import Driver
from ui.figures.workspace import FiguresWorkspace
from ui.table.workspace import TableWorkspace


@pytest.fixture
def figures(driver: Driver) -> FiguresWorkspace:
    driver.trigger("view.figures")
    assert driver.window.opened is not None
    found = driver.window.opened._built["figures"]
    assert isinstance(found, FiguresWorkspace)
    drawn(driver, found)
    return found


def drawn(driver: Driver, figures: FiguresWorkspace) -> None:
    """Wait until no drawing is under way."""
    driver.wait(lambda: not driver.window.jobs.is_busy)


def show(driver: Driver, figures: FiguresWorkspace, kind: Kind) -> None:
    figures.go_to(kind.value)
    drawn(driver, figures)


def lines(figures: FiguresWorkspace) -> list[tuple[str, ...]]:
    model = figures.page.model
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def middle_of(figures: FiguresWorkspace, *labels: str) -> QPoint:
    """Return a point of the view in a mark."""
    view = figures.page.picture
    assert view.picture is not None
    left, top, right, bottom = next(s.box for s in view.picture.spots if s.labels == labels)
    area = view.area()
    x = area.left() + (left + right) / 2 * area.width()
    y = area.top() + (top + bottom) / 2 * area.height()
    return QPointF(x, y).toPoint()


def kept(driver: Driver) -> tuple[Choices, ...]:
    return driver.review.charts.figures()


def test_the_form_suggests_figures_and_the_numbers_stand_beside(
    driver: Driver, figures: FiguresWorkspace
) -> None:
    show(driver, figures, Kind.COUNTRIES)
    assert ("Germany", "1", "33%") in lines(figures)
    assert "Germany 1" in figures.page.picture.accessibleDescription()


def test_a_click_on_a_bar_shows_its_studies_in_the_table(
    driver: Driver, figures: FiguresWorkspace
) -> None:
    show(driver, figures, Kind.COUNTRIES)
    driver.qtbot.mouseClick(
        figures.page.picture, Qt.MouseButton.LeftButton, pos=middle_of(figures, "Lebanon")
    )
    assert driver.window.opened is not None
    table = driver.window.opened._built["table"]
    assert isinstance(table, TableWorkspace)
    driver.wait(lambda: table.model.rowCount() == 1)
    assert table.model.index(0, 0).data() == "Ghossoub 2017"
    driver.click("Show all studies", table.page)
    assert table.model.rowCount() == 3


def test_flow_is_the_first_figure_and_its_last_box_opens_what_is_included(
    driver: Driver, figures: FiguresWorkspace
) -> None:
    assert figures.page.tabs.tabText(0) == "PRISMA flow"
    assert figures.page.tabs.currentIndex() == 1  # nothing was identified yet
    typed = driver.review.flow.override("databases", Override((("MEDLINE", 3),), "Counted there"))
    driver.review.extraction.apply(typed)
    driver.trigger("view.figures")
    figures._read()
    show(driver, figures, Kind.FLOW)
    assert (INCLUDED, "3") in lines(figures)
    at = middle_of(figures, INCLUDED)
    driver.qtbot.mouseClick(figures.page.picture, Qt.MouseButton.LeftButton, pos=at)
    assert driver.window.opened is not None
    table = driver.window.opened._built["table"]
    assert isinstance(table, TableWorkspace)
    driver.wait(lambda: table.model.rowCount() == 3)


def test_choices_are_kept_and_undone(driver: Driver, figures: FiguresWorkspace) -> None:
    show(driver, figures, Kind.BARS)
    figures.page.settings.grey.click()
    drawn(driver, figures)
    assert [one.grey for one in kept(driver) if one.kind is Kind.BARS] == [True]
    driver.undo()
    drawn(driver, figures)
    assert [one.grey for one in kept(driver) if one.kind is Kind.BARS] == [False]
    assert not figures.page.settings.grey.isChecked()


def test_a_figure_is_added_and_removed(driver: Driver, figures: FiguresWorkspace) -> None:
    before = len(kept(driver))
    figures.page.added.emit(Kind.HEAT.value)
    drawn(driver, figures)
    assert [one.kind for one in kept(driver)][before:] == [Kind.HEAT]
    driver.click("Remove figure", figures.page)
    drawn(driver, figures)
    assert len(kept(driver)) == before


def test_own_caption_is_kept(driver: Driver, figures: FiguresWorkspace) -> None:
    show(driver, figures, Kind.COUNTRIES)
    driver.named("Caption", root=figures.page).setFocus()
    driver.write("Where the studies come from")
    driver.press("Tab")
    drawn(driver, figures)
    captions = [one.caption for one in kept(driver) if one.kind is Kind.COUNTRIES]
    assert captions == ["Where the studies come from"]


def test_an_answer_changes_the_picture(driver: Driver, figures: FiguresWorkspace) -> None:
    show(driver, figures, Kind.COUNTRIES)
    driver.trigger("view.extract")
    driver.open_study("Fischer 2012")
    driver.type_into("Country of origin", "Sweden")
    driver.press("Return")
    driver.trigger("view.figures")
    drawn(driver, figures)
    assert ("Sweden", "1", "33%") in lines(figures)


def test_every_figure_is_written_with_words_and_numbers(
    driver: Driver, figures: FiguresWorkspace
) -> None:
    only = driver.review.charts.keep([Choices(Kind.COUNTRIES, ("source.country",), width=84)])
    assert driver.window.editor is not None
    driver.window.editor.submit(only, "Figures")
    drawn(driver, figures)
    driver.click("Export all…", figures.page)
    drawn(driver, figures)
    exports = driver.review.folder / "exports"
    folder = next(place for place in exports.iterdir() if "figures" in place.name)
    endings = {file.suffix for file in folder.iterdir()}
    assert endings == {".svg", ".pdf", ".png", ".csv", ".txt"}
    assert "Alternative text" in (folder / "captions.txt").read_text(encoding="utf-8")


def test_a_figure_that_counts_nothing_says_so(driver: Driver, figures: FiguresWorkspace) -> None:
    edit = driver.review.charts.keep([Choices(Kind.BARS, ("no.field",))])
    assert driver.window.editor is not None
    driver.window.editor.submit(edit, "Figures")
    drawn(driver, figures)
    assert "no.field" in figures.page.banner.text
    assert figures.page.picture.picture is None


def test_a_picture_is_drawn_in_another_process_and_replaces_the_file(
    driver: Driver, figures: FiguresWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(driver, figures, Kind.COUNTRIES)
    out = tmp_path / "countries.png"
    out.write_bytes(b"an older one")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    figures.page.settings.save_requested.emit("png")
    drawn(driver, figures)
    assert out.read_bytes().startswith(b"\x89PNG")
    assert list(tmp_path.glob(".*")) == []
