"""Every odd file of the corpus: python -m tests.bench.bench_edge [FOLDER].

Each file is opened by the window's client (with its password, where the manifest gives one), its
first pages are drawn and read, and its title, links and annotations are asked for. Told are
answers and refusals, the slowest request, how often a worker had to be replaced, and by how much
the memory of this process grew from the first round to the second, after which nothing is new.
"""

import gc
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from app.pdf.client import PdfClient
from app.pdf.errors import PdfError
from app.pdf.marking import ReadAnnotations
from app.pdf.requests import OpenPaper, ReadLinks, ReadMetadata, ReadText, RenderTile, Request
from tests.services.test_edge_files import known_passwords, resident

SHARED = Path(os.environ.get("CHARTDESK_SHARED", "../shared")) / "data"
PAGES = 3  # of each file
HANG = 10.0  # seconds
ROUNDS = 3


def main() -> None:
    """Ask everything of every file, several times over."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "edge"
    files = sorted(folder.glob("*.pdf"))
    passwords = known_passwords(SHARED / "MANIFEST.tsv")
    with PdfClient() as client:
        asked(client, files[0], passwords.get(files[0].name), Counter())
        before = settled()
        for number in range(ROUNDS):
            told: Counter[str] = Counter()
            start = time.perf_counter()
            slowest = max(asked(client, f, passwords.get(f.name), told) for f in files)
            grown = settled() - before
            print(
                f"round {number + 1}: {len(files)} files in {time.perf_counter() - start:.0f} s, "
                f"slowest request {slowest:.1f} s (hang is {HANG:.0f} s), memory {grown:+.1f} MB"
            )
            for what, count in sorted(told.items()):
                print(f"  {count:5d}  {what}")


def asked(client: PdfClient, path: Path, password: str | None, told: Counter[str]) -> float:
    """Ask everything of one file; return the seconds of the slowest request."""
    opened = client.submit(OpenPaper(path, password))
    spent = [waited(opened, "open", told)]
    if opened.exception() is not None:
        return spent[0]
    spent += [
        waited(client.submit(request), type(request).__name__, told)
        for request in requests(path, password, opened.result().pages)
    ]
    return max(spent)


def requests(path: Path, password: str | None, pages: int) -> Iterator[Request[Any]]:
    """Yield what a reader asks of a file."""
    yield ReadMetadata(path, password)
    yield ReadAnnotations(path, password)
    for page in range(min(pages, PAGES)):
        yield RenderTile(path, password, page=page, scale=1.6, x=0, y=0, w=1024, h=1024)
        yield ReadText(path, password, page=page)
        yield ReadLinks(path, password, page=page)


def waited(future: "Future[Any]", name: str, told: Counter[str]) -> float:
    """Wait for an answer or a refusal and count it; return the seconds it took."""
    start = time.perf_counter()
    error = future.exception()
    spent = time.perf_counter() - start
    kind = "answered" if error is None else "refused in a sentence"
    told[f"{name} {kind if error is None or isinstance(error, PdfError) else 'FAILED'}"] += 1
    if spent > HANG:
        told[f"{name} HUNG"] += 1
    return spent


def settled() -> float:
    """Return the megabytes of this process, after what is no longer used is gone."""
    gc.collect()
    return resident()


if __name__ == "__main__":
    main()
