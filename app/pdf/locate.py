"""Find words in the text of pages: a stored quote again, or what the find bar asks for."""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Opcode

from app.domain.anchors import Place, Rect
from app.domain.quotes import fold, fold_map
from app.pdf.text import PageText, Span, span_rects

_FUZZY_SCORE = 90.0
_FUZZY_LEAST = 12
_SEAM_LEAST = 8
_SLACK = 24  # characters around a window of like text
_FIRM = 6  # characters in a row that are no chance
_PUT_IN = 1  # characters more than were left out
_CONTEXT = 48
_TELLING = 60  # folded characters that hardly stand twice in print
_STRANGE = 60.0  # likeness of surroundings below which they are others
_HINTED = 0.9
_GUESSED = 0.5
_BROKEN = r"(?:[-\u2010\u2011\u00ad]\s*\n\s*|\u00ad)?"
_SPELLINGS = {
    " ": r"(?:\s+|-\s*\n\s*)",
    "-": r"[-\u2010-\u2015\u2212]\s*",
    "'": "['’‘`´]",
    '"': '["“”„]',
}
_ALIKE = {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"}


@dataclass(frozen=True, slots=True)
class PageSpan:
    """A span of the text of a page; `page` counts from 0."""

    page: int
    span: Span


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands.

    `confidence` is 1 for an exact match that nothing else rivals, 0.9 where only the page told
    equal ones apart, 0.5 where nothing did or a short quote stands among other words than it
    did; less for matches that are merely alike.
    """

    spans: tuple[PageSpan, ...]
    places: tuple[Place, ...]
    confidence: float

    @property
    def page(self) -> int:
        """Index of the first page, from 0."""
        return self.spans[0].page


@dataclass(frozen=True, slots=True)
class _Hit:
    """A match in the folded text of the whole paper, from `start` up to `end`."""

    start: int
    end: int
    confidence: float


def locate(
    pages: Sequence[PageText],
    quote: str,
    prefix: str = "",
    suffix: str = "",
    near: Place | int | None = None,
) -> Found | None:
    """Find a quote again; see `Finder.locate`. Build a `Finder` to look for several."""
    return Finder(pages).locate(quote, prefix, suffix, near)


class Finder:
    """The folded text of some pages, in which any number of quotes can be looked for."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self._pages = pages
        self._maps: list[array[int]] = []
        self._starts = [0]
        parts = []
        for page in pages:
            folded, places = fold_map(page.text)
            parts.append(folded)
            self._maps.append(places)
            self._starts.append(self._starts[-1] + len(folded))
        self._text = "".join(parts)

    def locate(
        self, quote: str, prefix: str = "", suffix: str = "", near: Place | int | None = None
    ) -> Found | None:
        """Return where the quote stands, or None when nothing is alike by nine tenths.

        Print is not compared (line ends, hyphenation, ligatures, dashes, case, accents). Of
        several matches the one whose surroundings are most like prefix and suffix wins, then
        the one nearest to `near`: a page index, or the place of the quote in another copy.
        A quote may run over a page break.
        """
        return next(iter(self.candidates(quote, prefix, suffix, near, most=1)), None)

    def candidates(
        self,
        quote: str,
        prefix: str = "",
        suffix: str = "",
        near: Place | int | None = None,
        most: int = 5,
    ) -> tuple[Found, ...]:
        """Return up to `most` places where the quote may stand, the one of `locate` first.

        The confidence of the others is at most 0.5.
        """
        needle = fold(quote).strip("-")
        hint_page = near.page if isinstance(near, Place) else near
        hits = list(self._exact(needle)) or list(self._over_seams(needle)) if needle else []
        hits = hits or list(self._fuzzy(needle, hint_page))
        if not hits:
            return ()
        around = (fold(prefix)[-_CONTEXT:], fold(suffix)[:_CONTEXT])
        ranked = [(self._rank(hit, around, hint_page), hit) for hit in hits]
        if isinstance(near, Place) and near.rects and len(ranked) > 1:
            ranked.sort(key=lambda entry: self._apart(entry[1], near.rects[0]))
        ranked.sort(key=lambda entry: entry[0], reverse=True)  # equal ones stay in that order
        ranks = [rank for rank, _ in ranked]
        likest = [rank for rank in ranks if rank[0] == ranks[0][0]]
        doubt = 1.0 if len(likest) == 1 else _HINTED if likest.count(ranks[0]) == 1 else _GUESSED
        if len(needle) < _TELLING and self._stands_elsewhere(ranked[0][1], around):
            doubt = _GUESSED
        doubts = (doubt, *([_GUESSED] * len(ranks)))
        return tuple(
            self._found(hit, hit.confidence * doubts[number])
            for number, (_, hit) in enumerate(ranked[:most])
        )

    def _exact(self, needle: str) -> Iterator[_Hit]:
        """Yield the matches of the folded quote; those inside a page go before others."""
        start = self._text.find(needle)
        while start >= 0:
            yield _Hit(start, start + len(needle), 1.0)
            start = self._text.find(needle, start + 1)

    def _over_seams(self, needle: str) -> Iterator[_Hit]:
        """Yield matches that leave out running feet and heads at a page break."""
        for seam in self._starts[1:-1]:
            low = max(0, seam - len(needle) - 600)
            start = self._text.find(needle[:_SEAM_LEAST], low, seam)
            while start >= 0:
                hit = self._bridge(needle, start, seam)
                if hit is not None:
                    yield hit
                    break
                start = self._text.find(needle[:_SEAM_LEAST], start + 1, seam)

    def _bridge(self, needle: str, start: int, seam: int) -> _Hit | None:
        """Match the first part of a quote before a page break and the rest behind it."""
        ahead = self._text[start : start + len(needle)]
        pairs = enumerate(zip(needle, ahead, strict=False))
        length = next((place for place, (a, b) in pairs if a != b), len(ahead))
        rest = needle[length:]
        place = self._text.find(rest, seam, seam + len(rest) + 600) if rest else -1
        return _Hit(start, place + len(rest), 0.95) if place >= 0 else None

    def _fuzzy(self, needle: str, hint_page: int | None) -> Iterator[_Hit]:
        """Yield the best match of each page that is alike by nine tenths, hinted page first."""
        if len(needle) < _FUZZY_LEAST:
            return
        numbers = sorted(range(len(self._pages)), key=lambda n: abs(n - (hint_page or 0)))
        for number in numbers:
            start, end = self._starts[number], self._starts[number + 1]
            if end - start < len(needle) // 2:
                continue
            alike = fuzz.partial_ratio_alignment(
                needle, self._text[start:end], score_cutoff=_FUZZY_SCORE
            )
            if alike is not None and alike.dest_end > alike.dest_start:
                low, high = self._tight(needle, start + alike.dest_start, start + alike.dest_end)
                yield _Hit(max(start, low), min(end, high), alike.score / 111)

    def _tight(self, needle: str, start: int, end: int) -> tuple[int, int]:
        """Move the ends of a window of like text to where the needle's ends stand."""
        low = max(0, start - _SLACK)
        steps = Indel.opcodes(needle, self._text[low : end + _SLACK])
        equal = [step for step in steps if step.tag == "equal"]
        sizes = [step.src_end - step.src_start for step in equal]
        firm = [number for number, size in enumerate(sizes) if size >= _FIRM]
        if not firm:
            return start, end
        first, last = equal[firm[0]], equal[firm[-1]]
        for step in reversed(equal[: firm[0]]):
            if _is_near(step, first):
                first = step
        for step in equal[firm[-1] + 1 :]:
            if _is_near(last, step):
                last = step
        begin = max(0, low + first.dest_start - first.src_start)
        return begin, low + last.dest_end + len(needle) - last.src_end

    def _rank(
        self, hit: _Hit, around: tuple[str, str], hint_page: int | None
    ) -> tuple[float, float]:
        """Order hits by likeness of what stands around them, then by nearness to the hint."""
        before = self._text[max(0, hit.start - len(around[0])) : hit.start]
        after = self._text[hit.end : hit.end + len(around[1])]
        alike = fuzz.ratio(before, around[0]) + fuzz.ratio(after, around[1]) if any(around) else 0
        away = abs(self._page_of(hit.start) - hint_page) if hint_page is not None else 0
        return alike + 100 * hit.confidence, -away

    def _stands_elsewhere(self, hit: _Hit, around: tuple[str, str]) -> bool:
        """Tell whether nothing of what stood around a quote stands around a hit."""
        before = self._text[max(0, hit.start - len(around[0])) : hit.start]
        after = self._text[hit.end : hit.end + len(around[1])]
        pairs = [(a, b) for a, b in ((before, around[0]), (after, around[1])) if b]
        return bool(pairs) and max(fuzz.ratio(a, b) for a, b in pairs) < _STRANGE

    def _apart(self, hit: _Hit, rect: Rect) -> float:
        """Return how far the first character of a hit is from a corner on its page, in points."""
        number = self._page_of(hit.start)
        position = int(self._maps[number][hit.start - self._starts[number]])
        box = self._pages[number].box(position)
        return abs(box.left - rect.left) + abs(box.top - rect.top)

    def _page_of(self, place: int) -> int:
        """Return the page that holds a place of the folded text."""
        return next(n for n in range(len(self._pages)) if place < self._starts[n + 1])

    def _found(self, hit: _Hit, confidence: float) -> Found:
        """Return a hit as spans and rectangles of its pages."""
        spans = []
        for number, page in enumerate(self._pages):
            low = max(hit.start, self._starts[number]) - self._starts[number]
            high = min(hit.end, self._starts[number + 1]) - self._starts[number]
            if low < high:
                places = self._maps[number]
                span = Span(int(places[low]), int(places[high - 1]) + 1)
                spans.append(PageSpan(page.page_index, span))
        pages = {page.page_index: page for page in self._pages}
        places_found = tuple(Place(s.page, span_rects(pages[s.page], s.span)) for s in spans)
        return Found(tuple(spans), places_found, confidence)


def _is_near(before: Opcode, after: Opcode) -> bool:
    """Tell whether hardly more was put in between two equal parts than was left out there."""
    put_in = after.dest_start - before.dest_end
    return put_in <= after.src_start - before.src_end + _PUT_IN


def find_text(
    page: PageText, query: str, *, case: bool = False, whole_word: bool = False
) -> tuple[Span, ...]:
    """Return where the words of a query stand on a page, over line ends and hyphens too."""
    pattern = _pattern(" ".join(query.split()))
    if not pattern:
        return ()
    if whole_word:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    found = re.finditer(pattern, page.text, 0 if case else re.IGNORECASE)
    return tuple(Span(match.start(), match.end()) for match in found)


def _pattern(query: str) -> str:
    """Return a regular expression that matches the query however it is printed."""
    parts: list[str] = []
    for number, given in enumerate(query):
        char = _ALIKE.get(given, given)
        if number and char.isalnum() and query[number - 1].isalnum():
            parts.append(_BROKEN)
        parts.append(_SPELLINGS.get(char, re.escape(char)))
    return "".join(parts)
