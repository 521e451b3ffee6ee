"""What the window costs: python -m tests.bench.bench_window.

Start and memory are measured on processes of their own, against a bare PySide6 window with 40
fields started in the same run; switching studies and committing an edit inside one window.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from subprocess import PIPE, Popen
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.open_review import OpenReview

ROUNDS = 7
TICK = os.sysconf("SC_CLK_TCK")
SWITCHES = 30
COMMITS = 300
BARE = """
import time
from PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QWidget
app = QApplication([])
window = QWidget()
form = QFormLayout(window)
for number in range(40):
    form.addRow(f"Field {number}", QLineEdit())
window.resize(1366, 688)
window.show()
app.processEvents()
print("ready", flush=True)
input()
"""
OURS = """
import gc
gc.disable()
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.theme import ThemeController, with_style
app = QApplication(with_style(sys.argv))
theme = ThemeController(app, app)
theme.apply("light")
window = MainWindow(Settings(Path(sys.argv[1]) / "bench.ini"), theme)
window.resize(1366, 688)
window.show()
app.processEvents()
"""
READY = """
print("ready", flush=True)
input()
"""
WITH_REVIEW = """
from tests.bench.sharpness import wait_until_sharp
window.warm_up()
window.open_folder(Path(sys.argv[1]) / "review")
wait_until_sharp(window)
"""
CLOSE = """
window.close()
"""


class Start(NamedTuple):
    """What a start costs: seconds by the clock and of processor time, MB (PSS) of all processes."""

    seconds: float
    cpu: float
    memory: float


def main() -> None:
    """Measure and print."""
    from app.creating import create_sample

    with tempfile.TemporaryDirectory() as place:
        create_sample(Path(place) / "review")
        started(place)
        inside(Path(place) / "review", Path(place))


def started(place: str) -> None:
    """Print the time to a usable window and the memory at rest, each with its ratio."""
    programs = {
        "bare window with 40 fields": BARE,
        "start screen usable": OURS + READY + CLOSE,
        "sample review open, first page sharp": OURS + WITH_REVIEW + READY + CLOSE,
    }
    found: dict[str, list[Start]] = {name: [] for name in programs}
    for program in programs.values():
        run_once(program, place)  # compiles the modules, as an installed program has them
    for _ in range(ROUNDS):
        for name, program in programs.items():
            found[name].append(run_once(program, place))
    bare = middle(next(iter(found.values())))
    for name, values in found.items():
        ours = middle(values)
        print(
            f"{name:<40} {1e3 * ours.seconds:8.0f} ms  x{ours.seconds / bare.seconds:5.2f}"
            f"   CPU {1e3 * ours.cpu:6.0f} ms  x{ours.cpu / bare.cpu:5.2f}  {ours.memory:6.0f} MB"
        )


def middle(starts: list[Start]) -> Start:
    """Return the medians of several starts, each figure by itself."""
    return Start(*(median(figures) for figures in zip(*starts, strict=True)))


def run_once(program: str, place: str) -> Start:
    """Return what a program took until it said "ready"."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(Path.cwd()),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(Path(place) / "compiled"),
    }
    file = Path(place) / "program.py"
    guarded = "def main():\n" + "".join(f"    {line}\n" for line in program.splitlines())
    file.write_text(guarded + 'if __name__ == "__main__":\n    main()\n', encoding="utf-8")
    start = time.perf_counter()
    with Popen([sys.executable, str(file), place], stdin=PIPE, stdout=PIPE, env=environment) as run:
        if run.stdout is None or run.stdin is None:
            raise RuntimeError("no pipes")
        run.stdout.readline()
        seconds = time.perf_counter() - start
        pids = family(run.pid)
        start_cost = Start(seconds, sum(map(cpu, pids)), sum(map(pss, pids)))
        run.stdin.write(b"\n")
        run.stdin.flush()
        run.wait()
    return start_cost


def inside(folder: Path, place: Path) -> None:
    """Print how long a switch of study and the commit of an edit take."""
    from PySide6.QtWidgets import QApplication

    from ui.demo import wait
    from ui.main_window import MainWindow
    from ui.settings import Settings
    from ui.theme import ThemeController

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication([])
    theme = ThemeController(app, app)
    theme.apply("light")
    window = MainWindow(Settings(place / "inside.ini"), theme)
    window.resize(1366, 688)
    window.show()
    window.open_folder(folder)
    wait(lambda: window.extract is not None and window.extract.source.is_settled)
    if window.opened is None:
        raise RuntimeError("the review did not open")
    switches(window.opened, app)
    edits(window.opened)
    window.close()


def switches(opened: "OpenReview", app: "QApplication") -> None:
    """Print how long it takes from one study to the next one's sharp page."""
    extract = opened.extract
    ids = [study.study_id for study in extract.studies]

    def switch(number: int) -> None:
        extract.open_study(ids[number % len(ids)])
        while not extract.source.is_settled:
            app.processEvents()

    tell("switch study to a sharp page", [timed(lambda n=n: switch(n)) for n in range(SWITCHES)])


def edits(opened: "OpenReview") -> None:
    """Print how long an edit takes with the window and by the service alone."""
    from app.domain.answers import Answer, Cell, Status
    from app.domain.edits import FillAnswer

    record = opened.extract.controller.record
    if record is None:
        raise RuntimeError("no study is open")
    cell = Cell(record.extraction_id, "notes.notes")
    contents = [Answer(f"note {n}", Status.FILLED) for n in range(COMMITS)]
    pairs = list(zip([record.answer(cell), *contents], contents, strict=False))
    shown = [
        timed(lambda a=a, b=b: opened.editor.submit(FillAnswer(cell, a, b), "")) for a, b in pairs
    ]
    tell("edit committed and shown", shown)
    flips = [(contents[-1], contents[0]), (contents[0], contents[-1])] * (COMMITS // 2)
    apply = opened.review.extraction.apply
    alone = [timed(lambda a=a, b=b: apply(FillAnswer(cell, a, b))) for a, b in flips]
    tell("edit committed (service alone)", alone)


def tell(name: str, seconds: list[float]) -> None:
    """Print median and 95th percentile."""
    p95 = quantiles(seconds, n=20)[-1]
    print(f"{name:<40} median {1e3 * median(seconds):7.1f} ms  p95 {1e3 * p95:7.1f} ms")


def timed(act: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def family(pid: int) -> list[int]:
    """Return a process and all below it (Linux)."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


def cpu(pid: int) -> float:
    """Return the seconds of processor time that a process has used so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def pss(pid: int) -> float:
    """Return the proportional memory of a process in MB (Linux), 0 elsewhere."""
    rollup = Path(f"/proc/{pid}/smaps_rollup")
    for line in rollup.read_text().splitlines() if rollup.exists() else []:
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
