"""Opening papers, and what a long one holds: python -m tests.bench.bench_open [PDF ...].

Opening is timed in a window that is already there, from asking for the paper until its first page
is sharp, against pypdfium2 alone in this process: open, draw the same page at the same scale, turn
it into a picture and paint it. Papers of the data set and files of 300, 1,500 and 2,400 pages
joined from them are opened in turns with the reference, each time as if for the first time, and
nothing else is at work then; then once more as files that were never compared with their SHA-256
on this computer, which are read through before anything of them is shown. Memory is the PSS of the
window's process with the file of 1,500 pages at rest (its workers are told beside it), against
qpdfview and evince with the same file under the same display server (where these are installed).
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, PIPE, Popen

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from app.pdf.client import PdfClient
from app.pdf.requests import OpenPaper, Seen
from app.services.paper_files import sha256_of
from tests.bench import sharpness
from tests.bench.bench_reader import DEFAULT, _rest
from tests.bench.bench_scroll import LENGTHS, joined
from tests.bench.bench_window import cpu, family, pss
from ui import theme
from ui.reader.pages import PageSource
from ui.reader.reader_pane import ReaderPane

ROUNDS = 5
QUIET = 150  # milliseconds until the workers have let go of what nobody waits for
PAGES = 1500
DISPLAY = ":87"
IDLE = 8  # looks without work, after which a program has drawn what it shows
LOOK = 0.25  # seconds
WINDOW = """
import sys
from pathlib import Path
from tests.bench.bench_open import hold
if __name__ == "__main__":
    hold(Path(sys.argv[1]))
"""


def main(papers: Sequence[Path]) -> None:
    """Measure opening, then memory."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = [Path(shutil.copy(paper, folder)) for paper in papers]
        files += [joined(folder, pages) for pages in LENGTHS]
        opening(files)
        memory(folder / f"{PAGES}.pdf")


def opening(papers: Sequence[Path]) -> None:
    """Print how long papers take to open."""
    app = QApplication([])
    tokens = theme.apply(app, "light").tokens
    with PdfClient() as client:
        client.submit(OpenPaper(papers[0])).result()
        pane = ReaderPane(PageSource(client), tokens)
        pane.resize(768, 630)
        pane.show()
        ratios = [opened(pane, paper) for paper in papers]
        print(f"opening: median ratio {median(ratios):.2f}, most {max(ratios):.2f}")
        ratios = [opened(pane, paper, is_known=False) for paper in papers]
        pane.close()
    print(f"opening, never compared: median ratio {median(ratios):.2f}, most {max(ratios):.2f}")


def opened(pane: ReaderPane, paper: Path, *, is_known: bool = True) -> float:
    """Print how long it takes to open a paper with its first page sharp; return the ratio."""
    ours, alone = [], []
    key = sha256_of(paper)
    for _ in range(ROUNDS):
        os.utime(paper)  # a worker that had it open takes it for another file
        state = paper.stat()
        pane.source.forget(key)
        if is_known:
            pane.source.known.learn(key, {}, Seen(state.st_mtime_ns, state.st_size, key))
        start = time.perf_counter()
        pane.show_paper(paper, key, paper.stem)
        wait_until_sharp(pane)
        ours.append(time.perf_counter() - start)
        scale = pane.canvas.scene().tile_scale()
        pane.show_empty("")
        _rest(QUIET)
        alone.append(by_itself(paper, scale))
    ratio = min(ours) / min(alone)
    print(
        f"  {paper.name:<44} {1e3 * min(ours):6.1f} ms, pypdfium2 alone "
        f"{1e3 * min(alone):6.1f} ms, x{ratio:.2f}"
    )
    return ratio


def by_itself(paper: Path, scale: float) -> float:
    """Return the seconds that pypdfium2 needs to open a paper and paint its first page."""
    import pypdfium2  # not in the process whose memory is measured

    start = time.perf_counter()
    document = pypdfium2.PdfDocument(paper)
    picture = document[0].render(scale=scale, prefer_bgrx=True)
    image = QImage(
        *(picture.buffer, picture.width, picture.height, picture.stride),
        QImage.Format.Format_RGB32,
    )
    target = QPixmap(image.size())
    painter = QPainter(target)
    painter.drawImage(0, 0, image)
    painter.end()
    spent = time.perf_counter() - start
    document.close()
    return spent


def wait_until_sharp(pane: ReaderPane) -> None:
    """Let Qt work until every tile that is seen is there."""
    loop = QEventLoop()

    def look() -> None:
        if sharpness.shows_sharp(pane.canvas):
            pane.canvas.viewport().repaint()
            loop.exit(1)

    pane.source.tile_arrived.connect(look)
    QTimer.singleShot(60_000, loop, loop.quit)
    found = loop.exec()
    pane.source.tile_arrived.disconnect(look)
    if not found:
        raise TimeoutError("no page was drawn")


def memory(paper: Path) -> None:
    """Print the memory of the programs with a paper of 1,500 pages."""
    if shutil.which("Xvfb") is None:
        print("memory: Xvfb is not installed")
        return
    with tempfile.TemporaryDirectory() as folder, display():
        script = Path(folder) / "window.py"
        script.write_text(WINDOW, encoding="utf-8")
        ours, workers = window_memory(script, paper)
        print(f"memory with {PAGES} pages: window {ours:.0f} MB, its workers {workers:.0f} MB")
        for viewer in ("qpdfview", "evince"):
            tool = shutil.which(viewer)
            if tool is None:
                print(f"  {viewer} is not installed")
                continue
            other = viewer_memory(tool, paper)
            both = (ours + workers) / other
            print(
                f"  {viewer} {other:.0f} MB: window x{ours / other:.2f}, with workers x{both:.2f}"
            )


@contextlib.contextmanager
def display() -> Iterator[None]:
    """Run a display server of its own."""
    command = ["Xvfb", DISPLAY, "-screen", "0", "1366x768x24", "-displayfd", "1"]
    with Popen(command, stdout=PIPE, stderr=PIPE) as server:
        if server.stdout is None:
            raise RuntimeError("no pipe")
        server.stdout.readline()  # the number, once it is ready
        yield
        server.terminate()


def environment() -> dict[str, str]:
    """Return what makes programs use that display."""
    return {**os.environ, "DISPLAY": DISPLAY, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": os.getcwd()}


def window_memory(script: Path, paper: Path) -> tuple[float, float]:
    """Return the megabytes of our window, and of its workers."""
    command = [sys.executable, str(script), str(paper)]
    with Popen(command, stdin=PIPE, stdout=PIPE, env=environment()) as run:
        if run.stdout is None or run.stdin is None:
            raise RuntimeError("no pipes")
        run.stdout.readline()
        wait_until_idle(run.pid)
        window, *others = map(pss, family(run.pid))
        run.stdin.close()
        run.wait()
    return window, sum(others)


def hold(paper: Path) -> None:
    """Show a paper in the window of a review until the input ends."""
    from ui.main_window import MainWindow
    from ui.settings import Settings
    from ui.theme import ThemeController

    app = QApplication([])
    controller = ThemeController(app, app)
    controller.apply("light")
    with tempfile.TemporaryDirectory() as place:
        sample = Path(place) / "review"
        making = [sys.executable, "-m", "app.cli", "sample", str(sample)]
        subprocess.run(making, check=True, capture_output=True)
        window = MainWindow(Settings(Path(place) / "bench.ini"), controller)
        window.resize(1366, 688)
        window.show()
        window.open_folder(sample)
        sharpness.wait_until_sharp(window)
        if window.extract is None:
            raise RuntimeError("the review did not open")
        window.extract.reader.show_paper(paper, "long", "long")
        sharpness.wait_until_sharp(window)
        print("ready", flush=True)
        reader = threading.Thread(target=sys.stdin.read)
        reader.start()
        while reader.is_alive():
            _rest(20)
        window.close()


def viewer_memory(tool: str, paper: Path) -> float:
    """Return the megabytes of another viewer and its children with the same file."""
    command = [tool, str(paper)]
    bus = shutil.which("dbus-run-session")
    whole = [bus, "--", *command] if bus else command
    # what it starts and leaves would hold a pipe of ours open
    with Popen(whole, env=environment(), stdout=DEVNULL, stderr=PIPE) as run:
        wait_until_idle(run.pid)
        pids = [pid for pid in family(run.pid) if named(pid) == Path(tool).name]
        held = sum(map(pss, pids))
        for pid in pids:
            subprocess.run(["kill", str(pid)], check=False)
        run.terminate()
        run.wait()
    return held


def wait_until_idle(pid: int) -> None:
    """Wait until a program and its children have worked, and use the processor no more."""
    spent, quiet = 0.0, 0
    while quiet < IDLE or spent == 0.0:
        time.sleep(LOOK)
        now = sum(map(cpu, family(pid)))
        quiet = quiet + 1 if now - spent < LOOK / 10 else 0
        spent = now


def named(pid: int) -> str:
    """Return the name of a process."""
    return Path(f"/proc/{pid}/comm").read_text().strip()


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(DEFAULT.glob("*.pdf"))[::4])
