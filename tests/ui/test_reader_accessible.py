"""What a screen reader finds in the pages: a document, its paragraphs, where they are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot

from app.domain.quotes import fold
from app.pdf.client import PdfClient
from tests.ui.reader_driver import Driver
from ui.reader.values import Highlight

PAPER = "effsize__40708_2014_Article_5.pdf"
WORDS = "alarm for possible"
NAME, VALUE, DESCRIPTION = (
    QAccessible.Text.Name,
    QAccessible.Text.Value,
    QAccessible.Text.Description,
)


@pytest.fixture
def reader(qtbot: QtBot, papers: Path) -> Iterator[Driver]:
    with PdfClient() as client:
        driver = Driver(qtbot, client)
        driver.open(papers / PAPER, "Abbass 2014")
        driver.pane.jump_to(driver.places(WORDS, 3))
        driver.wait_for_text(3)
        yield driver


def document(reader: Driver) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(reader.canvas)


def paragraphs(reader: Driver) -> list[QAccessibleInterface]:
    pages = document(reader)
    children = map(pages.child, range(pages.childCount()))
    return [child for child in children if child.role() == QAccessible.Role.Paragraph]


def paragraph_with(reader: Driver, words: str) -> QAccessibleInterface:
    return next(p for p in paragraphs(reader) if fold(words) in fold(p.text(NAME)))


def test_the_pages_are_a_document_that_names_title_page_and_highlights(reader: Driver) -> None:
    mark = Highlight("a", reader.places(WORDS, 3), 0, "12", "Sample size")
    reader.pane.show_highlights((mark,))
    pages = document(reader)
    assert pages.role() == QAccessible.Role.Document
    total = len(reader.canvas.view.sizes)
    page = reader.canvas.view.page + 1
    assert pages.text(NAME) == f"Abbass 2014, page {page} of {total}, 1 highlight"


def test_the_text_of_the_page_is_the_value_of_the_document(reader: Driver) -> None:
    text = reader.source.text(reader.canvas.view.page)
    assert text is not None
    assert document(reader).text(VALUE) == text.text


def test_what_is_seen_can_be_read_paragraph_by_paragraph(reader: Driver) -> None:
    found = paragraph_with(reader, WORDS)
    assert "\n" not in found.text(NAME)
    assert found.state().readOnly
    assert found.parent().object() is reader.canvas
    assert document(reader).indexOfChild(found) >= 0


def test_a_paragraph_is_found_where_it_is_on_the_screen(reader: Driver) -> None:
    (rect,) = reader.rects(WORDS, 3)
    at = reader.canvas.viewport().mapToGlobal(reader.start_of(rect, 3))
    found = document(reader).childAt(at.x(), at.y())
    assert fold(WORDS) in fold(found.text(NAME))
    assert found.rect().contains(at)


def test_a_paragraph_says_which_fields_are_highlighted_in_it(reader: Driver) -> None:
    mark = Highlight("a", reader.places(WORDS, 3), 0, "12", "Sample size")
    reader.pane.show_highlights((mark,))
    assert paragraph_with(reader, WORDS).text(DESCRIPTION) == "Highlighted: 12 Sample size"


def test_other_pages_have_other_paragraphs(reader: Driver) -> None:
    before = [p.text(NAME) for p in paragraphs(reader)]
    reader.pane.go_to_page(0)
    reader.wait_for_text(0)
    after = [p.text(NAME) for p in paragraphs(reader)]
    assert after
    assert after != before
