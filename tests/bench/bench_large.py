"""What a large review costs: python -m tests.bench.bench_large.

300 studies, 120 fields, 8 repeating groups of 5 rows: 93,600 answers, about 60,000 quotes. Each
figure is median and 95th percentile in milliseconds: by the clock, and of the processor, which
what else the machine does changes less.
"""

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from tests.bench.bench_publish import measure
from tests.bench.bench_window import pss, timed
from tests.bench.large_review import STUDIES, make

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QScrollBar

    from ui.main_window import MainWindow
    from ui.open_review import OpenReview

OPENINGS, SWITCHES, SECTIONS = 5, 40, 34


def main() -> None:
    """Make the review, measure and print."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "review"
        seconds = timed(lambda: make(folder))
        size = (folder / "review.sqlite").stat().st_size / 1e6
        print(f"made in {seconds:.0f} s, {size:.0f} MB")
        services(folder)
        window(folder, Path(place))
        measure(folder, Path(place) / "copy")


def services(folder: Path) -> None:
    """Print what opening and reading cost without a window."""
    from app.bootstrap import open_review

    tell("open and close", [lambda: open_review(folder).close()] * OPENINGS)
    with open_review(folder) as review:
        ids = [study.study_id for study in review.records.studies()]
        tell("study list", [review.records.studies] * OPENINGS)
        tell("one record", [lambda n=n: review.records.record(n) for n in ids[:40]])
        tell("all records", [review.records.records] * 3)


def window(folder: Path, place: Path) -> None:
    """Print what the window costs with it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from ui.demo import wait
    from ui.main_window import MainWindow
    from ui.settings import Settings
    from ui.theme import ThemeController

    app = QApplication([])
    theme = ThemeController(app, app)
    theme.apply("light")
    shown = MainWindow(Settings(place / "large.ini"), theme)
    shown.resize(1366, 688)
    shown.show()

    def opened() -> None:
        shown.open_folder(folder)
        wait(lambda: shown.extract is not None and shown.extract.controller.record is not None)
        app.processEvents()

    def closed() -> None:
        shown.close_review()
        shown.show_home()
        app.processEvents()

    opened()  # loads the modules, as a second review of the day finds them
    tell("open in the window", [opened] * OPENINGS, closed)
    if shown.opened is None:
        raise RuntimeError("the review did not open")
    inside(shown.opened, app)
    table(shown, app)
    print(f"memory of the window                     {pss(os.getpid()):8.0f} MB")
    shown.close()


def inside(opened: "OpenReview", app: "QApplication") -> None:
    """Print what switching studies and sections costs."""
    extract = opened.extract
    ids = [study.study_id for study in extract.studies]

    def switch(study_id: str) -> None:
        extract.open_study(study_id)
        app.processEvents()

    tell("switch study", [lambda s=s: switch(s) for s in ids[:SWITCHES]])

    record = extract.controller.record
    if record is None:
        raise RuntimeError("no study is open")
    firsts = [record.cells_of(section)[0] for section in record.form.study_sections]

    def turn(number: int) -> None:
        extract.form.set_target(firsts[number % len(firsts)])
        app.processEvents()

    tell("switch section", [lambda n=n: turn(n) for n in range(1, SECTIONS + 1)])


def table(shown: "MainWindow", app: "QApplication") -> None:
    """Print what the charting table costs: opening, a frame of scrolling, filtering, sorting."""
    from ui.demo import wait
    from ui.table.workspace import TableWorkspace

    def read() -> bool:
        found = shown.opened and shown.opened._built.get("table")
        return isinstance(found, TableWorkspace) and found.model.rowCount() > 0

    def opened() -> None:
        shown.show_workspace("table")
        wait(read)
        app.processEvents()

    start = perf_counter(), process_time()
    tell("open the charting table, once", [opened])
    page = shown.opened and shown.opened._built["table"]
    wait(lambda: isinstance(page, TableWorkspace) and len(page.model.studies) == STUDIES)
    wall, cpu = perf_counter() - start[0], process_time() - start[1]
    print(
        f"all studies in the charting table  clock {1e3 * wall:7.1f} processor {1e3 * cpu:.1f} ms"
    )
    if shown.opened is None:
        raise RuntimeError("the review is not open")
    page = shown.opened._built["table"]
    if not isinstance(page, TableWorkspace):
        raise RuntimeError("the charting table is not open")
    shown.actions_by_id["grid.unfold"].trigger()
    app.processEvents()
    grid = page.page.grid
    print(f"lines of the table                       {page.model.rowCount()}")
    down, right = grid.verticalScrollBar(), grid.horizontalScrollBar()

    def frame(bar: "QScrollBar", by: int) -> None:
        bar.setValue(bar.value() + by)
        app.processEvents()

    tell("scroll down, a frame", [lambda: frame(down, 84)] * 200)
    tell("scroll right, a frame", [lambda: frame(right, 60)] * 150)
    texts = ["alpha", "study 1", "yes no", "2021 a", ""]
    tell("filter", [lambda t=t: told(app, page._on_filter, t) for t in texts])
    columns = [0, 1, 3, 4, 6, 40, 90]
    tell("sort", [lambda c=c: told(app, page._sort, c, False) for c in columns])


def tell(
    name: str, acts: Sequence[Callable[[], object]], before: Callable[[], object] = lambda: None
) -> None:
    """Do things, each after `before`, and print how long they take."""
    walls, cpus = [], []
    for act in acts:
        before()
        wall, cpu = perf_counter(), process_time()
        act()
        walls.append(perf_counter() - wall)
        cpus.append(process_time() - cpu)
    said = "  ".join(
        f"{kind} {1e3 * median(seconds):7.1f} p95 {1e3 * _p95(seconds):7.1f}"
        for kind, seconds in (("clock", walls), ("processor", cpus))
    )
    print(f"{name:<32} {said} ms")


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]


def told(app: "QApplication", act: Callable[..., None], *given: object) -> None:
    """Do something and let the window show it."""
    act(*given)
    app.processEvents()


if __name__ == "__main__":
    main()
