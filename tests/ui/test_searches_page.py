"""The page of the search log while nothing is chosen."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.library.searches_page import SearchesPage, SearchModel


def test_an_empty_log_offers_only_to_note_a_search(qtbot: QtBot) -> None:
    page = SearchesPage(SearchModel())
    qtbot.addWidget(page)
    page.show_searches((), writable=True)
    page.show()
    working = [
        button
        for button in page.findChildren(QPushButton)
        if button.isVisibleTo(page) and button.isEnabled()
    ]
    names = {button.text().replace("&", "") for button in working}
    assert names == {"Note a search or source…"}
