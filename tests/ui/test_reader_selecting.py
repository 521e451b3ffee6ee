"""Selection over pages and the caret, on made-up page texts."""

from array import array

from app.domain.anchors import Rect
from app.pdf.text import Line, PageText, Span, Unit
from ui.reader.caret import Move, moved
from ui.reader.layout import Spot
from ui.reader.selecting import MOST_PAGES, Position, TextSelection

LETTER, HEIGHT, TOP = 6.0, 12.0, 100.0


def page_of(index: int, *lines: str, height: float = 842.0, top: float = TOP) -> PageText:
    """Return a page with lines of letters six points wide, starting at x = 50."""
    boxes, made, start = array("f"), [], 0
    for number, line in enumerate(lines):
        y = top + number * 2 * HEIGHT
        for place in range(len(line)):
            x = 50 + place * LETTER
            boxes.extend((x, y, x + LETTER, y + HEIGHT))
        boxes.extend((0, 0, 0, 0))
        rect = Rect(50, y, 50 + len(line) * LETTER, y + HEIGHT)
        reach = Rect(0, y - HEIGHT / 2, 595, y + 1.5 * HEIGHT)
        made.append(Line(start, start + len(line), rect, reach))
        start += len(line) + 1
    return PageText(index, 595.0, height, "\n".join(lines) + "\n", boxes, tuple(made))


FIRST = page_of(0, "We recruited 412 adults with", "heart failure. They were old.")
SECOND = page_of(1, "Results are shown below. More.", "Second line of it.")
PAGES = {0: FIRST, 1: SECOND}


def at(page: int, line: int, letter: float) -> Spot:
    return Spot(page, 50 + letter * LETTER, TOP + line * 2 * HEIGHT + HEIGHT / 2)


def quote_of(selection: TextSelection) -> str:
    selected = selection.selected("paper")
    return selected.quote if selected else ""


def test_a_drag_inside_a_word_takes_letters() -> None:
    selection = TextSelection(PAGES.get)
    selection.start(at(0, 0, 3))
    selection.extend(at(0, 0, 6), precise=False)
    assert quote_of(selection) == "rec"


def test_a_drag_over_two_words_takes_whole_words() -> None:
    selection = TextSelection(PAGES.get)
    selection.start(at(0, 0, 14))
    selection.extend(at(0, 0, 20), precise=False)
    assert quote_of(selection) == "412 adults"


def test_a_precise_drag_takes_what_was_dragged_over() -> None:
    selection = TextSelection(PAGES.get)
    selection.start(at(0, 0, 14))
    selection.extend(at(0, 0, 20), precise=True)
    assert quote_of(selection) == "12 adu"


def test_a_drag_backwards_takes_the_same() -> None:
    selection = TextSelection(PAGES.get)
    selection.start(at(0, 1, 5))
    selection.extend(at(0, 0, 17), precise=False)
    assert quote_of(selection) == "adults with\nheart"


def test_a_selection_runs_on_to_the_next_page() -> None:
    selection = TextSelection(PAGES.get)
    selection.start(at(0, 1, 15))
    selection.extend(at(1, 0, 7), precise=False)
    selected = selection.selected("paper")
    assert selected is not None
    assert selected.quote == "They were old.\nResults"
    assert [place.page for place in selected.places] == [0, 1]


def test_a_page_number_between_two_pages_is_left_out() -> None:
    pages = {0: page_of(0, "Text that goes on", "17", top=770), 1: SECOND}
    selection = TextSelection(pages.get)
    selection.start_at(Position(0, 0))
    selection.extend_to(Position(1, 7))
    assert quote_of(selection) == "Text that goes on\nResults"


def test_widening_goes_from_word_to_sentence_to_paragraph() -> None:
    selection = TextSelection(PAGES.get)
    selection.start(at(0, 0, 14), Unit.WORD)
    selection.widen()
    assert quote_of(selection) == "We recruited 412 adults with\nheart failure."


def test_narrowing_takes_the_last_widening_back() -> None:
    selection = TextSelection(PAGES.get)
    selection.start(at(0, 0, 14), Unit.WORD)
    selection.widen()
    selection.narrow()
    assert quote_of(selection) == "412"


def test_prefix_and_suffix_are_the_words_around() -> None:
    selection = TextSelection(PAGES.get)
    selection.select(0, Span(13, 16))
    selected = selection.selected("paper")
    assert selected is not None
    assert (selected.prefix, selected.suffix[:7]) == ("We recruited ", " adults")


def test_a_page_without_text_gives_no_selection() -> None:
    selection = TextSelection({}.get)
    selection.start(Spot(0, 10, 10))
    selection.extend(Spot(0, 300, 300))
    assert selection.selected("paper") is None


def test_the_caret_goes_down_to_the_letter_below() -> None:
    caret = moved(PAGES.get, 2, Position(0, 3), Move.DOWN)
    assert caret == Position(0, FIRST.lines[1].start + 3)


def test_the_caret_goes_on_to_the_next_page() -> None:
    caret = moved(PAGES.get, 2, Position(0, FIRST.lines[1].end), Move.RIGHT)
    assert caret == Position(1, 0)


def test_the_caret_stays_at_the_end_of_the_paper() -> None:
    end = Position(1, SECOND.lines[1].end)
    assert moved(PAGES.get, 2, end, Move.RIGHT) == end


def test_the_caret_goes_word_by_word() -> None:
    caret = moved(PAGES.get, 2, Position(0, 3), Move.WORD_RIGHT)
    assert FIRST.text[3 : caret.index] == "recruited"


def test_line_end_and_line_start_stay_on_the_line() -> None:
    end = moved(PAGES.get, 2, Position(0, 3), Move.LINE_END)
    assert end.index == FIRST.lines[0].end
    assert moved(PAGES.get, 2, end, Move.LINE_START).index == 0


def test_a_page_is_selected_from_its_first_letter_to_its_last() -> None:
    selection = TextSelection(PAGES.get)
    selection.select_page(1)
    assert quote_of(selection) == SECOND.text.strip()


def test_a_page_down_keeps_the_caret_at_its_height() -> None:
    second_line = SECOND.lines[1].start
    assert moved(PAGES.get, 2, Position(0, FIRST.lines[1].start), Move.PAGE_DOWN) == Position(
        1, second_line
    )


def test_a_page_down_on_the_last_page_goes_to_its_end() -> None:
    assert moved(PAGES.get, 2, Position(1, 3), Move.PAGE_DOWN) == Position(1, len(SECOND.text))


def test_the_caret_goes_to_the_start_of_the_paper() -> None:
    assert moved(PAGES.get, 2, Position(1, 3), Move.PAPER_START) == Position(0, 0)


def test_the_caret_goes_to_the_end_of_the_paper() -> None:
    assert moved(PAGES.get, 2, Position(0, 3), Move.PAPER_END) == Position(1, len(SECOND.text))


def test_there_is_a_start_to_extend_from_once_one_began() -> None:
    selection = TextSelection(PAGES.get)
    begun = [selection.is_begun]
    selection.start(at(0, 0, 3))
    assert [*begun, selection.is_begun] == [False, True]


def test_a_selection_reaches_no_further_than_a_quote_may() -> None:
    selection = TextSelection(lambda _page: None)
    selection.start_at(Position(100, 0))
    selection.extend_to(Position(2399, 7))
    assert selection.head == Position(100 + MOST_PAGES, 0)
