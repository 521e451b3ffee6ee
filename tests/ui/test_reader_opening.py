"""A paper on its way: said when it takes a while, stopped, tried again; long ones shown early."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.pdf.client import PdfClient
from app.pdf.glance import MEASURED
from app.pdf.requests import GlancePaper, OpenPaper, Priority, Request, Seen
from tests.ui.reader_driver import Driver
from ui.reader.empty_page import EmptyPage
from ui.reader.pages import PageSource
from ui.reader.paper_pane import PaperPane
from ui.reader.values import ReadingPlace, ZoomMode
from ui.theme import load_tokens

LATER = MEASURED + 6
LOCKED = "data/edge/jsvine__password-example.pdf"
A4, TABLE = (595.0, 842.0), (1191.0, 842.0)


class BusyClient(PdfClient):
    """A client whose workers don't get round to some requests until they are let."""

    def __init__(self, kind: type[Request[Any]]) -> None:
        super().__init__()
        self.kind = kind
        self.is_busy = True

    def submit(self, request: Request[Any], priority: Priority = Priority.VISIBLE) -> "Future[Any]":
        """Leave the requests of that kind waiting."""
        if self.is_busy and isinstance(request, self.kind):
            return Future()
        return super().submit(request, priority)


@pytest.fixture
def busy(qtbot: QtBot, papers: Path) -> Iterator[Driver]:
    with BusyClient(GlancePaper) as client:
        driver = Driver(qtbot, client)
        driver.pane.announced.connect(driver.made.append)
        driver.pane.show_paper(papers / "effsize__CRIPS2015-364325.pdf", "k", "Clark 2019")
        driver.wait(lambda: driver.pane.message != "")
        yield driver


def press(driver: Driver, text: str) -> None:
    """Press a button that stands in the place of the pages."""
    buttons = driver.pane.findChildren(QPushButton, "offer")
    next(button for button in buttons if button.text() == text).click()


def long_paper(folder: Path) -> Path:
    """Write a paper in whose later half one page is a table across."""
    writer = PdfWriter()
    for page in range(LATER + 4):
        writer.add_blank_page(*(TABLE if page == LATER else A4))
    path = folder / "long.pdf"
    writer.write(path)
    return path


def test_a_paper_that_takes_a_while_is_named_and_announced(busy: Driver) -> None:
    assert busy.pane.message == "Opening Clark 2019…"
    assert busy.made == ["Opening Clark 2019…"]


def test_a_key_pressed_meanwhile_stops_nothing(busy: Driver) -> None:
    QTest.keyClick(busy.pane.focusWidget() or busy.pane, Qt.Key.Key_Space)
    assert busy.pane.message == "Opening Clark 2019…"


def test_the_keys_go_to_the_pages_once_they_are_there(busy: Driver) -> None:
    busy.pane.setFocus()
    busy.source._client.is_busy = False  # type: ignore[attr-defined]
    press(busy, "Stop")
    press(busy, "Try again")
    busy.wait(busy.is_sharp)
    assert busy.pane.focusWidget() is busy.canvas


def test_opening_can_be_stopped_and_begun_again(busy: Driver) -> None:
    press(busy, "Stop")
    assert busy.pane.message.startswith("The paper was not opened.")
    busy.source._client.is_busy = False  # type: ignore[attr-defined]
    press(busy, "Try again")
    busy.wait(busy.is_sharp)
    assert busy.pane.message == ""


def test_another_paper_can_be_opened_meanwhile(busy: Driver, papers: Path) -> None:
    busy.source._client.is_busy = False  # type: ignore[attr-defined]
    busy.open(papers / "effsize__40708_2014_Article_5.pdf", "Abbass 2014")
    assert busy.canvas.accessibleName().startswith("Abbass 2014, page 1 of 7")


def test_a_file_that_is_mended_can_be_tried_again(
    qtbot: QtBot, client: PdfClient, papers: Path, tmp_path: Path
) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"%PDF-1.4 half of it")
    driver = Driver(qtbot, client)
    driver.pane.show_paper(path, "k", "Clark 2019")
    driver.wait(lambda: "The PDF of Clark 2019 is damaged" in driver.pane.message)
    path.write_bytes((papers / "effsize__CRIPS2015-364325.pdf").read_bytes())
    press(driver, "Try again")
    driver.wait(driver.is_sharp)


@pytest.fixture
def kept(papers: Path, tmp_path: Path) -> Path:
    """A paper under its hash, as reviews keep it."""
    data = (papers / "effsize__CRIPS2015-364325.pdf").read_bytes()
    path = tmp_path / f"{hashlib.sha256(data).hexdigest()}.pdf"
    path.write_bytes(data)
    return path


def test_a_paper_replaced_while_it_is_open_is_said_until_it_is_put_back(
    qtbot: QtBot, client: PdfClient, papers: Path, kept: Path
) -> None:
    driver, data = Driver(qtbot, client), kept.read_bytes()
    driver.pane.show_paper(kept, kept.stem, "Clark 2019")
    driver.wait(lambda: driver.source.is_settled)
    shutil.copy(papers / "effsize__40708_2014_Article_5.pdf", kept)
    driver.pane.set_percent(300)
    driver.wait(lambda: "The PDF of Clark 2019 was changed or replaced" in driver.pane.message)
    kept.write_bytes(data)
    press(driver, "Try again")
    driver.wait(driver.is_sharp)
    driver.wait(lambda: driver.source.is_settled)
    assert driver.pane.message == ""


def test_nothing_is_shown_of_a_file_that_was_replaced_before_it_is_opened(
    qtbot: QtBot, client: PdfClient, papers: Path, kept: Path
) -> None:
    shutil.copy(papers / "effsize__40708_2014_Article_5.pdf", kept)
    driver = Driver(qtbot, client)
    driver.source.paper_opened.connect(driver.made.append)
    driver.pane.show_paper(kept, kept.stem, "Clark 2019")
    driver.wait(lambda: "it is not the file that was added" in driver.pane.message)
    assert driver.made == []
    assert not driver.source.tiles_of(0)


def test_a_file_of_the_same_size_and_time_is_refused_once_it_is_read_through(
    qtbot: QtBot, client: PdfClient, kept: Path
) -> None:
    state = kept.stat()
    kept.write_bytes(kept.read_bytes().replace(b"/Author", b"/Auther"))
    os.utime(kept, ns=(state.st_atime_ns, state.st_mtime_ns))
    driver = Driver(qtbot, client)
    driver.source.known.learn(kept.stem, {}, Seen(state.st_mtime_ns, state.st_size, kept.stem))
    driver.pane.show_paper(kept, kept.stem, "Clark 2019")
    driver.wait(lambda: "it is not the file that was added" in driver.pane.message)


def test_the_first_page_is_there_before_all_pages_were_looked_at(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with BusyClient(OpenPaper) as client:
        driver = Driver(qtbot, client)
        driver.pane.show_paper(long_paper(tmp_path), "k", "Long")
        driver.wait(lambda: bool(driver.canvas.view.sizes) and driver.is_sharp())
        assert len(driver.canvas.view.sizes) == LATER + 4
        assert driver.source.summary is None


def test_a_page_smaller_than_it_was_thought_is_drawn(
    qtbot: QtBot, client: PdfClient, tmp_path: Path
) -> None:
    writer = PdfWriter()
    for page in range(LATER + 2):
        writer.add_blank_page(*((200, 200) if page == LATER else A4))
    writer.write(tmp_path / "small.pdf")
    driver = Driver(qtbot, client)
    driver.pane.show_paper(tmp_path / "small.pdf", "k", "Small")
    driver.pane.restore(ReadingPlace(LATER, y=600.0, zoom_mode=ZoomMode.PERCENT, zoom=1.5))
    driver.wait(lambda: driver.source.is_settled)
    driver.wait(driver.is_sharp)
    assert not driver.source.has_failed(LATER)


def test_a_paper_whose_text_edges_are_known_keeps_its_zoom(
    qtbot: QtBot, client: PdfClient, papers: Path
) -> None:
    driver = Driver(qtbot, client)
    driver.canvas.zoom_changed.connect(lambda: driver.made.append(driver.canvas.view.zoom))
    path = papers / "rct__meta__38646329__PMC11028405.pdf"  # a table beyond the margins on page 3
    driver.source.known.learn(path.stem, {0: (64.0, 566.0), 1: (183.0, 531.0), 2: (29.0, 493.0)})
    driver.open(path)
    driver.wait(lambda: driver.source.is_settled)
    assert len(set(driver.made)) == 1


def test_sizes_of_later_pages_come_and_the_place_stays(
    qtbot: QtBot, client: PdfClient, tmp_path: Path
) -> None:
    driver = Driver(qtbot, client)
    place = ReadingPlace(page=LATER + 1, y=50.0, zoom_mode=ZoomMode.PERCENT, zoom=1.5)
    driver.pane.show_paper(long_paper(tmp_path), "k", "Long")
    driver.pane.restore(place)
    driver.wait(lambda: driver.canvas.view.sizes[LATER : LATER + 1] == (TABLE,))
    assert (driver.pane.place().page, driver.pane.place().y) == (
        LATER + 1,
        pytest.approx(50, abs=1),
    )


def give_password(reader: Driver, text: str) -> None:
    """Type a password where the keys go."""
    line = reader.pane.findChild(QLineEdit, "password")
    assert isinstance(line, QLineEdit)
    assert line is reader.pane.window().focusWidget()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_locked_paper_is_unlocked_where_it_is_shown(
    qtbot: QtBot, client: PdfClient, shared: Path
) -> None:
    reader = Driver(qtbot, client)
    reader.canvas.setFocus()
    reader.pane.activateWindow()
    reader.wait(reader.canvas.hasFocus)
    reader.pane.show_paper(shared / LOCKED, "k", "Locked")
    reader.wait(lambda: "asks for a password" in reader.pane.message)
    give_password(reader, "nope")
    reader.wait(lambda: "not the password" in reader.pane.message)
    give_password(reader, "test")
    reader.wait(lambda: bool(reader.canvas.view.sizes))
    assert reader.pane.window().focusWidget() is reader.canvas


def test_return_opens_a_locked_paper_where_the_key_does_something_else(
    qtbot: QtBot, client: PdfClient, shared: Path
) -> None:
    reader = Driver(qtbot, client)
    shortcut = QShortcut(QKeySequence("Return"), reader.pane)
    shortcut.activated.connect(lambda: reader.made.append("Right"))
    with qtbot.waitActive(reader.pane):
        reader.pane.activateWindow()
    reader.pane.show_paper(shared / LOCKED, "k", "Locked")
    reader.wait(lambda: "asks for a password" in reader.pane.message)
    give_password(reader, "test")
    reader.wait(lambda: bool(reader.canvas.view.sizes))
    assert reader.made == []


def test_a_paper_unlocked_in_one_pane_opens_in_the_others(
    qtbot: QtBot, client: PdfClient, shared: Path
) -> None:
    first, other = Driver(qtbot, client), PaperPane(PageSource(client), load_tokens(dark=False))
    qtbot.addWidget(other)
    first.source.open(shared / LOCKED, "k", "test")
    first.wait(lambda: first.source.is_open)
    other.show_paper(shared / LOCKED, "k", "Locked")
    first.wait(other.is_open)
    assert other.message == ""


def test_a_pane_that_asked_opens_once_another_has_the_password(
    qtbot: QtBot, client: PdfClient, shared: Path
) -> None:
    first, other = Driver(qtbot, client), Driver(qtbot, client)
    first.pane.show_paper(shared / LOCKED, "k", "Locked")
    first.wait(lambda: "asks for a password" in first.pane.message)
    first.pane.hide()
    other.source.open(shared / LOCKED, "k", "test")
    other.wait(lambda: other.source.is_open)
    first.pane.show()
    first.wait(first.pane.is_open)


def test_keys_that_go_to_a_locked_paper_go_to_its_password(
    qtbot: QtBot, client: PdfClient, shared: Path
) -> None:
    reader = Driver(qtbot, client)
    reader.pane.activateWindow()
    reader.pane.show_paper(shared / LOCKED, "k", "Locked")
    reader.wait(lambda: "asks for a password" in reader.pane.message)
    reader.pane.setFocus()
    give_password(reader, "test")
    reader.wait(reader.pane.is_open)


def test_what_was_offered_for_a_moment_never_becomes_a_window(qtbot: QtBot) -> None:
    page = EmptyPage()
    qtbot.addWidget(page)
    page.show()
    page.tell("Opening…", (("Stop", page.update),))
    page.tell("Not opened.", ())
    QApplication.processEvents()
    assert [top for top in QApplication.topLevelWidgets() if top.isVisible()] == [page]
