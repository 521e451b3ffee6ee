"""Where the corners of written marks lie: words that run upwards have room beside them."""

from app.pdf.mark_room import roomy


def test_words_that_run_upwards_have_room_on_both_sides() -> None:
    quad = ((340.0, 420.0), (348.0, 420.0), (340.0, 320.0), (348.0, 320.0))
    (left, top), _, _, (right, bottom) = roomy(quad)
    assert (left, right) == (338.0, 350.0)
    assert top > 420.0
    assert bottom < 320.0


def test_words_that_run_along_the_page_are_left_as_they_are() -> None:
    quad = ((100.0, 420.0), (300.0, 420.0), (100.0, 410.0), (300.0, 410.0))
    assert roomy(quad) == quad
