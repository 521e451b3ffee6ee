"""A stored quote is found again; the find bar finds words however they are printed."""

from app.domain.anchors import Place, Rect
from app.pdf.locate import find_text, locate
from app.pdf.text import PageText, Span
from tests.unit.pdf_pages import column, page

LINES = (
    "The trial enrolled 412 adults from two",
    "towns. A pro-",
    "gram of peer support was given to half",
    "of them; the other half had usual care.",
)


def paper(*pages: tuple[str, ...]) -> list[PageText]:
    """Return pages numbered from 0."""
    made = [page(column(50.0, 100.0, *lines)) for lines in pages]
    return [
        PageText(number, p.width, p.height, p.text, p.boxes, p.lines)
        for number, p in enumerate(made)
    ]


def test_quote_typed_without_its_line_end_is_found() -> None:
    (only,) = pages = paper(LINES)
    found = locate(pages, "A program of peer support")
    assert found is not None
    span = found.spans[0].span
    assert only.text[span.start : span.end] == "A pro-\ngram of peer support"
    assert found.confidence == 1.0
    assert len(found.places[0].rects) == 2


def test_surroundings_tell_equal_quotes_apart() -> None:
    pages = paper(("group one had 12 people", "group two had 12 people"))
    found = locate(pages, "12 people", prefix="group two had ")
    assert found is not None
    assert found.spans[0].span.start > 24


def test_hinted_page_wins_without_surroundings() -> None:
    pages = paper(LINES, LINES, LINES)
    found = locate(pages, "412 adults", near=2)
    assert found is not None
    assert found.page == 2
    assert found.confidence == 0.9


def test_the_place_in_another_copy_comes_first_among_equal_quotes_but_stays_doubtful() -> None:
    pages = paper(("12 people", "who came", "12 people", "who came", "12 people"))
    found = locate(pages, "12 people", near=Place(0, (Rect(52, 125, 90, 135),)))
    assert found is not None
    assert found.spans[0].span.start == 19
    assert found.confidence == 0.5


def test_a_ligature_that_a_copy_lost_does_not_shift_the_quote() -> None:
    pages = paper(("of women. Empagli ozin in those with type 2 diabetes", "and on"))
    found = locate(pages, "Empagliflozin in those with type 2 diabetes")
    assert found is not None
    assert found.spans[0].span.start == 10


def test_a_short_quote_among_other_words_is_doubtful() -> None:
    pages = paper(("nobody was in Lebanon at the time", "of the second survey"))
    before, after = "most of all patients lived ", ", a small country by the sea"
    found = locate(pages, "in Lebanon", prefix=before, suffix=after)
    assert found is not None
    assert found.confidence == 0.5


def test_a_short_quote_with_one_side_as_it_was_is_certain() -> None:
    pages = paper(("Journal head", "in Lebanon, a small country by the sea"))
    before, after = "most of all patients lived ", ", a small country by the sea"
    found = locate(pages, "in Lebanon", prefix=before, suffix=after)
    assert found is not None
    assert found.confidence == 1.0


def test_equal_quotes_that_nothing_tells_apart_are_doubtful() -> None:
    found = locate(paper(LINES, LINES), "412 adults")
    assert found is not None
    assert found.confidence == 0.5


def test_quote_over_a_page_break_has_a_place_on_both_pages() -> None:
    pages = paper(("it begins on the first page and",), ("goes on with the second one",))
    found = locate(pages, "the first page and goes on")
    assert found is not None
    assert [place.page for place in found.places] == [0, 1]


def test_running_feet_and_heads_do_not_part_a_quote() -> None:
    pages = paper(
        ("it begins on the first page and", "Journal 12"), ("Author et al", "goes on here")
    )
    found = locate(pages, "begins on the first page and goes on here")
    assert found is not None
    assert [place.page for place in found.places] == [0, 1]
    assert found.confidence < 1


def test_quote_that_goes_on_behind_the_last_page_is_not_found() -> None:
    pages = paper(("it begins on the first page",), ("and so ends here",))
    assert locate(pages, "and so ends here, which nobody ever printed on any page of it") is None


def test_quote_with_a_slip_is_found_with_less_confidence() -> None:
    found = locate(paper(LINES), "The trial enroled 412 adults from tow towns")
    assert found is not None
    assert 0.7 < found.confidence < 1


def test_absent_quote_is_not_found() -> None:
    assert locate(paper(LINES), "hospital readmission within thirty days") is None


def test_short_absent_quote_is_not_guessed() -> None:
    assert locate(paper(LINES), "413") is None


def test_empty_quote_is_not_found() -> None:
    assert locate(paper(LINES), " \n ") is None


def test_quote_ending_in_a_line_end_hyphen_is_found() -> None:
    assert locate(paper(LINES), "towns. A pro-") is not None


def test_find_bar_finds_words_over_a_hyphenated_line_end() -> None:
    (only,) = paper(LINES)
    (hit,) = find_text(only, "program of PEER")
    assert only.text[hit.start : hit.end] == "pro-\ngram of peer"


def test_find_bar_respects_case_on_request() -> None:
    (only,) = paper(LINES)
    assert find_text(only, "TOWNS", case=True) == ()


def test_find_bar_respects_whole_words_on_request() -> None:
    (only,) = paper(LINES)
    assert len(find_text(only, "half")) == 2
    assert find_text(only, "hal", whole_word=True) == ()


def test_find_bar_does_not_run_words_together() -> None:
    (only,) = paper(LINES)
    assert find_text(only, "thetrial") == ()


def test_find_bar_takes_the_query_literally() -> None:
    (only,) = paper(("cost (US$) 4.5 [2]",))
    assert find_text(only, "(US$) 4.5 [2]") == (Span(5, 18),)


def test_empty_query_finds_nothing() -> None:
    assert find_text(paper(LINES)[0], "  ") == ()
