"""Two reviewers' quotes on one page, and highlights that lie over each other."""

from dataclasses import replace

import pytest

from tests.ui.reader_driver import Driver
from tests.ui.test_reader_pane import between_words, highlight
from ui.reader.compared import compared

WORDS = "Strong correlations were found"
A, B = "#bfddf7", "#fbd3b0"


@pytest.fixture
def reader(reader: Driver) -> Driver:
    reader.canvas.jump_to(reader.places(WORDS), flash=False)
    reader.wait(reader.is_sharp)
    return reader


def test_a_is_blue_and_b_is_orange(reader: Driver) -> None:
    mark = highlight(reader, WORDS)
    gap = between_words(reader)
    reader.pane.show_highlights(compared((mark,), (), ("Ann", "Carla")))
    first = reader.colour_at(gap).name()
    reader.pane.show_highlights(compared((), (mark,), ("Ann", "Carla")))
    assert (first, reader.colour_at(gap).name()) == (A, B)


def test_both_letters_stand_in_the_margin_one_below_the_other(reader: Driver) -> None:
    mark = highlight(reader, WORDS)
    both = compared((mark,), (replace(mark, anchor_id="b"),), ("Ann", "Carla"))
    reader.pane.show_highlights(both)
    (first, above), (second, below) = reader.canvas.scene().tags(0)
    numbers = [first.highlight.number, second.highlight.number]
    assert numbers == [f"A {mark.number}", f"B {mark.number}"]
    assert not above.intersects(below)


def test_the_tip_names_the_reviewer(reader: Driver) -> None:
    mark = highlight(reader, WORDS)
    (shown,) = compared((), (mark,), ("Ann", "Carla"))
    assert shown.tip == f"B · Carla\n{mark.tip}"


def test_quotes_that_overlap_in_one_colour_are_no_darker(reader: Driver) -> None:
    mark = highlight(reader, WORDS)
    target = replace(mark, anchor_id="other", is_target=True)
    gap = between_words(reader)
    reader.pane.show_highlights((mark,))
    alone = reader.colour_at(gap).name()
    reader.pane.show_highlights((mark, target))
    assert reader.colour_at(gap).name() == alone


def test_the_same_words_of_both_reviewers_can_be_read(reader: Driver) -> None:
    mark = highlight(reader, WORDS)
    both = compared((mark,), (replace(mark, anchor_id="b"),), ("Ann", "Carla"))
    reader.pane.show_highlights(both)
    assert reader.colour_at(between_words(reader)).lightness() > 170


def test_where_two_sections_overlap_the_shorter_quote_shows(reader: Driver) -> None:
    long = replace(highlight(reader, WORDS), anchor_id="long", slot=3)
    short = replace(highlight(reader, "correlations were"), anchor_id="short", slot=1)
    gap = between_words(reader)
    reader.pane.show_highlights((short,))
    alone = reader.colour_at(gap).name()
    reader.pane.show_highlights((short, long))
    assert reader.colour_at(gap).name() == alone
