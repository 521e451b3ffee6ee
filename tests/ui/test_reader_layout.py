"""Page points to pixels and back, zoom and rotation, without a widget."""

import pytest

from app.domain.anchors import Rect
from ui.reader import layout
from ui.reader.layout import Spot, arrange
from ui.reader.values import ReadingPlace, ZoomMode
from ui.reader.viewport import Viewport

A4, WIDE = (595.0, 842.0), (842.0, 595.0)


def view_of(*sizes: tuple[float, float], width: float = 800, height: float = 600) -> Viewport:
    view = Viewport()
    view.resize(width, height)
    view.show(sizes)
    return view


def test_pages_stand_one_below_the_other_with_a_gap() -> None:
    pages = arrange((A4, A4), 1.0, 800)
    assert pages.frame(1).top == pages.frame(0).bottom + layout.GAP


def test_narrow_pages_stand_in_the_middle_of_wide_ones() -> None:
    pages = arrange((WIDE, A4), 1.0, 400)
    assert pages.frame(1).left == pytest.approx((842 - 595) / 2)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_spot_comes_back_from_its_pixels(rotation: int) -> None:
    pages = arrange((A4, WIDE, A4), 1.7, 900, rotation)
    spot = Spot(1, 120.0, 300.0)
    back = pages.to_spot(*pages.to_content(spot))
    assert (back.page, back.x, back.y) == pytest.approx((1, 120.0, 300.0))


def test_a_quarter_turn_brings_the_left_edge_to_the_top() -> None:
    pages = arrange((A4,), 1.0, 842, 90)
    frame = pages.rect_to_content(0, Rect(0, 0, 50, 842))
    assert (frame.top, frame.height, frame.width) == pytest.approx((layout.EDGE, 50, 842))


def test_the_gap_below_a_page_belongs_to_that_page() -> None:
    pages = arrange((A4, A4), 1.0, 800)
    assert pages.page_at(pages.frame(0).bottom + layout.GAP / 2) == 0


def test_a_lone_wide_table_does_not_make_the_other_pages_small() -> None:
    assert layout.common_size((A4, A4, (1191.0, 842.0))) == A4


def test_fit_width_fills_the_pane() -> None:
    view = view_of(A4)
    view.set_zoom(ZoomMode.WIDTH)
    assert view.layout.frame(0).width == pytest.approx(800 - 2 * layout.EDGE)


def test_fit_page_shows_the_whole_page() -> None:
    view = view_of(A4)
    view.set_zoom(ZoomMode.PAGE)
    assert view.layout.frame(0).height <= 600


def test_fit_text_width_crops_the_margins() -> None:
    view = view_of(A4)
    view.set_text_extent(60, 540)
    left, right = view.point_of(Spot(0, 60, 0))[0], view.point_of(Spot(0, 540, 0))[0]
    assert (left, right) == pytest.approx((layout.TEXT_PADDING, 800 - layout.TEXT_PADDING), abs=0.5)


def test_zooming_keeps_the_spot_under_the_pointer() -> None:
    view = view_of(A4, A4, A4)
    view.set_zoom(ZoomMode.PERCENT, 2.0)
    view.scroll_to(300, 1500)
    before = view.spot_at(333, 222)
    view.set_zoom(ZoomMode.PERCENT, 3.0, (333, 222))
    after = view.spot_at(333, 222)
    assert (after.page, after.x, after.y) == pytest.approx((before.page, before.x, before.y), abs=1)


def test_a_narrower_pane_keeps_the_line_at_its_top() -> None:
    view = view_of(A4, A4)
    view.scroll_to(0, 700)
    before = view.spot_at(0, 0)
    view.resize(500, 400)
    assert view.spot_at(0, 0).y == pytest.approx(before.y, abs=0.5)


def test_zoom_stays_between_its_bounds() -> None:
    view = view_of(A4)
    view.set_zoom(ZoomMode.PERCENT, 50.0)
    assert view.zoom == pytest.approx(layout.MAX_ZOOM)


def test_zoom_steps_go_up_and_down_again() -> None:
    assert layout.previous_zoom(layout.next_zoom(1.0)) == 1.0


def test_a_spot_is_shown_at_one_third_of_the_height() -> None:
    view = view_of(A4, A4, A4)
    view.show_spot(Spot(1, 100, 400), 1 / 3)
    assert view.point_of(Spot(1, 100, 400))[1] == pytest.approx(200)


def test_a_place_survives_another_size_of_the_pane() -> None:
    view = view_of(A4, A4, A4)
    view.scroll_to(0, 1300)
    place = view.place()
    other = view_of(A4, A4, A4, width=500)
    other.restore(place)
    assert other.place().page == place.page
    assert other.place().y == pytest.approx(place.y, abs=1)


def test_a_place_on_a_page_that_is_gone_becomes_the_last_page() -> None:
    view = view_of(A4, A4)
    view.restore(ReadingPlace(page=9, y=10, zoom_mode=ZoomMode.WIDTH))
    assert view.page == 1


def test_a_viewport_without_paper_shows_no_page() -> None:
    view = view_of()
    assert list(view.visible_pages()) == []
    assert view.spot_at(5, 5) == Spot(0, 0, 0)


def test_a_page_of_an_absurd_size_can_still_be_scrolled() -> None:
    view = view_of(A4, (1e9, 3e9), (0.0, 0.0))
    view.set_zoom(ZoomMode.PERCENT, 6.0)
    assert view.max_y < 2**31
    assert view.layout.frame(2).width > 0
