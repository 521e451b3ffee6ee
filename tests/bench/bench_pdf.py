"""What the PDF engine costs: python -m tests.bench.bench_pdf [FOLDER OF PAPERS].

Each figure is the median over the pages of the papers, with its ratio to a reference run in the
same process: hashing one megabyte ten times.
"""

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import TypeVar

from app.domain.quotes import clean_quote
from app.pdf.client import PdfClient
from app.pdf.locate import Finder, find_text
from app.pdf.requests import OpenPaper, ReadMetadata, ReadText, RenderTile
from app.pdf.text import PageText, nearest, raw_quote, select, span_rects

DEFAULT = Path(os.environ.get("CHARTDESK_SHARED", "../shared")) / "data" / "papers"
SCREEN = 1.6
Figures = dict[str, list[float]]
Result = TypeVar("Result")


def main() -> None:
    """Measure and print."""
    papers = sorted(Path(sys.argv[1] if len(sys.argv) > 1 else DEFAULT).glob("*.pdf"))[:8]
    figures: Figures = {}
    reference = median(timed(figures, "reference: hash 10 MB", hash_bytes)[0] for _ in range(5))
    with PdfClient() as client:
        timed(figures, "start a worker and open", lambda: open_paper(client, papers[0]))
        for paper in papers:
            measure_paper(figures, client, paper)
        memory = [resident(lane._process.pid) for lane in client._lanes if lane._process]
    for name, values in figures.items():
        middle, worst = median(values), max(values)
        ratio = middle / reference
        print(f"{name:<32} {1e3 * middle:8.2f} ms  x{ratio:6.2f}  max {1e3 * worst:8.2f}")
    print(f"{'memory of a worker':<32} {max(memory):8.1f} MB")


def measure_paper(figures: Figures, client: PdfClient, paper: Path) -> None:
    """Measure one paper and a few of its pages."""
    pages = timed(figures, "open", lambda: open_paper(client, paper))[1]
    timed(figures, "title, DOI, year", lambda: client.submit(ReadMetadata(paper)).result())
    texts = []
    for number in range(min(pages, 6)):
        timed(figures, "page at screen size", lambda n=number: draw(client, paper, n, 1200))
        timed(figures, "tile 512 x 512, page known", lambda n=number: draw(client, paper, n, 512))
        texts.append(timed(figures, "text of a page", lambda n=number: read(client, paper, n))[1])
    for text in texts:
        measure_text(figures, text)
    finder = timed(figures, "fold a paper", lambda: Finder(texts))[1]
    quote = clean_quote(raw_quote(texts[0], select(texts[0], (60, 300), (250, 400))))
    timed(figures, "find a quote again", lambda: finder.locate(quote))


def measure_text(figures: Figures, page: PageText) -> None:
    """Measure what happens on a page without asking a worker."""
    drag = ((60.0, 80.0), (page.width - 60, page.height - 80))
    for y in range(100, int(page.height) - 100, 60):
        timed(figures, "nearest caret, one move", lambda y=y: nearest(page, 200.0, float(y)))
    span = timed(figures, "select a page, one move", lambda: select(page, *drag))[1]
    timed(figures, "rectangles of a page", lambda: span_rects(page, span))
    timed(figures, "find a word on a page", lambda: find_text(page, "the results"))


def timed(figures: Figures, name: str, work: Callable[[], Result]) -> tuple[float, Result]:
    """Run once, note the seconds under the name, and return them with the result."""
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    figures.setdefault(name, []).append(seconds)
    return seconds, result


def hash_bytes() -> str:
    """The reference: something that no change of ours can make faster."""
    block = bytes(1_000_000)
    return "".join(hashlib.sha256(block).hexdigest() for _ in range(10))


def open_paper(client: PdfClient, paper: Path) -> int:
    """Open a paper and return its number of pages."""
    return client.submit(OpenPaper(paper)).result().pages


def read(client: PdfClient, paper: Path, page: int) -> PageText:
    """Read the text of a page."""
    return client.submit(ReadText(paper, page=page)).result()


def draw(client: PdfClient, paper: Path, page: int, side: int) -> object:
    """Draw the top left of a page."""
    request = RenderTile(paper, page=page, scale=SCREEN, x=0, y=0, w=side, h=side)
    return client.submit(request).result()


def resident(process: int | None) -> float:
    """Return the resident memory of a process in megabytes (Linux), 0 where it is not told."""
    status = Path(f"/proc/{process}/status")
    return next(_megabytes(status), 0.0) if status.exists() else 0.0


def _megabytes(status: Path) -> Iterator[float]:
    """Yield the VmRSS line of a status file in megabytes."""
    for line in status.read_text().splitlines():
        if line.startswith("VmRSS:"):
            yield int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
