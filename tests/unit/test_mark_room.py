"""Marks get room where other programs look for the letters, however page and words are turned."""

import pytest

from app.domain.anchors import Rect
from app.pdf.mark_room import angle_of, widened
from app.pdf.text import Line

WORDS = Rect(100, 200, 180, 210)
UPWARDS = Rect(200, 100, 210, 180)


def test_upright_words_get_room_under_their_line() -> None:
    assert widened(WORDS, turn=0, angle=0) == Rect(100, 200, 180, 211)


def test_words_upside_down_on_a_page_turned_upside_down_get_it_above_as_displayed() -> None:
    assert widened(WORDS, turn=2, angle=2) == Rect(100, 199, 180, 210)


def test_words_running_down_on_a_turned_page_get_it_at_their_left() -> None:
    assert widened(UPWARDS, turn=1, angle=1) == Rect(199, 100, 210, 180)


def test_words_running_up_on_a_turned_page_get_it_at_their_right() -> None:
    assert widened(UPWARDS, turn=3, angle=3) == Rect(200, 100, 211, 180)


def test_words_that_run_left_in_the_file_get_it_before_them() -> None:
    assert widened(WORDS, turn=2, angle=0) == Rect(97, 200, pytest.approx(179.1), 210)


def test_the_angle_of_a_mark_is_that_of_the_line_it_covers_most() -> None:
    lines = (
        Line(0, 9, Rect(100, 195, 180, 204), Rect(100, 195, 180, 204), 0),
        Line(9, 18, Rect(100, 203, 180, 212), Rect(100, 203, 180, 212), 180),
    )
    assert angle_of(WORDS, lines) == 2
