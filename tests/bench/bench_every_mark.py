"""Every line and sentence of a paper marked: python -m tests.bench.bench_every_mark [FOLDER].

As bench_marks, with all lines, all sentences and some words of each paper in place of a random few:
an hour for 32 papers. Each paper is told by itself.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.pdf.client import PdfClient
from app.pdf.text import PageText, Span, context, raw_quote, span_rects
from tests.bench.bench_marks import ask, with_marks
from tests.bench.bench_own_marks import lines, stretches
from tests.services.sentences import Sentence, fragments, pages_of

SHARED = Path(os.environ.get("CHARTDESK_SHARED", "../shared"))
WORDS = 60  # a paper; one to three in a row


def main() -> None:
    """Mark each paper, and print what each program reads."""
    papers = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "data" / "papers"
    with PdfClient() as client:
        for path in sorted(papers.glob("*.pdf")):
            with tempfile.TemporaryDirectory() as folder:
                chosen = every(pages_of(client, path))
                copy = with_marks(client, path, Path(folder) / path.name, chosen)
                ask(client, {path.name: [copy]})


def every(pages: Sequence[PageText]) -> list[Sentence]:
    """Return the lines and sentences of pages, and some words; each place once."""
    found = [*_whole(pages), *fragments(pages, WORDS, seed=1)]
    return list({(one.page, one.rects): one for one in found}.values())


def _whole(pages: Sequence[PageText]) -> Iterator[Sentence]:
    for page in pages:
        for span in (*lines(page), *stretches(page)):
            if any(map(str.isalnum, page.text[span.start : span.end])):
                yield _marked(page, span)


def _marked(page: PageText, span: Span) -> Sentence:
    quote, around = raw_quote(page, span), context(page, span)
    return Sentence(page.page_index, span_rects(page, span), quote, *around)


if __name__ == "__main__":
    main()
