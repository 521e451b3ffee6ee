"""Marks get room where other programs look for the letters, however page and words are turned."""

from array import array

import pytest

from app.domain.anchors import Rect
from app.pdf.mark_room import Words, turn_of, widened
from app.pdf.text import Line, PageText

WORDS = Rect(100, 200, 180, 210)
UPWARDS = Rect(200, 100, 210, 180)


def test_upright_words_get_room_under_their_line_and_a_little_above() -> None:
    assert widened(WORDS, turn=0, words=Words(0)) == Rect(100, 199.4, 180, 211)


def test_words_upside_down_on_a_page_turned_upside_down_get_it_above_as_displayed() -> None:
    assert widened(WORDS, turn=2, words=Words(2)) == Rect(100, 199, 180, 210.6)


def test_words_running_down_on_a_turned_page_get_it_at_their_left() -> None:
    assert widened(UPWARDS, turn=1, words=Words(1)) == Rect(199, 100, 210.6, 180)


def test_words_running_up_on_a_turned_page_get_it_at_their_right() -> None:
    assert widened(UPWARDS, turn=3, words=Words(3)) == Rect(199.4, 100, 211, 180)


def test_wide_letters_get_room_where_words_run_up_in_the_file() -> None:
    found = widened(WORDS, turn=1, words=Words(0, 5, widest=12))
    assert found.bottom == pytest.approx(214.5)


def test_wide_letters_of_words_that_run_up_on_an_upright_page_get_room_beside_them() -> None:
    found = widened(UPWARDS, turn=0, words=Words(3, 5, widest=12))
    assert found.right == pytest.approx(214.5)


@pytest.mark.parametrize(("first", "left"), [(5, 97.4), (9, 97)])
def test_words_that_run_left_in_the_file_get_it_before_them_not_beyond_the_space(
    first: float, left: float
) -> None:
    found = widened(WORDS, turn=2, words=Words(0, first))
    assert found == Rect(pytest.approx(left), 199.4, pytest.approx(179.9), 211)


def test_the_words_of_a_mark_are_those_of_the_line_it_covers_most() -> None:
    above, below = Rect(100, 195, 104, 204), Rect(100, 203, 180, 212)
    boxes = array("f", [100, 195, 104, 204, 100, 203, 106, 212, 172, 203, 180, 212])
    lines = (Line(0, 1, above, above, 0), Line(1, 3, below, below, 180))
    page = PageText(0, 300, 300, "abc", boxes, lines)
    assert turn_of(page, WORDS) == Words(2, 6, 8, under=0.5)


def test_room_before_words_ends_at_a_narrow_letter_close_before_them() -> None:
    line = Rect(90, 200, 180, 210)
    boxes = array("f", [96, 200, 97.5, 210, 100, 200, 110, 210])
    page = PageText(0, 300, 300, "lN", boxes, (Line(0, 2, line, line, 0),))
    words = turn_of(page, Rect(100, 200, 110, 210))
    assert words.gap == 2.5
    assert widened(WORDS, turn=2, words=words).left == 97.5


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_room_beside_words_that_run_up_ends_before_the_letters_of_the_next_line(angle: int) -> None:
    high = {0: 12, 90: -2, 180: -2, 270: 12}[angle]  # the middle of the raised number
    raised = Rect(4, high - 2, 6, high + 2) if angle % 180 == 0 else Rect(high - 2, 4, high + 2, 6)
    wide = Rect(0, 0, 10, 10)
    boxes = array("f", [0, 0, 10, 10, raised.left, raised.top, raised.right, raised.bottom])
    lines = (Line(0, 1, wide, wide, angle), Line(1, 2, raised, raised, angle))
    words = turn_of(PageText(0, 300, 300, "W2", boxes, lines), wide)
    marked = widened(wide, turn=(1 + angle // 90) % 4, words=words)
    assert words.under == 2
    assert not marked.contains((raised.left + raised.right) / 2, (raised.top + raised.bottom) / 2)


def test_a_large_initial_does_not_reach_into_the_line_under_it() -> None:
    initial = Rect(49, 440, 81, 492)
    assert widened(initial, turn=0, words=Words(0, 32, 32)).bottom == 492
