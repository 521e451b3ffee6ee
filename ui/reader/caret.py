"""Moves of the keyboard's caret over the text of a paper."""

from enum import StrEnum

from app.pdf import text as page_text
from app.pdf.text import PageText
from ui.reader.selecting import Position, TextOf


class Move(StrEnum):
    """Where the caret goes."""

    LEFT = "left"
    RIGHT = "right"
    WORD_LEFT = "word left"
    WORD_RIGHT = "word right"
    UP = "up"
    DOWN = "down"
    LINE_START = "line start"
    LINE_END = "line end"
    PAGE_UP = "page up"
    PAGE_DOWN = "page down"
    PAPER_START = "paper start"
    PAPER_END = "paper end"


def moved(text_of: TextOf, pages: int, caret: Position, move: Move) -> Position:
    """Return the caret after a move; at the end of a page it goes on to the next."""
    if move in _LEAPS:
        return _leapt(text_of, pages, caret, move)
    page = text_of(caret.page)
    if page is None or not page.lines:
        return _over_the_edge(text_of, pages, caret, forward=move in _FORWARD)
    index = _within(page, caret.index, move)
    if index is None:
        return _over_the_edge(text_of, pages, caret, forward=move in _FORWARD)
    return Position(caret.page, index)


def caret_line(page: PageText, index: int) -> tuple[float, float, float]:
    """Return x, top and bottom of the caret in points."""
    line = page.lines[line_index(page, index)]
    x = line.rect.left
    if index > line.start:
        before = [page.box(i) for i in range(line.start, min(index, line.end))]
        x = max((box.right for box in before if box.width), default=x)
    if line.start <= index < line.end and page.box(index).width:
        x = page.box(index).left
    return x, line.rect.top, line.rect.bottom


def line_index(page: PageText, index: int) -> int:
    """Return which line a caret position stands on."""
    found = 0
    for number, line in enumerate(page.lines):
        if line.start > index:
            break
        found = number
    return found


_LEAPS = (Move.PAGE_UP, Move.PAGE_DOWN, Move.PAPER_START, Move.PAPER_END)
_FORWARD = (Move.RIGHT, Move.WORD_RIGHT, Move.DOWN, Move.LINE_END)


def _leapt(text_of: TextOf, pages: int, caret: Position, move: Move) -> Position:
    """Return the caret at the same height of another page, or at an end of the paper."""
    step = {Move.PAGE_UP: -1, Move.PAGE_DOWN: 1, Move.PAPER_START: -pages}.get(move, pages)
    page = min(max(caret.page + step, 0), pages - 1)
    here, there = text_of(caret.page), text_of(page)
    if move is Move.PAPER_START or there is None:
        return Position(page, 0)
    if move is Move.PAPER_END or page == caret.page:
        return Position(page, 0 if move is Move.PAGE_UP else len(there.text))
    if here is None or not here.lines:
        return Position(page, 0)
    x, top, bottom = caret_line(here, caret.index)
    return Position(page, page_text.nearest(there, x, (top + bottom) / 2))


def _within(page: PageText, index: int, move: Move) -> int | None:
    """Return the new position on the same page, or None when the page ends here."""
    lines = page.lines
    number = line_index(page, index)
    match move:
        case Move.LINE_START:
            return lines[number].start
        case Move.LINE_END:
            return lines[number].end
        case Move.UP | Move.DOWN:
            return _other_line(page, index, number + (1 if move is Move.DOWN else -1))
        case Move.LEFT | Move.WORD_LEFT:
            if index <= lines[0].start:
                return None
            return _back(page, index) if move is Move.LEFT else _word_back(page, index)
        case _:
            if index >= lines[-1].end:
                return None
            return index + _step(page, index) if move is Move.RIGHT else _word_on(page, index)


def _other_line(page: PageText, index: int, number: int) -> int | None:
    if not 0 <= number < len(page.lines):
        return None
    x = caret_line(page, index)[0]
    rect = page.lines[number].rect
    return page_text.nearest(page, min(max(x, rect.left), rect.right), (rect.top + rect.bottom) / 2)


def _step(page: PageText, index: int) -> int:
    """Return how many characters the caret passes: line ends count as one step."""
    step = 1
    while page.text[index : index + step + 1].isspace() and "\n" in page.text[index : index + step]:
        step += 1
    return step


def _back(page: PageText, index: int) -> int:
    index -= 1
    while index > 0 and page.text[index] == "\n" and page.text[index - 1] == "\n":
        index -= 1
    return index


def _word_back(page: PageText, index: int) -> int:
    while index > 0 and page.text[index - 1].isspace():
        index -= 1
    return page_text.word_at(page, max(0, index - 1)).start


def _word_on(page: PageText, index: int) -> int:
    while index < len(page.text) and page.text[index].isspace():
        index += 1
    return max(index, page_text.word_at(page, index).end) if index < len(page.text) else index


def _over_the_edge(text_of: TextOf, pages: int, caret: Position, *, forward: bool) -> Position:
    page = caret.page + (1 if forward else -1)
    if not 0 <= page < pages:
        return caret
    text = text_of(page)
    if text is None or not text.lines:
        return Position(page, 0)
    return Position(page, text.lines[0].start if forward else text.lines[-1].end)
