"""Text selection over pages: drags, words, sentences, paragraphs and the keyboard's caret."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.anchors import Place
from app.pdf import text as page_text
from app.pdf.text import PageText, Span, Unit
from ui.reader.layout import Spot
from ui.reader.values import Selected

FURNITURE = 0.07  # share of the page's height where running heads and page numbers stand
MOST_PAGES = 50  # a quote may reach over, either way
WIDENING = (Unit.WORD, Unit.SENTENCE, Unit.PARAGRAPH)

TextOf = Callable[[int], PageText | None]


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A caret position: before the character at `index` of a page's text."""

    page: int
    index: int


@dataclass(frozen=True, slots=True)
class Range:
    """From `first` up to, not including, `last`."""

    first: Position
    last: Position

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing lies between."""
        return self.last <= self.first


class TextSelection:
    """What is selected in one paper; it reads page texts through `text_of`."""

    def __init__(self, text_of: TextOf) -> None:
        self._text_of = text_of
        self._range: Range | None = None
        self._origin: Range | None = None
        self._unit = Unit.CHARACTER
        self._narrower: list[Range] = []
        self.head = Position(0, 0)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is selected."""
        return self._range is None or self._range.is_empty

    @property
    def is_begun(self) -> bool:
        """Tell whether there is a start to extend from: a selection or a caret."""
        return self._origin is not None

    def clear(self) -> None:
        """Select nothing."""
        self._range = self._origin = None
        self._narrower.clear()

    def start(self, spot: Spot, unit: Unit = Unit.CHARACTER) -> None:
        """Begin at a point of a page with a character (or the whole unit around it)."""
        self.start_at(self._position(spot), unit)

    def start_at(self, position: Position, unit: Unit = Unit.CHARACTER) -> None:
        """Begin at a caret position."""
        self._unit, self._narrower = unit, []
        self.head = position
        self._origin = self._grown(Range(position, position), unit)
        self._range = self._origin

    def extend(self, spot: Spot, *, precise: bool = True) -> None:
        """Select up to a point; not `precise` takes whole words once a second word is reached."""
        self.extend_to(self._position(spot), precise=precise)

    def extend_to(self, position: Position, *, precise: bool = True) -> None:
        """Select up to a caret position."""
        if self._origin is None:
            self.start_at(position)
            return
        position = _within_reach(self._origin, position)
        self.head = position
        self._narrower.clear()
        span = _around(self._origin, position)
        unit = self._unit
        if unit is Unit.CHARACTER and not precise and self._leaves_word(span):
            unit = Unit.WORD
        self._range = self._grown(span, unit)

    def select(self, page: int, span: Span) -> None:
        """Select a span of a page."""
        first, last = Position(page, span.start), Position(page, span.end)
        self._range = self._origin = Range(first, last)
        self._unit, self._narrower = Unit.CHARACTER, []
        self.head = last

    def select_page(self, page: int) -> None:
        """Select all text of a page."""
        text = self._text_of(page)
        self.select(page, Span(0, len(text.text) if text is not None else 0))

    def widen(self) -> None:
        """Grow to the word, then the sentence, then the paragraph."""
        if self._range is None:
            self._range = Range(self.head, self.head)
        for unit in WIDENING:
            grown = self._grown(self._range, unit)
            if grown != self._range and not grown.is_empty:
                self._narrower.append(self._range)
                self._range = self._origin = grown
                return

    def narrow(self) -> None:
        """Take the last widening back; without one, shrink to the sentence, then the word."""
        if self._narrower:
            self._range = self._origin = self._narrower.pop()
        elif self._range is not None and not self._range.is_empty:
            self._range = self._origin = self._smaller(self._range)

    def missing(self) -> tuple[int, ...]:
        """Return the selected pages whose text is not there yet."""
        if self._range is None:
            return ()
        pages = range(self._range.first.page, self._range.last.page + 1)
        return tuple(page for page in pages if self._text_of(page) is None)

    def spans(self) -> dict[int, Span]:
        """Return what is selected on each page, without running heads between pages."""
        if self._range is None or self._range.is_empty:
            return {}
        first, last = self._range.first, self._range.last
        found: dict[int, Span] = {}
        for page in range(first.page, last.page + 1):
            text = self._text_of(page)
            if text is None:
                continue
            body = body_span(text)
            start = first.index if page == first.page else body.start
            end = last.index if page == last.page else max(body.end, start)
            if end > start:
                found[page] = Span(start, end)
        return found

    def selected(self, paper: str) -> Selected | None:
        """Return the quote and where it stands, or None when no character is selected."""
        pieces = [
            (page, text, span)
            for page, span in self.spans().items()
            if (text := self._text_of(page)) is not None
        ]
        places = tuple(
            Place(page, rects)
            for page, text, span in pieces
            if (rects := page_text.span_rects(text, span))
        )
        if not places:
            return None
        quote = "\n".join(page_text.raw_quote(text, span) for _, text, span in pieces)
        prefix = page_text.context(pieces[0][1], pieces[0][2])[0]
        suffix = page_text.context(pieces[-1][1], pieces[-1][2])[1]
        return Selected(paper, places, quote, prefix, suffix)

    def _position(self, spot: Spot) -> Position:
        text = self._text_of(spot.page)
        return Position(spot.page, page_text.nearest(text, spot.x, spot.y) if text else 0)

    def _grown(self, span: Range, unit: Unit) -> Range:
        """Return the range with whole units at both ends."""
        if unit is Unit.CHARACTER:
            return span
        if span.first.page == span.last.page:
            grown = self._grow_on(span.first.page, Span(span.first.index, span.last.index), unit)
            return Range(
                Position(span.first.page, grown.start), Position(span.last.page, grown.end)
            )
        text = self._text_of(span.first.page)
        end = len(text.text) if text else span.first.index
        head = self._grow_on(span.first.page, Span(span.first.index, end), unit)
        tail = self._grow_on(span.last.page, Span(0, span.last.index), unit)
        return Range(Position(span.first.page, head.start), Position(span.last.page, tail.end))

    def _grow_on(self, page: int, span: Span, unit: Unit) -> Span:
        text = self._text_of(page)
        return page_text.grow(text, span, unit) if text else span

    def _leaves_word(self, span: Range) -> bool:
        if span.first.page != span.last.page:
            return True
        text = self._text_of(span.first.page)
        if text is None or span.is_empty:
            return False
        word = page_text.word_at(text, span.first.index)
        return not word.start <= span.last.index - 1 < word.end

    def _smaller(self, span: Range) -> Range:
        """Return the largest smaller unit at the start of the range."""
        start = Range(span.first, span.first)
        for unit in reversed(WIDENING):
            grown = self._grown(start, unit)
            if span.first <= grown.first and grown.first < grown.last < span.last:
                return grown
        return span


def body_span(page: PageText) -> Span:
    """Return the text without a running head or a page number at the edges of the page."""
    lines = list(page.lines)
    while lines and lines[0].rect.bottom < page.height * FURNITURE:
        del lines[0]
    while lines and lines[-1].rect.top > page.height * (1 - FURNITURE):
        del lines[-1]
    if not lines:
        return Span(0, len(page.text))
    return Span(lines[0].start, lines[-1].end)


def _within_reach(origin: Range, position: Position) -> Position:
    """Return a position that is not further from the origin than a quote may reach."""
    first, last = origin.first.page - MOST_PAGES, origin.last.page + MOST_PAGES
    page = min(max(position.page, first), last)
    return position if page == position.page else Position(page, 0)


def _around(origin: Range, position: Position) -> Range:
    """Return the origin together with everything up to a position."""
    return Range(min(origin.first, position), max(origin.last, position))
