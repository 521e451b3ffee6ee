"""Rectangles of anchors: the pieces of a line become one."""

from app.domain.anchors import Rect, joined


def test_pieces_of_a_formula_become_one_line() -> None:
    equals, number, index = Rect(63, 10, 71, 20), Rect(73, 12, 99, 22), Rect(54, 17, 60, 24)
    assert joined([equals, number, index]) == (Rect(54, 10, 99, 24),)


def test_lines_and_columns_stay_apart() -> None:
    lines = (Rect(50, 100, 280, 111), Rect(50, 111, 90, 122), Rect(300, 100, 400, 111))
    assert joined(lines) == lines
