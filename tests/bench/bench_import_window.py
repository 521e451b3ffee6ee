"""Prints how evenly the window draws while 20,000 records are taken in.

A timer of 16 ms paints the status line of the real window, and the time between two of its ticks is
kept: once at rest, once while the job reads and writes. Use `-n` for another number of records.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.creating import create_sample
from app.domain.edits import ChangeSet
from app.jobs import JobContext
from tests.bench.bench_import import written
from tests.bench.sharpness import wait_until_sharp
from tests.services.searches import staged_under
from ui.jobs import Job
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.theme import ThemeController, with_style

COUNT = 20_000
FRAME = 16  # ms
REST = 5.0  # seconds


class Pulse:
    """Paints the status line with every tick of a timer and keeps the time between the ticks."""

    def __init__(self, window: MainWindow, *, whole: bool = False) -> None:
        """Begin to tick; `whole` paints all of the window each time."""
        self.gaps: list[float] = []
        self._painted = window if whole else window.status_line
        self._last = time.perf_counter()
        self._timer = QTimer(window)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(FRAME)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append(1000 * (now - self._last))
        self._last = now
        self._painted.repaint()

    def told(self, name: str) -> None:
        """Print the gaps since the last time."""
        gaps, self.gaps = self.gaps[1:], []
        cuts = quantiles(gaps, n=100)
        print(
            f"{name}: {len(gaps)} frames, median {median(gaps):.1f}, p95 {cuts[94]:.1f},"
            f" p99 {cuts[98]:.1f}, longest {max(gaps):.1f} ms"
        )


def rested(seconds: float) -> None:
    """Let the window's loop run."""
    loop = QEventLoop()
    QTimer.singleShot(int(1000 * seconds), loop.quit)
    loop.exec()


def imported(window: MainWindow, source: Path) -> None:
    """Take a file in by a job, as the library does, and wait for its end."""
    assert window.opened is not None
    review = window.opened.review

    def work(ctx: JobContext) -> ChangeSet:
        edit, _ = review.library.stage([source], staged_under("A"), ctx)
        assert edit is not None
        return review.extraction.apply(edit, ctx=ctx)

    loop = QEventLoop()
    job: Job = window.jobs.start("Import", work)
    job.ended.connect(loop.quit)
    loop.exec()


def main() -> None:
    """Write the file, open the sample, measure at rest and during the import."""
    count = int(sys.argv[sys.argv.index("-n") + 1]) if "-n" in sys.argv else COUNT
    app = QApplication(with_style(sys.argv))
    theme = ThemeController(app, app)
    theme.apply("light")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        written(place / "many.ris", count)
        create_sample(place / "review")
        window = MainWindow(Settings(place / "bench.ini"), theme)
        window.resize(1366, 688)
        window.show()
        window.warm_up()
        window.open_folder(place / "review")
        wait_until_sharp(window)
        pulse = Pulse(window)
        rested(REST)
        pulse.told("at rest")
        imported(window, place / "many.ris")
        pulse.told(f"while {count} records are taken in")
        window.close()
        window.jobs.wait()


if __name__ == "__main__":
    main()
