"""What the services cost: python -m tests.bench.bench_services [STUDIES].

Each figure is median and 95th percentile, with the ratio of its median to a reference of the
same run: one row added to a bare SQLite file and synced to the disk (WAL, FULL).
"""

import math
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from app.bootstrap import Review, open_review
from app.creating import create_sample
from app.domain.edits import AddStudy, FillAnswer
from app.domain.ids import new_id
from app.domain.studies import StudyDraft
from app.jobs import JobContext
from tests.e2e.kill9_writer import first_record, script

EDITS, READS, OPENINGS = 500, 100, 10
Work = Callable[[], object]


def main() -> None:
    """Measure a copy of the sample, then the same with many studies."""
    studies = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "review"
        create_sample(folder)
        reference = bare_commits(Path(place) / "bare.sqlite")
        report("reference: bare commit", reference, reference)
        measure("3 studies", folder, reference)
        with open_review(folder) as review:
            grow(review, studies)
        measure(f"{studies + 3} studies", folder, reference)


def bare_commits(path: Path) -> list[float]:
    """Time commits of one row each."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, content TEXT)")
        row = ("x" * 600,)
        return timed(connection.execute, ("INSERT INTO t (content) VALUES (?)", row), times=EDITS)


def measure(name: str, folder: Path, reference: list[float]) -> None:
    """Measure one review."""
    print(f"--- {name}, {(folder / 'review.sqlite').stat().st_size / 1e6:.1f} MB")
    report("open and close", timed(lambda: open_review(folder).close(), times=OPENINGS), reference)
    copy = Path(shutil.copytree(folder, folder.with_name(new_id())))
    with open_review(copy) as review:
        report("edit saved", edits(review), reference)
        study_ids = [study.study_id for study in review.records.studies()]
        reads = ((lambda key=key: review.records.record(key)) for key in turns(study_ids, READS))
        report("record of one study", [timed(read)[0] for read in reads], reference)
        lists = timed(review.records.studies, times=OPENINGS)
        report("list of studies", lists, reference)
        table = timed(review.records.export_table, times=OPENINGS)
        report("table for export", table, reference)
        report("verify", timed(lambda: review.verify(JobContext()), times=3), reference)
        report("search", timed(lambda: review.search.find("cortex"), times=3), reference)


def edits(review: Review) -> list[float]:
    """Time typing and filling."""
    steps = script(first_record(review), 0)
    return timed(lambda: review.extraction.apply(next(steps)), times=EDITS)


def grow(review: Review, studies: int) -> None:
    """Add studies that hold as many answers as the first one."""
    done = review.records.records()[0]
    for number in range(studies):
        draft = StudyDraft(new_id(), new_id(), f"Study {number}")
        review.extraction.apply(AddStudy(draft))
        record = review.records.record(draft.study_id)
        for cell in record.cells():
            like = type(cell)(done.extraction_id, cell.field_id)
            review.extraction.apply(FillAnswer(cell, record.answer(cell), done.answer(like)))


def turns(study_ids: list[str], times: int) -> Iterator[str]:
    """Yield the studies in turn."""
    for number in range(times):
        yield study_ids[number % len(study_ids)]


def timed(
    work: Callable[..., object], arguments: tuple[object, ...] = (), times: int = 1
) -> list[float]:
    """Return the seconds that each run took."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        work(*arguments)
        seconds.append(time.perf_counter() - start)
    return seconds


def report(name: str, seconds: list[float], reference: list[float]) -> None:
    """Print median and 95th percentile in milliseconds, and the ratio."""
    middle = median(seconds)
    high = sorted(seconds)[math.ceil(0.95 * len(seconds)) - 1]
    ratio = middle / median(reference)
    print(f"{name:<24} p50 {1e3 * middle:8.2f} ms   p95 {1e3 * high:8.2f} ms   x{ratio:7.1f}")


if __name__ == "__main__":
    main()
