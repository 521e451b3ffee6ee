"""What the charting workbook costs: python -m tests.bench.bench_export.

300 studies, 120 fields, 8 groups and 60,000 quotes, against openpyxl's write-only mode writing
the same values without looks, links or sizes; the same by a process of its own, as the window has
it written; then 11 studies of 40 fields. CPU seconds.
"""

import gc
import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path
from threading import Event, Thread
from time import process_time
from typing import Any

from openpyxl import Workbook, load_workbook

from app import errands
from app.bootstrap import Review, open_review
from app.domain.answers import Json
from app.domain.fields import Field, FieldType, Form, Scope, Section
from app.export.choices import ExportChoices
from app.export.model import ReviewTable
from app.export.workbook import write_workbook
from app.jobs import JobContext
from tests.bench.large_review import make
from tests.unit.export_data import entry, quoted, table

SMALL, FIELDS, TARGET = 11, 40, 1.3


def main() -> None:
    """Make the review, measure and print."""
    with tempfile.TemporaryDirectory() as place:
        large(Path(place))
        small(Path(place))


def large(place: Path) -> None:
    """Print CPU and memory of the large workbook."""
    make(place / "review")
    with open_review(place / "review") as review:
        apart(review, place)
        before = pss(os.getpid())
        made, read = cpu(review.records.export_table)
        held = pss(os.getpid()) - before
        print(f"read model: {read:.1f} s, {held:.0f} MB")
        _, plain, took = peak(lambda: write_workbook(made, place / "ours.xlsx"))
        size = (place / "ours.xlsx").stat().st_size / 1e6
        print(f"workbook: {plain:.1f} s, {took:.0f} MB above the read model, {size:.1f} MB file")
    rows = list(values(place / "ours.xlsx"))
    cells = sum(len(row) for _, sheet in rows for row in sheet)
    gc.collect()
    _, reference = cpu(lambda: write_only(rows, place / "reference.xlsx"))
    ratio = plain / reference
    print(f"openpyxl write-only, {cells:,} cells: {reference:.1f} s; ratio {ratio:.2f} ({TARGET})")


def apart(review: Review, place: Path) -> None:
    """Print what a process of its own takes, all that it loads counted, and what this one takes."""
    before, seen = pss(os.getpid()), [(0.0, 0.0)]

    def look(_done: int, _total: int) -> None:
        other = sum(pss(one.pid or 0) for one in multiprocessing.active_children())
        seen.append((pss(os.getpid()) - before, other))

    errands.write(review, ExportChoices(), place, JobContext(look))
    here, there = (max(found) for found in zip(*seen, strict=True))
    print(f"by a process of its own: {here:.0f} MB here, {there:.0f} MB there")


def small(place: Path) -> None:
    """Print the time of a review as most are."""
    review = eleven()
    write_workbook(review, place / "warm.xlsx")
    times = [cpu(lambda n=n: write_workbook(review, place / f"{n}.xlsx"))[1] for n in range(5)]
    print(f"{SMALL} studies of {FIELDS} fields: {sorted(times)[2] * 1000:.0f} ms (500)")


def eleven() -> ReviewTable:
    """Return eleven studies of forty fields, each answer with a quote."""
    kinds = (FieldType.LONG_TEXT, FieldType.INTEGER, FieldType.SHORT_TEXT, FieldType.YES_NO)
    fields = tuple(Field(f"s.f{n}", f"f{n}", f"Field {n}", kinds[n % 4]) for n in range(FIELDS))
    form = Form("f", "v", 1, "Form", "", (Section("s", "S", Scope.STUDY, False, fields),))
    values: dict[str, Json] = {
        f.field_id: n if f.type is FieldType.INTEGER else "some words of an answer " * (n % 5 + 1)
        for n, f in enumerate(fields)
    }
    records = [
        reduce(
            lambda one, f: quoted(one, f.field_id, "the words on the page that say so " * 3),
            fields,
            entry(dict(values), number=number, form=form),
        )
        for number in range(SMALL)
    ]
    return table(*records, form=form)


def values(path: Path) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Yield each sheet's name and values."""
    book = load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        yield sheet.title, [tuple(row) for row in sheet.iter_rows(values_only=True)]
    book.close()


def write_only(sheets: list[tuple[str, list[tuple[Any, ...]]]], path: Path) -> None:
    """Write values as openpyxl does it leanest."""
    book = Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def pss(pid: int) -> float:
    """Return the proportional memory of a process in MB (Linux), 0 elsewhere."""
    from tests.bench import bench_window  # loads Qt, which the other process is to have no part of

    return bench_window.pss(pid)


def cpu(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what work returns, and its seconds of CPU."""
    start = process_time()
    return work(), process_time() - start


def peak(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """Return what work returns, its seconds of CPU and how much memory it added at most (MB)."""
    before, seen, stop = pss(os.getpid()), [0.0], Event()

    def watch() -> None:
        while not stop.wait(0.2):
            seen.append(pss(os.getpid()) - before)

    watcher = Thread(target=watch)
    watcher.start()
    try:
        result, seconds = cpu(work)
    finally:
        stop.set()
        watcher.join()
    return result, seconds, max(seen)


if __name__ == "__main__":
    main()
