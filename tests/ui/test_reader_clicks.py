"""Several clicks, Shift and the whole page, with real events over a real paper."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.pdf.text import paragraph_at, raw_quote
from tests.ui.reader_driver import LEFT, NO_KEY, Driver

WORDS = "Strong correlations were found"
SHIFT = Qt.KeyboardModifier.ShiftModifier


def click_four_times(reader: Driver, at: QPoint) -> None:
    area = reader.canvas.viewport()
    QTest.mouseClick(area, LEFT, NO_KEY, at)
    QTest.mouseDClick(area, LEFT, NO_KEY, at)
    QTest.mouseClick(area, LEFT, NO_KEY, at)
    QTest.mouseDClick(area, LEFT, NO_KEY, at)  # without its release
    QTest.mouseRelease(area, LEFT, NO_KEY, at)


def test_four_clicks_take_the_paragraph(reader: Driver) -> None:
    reader.canvas.jump_to(reader.places(WORDS), flash=False)
    rect = reader.rects(WORDS)[0]
    click_four_times(reader, reader.start_of(rect))
    text = reader.source.text(0)
    assert text is not None
    paragraph = raw_quote(text, paragraph_at(text, text.text.index("Strong correlations")))
    assert reader.made[-1].quote == paragraph


def test_shift_and_a_drag_extend_the_selection(reader: Driver) -> None:
    reader.drag_over("Strong correlations")
    end = reader.end_of(reader.rects(WORDS)[-1])
    area = reader.canvas.viewport()
    QTest.mousePress(area, LEFT, SHIFT, end - QPoint(30, 0))
    QTest.mouseMove(area, end)
    QTest.mouseRelease(area, LEFT, SHIFT, end)
    assert reader.made[-1].quote == WORDS


def test_a_click_with_shift_selects_from_the_click_before(reader: Driver) -> None:
    reader.canvas.jump_to(reader.places(WORDS), flash=False)
    rects = reader.rects(WORDS)
    reader.click(reader.start_of(rects[0]))
    assert reader.made == []
    QTest.mouseClick(reader.canvas.viewport(), LEFT, SHIFT, reader.end_of(rects[-1]))
    assert reader.made[-1].quote == WORDS


def test_the_caret_goes_to_the_end_of_a_page_that_was_not_seen(reader: Driver) -> None:
    reader.canvas.toggle_caret()
    last = len(reader.canvas.view.sizes) - 1
    reader.wait(lambda: reader.source.text(last) is not None)
    reader.press_key(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    caret, text = reader.canvas.overlay.caret, reader.source.text(last)
    assert caret is not None
    assert text is not None
    assert (caret.page, caret.index) == (last, len(text.text))


def test_all_text_of_the_page_is_selected(reader: Driver) -> None:
    reader.canvas.select_page()
    text = reader.source.text(0)
    assert text is not None
    assert reader.made[-1].quote == text.text.strip()


def test_a_caret_that_leaps_to_another_page_is_in_sight(reader: Driver) -> None:
    reader.canvas.toggle_caret()
    reader.press_key(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert reader.canvas.view.page == len(reader.canvas.view.sizes) - 1


def test_a_selection_over_pages_that_were_not_read_yet_has_them_all(reader: Driver) -> None:
    reader.drag_over("Strong correlations")
    reader.pane.go_to_page(5)
    reader.wait(lambda: reader.source.text(5) is not None)
    at = reader.point(200, 300, 5)
    QTest.mouseClick(reader.canvas.viewport(), LEFT, SHIFT, at)
    reader.wait(lambda: len(reader.made[-1].places) > 1)
    assert [place.page for place in reader.made[-1].places] == [0, 1, 2, 3, 4, 5]
