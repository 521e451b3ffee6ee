"""Real papers: reading order, round trips of quotes, metadata, and every odd file of the corpus."""

import hashlib
import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.quotes import clean_quote
from app.pdf.client import PdfClient
from app.pdf.errors import PaperChanged, PdfError
from app.pdf.locate import Finder
from app.pdf.requests import (
    GlancePaper,
    OpenPaper,
    ReadEdges,
    ReadMetadata,
    ReadText,
    RenderTile,
)
from app.pdf.text import PageText, Span, context, raw_quote, select, text_margins

pytestmark = pytest.mark.keeps("threads", "children")  # the client lives as long as the module

FRONTIERS = "effsize__fpsyg-03-00318.pdf"
LANCET = "rct__rct_trial__26414968__PMC4655321.pdf"
BMC = "effsize__12955_2016_Article_569.pdf"
PSYCHIATRY = "effsize__PMC6287007.pdf"
HINDAWI = "effsize__CRIPS2015-364325.pdf"


@pytest.fixture(scope="module")
def client() -> Iterator[PdfClient]:
    """Two workers for the whole module."""
    with PdfClient() as client:
        yield client


def read(client: PdfClient, path: Path) -> list[PageText]:
    """Return the text of all pages."""
    count = client.submit(OpenPaper(path)).result().pages
    waiting = [client.submit(ReadText(path, page=number)) for number in range(count)]
    return [future.result() for future in waiting]


def test_a_file_that_was_touched_is_the_same_paper_and_another_one_is_not(
    client: PdfClient, papers: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copyfile(papers / HINDAWI, tmp_path / "paper.pdf"))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    found = client.submit(GlancePaper(path)).result().seen
    asked = ReadEdges(path, page=0, seen=replace(found, sha256=digest))
    os.utime(path, ns=(0, 0))
    assert client.submit(asked).result() is not None
    path.write_bytes(path.read_bytes()[:-1] + b" ")
    with pytest.raises(PaperChanged, match="was changed or replaced"):
        client.submit(asked).result()


CONTIGUOUS = [
    (FRONTIERS, 0, "We investigated a number of possible triggers of LPCs in two studies that"),
    (
        FRONTIERS,
        0,
        "large role in the elicitation of the LPC and this may account for the diversity",
    ),
    (FRONTIERS, 0, "Since its discovery (Kutas and Hillyard, 1980), the N400 has proven to be"),
    (LANCET, 0, "The prevalence of resistant hypertension is estimated to be at least 10%"),
    (LANCET, 0, "Optimal drug treatment for patients with resistant hypertension is undefined."),
    (LANCET, 3, "To test the hypothesis that plasma renin (measured on a background of three"),
    (BMC, 3, "We looked at the direction of the RS effect: a positive (respectively, negative)"),
    (BMC, 3, "Observed changes for each score were estimated on patients with"),
    (
        PSYCHIATRY,
        1,
        "We investigated a total of 48 females aged 18–40 years. Of those, 15 patients",
    ),
    (PSYCHIATRY, 1, "Enhanced activations within the dorsal anterior cingulate cortex (dACC)"),
]


@pytest.mark.parametrize(("name", "page", "words"), CONTIGUOUS)
def test_sentence_stands_in_one_piece(
    client: PdfClient, papers: Path, name: str, page: int, words: str
) -> None:
    text = client.submit(ReadText(papers / name, page=page)).result().text
    assert words in clean_quote(text)


def test_drag_down_the_left_column_takes_nothing_of_the_right_one(
    client: PdfClient, papers: Path
) -> None:
    page = client.submit(ReadText(papers / FRONTIERS, page=1)).result()
    body = text_margins(page)
    quote = raw_quote(page, select(page, (body.left, 200.0), (page.width / 2 - 8, 400.0)))
    columns = [line for line in page.lines if page.text[line.start : line.end] in quote]
    assert len(columns) > 10
    assert all(line.rect.right < page.width / 2 for line in columns)


@pytest.mark.parametrize("name", [FRONTIERS, LANCET, BMC, "rct__meta__38646329__PMC11028405.pdf"])
def test_edges_read_by_lines_are_those_of_the_characters(
    client: PdfClient, papers: Path, name: str
) -> None:
    body = text_margins(client.submit(ReadText(papers / name, page=1)).result())
    edges = client.submit(ReadEdges(papers / name, page=1)).result()
    assert edges == pytest.approx((body.left, body.right), abs=1.5)


def test_first_look_agrees_with_the_survey(client: PdfClient, papers: Path) -> None:
    first = client.submit(GlancePaper(papers / BMC)).result()
    whole = client.submit(OpenPaper(papers / BMC)).result()
    assert (first.pages, first.sizes) == (whole.pages, whole.sizes)
    assert first.edges == client.submit(ReadEdges(papers / BMC, page=0)).result()


def test_margins_are_narrower_than_the_page(client: PdfClient, papers: Path) -> None:
    page = client.submit(ReadText(papers / PSYCHIATRY, page=1)).result()
    body = text_margins(page)
    assert 30 < body.left < 70
    assert page.width - 70 < body.right < page.width - 30


@pytest.mark.slow
@pytest.mark.parametrize("name", [FRONTIERS, LANCET, BMC, PSYCHIATRY])
def test_random_quotes_are_found_where_they_were_taken(
    client: PdfClient, papers: Path, name: str
) -> None:
    pages = read(client, papers / name)
    finder = Finder(pages)
    taken = list(spans(pages, random.Random(name), 100))
    found = [finder.locate(clean_quote(q), *around, page) for page, _, q, around in taken]
    places = [(f.page, f.spans[0].span) if f else None for f in found]
    assert places == [(page, span) for page, span, _, _ in taken]


Taken = tuple[int, Span, str, tuple[str, str]]


def spans(pages: list[PageText], chance: random.Random, count: int) -> Iterator[Taken]:
    """Yield random spans that begin and end with a letter or digit: page, span, quote, context."""
    while count:
        page = chance.choice(pages)
        start = chance.randrange(max(1, len(page.text) - 20))
        span = Span(start, start + chance.randrange(4, 300))
        quote = page.text[span.start : span.end]
        if quote[:1].isalnum() and quote[-1:].isalnum() and len(quote) == span.end - span.start:
            count -= 1
            yield page.page_index, span, quote, context(page, span)


def test_summary_tells_page_labels_and_outline(client: PdfClient, papers: Path) -> None:
    labelled = client.submit(OpenPaper(papers / HINDAWI)).result()
    outlined = client.submit(OpenPaper(papers / FRONTIERS)).result()
    assert labelled.labels[0] != ""
    assert [item.title for item in outlined.outline[1:3]] == [
        "Introduction",
        "Materials and Methods",
    ]
    assert outlined.outline[2].page == 1


KNOWN = [
    (FRONTIERS, "10.3389/fpsyg.2012.00318", 2012, "Individual variation in the late"),
    (BMC, "10.1186/s12955-016-0569-5", 2016, "Impact of the occurrence of a response"),
    (LANCET, "10.1016/s0140-6736(15)00257-3", 2015, "Spironolactone versus placebo"),
    (HINDAWI, "10.1155/2015/364325", 2015, "Paliperidone Palmitate"),
]


@pytest.mark.parametrize("known", KNOWN, ids=[name for name, *_ in KNOWN])
def test_paper_is_recognised(
    client: PdfClient, papers: Path, known: tuple[str, str, int, str]
) -> None:
    name, doi, year, title = known
    found = client.submit(ReadMetadata(papers / name)).result()
    assert (found.doi, found.year) == (doi, year)
    assert found.title.startswith(title)


@pytest.mark.slow
def test_every_paper_opens_and_draws(client: PdfClient, papers: Path) -> None:
    files = sorted(papers.glob("*.pdf"))
    requests = [(OpenPaper(f), first_page(f), ReadText(f, page=0)) for f in files]
    waiting = [client.submit(request) for group in requests for request in group]
    assert len(files) == 32
    assert [future.exception() for future in waiting] == [None] * len(waiting)


@pytest.mark.slow
def test_every_odd_file_is_drawn_or_refused_with_a_reason(client: PdfClient, shared: Path) -> None:
    files = sorted((shared / "data" / "edge").glob("*.pdf"))
    requests = [(OpenPaper(f), first_page(f), ReadText(f, page=0), ReadMetadata(f)) for f in files]
    waiting = [client.submit(request) for group in requests for request in group]
    errors = [future.exception() for future in waiting]
    assert len(files) == 238
    assert all(isinstance(error, PdfError) for error in errors if error)
    assert sum(error is None for error in errors) > 2 * len(files)


def first_page(path: Path) -> RenderTile:
    """Ask for the first page at screen size."""
    return RenderTile(path, page=0, scale=1.33, x=0, y=0, w=2000, h=2000)


def test_words_printed_twice_at_one_place_are_read_once(client: PdfClient, papers: Path) -> None:
    paper = papers / "rct__rct_trial__35109807__PMC8809239.pdf"
    text = client.submit(ReadText(paper, page=6)).result().text
    assert (text.count("submit"), text.count("affiliations")) == (1, 1)  # its ffi shares one box
