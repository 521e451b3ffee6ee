"""Marks read and written: python -m tests.bench.bench_marks [FOLDER OF PAPERS [SEED]].

First the highlights of other programs, against what MuPDF reads under them. Then random sentences
and words of every paper are written as highlights into a copy, and MuPDF, poppler and pdf.js say
which text lies under each (where they are installed; pdf.js where CHARTDESK_PDFJS points). Marks
that were put beside their words on purpose must not pass.
"""

import os
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest

from app.domain.anchors import Place, Rect
from app.domain.quotes import fold
from app.pdf.client import PdfClient
from app.pdf.marking import Annotation, NewMark, ReadAnnotations, WriteMarks
from app.pdf.requests import ReadText
from app.pdf.text import PageText
from tests.bench.mark_proofs import Proof, proved
from tests.services.sentences import Sentence, fragments, pages_of, sentences
from tests.services.test_annotations_read import _boxes, _expected, _is_at
from tests.services.viewers import Told, told_by

SHARED = Path(os.environ.get("CHARTDESK_SHARED", "../shared"))
SENTENCES, WORDS = 20, 20  # a paper; words are one to three in a row
YELLOW = (245, 243, 114)
DATE = "D:20261124093000+00'00'"
TOUCHED = "MuPDF takes whole words that are touched"
BETWEEN = "a sign between two quads, or in both: MuPDF leaves it out, or takes it twice"
BRIDGED = 2  # signs
MOST = 1000  # readings of a quote with signs
RIGHT = "right"
VIEWERS = ("MuPDF", "poppler", "pdf.js")
ODD = 2  # papers whose pages are turned, cropped and so on
MOVED = 3  # papers on which marks beside their words must be told from those on them
AWAY = {
    "half a line up": (0.0, -0.7),
    "half a line down": (0.0, 0.7),
    "a whole line down": (0.0, 0.9),
    "a letter to the right": (1.0, 0.0),
}


def main() -> None:
    """Read, then write and let others read."""
    papers = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "data" / "papers"
    with PdfClient() as client:
        read(client)
        seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
        files = sorted(papers.glob("*.pdf"))
        written(client, {"pages as they are": files}, seed)
        moved(client, files[:MOVED], seed)
        odd(client, [files[(seed + step) % len(files)] for step in range(ODD)], seed)


def read(client: PdfClient) -> None:
    """Print how many highlights are read as MuPDF reads them, and every difference."""
    expected = list(_expected(SHARED))
    paths = {path for path, _ in expected}
    found = {path: client.submit(ReadAnnotations(path)).result() for path in paths}
    told: Counter[str] = Counter()
    for path, entry in expected:
        verdict = compared(found[path], entry)
        told[verdict] += 1
        if verdict not in ("the same", TOUCHED, BETWEEN):
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
        return TOUCHED
    if any(set(theirs) <= set(mine) and _differ(theirs, mine) <= BRIDGED for mine in ours):
        return BETWEEN
    return f"other letters ({here[0].quote!r})"


def _differ(one: "Counter[str]", other: "Counter[str]") -> int:
    """Return how many signs are in one and not in the other, the more of both."""
    return max((one - other).total(), (other - one).total())


def written(client: PdfClient, papers: Mapping[str, Sequence[Path]], seed: int = 1) -> None:
    """Print how many of the marks each program reads with the right words, by kind of paper."""
    with tempfile.TemporaryDirectory() as folder:
        copies = {
            kind: [marked(client, path, Path(folder) / path.name, seed) for path in paths]
            for kind, paths in papers.items()
        }
        ask(client, copies)


def ask(client: PdfClient, copies: "Mapping[str, Sequence[Copy]]") -> None:
    """Print how many of the marks of copies each program reads with the right words, by kind."""
    every = [copy.path for of_kind in copies.values() for copy in of_kind]
    found = {"our own": {path: own(client, path) for path in every}} | seen(every)
    for kind, of_kind in copies.items():
        print(f"{kind}:")
        for viewer, by_path in found.items():
            _say(client, viewer, of_kind, by_path)


def _say(
    client: PdfClient, viewer: str, copies: "Sequence[Copy]", told: Mapping[Path, Told]
) -> None:
    """Print what a program reads in copies, and, of pdf.js, what it keeps with highlights."""
    verdicts = Counter[str]()
    for copy in copies:
        verdicts.update(judged(client, viewer, copy, told[copy.path]))
    print(f"{viewer:<8} reads {verdicts[RIGHT]} of {verdicts.total()}{_rest(verdicts)}")
    kept = [entry for copy in copies for entry in told[copy.path].kept if entry[0].isdigit()]
    if kept:
        reasons = Counter(why for _, _, why in kept)
        print(f"         and keeps {reasons['']} the same with the highlight{_rest(reasons)}")


def _rest(verdicts: "Counter[str]") -> str:
    """Return what else was found, by its reason."""
    rest = {verdict: count for verdict, count in verdicts.items() if verdict not in ("", RIGHT)}
    return "".join(f", {count} {verdict}" for verdict, count in sorted(rest.items()))


def judged(client: PdfClient, viewer: str, copy: "Copy", told: Told) -> Iterator[str]:
    """Yield a verdict for each mark of a copy; those that are not right are printed."""
    missed = missing(f"{viewer}, {copy.path.name}", copy.quotes, told)
    for number in range(len(copy.chosen)):
        found = proof_of(client, viewer, copy, number, told) if number in missed else None
        if found:
            print(f"    {found.why}: {found.shown_by}")
        yield f"EXPLAINED by {found.why}" if found else "MISSED" if number in missed else RIGHT


def moved(client: PdfClient, papers: list[Path], seed: int) -> None:
    """Print how many marks that were put beside their words pass: none should."""
    with tempfile.TemporaryDirectory() as folder:
        copies = [
            marked(client, paper, Path(folder) / f"{way} {paper.name}", seed, step)
            for way, step in AWAY.items()
            for paper in papers
        ]
        asked = sum(len(copy.chosen) for copy in copies)
        for viewer, told in seen([copy.path for copy in copies]).items():
            missed = [(c, n) for c in copies for n in missing("", c.quotes, told[c.path])]
            proofs = [proof_of(client, viewer, c, n, told[c.path]) for c, n in missed]
            excused = len(proofs) - proofs.count(None)
            passed = f"passes {asked - len(missed)} of {asked} beside their words"
            print(f"{viewer:<8} {passed}, {excused} explained")


def odd(client: PdfClient, papers: list[Path], seed: int) -> None:
    """Print how marks on pages that are turned, cropped, moved or encrypted are read."""
    with tempfile.TemporaryDirectory() as folder:
        kinds: defaultdict[str, list[Path]] = defaultdict(list)
        for paper in papers:
            for name, path in odd_copies(paper, Path(folder)):
                kinds[f"pages that are {name}"].append(path)
        written(client, kinds, seed)


def odd_copies(paper: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield copies of a paper with pages that are turned, cropped, moved, scaled or encrypted."""
    import pikepdf

    changes: dict[str, Callable[[pikepdf.Page], None]] = {
        "turned by 90": lambda page: page.rotate(90, relative=True),
        "turned by 180": lambda page: page.rotate(180, relative=True),
        "turned by 270": lambda page: page.rotate(270, relative=True),
        "turned by 90 with upright words": lambda page: _turn_about(page, 90),
        "turned by 180 with upright words": lambda page: _turn_about(page, 180),
        "turned by 270 with upright words": lambda page: _turn_about(page, 270),
        "cropped off the origin": lambda page: _crop(page, 20),
        "cropped and turned": lambda page: _crop(page, 20, turn=90),
        "in units of two points": lambda page: page.obj.__setitem__("/UserUnit", 2),
        "encrypted": lambda page: None,
    }
    for number, (name, change) in enumerate(changes.items()):
        path = folder / f"{number} {paper.name}"
        with pikepdf.open(paper) as pdf:
            for page in pdf.pages:
                change(page)
            lock = pikepdf.Encryption(owner="owner", user="") if name == "encrypted" else False
            pdf.save(path, encryption=lock)
        yield name, path


def _turn_about(page: Any, turn: int) -> None:
    """Turn what is on a page one way, and the page the other way: it is displayed as before."""
    left, bottom, right, top = map(float, page.mediabox)
    matrix = {
        90: (0, 1, -1, 0, top, -left),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, -bottom, right),
    }[turn]
    page.contents_add(b"q %g %g %g %g %g %g cm\n" % matrix, prepend=True)
    page.contents_add(b"\nQ", prepend=False)
    wide, high = right - left, top - bottom
    page.mediabox = page.cropbox = [0, 0, *((wide, high) if turn == 180 else (high, wide))]
    page.rotate(turn, relative=True)


def _crop(page: Any, margin: float, turn: int = 0) -> None:
    """Cut the margins of a page away, then turn it."""
    left, bottom, right, top = map(float, page.cropbox)
    page.cropbox = [left + margin, bottom + margin, right - margin, top - margin]
    page.rotate(turn, relative=True)


def proof_of(client: PdfClient, viewer: str, copy: "Copy", number: int, told: Told) -> Proof | None:
    """Return why a program misses a mark that is right; None without a proof."""
    sentence = copy.chosen[number]
    read = "".join(text for _, _, text, said in told.marks if said == str(number))
    page = client.submit(ReadText(copy.path, page=sentence.page)).result()
    return proved(viewer, copy.path, page, sentence.rects, (sentence.quote, read))


def missing(name: str, quotes: list[str], told: Told) -> set[int]:
    """Return which quotes were not read; with a name, print them and what needs a word."""
    marks, texts = told.marks, told.texts
    missed = set()
    for number, quote in enumerate(quotes):
        read = [(page, text) for page, _, text, said in marks if said == str(number)]
        if any(letters(quote) == letters(text) for _, text in read):
            continue
        if any(reads_signs(quote, text, texts[page]) for page, text in read):
            if name:
                print(f"  {name}, its own letters for signs: {quote!r}\n    reads {read!r}")
            continue
        missed.add(number)
        if name:
            print(f"  {name}: {quote!r}\n    reads {read!r}")
    return missed


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy with marks, numbered by their contents, and the sentences they stand on."""

    path: Path
    chosen: list[Sentence]

    @property
    def quotes(self) -> list[str]:
        """The words that should be read."""
        return [sentence.quote for sentence in self.chosen]


def marked(
    client: PdfClient,
    paper: Path,
    target: Path,
    seed: int,
    moved: tuple[float, float] | None = None,
) -> Copy:
    """Write a copy with numbered marks.

    `moved` puts marks of sentences beside them: to the right and down, in heights of their lines.
    """
    pages = pages_of(client, paper)
    chosen = _plain(pages, seed) if moved else sentences(pages, SENTENCES, seed)
    chosen += [] if moved else fragments(pages, WORDS, seed)
    chosen = [replace(one, rects=_moved(one.rects, moved or (0, 0))) for one in chosen]
    return with_marks(client, paper, target, chosen)


def with_marks(client: PdfClient, paper: Path, target: Path, chosen: list[Sentence]) -> Copy:
    """Write a copy in which sentences are marked, numbered by their contents."""
    marks = tuple(
        NewMark(
            str(number),
            "Highlight",
            (Place(one.page, one.rects),),
            YELLOW,
            *("Ana", str(number), DATE, DATE),
        )
        for number, one in enumerate(chosen)
    )
    client.submit(WriteMarks(paper, None, target=target, marks=marks)).result()
    return Copy(target, chosen)


def _plain(pages: Sequence[PageText], seed: int) -> list[Sentence]:
    """Return sentences that begin with a letter: beside a bullet every letter is still marked."""
    drawn = sentences(pages, 2 * SENTENCES, seed)
    return [sentence for sentence in drawn if sentence.quote[0].isalnum()][:SENTENCES]


def _moved(rects: tuple[Rect, ...], way: tuple[float, float]) -> tuple[Rect, ...]:
    return tuple(
        Rect(r.left + x, r.top + y, r.right + x, r.bottom + y)
        for r in rects
        for x, y in [[step * min(r.bottom - r.top, r.right - r.left) for step in way]]
    )


def letters(text: str) -> str:
    """Return letters and digits in order of the alphabet: programs order lines differently."""
    return "".join(sorted(char for char in fold(text) if char.isalnum()))


def reads_signs(quote: str, under: str, page: str) -> bool:
    """Tell whether a program read a quote with letters of its own for some signs, as on its page.

    Fonts of signs often do not say what their signs mean; then one program takes the code of a
    bullet for a letter. Signs beyond ASCII may be any one character, if the program's own text
    of the page has that character between the very same letters; every letter must be itself.
    """
    text, lines = fold(page), [line for line in quote.split("\n") if line.strip()]
    for wild in (".??", ".?"):
        found = [_occurrences(_pattern(line, wild), text) for line in lines]
        every = islice(product(*found), MOST)
        if any(letters("".join(parts)) == letters(under) for parts in every):
            return True
    return False


def _occurrences(pattern: str, text: str) -> list[str]:
    """Return the texts that a pattern fits, with a sign before them that it allows."""
    longest: dict[int, str] = {}
    for found in re.finditer(f"(?=({pattern}))", text):
        longest.setdefault(found.end(1), found[1])
    return sorted(set(longest.values()))


def _pattern(line: str, wild: str) -> str:
    return "".join(
        re.escape(c) if c.isalnum() else (f"(?:{re.escape(c)})?" if c.isascii() else wild)
        for c in fold(line)
    )


def own(client: PdfClient, path: Path) -> Told:
    """Return what the program itself reads when somebody takes the copy in as a paper."""
    found = client.submit(ReadAnnotations(path)).result()
    marks = [(mark.page, mark.subtype, mark.quote, mark.contents) for mark in found]
    return Told(marks, defaultdict(str), [])


def seen(paths: Sequence[Path]) -> dict[str, dict[Path, Told]]:
    """Return what each program that is there reads in files; they read side by side."""

    def told(viewer: str) -> dict[Path, Told]:
        try:
            return dict(zip(paths, told_by(viewer, paths), strict=True))
        except pytest.skip.Exception as absent:
            print(f"{viewer}: {absent}")
            return {}

    with ThreadPoolExecutor() as pool:
        every = dict(zip(VIEWERS, pool.map(told, VIEWERS), strict=True))
    return {viewer: found for viewer, found in every.items() if found}


if __name__ == "__main__":
    main()
