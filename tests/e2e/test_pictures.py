"""The picture of a framed region stands on the card of its field, and opens large."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.e2e.driver import LEFT, Driver
from tests.e2e.test_regions import CITATION, framed
from ui.extract.picture_window import PictureWindow
from ui.form.picture_line import Thumb

__all__ = ["framed"]  # a fixture


def thumbs(driver: Driver) -> list[Thumb]:
    return [thumb for thumb in driver.card(CITATION).findChildren(Thumb) if thumb.isVisible()]


def test_picture_of_a_region_is_on_its_card_in_words_too_and_undo_takes_it_away(
    framed: Driver,
) -> None:
    framed.press("E")
    framed.wait(lambda: thumbs(framed))
    name = thumbs(framed)[0].accessibleName()
    assert name == "Region of page 1: Five hundred and ten adolescents. Open it large."
    framed.undo()
    assert thumbs(framed) == []


def test_picture_opens_large_and_leads_to_its_place(framed: Driver) -> None:
    framed.press("E")
    framed.wait(lambda: thumbs(framed))
    QTest.mouseClick(thumbs(framed)[0], LEFT)
    shown = framed.window.findChild(PictureWindow)
    assert shown is not None
    said = [label.accessibleName() for label in shown.findChildren(QLabel)]
    assert "Region of page 1: Five hundred and ten adolescents" in said
    before = shown.zoom
    framed.click("Larger", shown)
    assert shown.zoom > before
    framed.extract.reader.go_to_page(2)
    framed.click("Show in the paper", shown)
    framed.wait(lambda: framed.extract.reader.canvas.view.page == 0)
