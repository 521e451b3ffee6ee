"""Every mark of a paper read back by ourselves: python -m tests.bench.bench_own_marks [FOLDER].

For each line, each sentence and each word of every paper: do the rectangles that would be written
hold its letters, all of them and no others? No file is written, so all of them can be asked.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from app.domain.quotes import fold
from app.pdf.client import PdfClient
from app.pdf.mark_room import turn_of, widened
from app.pdf.marked_text import marked_spans, quote_of
from app.pdf.text import PageText, Span, raw_quote, sentence_at, span_rects, words
from tests.services.sentences import pages_of

SHARED = Path(os.environ.get("CHARTDESK_SHARED", "../shared"))


def main() -> None:
    """Print how many are right, by paper, and each that is not."""
    papers = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "data" / "papers"
    right = asked = 0
    with PdfClient() as client:
        for path in sorted(papers.glob("*.pdf")):
            told = [(page, span) for page in pages_of(client, path) for span in marks(page)]
            wrong = [(page, span) for page, span in told if not is_right(page, span)]
            for page, span in wrong:
                print(f"  {path.name}, page {page.page_index + 1}: {raw_quote(page, span)!r}")
            asked += len(told)
            right += len(told) - len(wrong)
    print(f"{right} of {asked} lines, sentences and words")


def marks(page: PageText) -> Iterator[Span]:
    """Yield the lines, sentences and words of a page that have letters."""
    for span in (*lines(page), *stretches(page), *words(page)):
        if any(map(str.isalnum, page.text[span.start : span.end])):
            yield span


def is_right(page: PageText, span: Span) -> bool:
    """Tell whether a mark holds the letters of its span, as it would be written."""
    rects = [widened(rect, 0, turn_of(page, rect)) for rect in span_rects(page, span)]
    return _letters(quote_of(page, marked_spans(page, rects))) == _letters(raw_quote(page, span))


def lines(page: PageText) -> Iterator[Span]:
    """Yield the lines of a page."""
    for line in page.lines:
        yield Span(line.start, line.end)


def stretches(page: PageText) -> Iterator[Span]:
    """Yield the sentences of a page, one after the other."""
    at = 0
    while at < len(page.text):
        span = sentence_at(page, at)
        yield span
        at = max(span.end, at + 1)


def _letters(text: str) -> str:
    return "".join(sorted(filter(str.isalnum, fold(text))))


if __name__ == "__main__":
    main()
