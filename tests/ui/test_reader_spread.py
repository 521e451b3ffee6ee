"""Two pages side by side, and all pages at once."""

import pytest

from ui.reader import layout
from ui.reader.layout import Spot, arrange
from ui.reader.values import ZoomMode
from ui.reader.viewport import Viewport

A4, WIDE = (595.0, 842.0), (842.0, 595.0)


def spread_of(pages: int, mode: ZoomMode = ZoomMode.PAGE) -> Viewport:
    view = Viewport()
    view.resize(800, 600)
    view.show([A4] * pages)
    view.set_zoom(mode)
    view.set_spread(True)
    return view


def test_the_second_page_stands_beside_the_first() -> None:
    pages = arrange((A4, A4, A4), 1.0, 1400, columns=2)
    first, second, third = (pages.frame(page) for page in range(3))
    assert (second.top, second.left) == pytest.approx((first.top, first.right + layout.GAP))
    assert third.top == pytest.approx(first.bottom + layout.GAP)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("page", range(5))
def test_a_spot_comes_back_from_its_pixels(page: int, rotation: int) -> None:
    pages = arrange((A4, WIDE, A4, A4, WIDE), 1.3, 700, rotation, columns=2)
    back = pages.to_spot(*pages.to_content(Spot(page, 120.0, 300.0)))
    assert (back.page, back.x, back.y) == pytest.approx((page, 120.0, 300.0))


def test_both_pages_of_a_row_are_seen() -> None:
    assert set(spread_of(5).visible_pages()) >= {0, 1}


def test_a_last_page_without_a_neighbour_is_the_end() -> None:
    view = spread_of(5)
    view.scroll_to(0, view.max_y)
    assert 4 in view.visible_pages()
    assert max(view.visible_pages()) == 4


@pytest.mark.parametrize("mode", [ZoomMode.PAGE, ZoomMode.WIDTH])
def test_two_pages_fit_where_one_did(mode: ZoomMode) -> None:
    view = spread_of(4, mode)
    assert view.layout.frame(1).right <= view.width + 0.01
    assert view.layout.frame(0).left >= 0


def test_the_text_of_both_pages_fills_the_pane() -> None:
    view = spread_of(4, ZoomMode.TEXT_WIDTH)
    view.set_text_extent(95.0, 500.0)
    left, _ = view.point_of(Spot(0, 95.0, 0.0))
    right, _ = view.point_of(Spot(1, 500.0, 0.0))
    assert (left, view.width - right) == pytest.approx((layout.TEXT_PADDING,) * 2, abs=1)


def test_the_right_page_is_read_once_it_was_pointed_at() -> None:
    view = spread_of(4)
    assert view.page == 0
    view.attend(1)
    assert view.page == 1


def test_one_page_again_keeps_the_page() -> None:
    view = spread_of(6)
    view.show_spot(Spot(4, 0.0, 0.0), 0.0)
    view.set_spread(False)
    assert view.page == 4


def test_the_whole_document_is_seen_at_once() -> None:
    view = spread_of(13)
    view.set_zoom(ZoomMode.DOCUMENT)
    assert view.visible_pages() == range(13)
    assert (view.max_x, view.max_y) == (0, 0)


def test_very_many_pages_keep_a_size_that_can_be_told_apart() -> None:
    view = spread_of(2400)
    view.set_zoom(ZoomMode.DOCUMENT)
    assert view.zoom == pytest.approx(layout.MIN_OVERVIEW)
    assert view.max_y > 0
    assert view.max_x == 0


def test_a_place_in_a_spread_is_found_again() -> None:
    view = spread_of(9)
    view.show_spot(Spot(6, 0.0, 100.0), 0.0)
    place = view.place()
    again = spread_of(9)
    again.set_spread(False)
    again.restore(place)
    assert (again.is_spread, again.y) == (True, pytest.approx(view.y))


@pytest.mark.parametrize("mode", [ZoomMode.PAGE, ZoomMode.WIDTH, ZoomMode.TEXT_WIDTH])
@pytest.mark.parametrize("page", [20, 21])
def test_turning_the_pages_all_round_comes_back_to_the_page(page: int, mode: ZoomMode) -> None:
    view = spread_of(40, mode)
    view.show_page(page)
    view.rotate(90)
    view.rotate(90)
    assert page in view.visible_pages()
    view.rotate(90)
    view.rotate(90)
    assert view.page == page
