"""Prints how an import of 100,000 RIS records compares with a plain read-and-insert loop.

The plain loop splits lines at "  - ", gathers the values of each tag by a table of names, and
inserts raw text and fields into the same table by the same driver. Each runs in a process of
its own, so that memory is its own; times are CPU seconds. `-n` takes another number of records.
"""

import json
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from app.bootstrap import open_review
from app.creating import create_review
from app.domain.ids import new_id
from app.jobs import JobContext
from app.references.reading import Reading
from app.references.values import Format
from db.sqlite import connect
from tests.services.searches import staged_under

REFERENCES = Path(__file__).resolve().parents[3] / "shared" / "data" / "references"
COUNT = 100_000
LONGEST = 6000  # characters of a record that is used: one export lists 700 cited works in each
NAMES = {
    "TY": "type", "TI": "title", "T1": "title", "AU": "author", "A1": "author", "PY": "issued",
    "Y1": "issued", "JF": "container-title", "JO": "container-title", "T2": "container-title",
    "JA": "container-title-short", "VL": "volume", "IS": "issue", "SP": "page", "EP": "page-last",
    "DO": "DOI", "SN": "ISSN", "UR": "URL", "AB": "abstract", "N2": "abstract", "KW": "keyword",
    "LA": "language", "PB": "publisher", "CY": "publisher-place", "AN": "accession",
    "DB": "database", "AD": "address", "N1": "note",
}  # fmt: skip
INSERT = (
    "INSERT INTO record (id, search_id, raw, csl, title, year, doi, pmid)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def written(path: Path, count: int) -> None:
    """Write records of real exports, over and over, each with a title of its own."""
    texts = [
        one.raw
        for file in sorted(REFERENCES.rglob("*"))
        if file.is_file() and file.suffix != ".tsv"
        for reading in [Reading(file)]
        if reading.format is Format.RIS
        for one in reading
        if len(one.raw) < LONGEST
    ]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = texts[number % len(texts)]
            place = max(text.find("TI  - "), text.find("T1  - ")) + 6
            file.write(f"{text[:place]}{number} {text[place:]}\n\n")


def plain(folder: Path, source: Path) -> None:
    """Read and insert, five hundred records at a time, in one transaction."""
    connection = connect(folder / "review.sqlite")
    connection.execute("BEGIN")
    connection.execute("INSERT INTO search (id, database, platform, strategy, limits, files,"
                       " counts) VALUES ('s', 'a', '', '', '', '[]', '{}')")  # fmt: skip
    rows = []
    for row in _plain_rows(source):
        rows.append(row)
        if len(rows) == 500:
            connection.executemany(INSERT, rows)
            rows.clear()
    connection.executemany(INSERT, rows)
    connection.execute("COMMIT")
    connection.close()


def _plain_rows(source: Path) -> Iterator[tuple[Any, ...]]:
    raw: list[str] = []
    fields: dict[str, list[str]] = {}
    name = ""
    with source.open(encoding="utf-8") as file:
        for line in file:
            raw.append(line)
            if line.startswith("ER  -"):
                yield _plain_row("".join(raw), fields)
                raw, fields, name = [], {}, ""
            elif line[2:6] == "  - " or line[2:5] == "  -":
                name = NAMES.get(line[:2], line[:2])
                fields.setdefault(name, []).append(line[6:].strip())
            elif name:
                fields[name][-1] += " " + line.strip()


def _plain_row(raw: str, fields: dict[str, list[str]]) -> tuple[Any, ...]:
    csl = {name: values[0] if len(values) == 1 else values for name, values in fields.items()}
    year = fields.get("issued", [""])[0][:4]
    title = fields.get("title", [""])[0]
    doi = fields.get("DOI", [None])[0]
    text = json.dumps(csl, ensure_ascii=False)
    return (new_id(), "s", raw, text, title, int(year) if year.isdigit() else None, doi, None)


def ours(folder: Path, source: Path) -> None:
    """Import as the window and the command line do; prints the longest time between two looks."""
    with open_review(folder) as review:
        before, ctx = memory(), Watched()
        edit, _ = review.library.stage([source], staged_under("A"), ctx)
        staged = time.process_time()
        assert edit is not None
        review.extraction.apply(edit, ctx=ctx)
        applied = time.process_time() - staged
    print(f"  longest time between two places to stop: {ctx.longest * 1000:.0f} ms CPU;"
          f" applied in {applied:.2f} s; memory of import {memory() - before:.0f} MB")  # fmt: skip


class Watched(JobContext):
    """Measures the time between two places where the job can be stopped."""

    def __init__(self) -> None:
        """Begin now."""
        super().__init__()
        self.longest, self._looked = 0.0, time.thread_time()

    def step(self, done: int, total: int) -> None:
        """Look at the clock."""
        now = time.thread_time()
        self.longest, self._looked = max(self.longest, now - self._looked), now


def memory() -> float:
    """Return the greatest memory of this process until now in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(act: Callable[[Path, Path], None], folder: Path, source: Path) -> tuple[float, float]:
    """Return CPU seconds and greatest memory of an act in this process."""
    start = time.process_time()
    act(folder, source)
    return time.process_time() - start, memory()


def main() -> None:
    """Write the file, run both, print the ratio."""
    count = int(sys.argv[sys.argv.index("-n") + 1]) if "-n" in sys.argv else COUNT
    rounds = 3
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "many.ris"
        written(source, count)
        print(f"{count} records, {source.stat().st_size / 1e6:.0f} MB")
        spent: dict[str, list[float]] = {"plain": [], "ours": []}
        for turn in range(rounds):
            for act in (plain, ours):
                seconds, most = _alone(act, Path(name) / f"{act.__name__}{turn}", source)
                spent[act.__name__].append(seconds)
                print(f"{act.__name__}: {seconds:.2f} s CPU, {most:.0f} MB at most")
    ratios = [o / p for o, p in zip(spent["ours"], spent["plain"], strict=True)]
    print(
        f"ratio by turn: {', '.join(f'{one:.2f}' for one in ratios)}; of the minima"
        f" {min(spent['ours']) / min(spent['plain']):.2f} (target 1.5)"
    )


def _alone(act: Callable[[Path, Path], None], folder: Path, source: Path) -> tuple[float, float]:
    """Measure an act on a new review in a new process; the review is thrown away."""
    create_review(folder, title="Import")
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        found = pool.submit(measured, act, folder, source).result()
    shutil.rmtree(folder)
    return found


if __name__ == "__main__":
    main()
