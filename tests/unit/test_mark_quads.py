"""Where the corners of written marks lie: words that run upwards have room beside them."""

import pytest

from app.domain.anchors import Rect
from app.pdf.mark_writing import _roomy, _shifted


def test_words_that_run_upwards_have_room_on_both_sides() -> None:
    quad = ((340.0, 420.0), (348.0, 420.0), (340.0, 320.0), (348.0, 320.0))
    (left, top), _, _, (right, bottom) = _roomy(quad)
    assert (left, right) == (338.0, 350.0)
    assert top > 420.0
    assert bottom < 320.0


def test_words_that_run_along_the_page_are_left_as_they_are() -> None:
    quad = ((100.0, 420.0), (300.0, 420.0), (100.0, 410.0), (300.0, 410.0))
    assert _roomy(quad) == quad


@pytest.mark.parametrize(
    ("turn", "meant"),
    [
        (0, Rect(100.0, 300.0, 200.0, 311.0)),
        (1, Rect(99.9, 301.0, 199.9, 312.5)),
        (2, Rect(97.0, 300.0, 199.1, 310.0)),
        (3, Rect(99.9, 300.0, 199.9, 310.0)),
    ],
)
def test_words_are_meant_where_readers_look_for_them(turn: int, meant: Rect) -> None:
    assert _shifted(Rect(100.0, 300.0, 200.0, 310.0), turn) == meant
