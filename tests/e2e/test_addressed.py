"""A link of the workbook opens the program at the highlight."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from app.domain.addresses import Address
from tests.e2e.driver import Driver
from ui.flows.addressed import AddressInbox, follow, handed_over
from ui.registering import exec_line, register_linux, windows_values


def address(driver: Driver) -> Address:
    """Return the address of a quote of the complete study."""
    record = driver.review.records.record(driver.review.records.find_study("Malejko").study_id)
    item = next(e for e in record.evidence if e.cell is not None and e.cell.row_id is None)
    assert item.cell is not None
    return Address(driver.review.addresses.review_id(), item.anchor.anchor_id, item.cell.field_id)


def targeted(driver: Driver) -> str:
    cell = driver.extract.form.target()
    return "" if cell is None else cell.field_id


def test_link_opens_the_study_and_the_field(driver: Driver) -> None:
    wanted = address(driver)
    follow(driver.window, str(wanted))
    driver.wait(lambda: driver.study().startswith("Malejko"))
    driver.wait(lambda: targeted(driver) == wanted.field_id)
    driver.settle()


def test_link_opens_its_review_first(driver: Driver) -> None:
    wanted = address(driver)
    driver.trigger("file.close")
    driver.wait(lambda: driver.window.review is None)
    follow(driver.window, str(wanted))
    driver.wait(lambda: driver.window.extract is not None)
    driver.wait(lambda: driver.study().startswith("Malejko"))
    driver.settle()


def test_link_of_an_unknown_review_says_so(driver: Driver) -> None:
    follow(driver.window, str(Address("another", "a")))
    assert "not among those you opened" in driver.message()


def test_link_to_a_highlight_that_is_gone_says_so(driver: Driver) -> None:
    review_id = driver.review.addresses.review_id()
    follow(driver.window, str(Address(review_id, "gone")))
    assert "not in the review any more" in driver.message()


def test_second_start_hands_its_link_to_the_first_window(driver: Driver, tmp_path: Path) -> None:
    parent = QObject()
    first = AddressInbox(tmp_path, parent)
    with driver.qtbot.waitSignal(first.arrived) as arrived:
        assert handed_over(tmp_path, "chartdesk://review/answer?review=r&quote=a")
    first.close()
    assert arrived.args == ["chartdesk://review/answer?review=r&quote=a"]
    assert not handed_over(tmp_path, "chartdesk://review/answer?review=r&quote=a")


def test_links_are_registered_for_the_user(tmp_path: Path) -> None:
    register_linux(tmp_path)
    entry = (tmp_path / "chartdesk.desktop").read_text("utf-8")
    assert "MimeType=x-scheme-handler/chartdesk;" in entry
    assert "%u" in entry


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["/srv/chartdesk"], "/srv/chartdesk"),
        (["/srv/a b/x"], '"/srv/a b/x"'),
        (["/a/50%/$x"], r'"/a/50%%/\\$x"'),
        (['/a/"x"', "-m", "ui"], r'"/a/\\"x\\"" -m ui'),
    ],
)
def test_command_of_an_entry_is_quoted_as_the_desktop_specification_asks(
    words: list[str], line: str
) -> None:
    assert exec_line(words) == line


def test_links_are_registered_for_the_user_of_windows() -> None:
    assert windows_values([r"C:\Program Files\Chartdesk\chartdesk.exe"]) == (
        (r"Software\Classes\chartdesk", "", "URL:Chartdesk"),
        (r"Software\Classes\chartdesk", "URL Protocol", ""),
        (
            r"Software\Classes\chartdesk\shell\open\command",
            "",
            r'"C:\Program Files\Chartdesk\chartdesk.exe" "%1"',
        ),
    )
