"""Checks the quotes of an evidence bundle against anyone's own copies of the papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.domain.anchors import AnchorKind
from app.domain.errors import AppError
from app.domain.quotes import fold
from app.export.bundle.reading import Bundle, BundledPaper, BundledQuote, read_bundle
from app.jobs import JobContext
from app.pdf.client import PdfClient
from app.pdf.locate import Finder
from app.pdf.probe import probe
from app.pdf.requests import Priority, ReadText
from app.pdf.text import PageText
from app.services.paper_files import pdf_files, sha256_of

KNOWN_BY = 0.5  # share of the quotes that must stand in another copy of a paper
FEWEST = 20  # folded characters of a quote that tells papers apart


class Verdict(StrEnum):
    """What became of a quote."""

    IN_PLACE = "in place"
    ELSEWHERE = "on another page"
    OTHER_COPY = "in another copy"
    NOT_FOUND = "not found"
    NO_WORDS = "no words to look for"
    NO_PAPER = "paper not given"


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """Which file a paper of the bundle is; `is_same` tells that every byte is equal."""

    paper: BundledPaper
    file: Path | None
    is_same: bool


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """A quote with its verdict; `page` (from 0) is where it stands now, -1 nowhere."""

    quote: BundledQuote
    verdict: Verdict
    page: int = -1


@dataclass(frozen=True, slots=True)
class BundleReport:
    """What a check found; `unreadable` has a sentence for each file that could not be read."""

    bundle: Bundle
    papers: tuple[CheckedPaper, ...]
    quotes: tuple[CheckedQuote, ...]
    unreadable: tuple[str, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many quotes have a verdict."""
        return sum(quote.verdict is verdict for quote in self.quotes)

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing was altered and every quote that can be looked for was found."""
        return not (self.bundle.altered or self.count(Verdict.NOT_FOUND))


@dataclass(frozen=True, slots=True)
class _Copy:
    """A file given, with its pages as text."""

    path: Path
    sha256: str
    pages: tuple[PageText, ...]
    folded: str


def check_bundle(
    path: Path, papers: Sequence[Path], pdf: PdfClient, ctx: JobContext
) -> BundleReport:
    """Check a bundle against PDFs (folders: all PDFs below); raises NoBundle, Cancelled.

    A paper is known by its hash, else by its words: the copy in which most, and at least half,
    of its longer quotes stand.
    """
    bundle = read_bundle(path)
    files = tuple(pdf_files(papers))
    copies, unreadable = [], []
    for done, file in enumerate(files):
        ctx.step(done, len(files) + 1)
        try:
            copies.append(_copy(file, pdf))
        except AppError as problem:
            unreadable.append(problem.message)
    by_paper: dict[str, list[BundledQuote]] = {}
    for quote in bundle.quotes:
        by_paper.setdefault(quote.anchor.paper, []).append(quote)
    checked_papers = [_which(paper, by_paper, copies) for paper in bundle.papers]
    known = {one.paper.sha256: one for one in checked_papers}
    texts = {copy.path: copy.pages for copy in copies}
    quotes = _looked_for(by_paper, known, texts)
    ctx.step(len(files) + 1, len(files) + 1)
    return BundleReport(bundle, tuple(checked_papers), quotes, tuple(unreadable))


def _copy(file: Path, pdf: PdfClient) -> _Copy:
    summary = probe(pdf, file, None)
    asked = [
        pdf.submit(ReadText(file, None, page=page), Priority.BACKGROUND)
        for page in range(summary.pages)
    ]
    pages = tuple(future.result() for future in asked)
    return _Copy(file, sha256_of(file), pages, fold(" ".join(page.text for page in pages)))


def _which(
    paper: BundledPaper, by_paper: Mapping[str, Sequence[BundledQuote]], copies: Sequence[_Copy]
) -> CheckedPaper:
    for copy in copies:
        if copy.sha256 == paper.sha256:
            return CheckedPaper(paper, copy.path, is_same=True)
    quotes = [fold(quote.anchor.quote) for quote in by_paper.get(paper.sha256, ())]
    telling = [words for words in quotes if len(words) >= FEWEST]
    scored = [(sum(words in copy.folded for words in telling), copy) for copy in copies]
    score, best = max(scored, key=lambda pair: pair[0], default=(0, None))
    if best is None or not telling or score < KNOWN_BY * len(telling):
        return CheckedPaper(paper, None, is_same=False)
    return CheckedPaper(paper, best.path, is_same=False)


def _looked_for(
    by_paper: Mapping[str, Sequence[BundledQuote]],
    known: Mapping[str, CheckedPaper],
    texts: Mapping[Path, tuple[PageText, ...]],
) -> tuple[CheckedQuote, ...]:
    found: list[CheckedQuote] = []
    for sha256, quotes in by_paper.items():
        checked = known.get(sha256)
        if checked is None or checked.file is None:
            found += [CheckedQuote(quote, Verdict.NO_PAPER) for quote in quotes]
            continue
        finder = Finder(texts[checked.file])
        found += [_verdict(quote, finder, is_same=checked.is_same) for quote in quotes]
    return tuple(found)


def _verdict(quote: BundledQuote, finder: Finder, *, is_same: bool) -> CheckedQuote:
    anchor = quote.anchor
    if anchor.kind is not AnchorKind.TEXT or not anchor.quote.strip():
        return CheckedQuote(quote, Verdict.NO_WORDS)
    near = anchor.places[0] if anchor.places else None
    candidates = finder.candidates(anchor.quote, anchor.prefix, anchor.suffix, near)
    here = [one for one in candidates if anchor.places and one.page == anchor.page]
    if is_same and here:
        return CheckedQuote(quote, Verdict.IN_PLACE, anchor.page)
    if not candidates:
        return CheckedQuote(quote, Verdict.NOT_FOUND)
    verdict = Verdict.ELSEWHERE if is_same else Verdict.OTHER_COPY
    return CheckedQuote(quote, verdict, candidates[0].page)
