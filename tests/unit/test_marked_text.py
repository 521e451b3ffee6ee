"""Words under the rectangles of an annotation."""

from array import array

from app.domain.anchors import Rect
from app.pdf.marked_text import marked_spans, quote_of
from app.pdf.text import Line, PageText

TEXT = "We asked 412 people\nabout friends."


def page() -> PageText:
    """Return two lines of glyphs, 10 points wide and high, the second line at 20."""
    boxes: list[float] = []
    for line, words in enumerate(TEXT.split("\n")):
        for column, _ in enumerate(words + "\n" * (line == 0)):
            boxes += [10.0 * column, 20.0 * line, 10.0 * column + 10, 20.0 * line + 10]
    lines = (
        Line(0, 19, Rect(0, 0, 190, 10), Rect(0, 0, 190, 15)),
        Line(20, 34, Rect(0, 20, 140, 30), Rect(0, 15, 140, 30)),
    )
    return PageText(0, 300.0, 300.0, TEXT, array("f", boxes), lines)


def quote(*rects: Rect) -> str:
    """Return the words under rectangles."""
    return quote_of(page(), marked_spans(page(), rects))


def test_spaces_between_marked_words_are_kept() -> None:
    assert quote(Rect(30, 0, 120, 10)) == "asked 412"


def test_a_mark_over_two_lines_reads_on() -> None:
    assert quote(Rect(130, 0, 190, 10), Rect(0, 20, 50, 30)) == "people\nabout"


def test_marks_apart_do_not_take_what_lies_between() -> None:
    assert quote(Rect(0, 0, 20, 10), Rect(130, 0, 190, 10)) == "We people"


def test_a_line_that_is_only_grazed_is_left_out() -> None:
    assert quote(Rect(0, 0, 20, 23)) == "We"


def test_a_low_rectangle_takes_the_symbol_it_stands_beside() -> None:
    assert quote(Rect(0, 0, 20, 4.5)) == "We"


def test_nothing_lies_under_a_mark_in_the_margin() -> None:
    assert marked_spans(page(), [Rect(200, 0, 250, 10)]) == ()
