"""Selection bar, tool bar, find bar and tile cache on their own."""

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from ui.reader.find_bar import FindBar
from ui.reader.history import JumpHistory
from ui.reader.search import Query
from ui.reader.selection_bar import SelectionBar
from ui.reader.tiles import TileCache, TileId, tiles_over
from ui.reader.tool_bar import ReaderToolBar
from ui.reader.values import ReadingPlace, ZoomMode
from ui.theme import load_tokens

LEFT = Qt.MouseButton.LeftButton
SUGGESTED = ("Setting", "Country", "Participant characteristics", "Years", "Design", "Funding")


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    """A pane of 900 x 600 pixels."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(900, 600)
    widget.show()
    return widget


@pytest.fixture
def bar(room: QWidget) -> SelectionBar:
    return SelectionBar(load_tokens(False), room)


def place(bar: SelectionBar, width: int = 900, top: float = 100) -> None:
    bar.place(QRectF(200, top, 300, 20), QSize(width, 600))


def shown(bar: SelectionBar) -> list[str]:
    buttons = bar.findChildren(QAbstractButton)
    return [button.accessibleName() for button in buttons if not button.isHidden()]


def press(bar: SelectionBar, name: str) -> None:
    buttons = bar.findChildren(QAbstractButton)
    QTest.mouseClick(next(b for b in buttons if b.accessibleName() == name), LEFT)


def test_an_empty_target_is_filled(bar: SelectionBar, qtbot: QtBot) -> None:
    bar.show_target("12 Sample size", False)
    place(bar)
    with qtbot.waitSignal(bar.fill_requested):
        press(bar, "Fill 12 Sample size")


def test_a_filled_target_offers_append_and_replace(bar: SelectionBar) -> None:
    bar.show_target("12 Sample size", True)
    place(bar)
    assert {"Replace 12 Sample size", "Append"} <= set(shown(bar))


def test_without_a_target_there_is_nothing_to_fill(bar: SelectionBar) -> None:
    bar.show_target(None, False)
    place(bar)
    assert shown(bar) == ["To field…", "More actions"]


def test_a_suggestion_is_chosen_by_its_number(bar: SelectionBar, qtbot: QtBot) -> None:
    bar.show_suggestions(SUGGESTED)
    place(bar)
    with qtbot.waitSignal(bar.suggestion_chosen) as chosen:
        press(bar, "Country")
    assert chosen.args == [1]


def test_what_does_not_fit_goes_into_the_menu(bar: SelectionBar) -> None:
    bar.show_target("12 Sample size", True)
    bar.show_suggestions(SUGGESTED)
    place(bar, width=480)
    bar._menu.aboutToShow.emit()
    in_menu = " ".join(action.text() for action in bar._menu.actions())
    assert bar.width() <= 480 - 16
    assert "Funding" in in_menu
    assert "Funding" not in shown(bar)


def test_the_bar_stays_inside_the_pane(bar: SelectionBar) -> None:
    bar.show_target("12 Sample size", False)
    bar.place(QRectF(800, 590, 90, 30), QSize(900, 600))
    assert bar.geometry().right() <= 900
    assert bar.geometry().bottom() <= 600


def test_an_ampersand_in_a_label_is_shown(bar: SelectionBar) -> None:
    bar.show_target("3 Aims & scope", False)
    place(bar)
    button = next(b for b in bar.findChildren(QAbstractButton) if "Aims" in b.text())
    assert "Aims && scope" in button.text()


def test_the_tool_bar_shows_printed_labels_and_position(qtbot: QtBot) -> None:
    tools = ReaderToolBar()
    qtbot.addWidget(tools)
    tools.show_labels(("i", "ii", "1"))
    tools.show_page(1, 3)
    assert tools.page_box.text() == "ii"


def test_a_page_that_is_not_there_gives_the_old_number_back(qtbot: QtBot) -> None:
    tools = ReaderToolBar()
    qtbot.addWidget(tools)
    tools.show_page(1, 3)
    tools.page_box.setText("99")
    QTest.keyClick(tools.page_box, Qt.Key.Key_Return)
    assert tools.page_box.text() == "2"


def test_an_odd_zoom_is_shown_in_percent(qtbot: QtBot) -> None:
    tools = ReaderToolBar()
    qtbot.addWidget(tools)
    tools.show_zoom(ZoomMode.PERCENT, 1.37)
    tools.show_zoom(ZoomMode.PERCENT, 1.48)
    assert tools.findChild(QComboBox).currentText() == "148 %"


def test_typing_is_searched_after_a_pause(qtbot: QtBot) -> None:
    find = FindBar(load_tokens(False))
    qtbot.addWidget(find)
    find.open()
    with qtbot.waitSignal(find.query_changed) as asked:
        QTest.keyClicks(find.focusProxy() or find._edit, "sample")
    assert asked.args == [Query("sample")]


def test_return_in_the_find_bar_goes_on(qtbot: QtBot) -> None:
    find = FindBar(load_tokens(False))
    qtbot.addWidget(find)
    find.open("sample")
    with qtbot.waitSignal(find.next_requested):
        QTest.keyClick(find._edit, Qt.Key.Key_Return)


def picture(width: int, height: int) -> QImage:
    return QImage(width, height, QImage.Format.Format_RGB32)


def test_the_cache_keeps_within_its_bytes() -> None:
    cache = TileCache(budget=3 * 400)
    for column in range(5):
        cache.put("a", TileId(0, 1.0, column, 0), picture(10, 10))
    assert cache.bytes_held <= 1200
    assert cache.get("a", TileId(0, 1.0, 0, 0)) is None


def test_the_cache_drops_what_was_not_used_for_longest() -> None:
    cache = TileCache(budget=2 * 400)
    first, second, third = (TileId(0, 1.0, column, 0) for column in range(3))
    cache.put("a", first, picture(10, 10))
    cache.put("a", second, picture(10, 10))
    cache.get("a", first)
    cache.put("a", third, picture(10, 10))
    assert cache.get("a", first) is not None
    assert [tile for tile, _ in cache.of_page("a", 0)] == [first, third]


def test_a_cache_that_shrinks_keeps_what_was_used_last() -> None:
    cache = TileCache(budget=3 * 400)
    first, second, third = (TileId(0, 1.0, column, 0) for column in range(3))
    for tile in (first, second, third):
        cache.put("a", tile, picture(10, 10))
    cache.shrink(400)
    assert [tile for tile, _ in cache.of_page("a", 0)] == [third]
    assert cache.bytes_held == 400


def test_no_tile_lies_where_the_page_has_no_whole_pixel_left() -> None:
    tiles = list(tiles_over(0, (60.0, 60.0), 10.6667, (0.0, 0.0, 60.0, 60.0)))
    assert [(tile.column, tile.row) for tile in tiles] == [(0, 0)]


def test_tiles_cover_the_part_and_no_more_of_the_page() -> None:
    tiles = list(tiles_over(0, (595.0, 842.0), 2.0, (0.0, 400.0, 595.0, 800.0)))
    assert {(tile.column, tile.row) for tile in tiles} == {(0, 1), (0, 2), (1, 1), (1, 2)}


def test_going_back_and_forward_comes_to_the_same_place() -> None:
    history = JumpHistory()
    here, there = ReadingPlace(page=1), ReadingPlace(page=5)
    history.leave(here)
    assert history.back(there) == here
    assert history.forward(here) == there
    assert history.forward(there) is None
