"""Reading, selecting and marking real papers in the reader."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.quotes import clean_quote
from app.pdf.client import PdfClient
from app.pdf.locate import find_text
from app.pdf.text import line_at, raw_quote
from tests.ui.reader_driver import LEFT, NO_KEY, Driver, FailingClient
from ui.reader.search import Query, Search
from ui.reader.values import Highlight, ReadingPlace, ZoomMode

TWO_COLUMNS = "effsize__40708_2014_Article_5.pdf"
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def picture_paper(folder: Path) -> Path:
    """Write a PDF of two pages with nothing but a grey box on them."""
    path = folder / "scan.pdf"
    writer = QPdfWriter(str(path))
    painter = QPainter(writer)
    painter.fillRect(500, 500, 3000, 3000, QColor("grey"))
    writer.newPage()
    painter.fillRect(500, 500, 3000, 3000, QColor("grey"))
    painter.end()
    return path


def highlight(reader: Driver, quote: str, slot: int | None = 0, name: str = "a") -> Highlight:
    return Highlight(name, reader.places(quote), slot, "8", "8 Setting: air traffic control")


def between_words(reader: Driver) -> QPoint:
    """Return a pixel of plain paper inside the highlight, between two of its words."""
    first = reader.rects("Strong correlations")[0]

    were = reader.rects("were found")[0]
    return reader.point((first.right + were.left) / 2, (first.top + first.bottom) / 2)


def test_a_third_page_that_is_wider_widens_what_is_shown(
    qtbot: QtBot, client: PdfClient, papers: Path
) -> None:
    reader = Driver(qtbot, client)
    reader.open(papers / "rct__meta__38681338__PMC11052642.pdf")
    reader.wait_for_text(2)
    edge = min(line.rect.left for line in reader.source.text(2).lines if line.angle == 0)
    assert reader.point(edge, 100, 2).x() >= 0


def test_a_paper_opened_again_begins_at_the_width_of_its_pages(
    qtbot: QtBot, client: PdfClient, papers: Path
) -> None:
    reader = Driver(qtbot, client)
    path = papers / "rct__meta__38681338__PMC11052642.pdf"
    reader.open(path)
    reader.wait(lambda: reader.source.is_settled)
    settled = reader.canvas.view.zoom
    reader.pane.show_paper(path, path.stem, "Again")
    reader.wait(reader.pane.is_open)
    assert reader.canvas.view.zoom == settled


def test_dragging_over_a_sentence_selects_it(reader: Driver) -> None:
    reader.drag_over("Strong correlations were found between correct responses")
    quote = reader.made[-1].quote
    assert quote == "Strong correlations were found between correct responses"


def test_a_drag_down_one_column_takes_nothing_of_the_other(reader: Driver) -> None:
    reader.canvas.jump_to(reader.places("The use of quantitative"), flash=False)
    first = reader.rects("The use of quantitative")[0]
    last = reader.rects("different task demands")[-1]
    reader.drag(reader.start_of(first), reader.end_of(last))
    expected = (
        "The use of quantitative electroencephalograph in the analysis of air traffic "
        "controllers’ performance can reveal with a high temporal resolution those mental "
        "responses associated with different task demands"
    )
    assert clean_quote(reader.made[-1].quote) == expected


def test_a_drag_from_one_column_to_the_next_follows_the_reading_order(reader: Driver) -> None:
    reader.pane.fit_page()
    reader.pane.go_to_page(1)
    first = reader.rects("the power density of Alpha", 1)[0]
    last = reader.rects("and Theta bands in O2", 1)[0]
    reader.drag(reader.start_of(first, 1), reader.end_of(last, 1))
    quote = clean_quote(reader.made[-1].quote)
    assert quote == "the power density of Alpha and Theta bands in O2"


def test_a_selection_crosses_the_page_break(reader: Driver) -> None:
    reader.pane.fit_page()
    reader.wait_for_text(1)
    reader.canvas.scroll_by(0, reader.canvas.view.layout.frame(1).top - 300)
    last_of_first = reader.source.text(0).lines[-3]
    first_of_second = reader.source.text(1).lines[3]
    reader.drag(reader.start_of(last_of_first.rect), reader.end_of(first_of_second.rect, 1))
    assert [place.page for place in reader.made[-1].places] == [0, 1]


def test_a_double_click_takes_the_word(reader: Driver) -> None:
    reader.canvas.jump_to(reader.places("theta-to-beta"), flash=False)
    at = reader.start_of(reader.rects("theta-to-beta")[0]) + QPoint(8, 0)
    QTest.mouseDClick(reader.canvas.viewport(), LEFT, NO_KEY, at)
    QTest.mouseRelease(reader.canvas.viewport(), LEFT, NO_KEY, at)
    assert reader.made[-1].quote == "theta-to-beta"


def test_a_triple_click_takes_the_line(reader: Driver) -> None:
    reader.canvas.jump_to(reader.places("Strong correlations"), flash=False)
    at = reader.start_of(reader.rects("Strong correlations")[0]) + QPoint(8, 0)
    QTest.mouseDClick(reader.canvas.viewport(), LEFT, NO_KEY, at)
    QTest.mousePress(reader.canvas.viewport(), LEFT, NO_KEY, at)
    QTest.mouseRelease(reader.canvas.viewport(), LEFT, NO_KEY, at)
    text = reader.source.text(0)
    assert text is not None
    line = line_at(text, text.text.index("Strong correlations"))
    assert reader.made[-1].quote == raw_quote(text, line)
    assert "Strong correlations" in reader.made[-1].quote


def test_a_click_into_the_page_clears_the_selection(reader: Driver, qtbot: QtBot) -> None:
    reader.drag_over("Strong correlations were found")
    with qtbot.waitSignal(reader.pane.selection_cleared):
        reader.click(QPoint(10, 10))
    assert reader.pane.selection() is None


def test_f7_and_shift_arrows_select_by_keyboard(reader: Driver) -> None:
    reader.pane.toggle_caret()
    reader.press_key(Qt.Key.Key_Home)
    reader.press_key(Qt.Key.Key_Right, SHIFT | CONTROL)
    first = reader.made[-1].quote
    reader.press_key(Qt.Key.Key_End, SHIFT)
    assert reader.made[-1].quote.startswith(first)
    assert len(reader.made[-1].quote) > len(first)


def test_a_letter_that_stands_everywhere_is_counted_whole_and_ticked_on_every_page(
    reader: Driver, qtbot: QtBot
) -> None:
    search, told = Search(reader.source, reader.pane), []
    search.hits_changed.connect(lambda: told.append(search.count_text()))
    search.start(Query("e"), len(reader.canvas.view.sizes), 0)
    qtbot.waitUntil(lambda: search.is_complete)
    assert told[-1] == f"1 of {len(search.hits())}"
    ticks = search.ticks(len(search.rects()))
    assert sorted(page for page, _ in ticks) == sorted(search.rects())
    search.step(-1)
    assert search.count_text() == f"{len(search.hits())} of {len(search.hits())}"


@pytest.mark.parametrize("held", [NO_KEY, CONTROL])
def test_home_and_end_go_to_the_ends_of_the_paper(
    reader: Driver, held: Qt.KeyboardModifier
) -> None:
    view = reader.canvas.view
    reader.press_key(Qt.Key.Key_End, held)
    assert (view.y, view.page) == (view.max_y, len(view.sizes) - 1)
    reader.press_key(Qt.Key.Key_Home, held)
    assert (view.y, view.page) == (0, 0)


def test_the_caret_says_letter_word_line_and_selection(reader: Driver) -> None:
    said: list[str] = []
    reader.canvas.select(0, find_text(reader.source.text(0), "Strong correlations were")[0])
    reader.pane.toggle_caret()
    reader.pane.announced.connect(said.append)
    reader.press_key(Qt.Key.Key_Left)
    reader.press_key(Qt.Key.Key_Left, CONTROL)
    reader.press_key(Qt.Key.Key_Right, SHIFT | CONTROL)
    assert said == ["e", "were", "were, selected"]


def test_w_widens_from_the_bare_caret(reader: Driver) -> None:
    reader.pane.toggle_caret()
    reader.press_key(Qt.Key.Key_W)
    word = reader.made[-1].quote
    reader.press_key(Qt.Key.Key_W)
    reader.press_key(Qt.Key.Key_W, SHIFT)
    assert [made.quote for made in reader.made][::2] == [word, word]
    assert len(reader.made[1].quote) > len(word)


def test_only_the_mouse_makes_a_dragged_selection(reader: Driver, qtbot: QtBot) -> None:
    dragged: list[bool] = []
    reader.pane.selection_dragged.connect(lambda: dragged.append(True))
    reader.drag_over("Strong correlations were found")
    reader.pane.widen_selection()
    assert len(reader.made) == 2
    assert dragged == [True]


def test_widening_a_selection_takes_the_sentence(reader: Driver) -> None:
    reader.drag_over("Strong correlations")
    reader.pane.widen_selection()
    assert "found between correct responses" in clean_quote(reader.made[-1].quote)


def test_the_selection_bar_stands_below_the_selection(reader: Driver) -> None:
    reader.pane.show_target("12 Sample size", False)
    reader.drag_over("Strong correlations were found")
    bar = reader.pane.selection_bar
    frame = reader.canvas.selection_frame()
    assert bar.isVisible()
    assert bar.y() == pytest.approx(frame.bottom() + 8, abs=1)


def test_the_selection_bar_stands_above_when_there_is_no_room_below(reader: Driver) -> None:
    reader.drag_over("Strong correlations were found")
    frame = reader.canvas.selection_frame()
    reader.canvas.scroll_by(0, frame.bottom() - reader.canvas.view.height + 12)
    bar = reader.pane.selection_bar
    assert bar.geometry().bottom() < reader.canvas.selection_frame().top()


def test_the_selection_bar_leaves_the_focus_with_the_pages(reader: Driver) -> None:
    reader.pane.activateWindow()
    reader.canvas.setFocus()
    reader.drag_over("Strong correlations were found")
    assert QApplication.focusWidget() is reader.canvas


def test_a_highlight_is_painted_on_the_words(reader: Driver) -> None:
    mark = highlight(reader, "Strong correlations were found")
    reader.canvas.jump_to(mark.places, flash=False)
    reader.wait(reader.is_sharp)
    gap = between_words(reader)
    before = reader.colour_at(gap).name()
    reader.pane.show_highlights((mark,))
    assert (before, reader.colour_at(gap).name()) == ("#ffffff", "#f5f372")


def test_two_highlights_of_one_line_darken_each_letter_once(reader: Driver) -> None:
    mark = highlight(reader, "Strong correlations were found")
    place = mark.places[0]
    doubled = Highlight("b", (type(place)(0, place.rects * 2),), 0, "8", "")
    reader.canvas.jump_to(mark.places, flash=False)
    reader.wait(reader.is_sharp)
    reader.pane.show_highlights((doubled,))
    assert reader.colour_at(between_words(reader)).name() == "#f5f372"


def test_the_number_of_a_highlight_stands_in_the_margin(reader: Driver) -> None:
    mark = highlight(reader, "Strong correlations were found")
    reader.canvas.jump_to(mark.places, flash=False)
    reader.pane.show_highlights((mark,))
    _, tag = reader.canvas.scene().tags(0)[0]
    assert tag.right() < reader.start_of(mark.places[0].rects[0]).x()
    assert reader.colour_at(tag.topLeft().toPoint() + QPoint(3, 3)).name() == "#6b6200"


def test_a_click_on_a_highlight_says_which(reader: Driver, qtbot: QtBot) -> None:
    mark = highlight(reader, "Strong correlations were found", name="anchor-7")
    reader.pane.show_highlights((mark,))
    reader.canvas.jump_to(mark.places, flash=False)
    with qtbot.waitSignal(reader.pane.highlight_clicked) as said:
        reader.click(reader.start_of(mark.places[0].rects[0]) + QPoint(5, 0))
    assert said.args == ["anchor-7"]


def test_stepping_goes_through_the_highlights_in_the_order_of_the_paper(reader: Driver) -> None:
    later = highlight(reader, "Strong correlations were found", name="later")
    sooner = highlight(reader, "Visual and auditory reaction", name="sooner")
    said: list[str] = []
    reader.pane.show_highlights((later, sooner))
    reader.pane.highlight_clicked.connect(said.append)
    reader.pane.next_highlight()
    reader.pane.next_highlight()
    reader.pane.next_highlight()
    assert said == ["sooner", "later", "sooner"]


def test_the_canvas_says_title_page_and_highlights(reader: Driver) -> None:
    reader.pane.show_highlights((highlight(reader, "Strong correlations were found"),))
    assert reader.canvas.accessibleName() == "Abbass 2014, page 1 of 7, 1 highlight"


def test_a_page_that_cannot_be_drawn_offers_retry(qtbot: QtBot, papers: Path) -> None:
    with FailingClient() as client:
        reader = Driver(qtbot, client)
        reader.pane.show_paper(papers / TWO_COLUMNS, "k", "Abbass 2014")
        reader.wait(lambda: reader.source.has_failed(0))
        reader.wait(lambda: reader.canvas.is_ready)
        client.fails = False
        reader.click(reader.canvas.scene().retry_rect(0).center().toPoint())
        reader.wait(reader.is_sharp)
        assert not reader.source.has_failed(0)


def test_a_file_that_is_no_pdf_is_named_in_the_pane(
    qtbot: QtBot, client: PdfClient, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"<html>not found</html>")
    reader = Driver(qtbot, client)
    with qtbot.waitSignal(reader.pane.paper_failed, timeout=20_000) as failed:
        reader.pane.show_paper(broken, "k", "Broken")
    assert reader.pane.message == failed.args[0]


def test_a_paper_shown_again_is_ready_again(reader: Driver, papers: Path) -> None:
    reader.open(papers / "effsize__CRIPS2015-364325.pdf", "Case report")
    reader.open(papers / TWO_COLUMNS, "Abbass 2014")
    assert reader.canvas.accessibleName().startswith("Abbass 2014, page 1 of 7")


def test_a_paper_of_pictures_says_so_and_can_still_be_restored(
    qtbot: QtBot, client: PdfClient, papers: Path, tmp_path: Path
) -> None:
    reader = Driver(qtbot, client)
    reader.pane.show_paper(picture_paper(tmp_path), "k", "Scan")
    reader.pane.restore(ReadingPlace(page=1, y=20.0, zoom_mode=ZoomMode.WIDTH))
    reader.wait(lambda: reader.canvas.view.page == 1)
    reader.drag(QPoint(50, 50), QPoint(300, 300))
    reader.wait(lambda: reader.pane.notice.startswith("This PDF has no text to select."))
    assert reader.made == []


def test_switching_the_paper_drops_what_was_selected(reader: Driver, papers: Path) -> None:
    reader.drag_over("Strong correlations were found")
    reader.open(papers / "effsize__CRIPS2015-364325.pdf", "Case report")
    assert reader.pane.selection() is None
    assert not reader.pane.selection_bar.isVisible()


def test_no_paper_shows_a_sentence_and_buttons(reader: Driver) -> None:
    pressed: list[bool] = []
    reader.pane.show_empty("Drop the PDF here.", (("Choose…", lambda: pressed.append(True)),))
    QTest.mouseClick(reader.pane.findChild(QPushButton, "offer"), LEFT)
    assert pressed == [True]
    assert reader.canvas.accessibleName() == "No paper"


def test_pages_stay_white_in_the_dark_theme(qtbot: QtBot, client: PdfClient, papers: Path) -> None:
    reader = Driver(qtbot, client, dark=True)
    reader.open(papers / TWO_COLUMNS)
    assert reader.colour_at(QPoint(8, 200)).name() == "#ffffff"
    assert reader.colour_at(QPoint(300, 5)).name() == "#101317"


def test_a_drag_to_the_lower_edge_scrolls_on(reader: Driver) -> None:
    area = reader.canvas.viewport()
    before = reader.canvas.view.y
    start = reader.start_of(reader.rects("The use of quantitative")[0])
    QTest.mousePress(area, LEFT, NO_KEY, start)
    QTest.mouseMove(area, start + QPoint(6, 0))
    QTest.mouseMove(area, QPoint(200, area.height() - 2))
    reader.wait(lambda: reader.canvas.view.y > before + 100)
    QTest.mouseRelease(area, LEFT, NO_KEY, QPoint(200, area.height() - 2))
    assert len(reader.made[-1].quote) > 300


def test_the_hand_moves_the_page_and_selects_nothing(reader: Driver) -> None:
    reader.pane.set_hand_tool(True)
    reader.drag(QPoint(300, 400), QPoint(300, 250))
    assert reader.canvas.view.y == pytest.approx(150, abs=8)
    assert reader.pane.selection() is None


def test_text_is_selected_on_turned_pages(reader: Driver) -> None:
    reader.pane.rotate(True)
    reader.drag_over("Strong correlations were found")
    assert reader.made[-1].quote == "Strong correlations were found"


def test_letters_are_left_to_the_actions(reader: Driver, qtbot: QtBot) -> None:
    reader.drag_over("Strong correlations were found")
    reader.press_key(Qt.Key.Key_F)
    assert reader.pane.selection() is not None
    assert reader.canvas.view.page == 0


def test_escape_clears_first_and_leaves_the_pages_next(reader: Driver, qtbot: QtBot) -> None:
    reader.drag_over("Strong correlations were found")
    reader.press_key(Qt.Key.Key_Escape)
    assert reader.pane.selection() is None
    with qtbot.waitSignal(reader.pane.escaped):
        reader.press_key(Qt.Key.Key_Escape)


def test_removing_asks_for_the_highlight_clicked_last(reader: Driver, qtbot: QtBot) -> None:
    reader.pane.show_highlights((highlight(reader, "Strong correlations were found", name="x"),))
    reader.pane.next_highlight()
    with qtbot.waitSignal(reader.pane.highlight_remove_requested) as asked:
        reader.pane.remove_highlight()
    assert asked.args == ["x"]
