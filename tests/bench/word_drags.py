"""Random drags from word to word, checked against the word list: python -m tests.bench.word_drags.

A drag goes from the first letter of one word to the last of another on the same page, or back,
as the mouse would send it, and snaps to words. It is right when the selection is exactly the text
from the first letter of the earlier word to the last of the later one, by the list of words.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.pdf.client import PdfClient
from app.pdf.requests import OpenPaper, ReadText
from app.pdf.text import PageText, Span, word_at, words
from ui.reader.caret import line_index
from ui.reader.layout import Spot
from ui.reader.selecting import TextSelection

PAPERS = Path(__file__).resolve().parents[3] / "shared" / "data" / "papers"
DRAGS = 1000


@dataclass(frozen=True, slots=True)
class Tally:
    """How many drags gave the text between, and the ones that did not (page, words, got)."""

    right: int
    wrong: tuple[str, ...]
    slowest_ms: float


def drag_papers(papers: Sequence[Path], drags: int, most: int = 10_000) -> dict[str, Tally]:
    """Return the tally of each paper, by file name; up to `most` pages of each are read."""
    with PdfClient() as client:
        return {
            paper.name: drag_words(_read_pages(client, paper, most), drags, seed=1)
            for paper in papers
        }


def _read_pages(client: PdfClient, paper: Path, most: int) -> list[PageText]:
    pages = min(most, client.submit(OpenPaper(paper)).result().pages)
    asked = [client.submit(ReadText(paper, page=page)) for page in range(pages)]
    return [future.result() for future in asked]


def drag_words(pages: Sequence[PageText], drags: int, seed: int) -> Tally:
    """Drag between random words of random pages."""
    chance = Random(seed)
    listed = [(page, [w for w in words(page) if _is_plain(page, w)]) for page in pages]
    usable = [entry for entry in listed if len(entry[1]) > 1]
    right, wrong, slowest = 0, [], 0.0
    for _ in range(drags if usable else 0):
        page, found = chance.choice(usable)
        first, last = sorted(chance.sample(found, 2))
        start = time.perf_counter()
        got = _dragged(page, first, last, backwards=chance.random() < 0.5)
        slowest = max(slowest, (time.perf_counter() - start) * 1000)
        wanted = Span(word_at(page, first.start).start, word_at(page, last.start).end)
        if got == wanted:
            right += 1
        else:
            wrong.append(f"page {page.page_index}: {_cut(page, wanted)} | {_cut(page, got)}")
    return Tally(right, tuple(wrong), slowest)


def _is_plain(page: PageText, word: Span) -> bool:
    """Tell whether a word is letters or digits, so that its list entry is its double click."""
    return page.text[word.start : word.end].isalnum() and word_at(page, word.start) == word


def _dragged(page: PageText, first: Span, last: Span, *, backwards: bool) -> Span:
    """Return what a drag over two words and all between selects."""
    spots = [_inside(page, first.start, 0.25), _inside(page, last.end - 1, 0.75)]
    if backwards:
        spots.reverse()
    selection = TextSelection({page.page_index: page}.get)
    selection.start(spots[0])
    selection.extend(spots[1], precise=False)
    return selection.spans().get(page.page_index, Span(0, 0))


def _inside(page: PageText, position: int, share: float) -> Spot:
    """Return the point in a letter at a share of its width in the direction of reading."""
    box = page.box(position)
    line = page.lines[line_index(page, position)]
    forward = page.box(line.start).left <= page.box(line.end - 1).left
    down = page.box(line.start).top <= page.box(line.end - 1).top
    if line.angle in (0, 180):
        share = share if forward else 1 - share
        return Spot(page.page_index, box.left + share * box.width, (box.top + box.bottom) / 2)
    share = share if down else 1 - share
    return Spot(page.page_index, (box.left + box.right) / 2, box.top + share * box.height)


def _cut(page: PageText, span: Span) -> str:
    text = page.text[span.start : span.end].replace("\n", "/")
    return repr(text if len(text) < 60 else f"{text[:28]} … {text[-28:]}")


def main(papers: Sequence[Path]) -> None:
    """Print the share of right drags of each paper, and each wrong one."""
    tallies = drag_papers(papers, DRAGS)
    for name, tally in tallies.items():
        print(f"{tally.right:5d}/{DRAGS}  slowest {tally.slowest_ms:5.2f} ms  {name}")
        for line in tally.wrong[:5]:
            print("      ", line)
    total = sum(tally.right for tally in tallies.values())
    print(f"{total} of {DRAGS * len(papers)} drags give exactly the text between")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(PAPERS.glob("*.pdf")))
