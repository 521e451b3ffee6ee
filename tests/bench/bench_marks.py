"""Marks read and written: python -m tests.bench.bench_marks [FOLDER OF PAPERS [SEED]].

First the highlights of other programs, against what MuPDF reads under them. Then random sentences
of every paper are written as highlights into a copy, and MuPDF, poppler and pdf.js say which text
lies under each (where they are installed; pdf.js where CHARTDESK_PDFJS points).
"""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.anchors import Place
from app.domain.quotes import fold
from app.pdf.client import PdfClient
from app.pdf.marking import Annotation, NewMark, ReadAnnotations, WriteMarks
from tests.services.sentences import pages_of, sentences
from tests.services.test_annotations_read import _boxes, _expected, _is_at
from tests.services.viewers import marked_in_mupdf, marked_in_pdfjs, marked_in_poppler

SHARED = Path(os.environ.get("CHARTDESK_SHARED", "../shared"))
QUOTES = 20  # a paper
YELLOW = (245, 243, 114)
DATE = "D:20261124093000+00'00'"
Seen = list[tuple[int, str, str, str]]


def main() -> None:
    """Read, then write and let others read."""
    papers = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "data" / "papers"
    with PdfClient() as client:
        read(client)
        seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
        written(client, sorted(papers.glob("*.pdf")), seed)


def read(client: PdfClient) -> None:
    """Print how many highlights are read as MuPDF reads them, and every difference."""
    expected = list(_expected(SHARED))
    paths = {path for path, _ in expected}
    found = {path: client.submit(ReadAnnotations(path)).result() for path in paths}
    told: Counter[str] = Counter()
    for path, entry in expected:
        verdict = compared(found[path], entry)
        told[verdict] += 1
        if verdict not in ("the same", "MuPDF takes whole words that are touched"):
            print(f"  {path.name}, page {entry['page']}: {verdict}: {entry['text']!r}")
    print(f"{len(expected)} highlights of other programs:", dict(told))


def compared(found: tuple[Annotation, ...], entry: dict[str, Any]) -> str:
    """Tell how a highlight was read, against what MuPDF found."""
    here = [m for m in found if m.page == entry["page"] - 1 and _is_at(m, _boxes(entry))]
    if not here:
        return "nothing at its place"
    theirs = Counter(fold(entry["text"]))
    ours = [Counter(fold(mark.quote)) for mark in here]
    if theirs in ours:
        return "the same"
    if any(not mine - theirs for mine in ours):
        return "MuPDF takes whole words that are touched"
    return f"other letters ({here[0].quote!r})"


def written(client: PdfClient, papers: list[Path], seed: int = 1) -> None:
    """Print how many of the marks each program reads with the right words."""
    counts: Counter[str] = Counter()
    right: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for name, copy, quotes, seen in readings(client, papers, Path(folder), seed):
            counts[name] += len(quotes)
            right[name] += checked(f"{name}, {copy.name}", quotes, seen)
    for name, count in counts.items():
        print(f"{name:<8} reads {right[name]} of {count} marks with the right words")


def readings(
    client: PdfClient, papers: list[Path], place: Path, seed: int
) -> Iterator[tuple[str, Path, list[str], dict[str, list[str]]]]:
    """Yield program, copy, quotes and what the program reads under the mark of each."""
    for paper in papers:
        copy, quotes = marked(client, paper, place, seed)
        for name, see in viewers(place).items():
            seen = told(see, copy)
            if seen is not None:
                yield name, copy, quotes, seen


def checked(name: str, quotes: list[str], seen: dict[str, list[str]]) -> int:
    """Return how many quotes were read; print the others."""
    right = 0
    for number, quote in enumerate(quotes):
        texts = seen.get(str(number), [])
        if letters(quote) in map(letters, texts):
            right += 1
        else:
            print(f"  {name}: {quote!r}\n    reads {texts!r}")
    return right


def marked(client: PdfClient, paper: Path, place: Path, seed: int) -> tuple[Path, list[str]]:
    """Write a copy with numbered marks; return it with the quotes."""
    chosen = sentences(pages_of(client, paper), QUOTES, seed)
    marks = tuple(
        NewMark(
            *(str(number), "Highlight", (Place(sentence.page, sentence.rects),), YELLOW),
            *("Ana", str(number), DATE, DATE),
        )
        for number, sentence in enumerate(chosen)
    )
    copy = place / paper.name
    client.submit(WriteMarks(paper, None, target=copy, marks=marks)).result()
    return copy, [sentence.quote for sentence in chosen]


def letters(text: str) -> str:
    """Return letters and digits in order of the alphabet: programs order lines differently."""
    return "".join(sorted(char for char in fold(text) if char.isalnum()))


def viewers(place: Path) -> dict[str, Callable[[Path], Seen]]:
    """Return who reads."""
    return {
        "MuPDF": lambda copy: marked_in_mupdf(copy, place),
        "poppler": marked_in_poppler,
        "pdf.js": marked_in_pdfjs,
    }


def told(see: Callable[[Path], Seen], copy: Path) -> dict[str, list[str]] | None:
    """Return the texts that a program reads by number of the mark; None if it is not there."""
    found: dict[str, list[str]] = {}
    try:
        for _, _, text, number in see(copy):
            found.setdefault(number, []).append(text)
    except pytest.skip.Exception as absent:
        print(absent)
        return None
    return found


if __name__ == "__main__":
    main()
