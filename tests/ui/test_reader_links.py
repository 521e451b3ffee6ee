"""Links on the pages: followed inside the paper, shown in full before they lead out of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.pdf.client import PdfClient
from app.pdf.links import allowed_address
from app.pdf.requests import Link, ReadLinks
from tests.ui.reader_driver import Driver
from ui.reader.address_popup import AddressPopup

LINKED = "rct__rct_trial__34329344__PMC8323908.pdf"
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def reader(qtbot: QtBot, client: PdfClient, papers: Path) -> Driver:
    driver = Driver(qtbot, client)
    driver.open(papers / LINKED, "Trial 2021")
    return driver


def shown(reader: Driver, *, inside: bool) -> tuple[Link, QPoint]:
    """Bring the first link of its kind into sight; return it and its middle."""
    pages = range(len(reader.canvas.view.sizes))
    reader.source.need_links(pages)
    reader.wait(lambda: reader.source.is_settled)
    found = ((page, link) for page in pages for link in reader.source.links(page))
    page, link = next(e for e in found if (e[1].page is not None) == inside)
    reader.pane.go_to_page(page)
    middle = (link.rect.left + link.rect.right) / 2, (link.rect.top + link.rect.bottom) / 2
    reader.canvas.scroll_by(0, reader.point(*middle, page).y() - 200)
    return link, reader.point(*middle, page)


def popup(reader: Driver) -> AddressPopup:
    return reader.canvas.findChildren(AddressPopup)[0]


def test_a_link_inside_the_paper_leads_to_its_page(reader: Driver) -> None:
    link, at = shown(reader, inside=True)
    reader.click(at)
    assert link.page in reader.canvas.view.visible_pages()


def test_back_returns_from_a_link(reader: Driver) -> None:
    _, at = shown(reader, inside=True)
    before = reader.pane.place()
    reader.click(at)
    assert reader.pane.place().page != before.page
    reader.pane.back()
    after = reader.pane.place()
    assert (after.page, round(after.y)) == (before.page, round(before.y))


def test_a_web_link_is_shown_in_full_and_not_opened(reader: Driver, qtbot: QtBot) -> None:
    link, at = shown(reader, inside=False)
    with qtbot.assertNotEmitted(reader.pane.address_opened):
        reader.click(at)
    assert popup(reader).isVisible()
    assert popup(reader).address == link.address
    popup(reader).hide()


def test_a_web_link_is_opened_when_the_reviewer_agrees(reader: Driver, qtbot: QtBot) -> None:
    link, at = shown(reader, inside=False)
    reader.click(at)
    button = next(b for b in popup(reader).findChildren(QPushButton) if b.text() == "Open outside")
    with qtbot.waitSignal(reader.pane.address_opened) as opened:
        button.click()
    assert opened.args == [link.address]


def test_return_in_the_question_stays_here(reader: Driver, qtbot: QtBot) -> None:
    _, at = shown(reader, inside=False)
    reader.click(at)
    with qtbot.assertNotEmitted(reader.pane.address_opened):
        QTest.keyClick(QApplication.focusWidget() or popup(reader), Qt.Key.Key_Space)
    assert not popup(reader).isVisible()


def test_the_pointer_over_a_link_is_a_hand(reader: Driver) -> None:
    _, at = shown(reader, inside=True)
    QTest.mouseMove(reader.canvas.viewport(), at)
    assert reader.canvas.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_a_link_under_the_pointer_is_named(reader: Driver, qtbot: QtBot) -> None:
    link, at = shown(reader, inside=False)
    with qtbot.waitSignal(reader.pane.pointed_at) as told:
        QTest.mouseMove(reader.canvas.viewport(), at)
    assert told.args == [link.address]


def test_links_whose_corners_stand_the_other_way_round_have_a_room(
    client: PdfClient, papers: Path
) -> None:
    paper = papers / "rct__meta__38394539__PMC11309607.pdf"
    links = client.submit(ReadLinks(paper, page=0)).result()
    assert len(links) == 25
    assert min(min(link.rect.width, link.rect.height) for link in links) > 1


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "javascript:alert(1)", "http://a b", "ftp://x", "", "http://x\ny"],
)
def test_other_addresses_are_not_links(address: str) -> None:
    assert allowed_address(address) == ""


def test_a_doi_becomes_its_web_address() -> None:
    assert allowed_address("doi:10.1000/182") == "https://doi.org/10.1000/182"


def test_a_link_into_another_file_is_left_out(client: PdfClient, shared: Path) -> None:
    path = shared / "data" / "edge" / "chromium__gotoe_action.pdf"
    assert client.submit(ReadLinks(path, page=0)).result() == ()
