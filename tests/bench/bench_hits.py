"""What a move of the mouse costs while selecting: python -m tests.bench.bench_hits [PDF ...].

On the pages with most characters: find the text under random points, extend the selection there,
and make the rectangles that are painted. Time of the processor; the reference is hashing 1 MB.
"""

import hashlib
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles

from app.pdf.client import PdfClient
from app.pdf.text import PageText, nearest, span_rects
from tests.bench.bench_reader import DEFAULT
from tests.services.sentences import pages_of
from ui.reader.layout import Spot
from ui.reader.selecting import TextSelection

MOVES = 2000
PAGES = 5  # the fullest


def main(papers: Sequence[Path]) -> None:
    """Print the costs on each of the fullest pages."""
    with PdfClient() as client:
        pages = [page for paper in papers for page in pages_of(client, paper)]
    block = bytes(1_000_000)
    reference = [timed(lambda: hashlib.sha256(block).digest()) for _ in range(50)]
    print(f"reference: hash 1 MB {median(reference):.2f} ms")
    for page in sorted(pages, key=lambda page: -len(page.text))[:PAGES]:
        measure(page, median(reference))


def measure(page: PageText, reference: float) -> None:
    """Move over one page at random."""
    chance = Random(1)
    points = [(chance.uniform(0, page.width), chance.uniform(0, page.height)) for _ in range(MOVES)]
    selection = TextSelection({page.page_index: page}.get)
    selection.start(Spot(page.page_index, page.width / 3, page.height / 5))

    def move(x: float, y: float) -> None:
        selection.extend(Spot(page.page_index, x, y), precise=False)

    def drawn(x: float, y: float) -> None:
        move(x, y)
        for span in selection.spans().values():
            span_rects(page, span)

    print(f"page of {len(page.text)} characters, {len(page.lines)} lines")
    tell("text under a point", [timed(lambda p=p: nearest(page, *p)) for p in points], reference)
    tell("selection extended", [timed(lambda p=p: move(*p)) for p in points], reference)
    tell("and its rectangles", [timed(lambda p=p: drawn(*p)) for p in points], reference)


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds of the processor that something takes."""
    begun = time.thread_time()
    work()
    return (time.thread_time() - begun) * 1000


def tell(name: str, spent: list[float], reference: float) -> None:
    """Print the middle and the 95th percentile."""
    middle, p95 = median(spent), quantiles(spent, n=20)[-1]
    print(f"  {name:<20} p50 {middle:5.2f}  p95 {p95:5.2f} ms  x{middle / reference:.2f}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(DEFAULT.glob("*.pdf")))
