"""What scrolling through long papers costs: python -m tests.bench.bench_scroll [PAGES ...].

The papers of the data set are joined to files of 300, 1,500 and 2,400 pages. Each is scrolled at
40 and 200 pixels a frame, at 100 and 200 percent. A frame is the work of the window's thread:
the wheel, the painting, and what the answers of the workers cost since the frame before; it is
told as time on the clock and as time of the processor that this thread used (what a machine that
is shared with other programs still tells rightly). `blank` counts frames with a visible tile that
nothing was painted for; `waits` counts calls in which the window's thread waited for a worker.
"""

import concurrent.futures
import os
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app.pdf.client import PdfClient
from app.pdf.requests import OpenPaper
from tests.bench.bench_reader import DEFAULT, _blit, _rest, _since, _until, _wheel
from tests.bench.sharpness import blank_tiles
from ui import theme
from ui.reader.pages import PageSource
from ui.reader.reader_pane import ReaderPane

LENGTHS = (300, 1500, 2400)
SPEEDS = (40, 200)  # pixels a frame
ZOOMS = (100, 200)  # percent
FRAMES, FRAME_MS, LATE_MS = 2000, 16, 16.7


class Waits:
    """Counts how often the thread that makes it waits for the answer of a worker."""

    def __init__(self) -> None:
        self.count = 0
        self._own = threading.get_ident()
        self._wait = concurrent.futures.Future.result

    def __enter__(self) -> "Waits":
        """Begin to count."""
        waits, plain = self, self._wait

        def result(
            future: concurrent.futures.Future[object], timeout: float | None = None
        ) -> object:
            if threading.get_ident() == waits._own and not future.done():
                waits.count += 1
            return plain(future, timeout)

        setattr(concurrent.futures.Future, "result", result)  # noqa: B010 - mypy forbids the other
        return self

    def __exit__(self, *_: object) -> None:
        """Count no more."""
        setattr(concurrent.futures.Future, "result", self._wait)  # noqa: B010


def main(lengths: Sequence[int]) -> None:
    """Print the figures of each length, speed and zoom."""
    app = QApplication([])
    tokens = theme.apply(app, "light").tokens
    print(f"reference: one 1024 x 768 blit {_blit():.2f} ms")
    with tempfile.TemporaryDirectory() as folder, PdfClient() as client:
        for pages in lengths:
            paper = joined(Path(folder), pages)
            client.submit(OpenPaper(paper)).result()
            pane = ReaderPane(PageSource(client), tokens)
            _measure(pane, paper, pages)
            pane.close()
            pane.deleteLater()
            _rest(50)


def _measure(pane: ReaderPane, paper: Path, pages: int) -> None:
    """Open a paper, scroll through it and jump to its ends."""
    pane.set_reduced_motion(True)  # each frame moves by all its pixels
    pane.resize(768, 630)
    pane.show()
    start = time.perf_counter()
    pane.show_paper(paper, paper.stem, paper.stem)
    _until(lambda: pane.canvas.is_ready and pane.canvas.blank_pages == 0)
    print(f"\n{pages} pages, ready {_since(start):.0f} ms after opening")
    for percent in ZOOMS:
        for speed in SPEEDS:
            _scroll(pane, percent, speed)
    _ends(pane, pages)


def joined(folder: Path, pages: int) -> Path:
    """Join the papers of the data set until there are so many pages."""
    import pikepdf  # not in the process whose memory is measured

    path = folder / f"{pages}.pdf"
    with pikepdf.new() as whole:
        for paper in cycle(sorted(DEFAULT.glob("*.pdf"))):
            with pikepdf.open(paper) as part:
                whole.pages.extend(part.pages[: pages - len(whole.pages)])
            if len(whole.pages) >= pages:
                break
        whole.save(path)
    return path


def _scroll(pane: ReaderPane, percent: int, pixels: int) -> None:
    """Turn the wheel and time the work of each frame."""
    pane.go_to_page(0)
    pane.set_percent(percent)
    _rest(600)
    work, used, blank = [], [], 0
    with Waits() as waits:
        for _ in range(FRAMES):
            start, begun = time.perf_counter(), time.thread_time()
            QApplication.processEvents()  # what has arrived since the frame before
            _wheel(pane, -pixels)
            pane.canvas.viewport().repaint()
            work.append(_since(start))
            used.append((time.thread_time() - begun) * 1000)
            blank += blank_tiles(pane.canvas) > 0
            _rest(max(1, FRAME_MS - round(work[-1])))
    late = sum(each > LATE_MS for each in used)
    print(
        f"  {percent:3d} %  {pixels:3d} px/frame  {_told(work)}  processor {_told(used)}"
        f"  late {late}/{FRAMES}  blank {blank}  waits {waits.count}"
    )


def _told(work: list[float]) -> str:
    cuts = quantiles(work, n=100)
    return (
        f"p50 {median(work):5.2f} p95 {cuts[94]:5.2f} p99 {cuts[98]:5.2f} max {max(work):6.2f} ms"
    )


def _ends(pane: ReaderPane, pages: int) -> None:
    """Jump to the last and the first page and wait until they are seen."""
    for name, page in (("last", pages - 1), ("first", 0)):
        start = time.perf_counter()
        pane.go_to_page(page)
        pane.canvas.viewport().repaint()
        jumped = _since(start)
        _until(lambda: pane.canvas.blank_pages == 0)
        print(f"  {name} page: jump {jumped:.2f} ms, seen after {_since(start):.0f} ms")


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or LENGTHS)
