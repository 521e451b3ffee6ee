"""Quotes found again in other copies: python -m tests.bench.bench_locate [FOLDER OF PAPERS].

2,000 random sentences of an article are looked for in the repository's copy of it and in copies
that pypdf, Ghostscript and qpdf have written anew (where these are installed).
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfWriter

from app.pdf.client import PdfClient
from app.pdf.locate import Finder
from tests.services.sentences import is_found, pages_of, sentences

DEFAULT = Path(os.environ.get("CHARTDESK_SHARED", "../shared")) / "data" / "papers"
FIRST = "rct__rct_trial__32485734__PMC7382052.pdf"
SECOND = "rct__rct_trial__32485734__PMC7382052_2.pdf"
COUNT = 2000


def main() -> None:
    """Look for the sentences and print the share that is found at the right place."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    with PdfClient() as client, tempfile.TemporaryDirectory() as place:
        asked = sentences(pages_of(client, folder / FIRST), COUNT, seed=1)
        for name, copy in _copies(folder, Path(place)):
            finder = Finder(pages_of(client, copy))
            begun = time.perf_counter()
            right = sum(is_found(finder, sentence) for sentence in asked)
            each = 1e6 * (time.perf_counter() - begun) / COUNT
            print(f"{name:<24} {100 * right / COUNT:6.2f} % of {COUNT}, {each:6.0f} µs each")


def _copies(folder: Path, place: Path) -> Iterator[tuple[str, Path]]:
    """Yield the other copies with what made them."""
    source = folder / FIRST
    yield "the repository's copy", folder / SECOND
    PdfWriter(clone_from=source).write(place / "pypdf.pdf")
    yield "pypdf", place / "pypdf.pdf"
    written = place / "tool.pdf"
    for tool, arguments in (
        ("gs", ["-q", "-sDEVICE=pdfwrite", f"-sOutputFile={written}", "-o", written, source]),
        ("qpdf", ["--linearize", source, written]),
    ):
        if shutil.which(tool):
            subprocess.run([tool, *map(str, arguments)], check=True, capture_output=True)
            yield tool, written
        else:
            print(f"{tool:<24} is not installed")


if __name__ == "__main__":
    main()
