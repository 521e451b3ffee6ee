"""Glyphs in drawing order become text in reading order."""

from dataclasses import replace

import pytest

from app.domain.anchors import Rect
from app.pdf.layout import page_text
from app.pdf.pieces import Glyphs
from app.pdf.text import PageText, Span, nearest, span_rects
from tests.unit.pdf_pages import column, glyphs, page, two_columns

WIDE = "w" * 44


def test_left_column_is_read_before_the_right_one() -> None:
    text = two_columns().text
    assert text.index("left 5") < text.index("right 0")


def test_columns_drawn_in_the_other_order_are_read_from_the_left() -> None:
    left, right = column(50.0, 140.0, *[WIDE] * 6), column(310.0, 140.0, *["r" * 44] * 6)
    assert page(right + left).text.startswith("www")


def test_title_over_both_columns_comes_first() -> None:
    assert two_columns().text.startswith("A title that runs")


def test_full_width_line_between_columns_parts_them() -> None:
    above = column(50.0, 140.0, *[WIDE] * 6) + column(310.0, 140.0, *["a" * 44] * 6)
    below = column(50.0, 260.0, *["b" * 44] * 6) + column(310.0, 260.0, *["c" * 44] * 6)
    text = page([*above, *below, (50.0, 230.0, "m" * 96)]).text
    assert [text.index(mark) for mark in "wambc"] == sorted(text.index(mark) for mark in "wambc")


def test_running_head_and_page_number_do_not_stand_between_columns() -> None:
    body = column(50.0, 140.0, *[WIDE] * 6) + column(310.0, 140.0, *["r" * 44] * 6)
    text = page([(50.0, 30.0, "Journal"), (500.0, 30.0, "17"), *body]).text
    assert text.startswith("Journal\n\n17\n\nwww")


def test_table_drawn_by_rows_is_read_by_rows() -> None:
    rows = [
        (x, 100.0 + 12 * n, f"{name}{n}")
        for n in range(8)
        for x, name in ((50.0, "a" * 12), (300.0, "b"))
    ]
    text = page(rows).text
    assert text.index("b0") < text.index("a1")


def test_line_ends_are_single_and_blocks_are_parted_by_a_blank_line() -> None:
    text = page([*column(50.0, 100.0, "one " * 10, "two " * 10), (50.0, 170.0, "three " * 5)]).text
    first, second = text.split("\n\n")
    assert first.count("\n") == 1
    assert second.startswith("three")


def test_hyphen_at_a_line_end_is_kept_as_printed() -> None:
    text = page([(50.0, 100.0, "a pro\x02"), (50.0, 112.0, "gram")]).text
    assert text == "a pro-\ngram"


def test_superscript_stays_on_its_line() -> None:
    base = glyphs([(50.0, 100.0, "word")])
    raised = (70.0, 98.0, 73.0, 104.0)
    both = Glyphs(600.0, 800.0, "word1", [*base.boxes[:4], raised], [0] * 5)
    assert page_text(0, both).text == "word1"


def test_raised_numbers_printed_later_stand_in_the_gaps_left_for_them() -> None:
    base = glyphs([(50.0, 100.0, "first writer , second")])
    gap = base.text.index(" ,")
    left = base.boxes[gap][0]
    boxes = [*base.boxes, (left + 0.5, 97.0, left + 4.5, 104.0)]
    text = page_text(0, Glyphs(600.0, 800.0, base.text + "1", boxes, [0] * len(boxes))).text
    assert text == "first writer1, second"


def large_initial() -> PageText:
    """Two columns; the left one begins with a letter as high as three lines."""
    rest = column(70.0, 100.0, *["x" * 38] * 3) + column(50.0, 136.0, *["y" * 42] * 6)
    set_by_hand = glyphs([(50.0, 100.0, "A"), *rest, *column(280.0, 100.0, *["z" * 40] * 9)])
    boxes = list(set_by_hand.boxes)
    boxes[0] = (50.0, 98.0, 68.0, 134.0)
    text = set_by_hand.text.replace("A\r\n", "A", 1)
    return page_text(0, Glyphs(600.0, 800.0, text, boxes[:1] + boxes[3:], [0] * len(text)))


def test_a_large_initial_does_not_join_the_columns() -> None:
    first = large_initial().text.split("\n")[0]
    assert first == "A" + "x" * 38


def test_a_large_initial_has_a_rectangle_of_its_own() -> None:
    read = large_initial()
    initial, line = span_rects(read, Span(0, 39))
    assert (initial.top, initial.bottom) == (98.0, 134.0)
    assert (line.left, line.bottom) == (70.0, 110.0)


def test_the_foot_of_a_large_initial_is_the_initial() -> None:
    assert nearest(large_initial(), 52.0, 130.0) == 0


def test_cells_set_at_other_heights_are_lines_of_their_own() -> None:
    cells = glyphs([(50.0, 103.0, "n (%)"), (83.0, 100.0, "Rate per"), (83.0, 107.0, "year")])
    by_rows = cells.text.replace("\r\n", "  ")
    read = page_text(0, Glyphs(600.0, 800.0, by_rows, cells.boxes, cells.angles))
    assert {"Rate per", "n (%)", "year"} <= set(read.text.split("\n"))
    upper, lower = (rect_of(read, word) for word in ("Rate", "year"))
    assert upper.bottom <= lower.top


def rect_of(read: PageText, word: str) -> Rect:
    at = read.text.index(word)
    return span_rects(read, Span(at, at + len(word)))[0]


def test_space_under_a_wide_ligature_is_no_space() -> None:
    boxes = [(50.0, 0.0, 58.0, 10.0), (53.0, 0.0, 55.0, 10.0), (57.0, 0.0, 62.0, 10.0)]
    assert page_text(0, Glyphs(600.0, 800.0, "f e", boxes, [0] * 3)).text == "fe"


def test_words_that_run_to_the_left_keep_their_spaces() -> None:
    text = "שלום עולם"
    boxes = [(95.0 - 5 * n, 0.0, 100.0 - 5 * n, 10.0) for n in range(len(text))]
    assert page_text(0, Glyphs(600.0, 800.0, text, boxes, [0] * len(text))).text == text


def test_a_sign_laid_over_the_whole_page_is_no_part_of_its_lines() -> None:
    printed = glyphs([(50.0, 300.0, "General notes"), (50.0, 320.0, "Sheet")])
    over = [*printed.boxes, (100.0, 0.0, 500.0, 700.0)]
    read = page_text(0, Glyphs(600.0, 800.0, printed.text + "م", over, [*printed.angles, 0]))
    first = next(line for line in read.lines if line.start == read.text.index("General"))
    assert sorted(read.text.split("\n\n")) == ["General notes\nSheet", "م"]
    assert (first.rect.top, first.rect.bottom) == (300.0, 310.0)


def test_turned_print_is_read_along_its_own_lines() -> None:
    boxes = [(20.0, 100.0 - 5 * n, 30.0, 105.0 - 5 * n) for n in range(4)]
    turned = page_text(0, Glyphs(600.0, 800.0, "axis", boxes, [3] * 4))
    assert turned.text == "axis"
    assert turned.lines[0].angle == 270


def test_empty_page_has_no_lines() -> None:
    empty = page([])
    assert (empty.text, empty.lines) == ("", ())


def test_a_tall_sign_of_a_formula_does_not_move_the_box_of_its_line() -> None:
    set_by_hand = glyphs(
        [(50.0, 100.0, "the value p"), (110.0, 100.0, "="), (120.0, 100.0, "5.21")]
    )
    place = set_by_hand.text.index("=")
    boxes = list(set_by_hand.boxes)
    boxes[place] = (110.0, 103.0, 115.0, 119.0)
    text, angles = set_by_hand.text, set_by_hand.angles
    (line,) = page_text(0, Glyphs(600.0, 800.0, text, boxes, angles)).lines
    assert (line.rect.top, line.rect.bottom) == (100.0, 110.0)


def in_fonts(runs: list[tuple[float, float, str, int]]) -> str:
    """Return the text of lines (left, top, words, font)."""
    plain = glyphs([run[:3] for run in runs])
    fonts = [font for *_, words, font in runs for _ in f"{words}\r\n"]
    return page_text(0, replace(plain, fonts=fonts)).text


BODY = [(50.0, 112.0, "We asked " + "o" * 36, 1), (50.0, 124.0, "every " + "o" * 40, 1)]


def test_heading_in_another_font_is_parted_from_the_lines_close_below() -> None:
    assert in_fonts([(50.0, 100.0, "Methods", 2), *BODY]).startswith("Methods\n\nWe asked")


def test_heading_of_two_lines_stays_whole() -> None:
    heading = [(50.0, 88.0, "The effects of support", 2), (50.0, 100.0, "on the group", 2)]
    assert in_fonts([*heading, *BODY]).startswith("The effects of support\non the group\n\nWe")


@pytest.mark.parametrize(
    ("first", "font"),
    [
        ("Methods", 1),  # the font of the lines below
        ("Methods", 0),  # a font without a name
        ("We read it in the Journal of Methods and Rules", 2),  # a whole line of emphasis
        ("a group, namely", 2),  # the sentence goes on
        ("2.", 2),
    ],
)
def test_line_that_is_no_heading_stays_with_its_paragraph(first: str, font: int) -> None:
    below = [(50.0, 112.0, "we asked " + "o" * 36, 1), *BODY[1:]] if "," in first else BODY
    assert "\n\n" not in in_fonts([(50.0, 100.0, first, font), *below])


def test_line_whose_first_words_are_set_in_bold_stays_with_its_paragraph() -> None:
    words = "Methods We asked"
    first = glyphs([(50.0, 100.0, words), *[run[:3] for run in BODY]])
    fonts = [2] * len("Methods ") + [1] * (len(first.text) - len("Methods "))
    assert "\n\n" not in page_text(0, replace(first, fonts=fonts)).text


def scripts(printed: str, *tops: float) -> PageText:
    """A line that begins with an X, scripts of one letter over each other, and the rest."""
    rest = glyphs([(60.0, 100.0, " = 4.541 here")])
    small = [(55.0, top, 58.0, top + 5.0) for top in tops]
    boxes = [(50.0, 100.0, 55.0, 110.0), *small[:1], *rest.boxes, *small[1:]]
    text = printed[:2] + rest.text + printed[2:]
    return page_text(0, Glyphs(600.0, 800.0, text, boxes, [0] * len(text)))


def test_a_raised_number_over_a_lowered_letter_is_read_before_it() -> None:
    read = scripts("Xd2", 106.0, 99.5)
    assert read.text == "X2d = 4.541 here"
    assert len(read.lines) == 1


def test_a_lowered_letter_under_a_raised_number_is_read_after_it() -> None:
    assert scripts("X2d", 99.5, 105.0).text == "X2d = 4.541 here"


def test_a_small_letter_printed_over_another_is_no_script() -> None:
    assert "Xd = 4.541 here" in scripts("Xd2", 103.0, 102.5).text.split("\n")


def test_the_border_of_two_lines_lies_between_their_letters_not_their_signs() -> None:
    above = glyphs([(50.0, 100.0, "patients >80 years"), (50.0, 109.0, "of 1.73 m")])
    boxes = list(above.boxes)
    boxes[above.text.index(">")] = (95.0, 100.0, 100.0, 112.5)
    upper, lower = page_text(0, Glyphs(600.0, 800.0, above.text, boxes, above.angles)).lines
    assert (upper.rect.bottom, lower.rect.top) == (109.5, 109.5)


def test_a_large_initial_ends_where_a_line_stands_under_it() -> None:
    set_by_hand = glyphs([(50.0, 100.0, "A"), *column(70.0, 100.0, "x" * 38, "x" * 38)])
    under = glyphs(column(50.0, 124.0, "y" * 42))
    boxes = [(50.0, 90.0, 69.0, 132.0), *set_by_hand.boxes[3:], *under.boxes]
    text = set_by_hand.text.replace("A\r\n", "A", 1) + under.text
    read = page_text(0, Glyphs(600.0, 800.0, text, boxes, [0] * len(text)))
    assert span_rects(read, Span(0, 39))[0] == Rect(50.0, 90.0, 69.0, 124.0)


@pytest.mark.parametrize(("printed", "read"), [("2 x U)(", "2 (x U)"), ("אxבגה)(", "אxבגה)(")])
def test_brackets_of_a_formula_printed_last_stand_where_they_are_seen(
    printed: str, read: str
) -> None:
    lefts = [50.0, 55.0, 65.0, 70.0, 75.0, 80.0, 60.0]
    boxes = [(left, 100.0, left + 5.0, 110.0) for left in lefts]
    assert page_text(0, Glyphs(600.0, 800.0, printed, boxes, [0] * 7)).text == read


def test_a_heading_close_beside_the_smaller_lines_of_the_other_column_is_none_of_them() -> None:
    lines = glyphs(column(50.0, 100.0, *["x" * 40] * 3))
    heading = [(256.0 + 8 * n, 110.0, 264.0 + 8 * n, 128.0) for n in range(8)]
    boxes = [*lines.boxes, *heading]
    text = lines.text + "Document"
    read = page_text(0, Glyphs(600.0, 800.0, text, boxes, [0] * len(text)))
    assert "Document" in read.text.split("\n")
