"""Drags over real papers: what is selected is exactly what lies between the two words."""

from array import array
from pathlib import Path

from app.domain.anchors import Rect
from app.pdf.text import Line, PageText, nearest
from tests.bench.word_drags import drag_papers
from tests.unit.pdf_pages import page

PAGES, DRAGS = 3, 150
RIGHT_TO_LEFT = ("chromium__hebrew_mirrored.pdf", "mozilla__ArabicCIDTrueType.pdf")


def test_random_drags_over_all_papers_give_exactly_the_text_between(papers: Path) -> None:
    tallies = drag_papers(sorted(papers.glob("*.pdf")), DRAGS, PAGES)
    assert len(tallies) >= 32
    assert {name: tally.wrong for name, tally in tallies.items() if tally.wrong} == {}
    assert sum(tally.right for tally in tallies.values()) == DRAGS * len(tallies)


def test_drags_over_right_to_left_text_give_the_text_between(shared: Path) -> None:
    tallies = drag_papers([shared / "data" / "edge" / name for name in RIGHT_TO_LEFT], DRAGS)
    assert [tally.wrong for tally in tallies.values()] == [(), ()]


def test_a_point_on_a_raised_letter_belongs_to_its_own_line() -> None:
    boxes = array("f", (50, 100, 56, 112, 62, 100, 68, 112, 56, 100, 60, 106))
    whole, raised = Rect(50, 100, 68, 112), Rect(56, 100, 60, 106)
    lines = (Line(0, 2, whole, whole), Line(2, 3, raised, raised))
    read = PageText(0, 595, 842, "ab2", boxes, lines)
    assert nearest(read, 57, 103) == 2


def test_a_point_in_the_reach_of_two_lines_belongs_to_the_one_it_stands_on() -> None:
    boxes = array("f", (50, 100, 56, 112, 300, 100, 306, 112))
    reach = Rect(0, 90, 595, 120)
    lines = (
        Line(0, 1, Rect(50, 100, 56, 112), reach),
        Line(1, 2, Rect(300, 100, 306, 112), reach),
    )
    assert nearest(PageText(0, 595, 842, "ab", boxes, lines), 305, 106) == 2


def test_a_point_on_a_line_that_a_formula_cuts_thin_belongs_to_it() -> None:
    boxes = array("f", (50, 70, 56, 124, 50, 112, 56, 124))
    lines = (
        Line(0, 1, Rect(50, 70, 56, 120), Rect(0, 70, 595, 121)),
        Line(1, 2, Rect(50, 120, 56, 124), Rect(0, 119, 595, 130)),
    )
    assert nearest(PageText(0, 595, 842, "fb", boxes, lines), 51, 118.5) == 1


def test_what_is_printed_over_is_not_read() -> None:
    shown = page([(50.0, 50.0, "10"), (50.0, 90.0, "words below"), (49.0, 50.0, "884")])
    assert shown.text.split() == ["884", "words", "below"]


def test_accents_of_their_own_leave_their_letters() -> None:
    assert page([(50.0, 50.0, "e"), (50.0, 50.0, "´")]).text.startswith("e")
