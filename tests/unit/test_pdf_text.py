"""Points become positions, positions become spans, spans become rectangles."""

from itertools import combinations

import pytest

from app.domain.anchors import Rect
from app.pdf.text import (
    PageText,
    Span,
    Unit,
    context,
    grow,
    line_at,
    nearest,
    paragraph_at,
    raw_quote,
    region_text,
    select,
    sentence_at,
    span_rects,
    text_margins,
    word_at,
    words,
)
from tests.unit.pdf_pages import column, glyphs, page, two_columns


@pytest.fixture
def prose() -> PageText:
    """A column of three lines, the last one short."""
    return page(
        column(
            50.0,
            100.0,
            "We asked 412 adults (mean age 41.5) in",
            "two towns. They lived in Peru; a pro-",
            "gram began.",
        )
    )


def taken(page: PageText, span: Span) -> str:
    """Return the text of a span."""
    return page.text[span.start : span.end]


@pytest.mark.parametrize(
    ("x", "y", "before"),
    [(51.0, 105.0, "We"), (54.0, 105.0, "e "), (5.0, 113.0, "two"), (50.0, 790.0, "gram")],
)
def test_caret_lands_between_the_nearest_glyphs(
    prose: PageText, x: float, y: float, before: str
) -> None:
    assert prose.text[nearest(prose, x, y) :].startswith(before)


def test_point_behind_a_short_line_lands_at_its_end(prose: PageText) -> None:
    assert nearest(prose, 220.0, 129.0) == len(prose.text)


def test_point_between_lines_lands_in_one_of_them(prose: PageText) -> None:
    assert prose.text[nearest(prose, 50.0, 111.5) :].startswith(("We", "two"))


def test_point_in_the_left_half_of_the_gutter_belongs_to_the_left_column() -> None:
    columns = two_columns()
    line = line_at(columns, nearest(columns, 280.0, 157.0))
    assert taken(columns, line).startswith("left 1")


def test_point_in_the_right_half_of_the_gutter_belongs_to_the_right_column() -> None:
    columns = two_columns()
    assert columns.text[nearest(columns, 300.0, 157.0) :].startswith("right 1")


def test_drag_down_a_column_does_not_take_the_other_one() -> None:
    columns = two_columns()
    quote = raw_quote(columns, select(columns, (50.0, 145.0), (269.0, 205.0)))
    assert "right" not in quote
    assert quote.startswith("left 0")


def test_drag_upwards_selects_the_same_as_downwards(prose: PageText) -> None:
    start, end = (60.0, 105.0), (100.0, 129.0)
    assert select(prose, start, end) == select(prose, end, start)


def test_page_without_text_selects_nothing() -> None:
    empty = page([])
    assert select(empty, (1.0, 1.0), (90.0, 90.0), Unit.WORD).is_empty
    assert span_rects(empty, Span(0, 0)) == ()


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        ("412", "412"),
        ("mean", "mean"),
        ("41.5", "41.5"),
        ("Peru", "Peru"),
        ("gram", "pro-\ngram"),
        ("(", "("),
    ],
)
def test_word_at_a_position(prose: PageText, inside: str, word: str) -> None:
    assert taken(prose, word_at(prose, prose.text.index(inside))) == word


def test_sentence_runs_over_line_ends(prose: PageText) -> None:
    sentence = taken(prose, sentence_at(prose, 3))
    assert sentence == "We asked 412 adults (mean age 41.5) in\ntwo towns."


def test_paragraph_ends_at_a_blank_line() -> None:
    two = page([*column(50.0, 100.0, "one " * 9, "two " * 9), (50.0, 180.0, "three")])
    assert taken(two, paragraph_at(two, len(two.text) - 1)) == "three"


def test_growing_by_words_takes_whole_words(prose: PageText) -> None:
    start = prose.text.index("12 ad")
    assert taken(prose, grow(prose, Span(start, start + 5), Unit.WORD)) == "412 adults"


def test_span_has_one_rectangle_a_line(prose: PageText) -> None:
    assert len(span_rects(prose, Span(0, len(prose.text)))) == 3


def test_rectangles_of_a_span_do_not_overlap(prose: PageText) -> None:
    pairs = combinations(span_rects(prose, Span(3, len(prose.text))), 2)
    assert all(a.bottom <= b.top or b.bottom <= a.top for a, b in pairs)


def test_rectangle_covers_exactly_the_selected_glyphs(prose: PageText) -> None:
    (rect,) = span_rects(prose, Span(3, 8))
    assert (rect.left, rect.right) == (65.0, 90.0)


def test_context_stands_around_the_span(prose: PageText) -> None:
    start = prose.text.index("412")
    assert context(prose, Span(start, start + 3), 6) == ("asked ", " adult")


def test_region_takes_glyphs_by_their_centres(prose: PageText) -> None:
    assert region_text(prose, Rect(64.0, 90.0, 91.0, 111.0)) == "asked"


def test_words_of_a_page_are_in_reading_order(prose: PageText) -> None:
    assert [taken(prose, word) for word in words(prose)][:3] == ["We", "asked", "412"]


def test_margins_are_those_of_the_body() -> None:
    body = column(100.0, 140.0, *["body " * 20] * 12)
    stamped = page([(10.0, 400.0, "x"), *body])
    assert text_margins(stamped).left == 100.0


def test_margins_keep_a_narrow_column_of_numbers() -> None:
    numbers = column(560.0, 140.0, *["9.1"] * 12)
    table = page(column(100.0, 140.0, *["a long label of a row in the table " * 2] * 12) + numbers)
    assert text_margins(table).right == 575.0


def test_margins_of_an_empty_page_are_the_page() -> None:
    assert text_margins(page([])) == Rect(0.0, 0.0, 600.0, 800.0)


def test_right_to_left_line_puts_the_caret_on_the_right_side() -> None:
    plain = glyphs([(50.0, 100.0, "abc")])
    from app.pdf.layout import page_text
    from app.pdf.pieces import Glyphs

    boxes = [plain.boxes[2], plain.boxes[1], plain.boxes[0]]
    mirrored = page_text(0, Glyphs(600.0, 800.0, "שלו", boxes, [0] * 3))
    assert nearest(mirrored, 66.0, 105.0) == 0
