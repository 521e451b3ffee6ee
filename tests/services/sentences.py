"""Random sentences and words of a paper; whether they are found at the right place of a copy."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.anchors import Place, Rect
from app.pdf.client import PdfClient
from app.pdf.locate import Finder
from app.pdf.requests import OpenPaper, ReadText
from app.pdf.text import PageText, Span, context, raw_quote, sentence_at, span_rects, words

NEAR = 3.0  # points that a copy of the same layout may differ by
SHORTEST = 20  # characters


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as an anchor keeps it."""

    page: int
    rects: tuple[Rect, ...]
    quote: str
    prefix: str
    suffix: str


def pages_of(client: PdfClient, path: Path) -> list[PageText]:
    """Read all pages of a paper."""
    summary = client.submit(OpenPaper(path)).result(30)
    asked = [client.submit(ReadText(path, page=number)) for number in range(summary.pages)]
    return [future.result(60) for future in asked]


def sentences(pages: Sequence[PageText], count: int, seed: int) -> list[Sentence]:
    """Return sentences from random places of the pages."""
    chance = random.Random(seed)
    full = [page for page in pages if len(page.text) > 400]
    found: list[Sentence] = []
    while len(found) < count:
        page = chance.choice(full)
        span = sentence_at(page, chance.randrange(len(page.text)))
        quote = raw_quote(page, span)
        if len(quote) >= SHORTEST:
            around = context(page, span)
            found.append(Sentence(page.page_index, span_rects(page, span), quote, *around))
    return found


def fragments(pages: Sequence[PageText], count: int, seed: int) -> list[Sentence]:
    """Return one to three words from random places of the pages."""
    chance = random.Random(seed)
    full = [page for page in pages if len(page.text) > 400]
    found: list[Sentence] = []
    while len(found) < count:
        page = chance.choice(full)
        listed = list(words(page))
        first = chance.randrange(len(listed))
        last = min(first + chance.randrange(3), len(listed) - 1)
        span = Span(listed[first].start, listed[last].end)
        quote = raw_quote(page, span)
        if any(map(str.isalnum, quote)):
            around = context(page, span)
            found.append(Sentence(page.page_index, span_rects(page, span), quote, *around))
    return found


def is_found(finder: Finder, sentence: Sentence) -> bool:
    """Tell whether a copy with the same layout has the sentence where it was."""
    near = Place(sentence.page, sentence.rects)
    found = finder.locate(sentence.quote, sentence.prefix, sentence.suffix, near)
    if found is None or found.page != sentence.page:
        return False
    first, wanted = found.places[0].rects[0], sentence.rects[0]
    return abs(first.left - wanted.left) < NEAR and abs(first.top - wanted.top) < NEAR
