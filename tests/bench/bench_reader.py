"""What the reader costs: python -m tests.bench.bench_reader [PDF ...]."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.domain.anchors import Place
from app.pdf.client import PdfClient
from app.pdf.requests import OpenPaper
from app.pdf.text import Span, span_rects
from ui import theme
from ui.reader.pages import PageSource
from ui.reader.reader_pane import ReaderPane
from ui.reader.values import Highlight

FRAMES, FRAME_MS, LATE_MS = 600, 16, 16.7
HIGHLIGHTS = 2000
DEFAULT = Path(__file__).resolve().parents[3] / "shared" / "data" / "papers"


def main(papers: Sequence[Path]) -> None:
    """Print the figures of each paper."""
    app = QApplication([])
    controller = theme.apply(app, "light")
    print(f"reference: one 1024 x 768 blit {_blit():.2f} ms")
    for paper in papers:
        with PdfClient() as client:
            client.submit(OpenPaper(papers[0])).result()
            client.submit(OpenPaper(papers[0])).result()
            pane = ReaderPane(PageSource(client), controller.tokens)
            _measure(pane, paper)
            pane.close()
            pane.deleteLater()
            _rest(50)


def _measure(pane: ReaderPane, paper: Path) -> None:
    pane.resize(768, 630)
    pane.show()
    print(f"\n{paper.name}")
    start = time.perf_counter()
    pane.show_paper(paper, paper.stem, paper.stem)
    source = pane.canvas._source
    _until(lambda: bool(source.tiles_of(0)))
    seen = _since(start)
    _until(lambda: pane.canvas.is_ready and pane.canvas.blank_pages == 0)
    ready = _since(start)
    print(f"  first page seen {seen:.0f} ms, zoom settled {ready:.0f} ms after opening")
    for pixels in (40, 200):
        _scroll(pane, pixels)
    _select(pane)
    _mark(pane)


def _scroll(pane: ReaderPane, pixels: int) -> None:
    """Turn the wheel for 600 frames and time the work of each."""
    pane.go_to_page(0)
    _rest(400)
    pane.set_reduced_motion(True)  # each frame moves by all its pixels
    work, blank, down = [], 0, True
    bar = pane.canvas.verticalScrollBar()
    for _ in range(FRAMES):
        start = time.perf_counter()
        if bar.value() in {bar.minimum(), bar.maximum()}:
            down = bar.value() == bar.minimum()
        _wheel(pane, -pixels if down else pixels)
        pane.canvas.viewport().repaint()
        work.append(_since(start))
        blank += pane.canvas.blank_pages
        _rest(max(0, FRAME_MS - round(work[-1])))
    _report(f"scroll {pixels:3d} px/frame", work, f"blank pages {blank}")


def _select(pane: ReaderPane) -> None:
    """Drag over the page being read, one small move at a time."""
    pane.go_to_page(1)
    _rest(500)
    view = pane.canvas.view
    pane.canvas._mouse.press(QPointF(60, 100), extends=False)
    work = []
    for step in range(200):
        start = time.perf_counter()
        pane.canvas._mouse.move(QPointF(60 + step * 3, 100 + step * 2), precise=False)
        pane.canvas.viewport().repaint()
        work.append(_since(start))
    pane.canvas._mouse.release(QPointF(60, 100))
    _report("select, per move", work, f"page {view.page + 1}")
    pane.clear_selection()


def _mark(pane: ReaderPane) -> None:
    """Scroll with many highlights."""
    page = pane.canvas.view.page
    text = pane.canvas._source.text(page)
    pages = len(pane.canvas.view.sizes)
    if text is None or len(text.text) < 100:
        return
    marks = []
    for number in range(HIGHLIGHTS):
        first = (number * 37) % (len(text.text) - 60)
        place = Place(number % pages, span_rects(text, Span(first, first + 50)))
        marks.append(Highlight(str(number), (place,), number % 5, str(number % 80), ""))
    start = time.perf_counter()
    pane.show_highlights(tuple(marks))
    pane.canvas.viewport().repaint()
    print(f"  {HIGHLIGHTS} highlights on {pages} pages shown in {_since(start):.1f} ms")
    _scroll(pane, 40)


def _wheel(pane: ReaderPane, pixels: int) -> None:
    at = QPointF(300, 300)
    event = QWheelEvent(
        *(at, at, QPoint(0, pixels), QPoint(0, pixels), Qt.MouseButton.NoButton),
        *(Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(pane.canvas.viewport(), event)


def _report(name: str, work: list[float], note: str) -> None:
    cuts = quantiles(work, n=100)
    late = sum(each > LATE_MS for each in work)
    print(
        f"  {name:20} p50 {median(work):5.2f}  p95 {cuts[94]:5.2f}  p99 {cuts[98]:5.2f}"
        f"  max {max(work):6.2f} ms  late {late}/{len(work)}  {note}"
    )


def _blit() -> float:
    target, source = (
        QImage(1024, 768, QImage.Format.Format_RGB32),
        QImage(1024, 768, QImage.Format.Format_RGB32),
    )
    painter = QPainter(target)
    start = time.perf_counter()
    for _ in range(50):
        painter.drawImage(0, 0, source)
    painter.end()
    return _since(start) / 50


def _until(condition: Callable[[], bool]) -> None:
    for _ in range(2000):
        if condition():
            return
        _rest(5)


def _rest(milliseconds: int) -> None:
    """Let events run; an event loop lets the client's threads run too."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _since(start: float) -> float:
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(DEFAULT.glob("*.pdf"))[:3])
